"""What the agent has to decide: what was perhaps sent, and changes of what changed meanwhile."""

import json
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.api.errors import DeskError
from eddytui.desk.kinds import CHANGE, MESSAGES
from eddytui.desk.unclear import after, since
from eddytui.store.patches import flat, told

if TYPE_CHECKING:
    from eddytui.models.rows import Waiting
    from eddytui.store.store import Store

_SHOWN = 5
"""So many of the newest messages stand beside one's own."""


class Decision(Enum):
    """What becomes of something in the outbox."""

    SEND_AGAIN = "send again"
    """A change also when the server has something else meanwhile."""
    KEEP_AS_DRAFT = "keep as draft"
    """A reply or note is a draft again, in front of what was typed since."""
    THROW_AWAY = "throw away"


class ToDecide(DeskError):
    """Something stays in the outbox until the agent decides; `fact` is why."""

    title = "To be decided"

    def __init__(self, fact: str) -> None:
        """Tell the fact, and where it is decided."""
        super().__init__(f"{fact} Decide in :outbox.")
        self.fact = fact


class Undecided(ToDecide):
    """The server gave no answer, and what was sent is not there: perhaps it still comes."""

    title = "Perhaps sent"

    def __init__(self, waiting: "Waiting") -> None:
        """Name what it is."""
        what = MESSAGES.get(waiting.kind, "change")
        super().__init__(f"It is not known whether #{waiting.ticket_id} has your {what}.")


class Conflict(ToDecide):
    """The server has other values in the fields of a change than when it was made."""

    title = "Changed meanwhile"

    def __init__(self, ticket_id: int) -> None:
        """Name the ticket."""
        super().__init__(
            f"#{ticket_id} was changed at the same place meanwhile, so your change was not sent."
        )


class Decided(DeskError):
    """Somebody was first: another eddytui over the same copy, or the helpdesk itself."""

    title = "Decided already"
    usual = "There is nothing to decide any more: it was sent, taken back or thrown away."


class Field(NamedTuple):
    """One field of a change; a custom field is `custom_fields.5`."""

    name: str
    was: object
    """What it was when the change was made; None when that is not known."""
    ours: object
    """As it would be written."""
    theirs: object
    """What the server has now, as far as it is known here; None when records do not tell."""


class Said(NamedTuple):
    """A reply or note that the server has."""

    who: str
    when: str
    blocks: str
    """Its text as JSON of `text.blocks`."""


class Sides(NamedTuple):
    """What is ours and what is the server's, of something in the outbox."""

    waiting: "Waiting"
    fields: tuple[Field, ...] = ()
    """Of a change."""
    text: str = ""
    """Of a reply or note, as typed."""
    said: tuple[Said, ...] = ()
    """The newest of the same kind that came since it was sent, newest first."""


def sides(store: "Store", waiting: "Waiting") -> Sides:
    """Both sides, as they were read when it was last looked at; the server is not asked."""
    if waiting.kind == CHANGE:
        return Sides(waiting, fields=tuple(_fields(store, waiting)))
    rows = store.messages.rows(waiting.ticket_id, (waiting.kind,), newest_first=True)
    first, earliest = after(waiting), str(since(waiting))
    there = [row for row in rows if row.id > first and row.created >= earliest][:_SHOWN]
    said = (Said(row.author, row.created, store.messages.text(row)) for row in there)
    return Sides(waiting, text=str(waiting.patch["source"]), said=tuple(said))


def _fields(store: "Store", waiting: "Waiting") -> list[Field]:
    record = store.tickets.server(waiting.ticket_id)
    theirs = told(json.loads(record), waiting.patch) if record else {}
    base: Any = waiting.base
    shown: Mapping[str, object] = base.get("shown", {})
    return [
        Field(name, shown.get(name), ours, theirs.get(name))
        for name, ours in flat(waiting.patch).items()
    ]
