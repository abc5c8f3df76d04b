"""The local copy of an account, as `auth` tells of it and deletes it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from eddytui.models.queries import TicketQuery
from eddytui.store import removal
from eddytui.store.database import Database
from eddytui.store.holdings import Part
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
    parts: Mapping[str, Part]
    """`tickets`, `threads` and `articles`."""

    @property
    def shown_size(self) -> str:
        """The size as people read it."""
        return megabytes(self.size)

    @property
    def typed(self) -> str:
        """The end of a sentence about what is nowhere else; "" when there is nothing."""
        counts = ((self.drafts, "draft"), (self.waiting, "unsent change"))
        parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
        return " and ".join(parts)


def megabytes(size: int) -> str:
    """A number of bytes as people read it."""
    return f"{size / 1_000_000:.1f} MB"


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
            asyncio.run(store.holdings.parts()),
        )
    finally:
        store.close()


def empty(copy: Copy) -> Copy:
    """The copy without what the helpdesk has, which may be read again. Raises StoreError.

    What was typed and what is not sent stays.
    """
    store = Store(Database(copy.path))
    try:
        asyncio.run(_emptied(store))
    finally:
        store.close()
    return look(copy.path) or copy


async def _emptied(store: Store) -> None:
    await store.empty_records()
    await store.database.shrink()


def delete(copy: Copy) -> None:
    """Delete it for good. Raises StoreError when another eddytui has it open."""
    removal.remove(copy.path)
