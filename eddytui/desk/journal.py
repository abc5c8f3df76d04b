"""What the agent changed, newest last, so that it can be taken back."""

from collections import deque
from typing import Any, NamedTuple

_KEPT = 100


class Entry(NamedTuple):
    """One change: the fields as they were, and how it was told."""

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

    def note(self, ticket_id: int, before: dict[str, Any], words: str) -> Entry:
        """Remember a change."""
        entry = Entry(ticket_id, before, words)
        self._entries.append(entry)
        return entry

    def strike(self, entry: Entry) -> None:
        """Forget a change that did not come about, or that was taken back."""
        if entry in self._entries:
            self._entries.remove(entry)
