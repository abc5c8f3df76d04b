"""How much of the past is kept: closed tickets by their age, and a copy by its size.

What is left out or let go of is fetched when somebody asks for it. What was typed, what is not sent
and what was opened in the last days stays in any case.
"""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from eddytui.desk.kinds import Changed
from eddytui.desk.walk import SECOND, moved
from eddytui.store.columns import CLOSED
from eddytui.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eddytui.models.tickets import Ticket
    from eddytui.store.holdings import Dated
    from eddytui.store.store import Store

_FLOOR = "tickets.floor"
"""Mark: closed tickets that changed before this date may be missing here."""
_OPENED = "tickets.opened"
"""Mark: when which tickets were opened, in the last days."""
_REMEMBERED = timedelta(days=7)
_BATCH = 30
_BATCHES = 30
"""How many are let go of in one go, and how often when it is time: nobody waits for it."""
_ROOM = 0.9
"""The part of the limit that a copy is brought down to, so that it is not at it again at once."""
_WORTH = 0.1
"""The part of a file that is empty when it is made smaller; else what comes next fills it."""
_AMPLE = 0.75
"""A copy that takes less than this part of the limit has room for what was let go of."""
_FIRST_YEAR = 1000


class Limits(NamedTuple):
    """What the profile wants to be kept; 0 is for no limit."""

    days: int = 0
    """For so many days after their last change closed tickets are kept."""
    size: int = 0
    """In bytes."""


class Horizon:
    """Knows which closed tickets are not kept, and lets go of those that are beyond the limits."""

    def __init__(
        self, store: "Store", say: "Callable[[Changed], None]", now: "Callable[[], str]"
    ) -> None:
        """Over `store`, without limits; `now` is server time."""
        self._store = store
        self._say = say
        self._now = now
        self.limits = Limits()

    @property
    def floor(self) -> str:
        """The date before which closed tickets may be missing; "" when none is left out."""
        return self._store.marks.get(_FLOOR)

    @property
    def start(self) -> str:
        """The date from which on closed tickets are read; "" for all."""
        by_size = self.floor if self._is_full else ""
        return max(self._oldest_wanted, by_size)

    @property
    def _is_full(self) -> bool:
        size = self.limits.size
        return bool(size) and self.used >= size * _AMPLE

    @property
    def _oldest_wanted(self) -> str:
        if not self.limits.days:
            return ""
        try:
            oldest = datetime.fromisoformat(self._now()) - timedelta(self.limits.days)
        except OverflowError:
            return ""
        # Dates are compared as text, their years in four digits: one further back is for all.
        return str(oldest) if oldest.year >= _FIRST_YEAR else ""

    def wanted(self, tickets: "Sequence[Ticket]") -> "list[Ticket]":
        """Those of some tickets that are to be kept."""
        if not (start := self.start):
            return list(tickets)
        return [ticket for ticket in tickets if not _is_beyond(ticket, start)]

    async def leave_out(self, before: str) -> None:
        """Note that closed tickets are missing from a date back."""
        if before > self.floor:
            await self._store.marks.put(_FLOOR, before)

    async def lower(self) -> str:
        """Where the past is to be read again from, as more of it is wanted; else ""."""
        floor = self.floor
        if not floor or self.start >= floor:
            return ""
        await self._store.marks.put(_FLOOR, "")
        return floor

    async def opened(self, ticket_id: int) -> None:
        """Keep a ticket for some days, as somebody looks at it."""
        if any(self.limits):
            opened = {**self._opened(), str(ticket_id): self._now()}
            await self._store.marks.put(_OPENED, json.dumps(opened))

    async def tidy(self) -> None:
        """Let go of what is beyond the limits, the oldest first."""
        if oldest := self._oldest_wanted:
            for _ in range(_BATCHES):
                if not await self._drop(oldest):
                    break
        if limit := self.limits.size:
            await self._bring_down(limit)

    async def _bring_down(self, limit: int) -> None:
        if self.used > limit:
            while self.used > limit * _ROOM and await self._make_room():
                pass
        size = self._store.database.size()
        if size.whole > limit and size.free > size.whole * _WORTH:
            with suppress(StoreError):  # another eddytui is at it; there is a next time
                await self._store.database.trim()

    @property
    def used(self) -> int:
        """How many bytes the copy takes."""
        size = self._store.database.size()
        return size.whole - size.free

    async def _make_room(self) -> bool:
        """Let go of the oldest threads, else of the oldest closed tickets; False when none can."""
        held = await self._store.holdings.can_lose_threads(self._spared(), _BATCH)
        if not held:
            return await self._drop("")
        ids = [ticket.id for ticket in held]
        await self._store.holdings.forget_threads(ids)
        self._say(Changed("thread", frozenset(ids)))
        return True

    async def _drop(self, before: str) -> bool:
        """Let go of some closed tickets that changed before a date; whether there were any."""
        held = await self._store.holdings.can_go(before, self._spared(), _BATCH)
        if not held:
            return False
        await self.leave_out(moved(held[-1].updated, SECOND))
        await self._forget(held)
        return True

    async def _forget(self, held: "list[Dated]") -> None:
        ids = [ticket.id for ticket in held]
        await self._store.tickets.forget(ids)
        self._say(Changed("tickets", frozenset(ids)))

    def _spared(self) -> list[int]:
        return [int(each) for each in self._opened()]

    def _opened(self) -> dict[str, str]:
        """When tickets were opened in the last days, by id."""
        opened: dict[str, str] = json.loads(self._store.marks.get(_OPENED) or "{}")
        since = moved(self._now(), -_REMEMBERED)
        return {each: date for each, date in opened.items() if date >= since}


def _is_beyond(ticket: "Ticket", start: str) -> bool:
    changed = ticket.date_updated
    return (
        ticket.status_id == CLOSED and isinstance(changed, datetime) and str(changed)[:19] < start
    )
