"""What the helpdesk sent and nobody here can read: left out, counted, never hidden."""

import json
from typing import TYPE_CHECKING, Any

from eddytui.desk.kinds import Changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from eddytui.api import Page
    from eddytui.store.store import Store

_MARK = "unreadable"


class Unreadable:
    """The records that are missing in the copy because they could not be read."""

    def __init__(self, store: "Store", say: "Callable[[Changed], None]") -> None:
        """Kept in `store`, as nobody asks for an old record again; told through `say`."""
        self._store = store
        self._say = say
        self._ids: frozenset[str] = frozenset(json.loads(store.marks.get(_MARK) or "[]"))

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._ids)

    def of(self, kind: str) -> int:
        """How many there are of a kind."""
        return sum(each.startswith(f"{kind} ") for each in self._ids)

    async def note(self, kind: str, page: "Page[Any]") -> None:
        """Remember what of a page could not be read, and forget what now could."""
        readable = {f"{kind} {record.id}" for record in page.items}
        ids = (self._ids - readable) | {f"{kind} {skipped}" for skipped in page.skipped}
        if ids != self._ids:
            self._ids = ids
            await self._store.marks.put(_MARK, json.dumps(sorted(ids)))
            self._say(Changed("state"))
