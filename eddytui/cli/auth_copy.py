"""The local copy of an account, as `auth` tells of it and deletes it."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from eddytui.models.queries import TicketQuery
from eddytui.store import removal
from eddytui.store.database import Database
from eddytui.store.store import Store


class Copy(NamedTuple):
    """What a local copy holds."""

    path: Path
    size: int
    """In bytes, with its log."""
    tickets: int
    drafts: int
    waiting: int
    """Changes, replies and notes that the helpdesk does not have yet."""
    repaired: str
    """A sentence when it was damaged, else ""."""

    @property
    def shown_size(self) -> str:
        """The size as people read it."""
        return f"{self.size / 1_000_000:.1f} MB"

    @property
    def typed(self) -> str:
        """The end of a sentence about what is nowhere else; "" when there is nothing."""
        counts = ((self.drafts, "draft"), (self.waiting, "unsent change"))
        parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
        return " and ".join(parts)


def look(path: Path) -> Copy | None:
    """What the copy at this path holds; None when there is none. Raises StoreError."""
    if not path.exists():
        return None
    store = Store(Database(path))
    try:
        now = str(datetime.now().replace(microsecond=0))  # noqa: DTZ005 - as the store has it
        return Copy(
            path,
            sum(file.stat().st_size for file in (path, Path(f"{path}-wal")) if file.exists()),
            store.tickets.count(TicketQuery(frozen=None), now),
            len(store.drafts.all()),
            store.pending.count(),
            store.database.repaired,
        )
    finally:
        store.close()


def delete(copy: Copy) -> None:
    """Delete it for good. Raises StoreError when another eddytui has it open."""
    removal.remove(copy.path)
