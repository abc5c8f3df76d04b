"""What the agent changed, newest last, so that it can be taken back."""

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.models.fields import field_written

if TYPE_CHECKING:
    from eddytui.models.tickets import Ticket

_KEPT = 100


class Entry(NamedTuple):
    """One change: the fields as they were, and how it was told."""

    number: int
    """Its number in the outbox."""
    ticket_id: int
    before: dict[str, Any]
    words: str


class Journal:
    """The changes that `u` can take back, the last one first."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=_KEPT)

    @property
    def last(self) -> Entry | None:
        """The change that would be taken back next."""
        return self._entries[-1] if self._entries else None

    def note(self, entry: Entry) -> None:
        """Remember a change."""
        self._entries.append(entry)

    def strike(self, number: int) -> None:
        """Forget a change that did not come about, or that was taken back."""
        for entry in self._entries:
            if entry.number == number:
                self._entries.remove(entry)
                return


def before(ticket: "Ticket", changed: Mapping[str, Any]) -> dict[str, Any]:
    """What a change would have to say to put a ticket back as it is now; nothing if it cannot."""
    if not all(hasattr(ticket, name) for name in changed):
        return {}
    values: dict[str, Any] = {name: getattr(ticket, name) for name in changed}
    if "custom_fields" in changed:
        kept = {field.id: field_written(field.field_value) for field in ticket.custom_fields}
        values["custom_fields"] = {key: kept.get(int(key), "") for key in changed["custom_fields"]}
    return values
