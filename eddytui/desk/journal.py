"""What the agent did, across restarts, so that it can be seen, and taken back."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.desk.kinds import MESSAGES, Changed

if TYPE_CHECKING:
    from array import array

    from eddytui.models.rows import JournalRow
    from eddytui.models.tickets import Ticket
    from eddytui.store.journal import Journal as Kept

LOT, UNDO = "lot", "undo"
MADE, UNDONE, KEPT, REFUSED = "made", "undone", "kept", "refused"
_ENDED = {
    UNDONE: "was taken back already.",
    REFUSED: "did not come about, so there is nothing to take back.",
}
_FIRST_WORDS = 200
"""So many characters of a reply or note stand in the journal."""


class Action(NamedTuple):
    """What the agent did at once: one change, or many."""

    number: int
    """That of the entry it begins with."""
    words: str
    pending: int
    """The number that the last of it had in the outbox."""


class Journal:
    """Every change, reply and note; the changes are what `u` takes back, the last one first."""

    def __init__(self, kept: "Kept", say: Callable[[Changed], None]) -> None:
        """A journal in the store; `say` hears that it grew or changed."""
        self._kept = kept
        self._say = say

    @property
    def last(self) -> Action | None:
        """What would be taken back next."""
        found = self._kept.last()
        return Action(*found) if found else None

    def ids(self) -> "array[int]":
        """The numbers of all entries, the newest action first, its head before its parts."""
        return self._kept.ids()

    def rows(self, ids: Iterable[int]) -> "list[JournalRow]":
        """These entries, in the order asked for."""
        return self._kept.rows(ids)

    async def note(self, row: "JournalRow") -> int:
        """Write down what was done; its number."""
        number = await self._kept.note(row)
        self._say(Changed("journal"))
        return number


def before(ticket: "Ticket", changed: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of a change are now, as the ticket has them; nothing if it does not tell."""
    if not all(hasattr(ticket, name) for name in changed):
        return {}
    values: dict[str, Any] = {name: getattr(ticket, name) for name in changed}
    if "custom_fields" in changed:
        kept = {field.id: field.field_value for field in ticket.custom_fields}
        values["custom_fields"] = {
            str(key): kept.get(int(key), "") for key in changed["custom_fields"]
        }
    return values


def first_words(text: str) -> str:
    """How a reply or note begins, in one line."""
    return " ".join(text[: 2 * _FIRST_WORDS].split())[:_FIRST_WORDS]


def why_not(row: "JournalRow") -> str:
    """Why an entry cannot be taken back; "" when it can be tried."""
    if row.kind in MESSAGES:
        return f"A {MESSAGES[row.kind]} cannot be taken back. Open the ticket to write another."
    if row.kind == UNDO:
        return "This took something back. Do it again if you want it again."
    if row.state in _ENDED:
        return f"{row.words} {_ENDED[row.state]}"
    return "" if row.kind == LOT else _unknown(row)


def _unknown(row: "JournalRow") -> str:
    """Why it cannot be told what taking back a change would mean."""
    if row.waiting == "undecided":
        return f"It is not known whether the helpdesk has {row.words}. Decide in :outbox first."
    if not row.before:
        return f"What #{row.ticket_id} was before is not known here, so it cannot be put back."
    return ""
