"""The helpdesk's own words for statuses, priorities, types, departments and presence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eddytui.models.rows import EntryRow, ListKind

if TYPE_CHECKING:
    from eddytui.store.catalog import Catalog

CLOSED = "closed"
"""The one status id that means the same on every system."""


class Names:
    """Ids to words, in the reader's languages; an id without a word is shown as it is."""

    def __init__(self, catalog: "Catalog", languages: Sequence[str]) -> None:
        """Words of `catalog`, in the first of `languages` that has one."""
        self._catalog = catalog
        self.languages = tuple(languages)
        self._entries: dict[ListKind, dict[str, EntryRow]] = {}

    def forget(self) -> None:
        """Read the lists anew at the next question."""
        self._entries.clear()

    def entries(self, kind: ListKind) -> Sequence[EntryRow]:
        """The list of a kind (`status`, `priority`, `type`, `department`, `presence`), in order."""
        return list(self._of(kind).values())

    def word(self, kind: ListKind, entry_id: object) -> str:
        """The name of one entry."""
        entry = self._of(kind).get(str(entry_id))
        return entry.name if entry and entry.name else _readable(str(entry_id))

    def urgency(self, priority_id: int) -> int:
        """How far above the ordinary a priority is: 2 for the highest, 1 for the next, else 0.

        The server lists priorities from the least to the most urgent; ids tell nothing.
        """
        order = list(self._of("priority"))
        if str(priority_id) not in order:
            return 0
        above = len(order) - 1 - order.index(str(priority_id))
        return max(0, 2 - above) if above < len(order) - 1 else 0

    def presence(self, presence_id: str) -> tuple[str, str]:
        """The word and the colour of a colleague's presence."""
        entry = self._of("presence").get(presence_id)
        return (entry.name, entry.color) if entry else (_readable(presence_id), "")

    def _of(self, kind: ListKind) -> dict[str, EntryRow]:
        if kind not in self._entries:
            rows = self._catalog.entries(kind, self.languages)
            self._entries[kind] = {row.id: row for row in rows}
        return self._entries[kind]


def _readable(entry_id: str) -> str:
    """An id that has no word yet: `awaiting-client` as "Awaiting client"."""
    return (
        "–" if entry_id in {"", "0"} else entry_id.replace("-", " ").replace("_", " ").capitalize()
    )
