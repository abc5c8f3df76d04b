"""Keeping the copy fresh with few requests: one small question a minute feeds every view.

The cursors are the server's own dates, never our clock. New things are asked for in the order in
which they changed (`date_updated{asc}`), so a ticket that changes while pages are read moves behind
us and is not missed. The rest of a first copy is read from the newest to the oldest, in the
background lane, and goes on where it was left.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from eddytui.api.pace import Lane
from eddytui.desk.kinds import CATALOG, NOT_FOR_US, Changed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from eddytui.api import Client, Page
    from eddytui.desk.unreadable import Unreadable
    from eddytui.models.catalog import CustomField
    from eddytui.models.tickets import Ticket
    from eddytui.store.store import Store

NEWEST = "tickets.newest"
"""Mark: the newest `date_updated` that was seen."""
OLDEST = "tickets.oldest"
"""Mark: how far back the first copy has come."""
COMPLETE = "tickets.complete"
_OVERLAP = timedelta(minutes=2)
_SECOND = timedelta(seconds=1)
_SPELLING = "%Y-%m-%d %H:%M:%S"
_STAFF_PAGES = 5


class _Way(NamedTuple):
    """A direction through the tickets by the date of their last change."""

    order: str
    start: str
    """The filter that says where to begin."""
    end: str
    second: timedelta
    """One further in this direction."""


_FORWARD = _Way("date_updated{asc}", "from_date_updated", "to_date_updated", _SECOND)
_BACK = _Way("date_updated{desc}", "to_date_updated", "from_date_updated", -_SECOND)


class Refresh:
    """Asks what is new and puts it into the store."""

    def __init__(
        self, store: "Store", say: "Callable[[Changed], None]", unreadable: "Unreadable"
    ) -> None:
        """Refreshes `store`; tells of changes through `say`."""
        self._store = store
        self._say = say
        self._unreadable = unreadable
        self._listed = False

    @property
    def complete(self) -> bool:
        """Whether every ticket was read once."""
        return bool(self._store.marks.get(COMPLETE))

    async def newest_or_delta(self, client: "Client", now: str) -> None:
        """Every ticket that changed since the last time; at a first start the newest page."""
        if since := self._store.marks.get(NEWEST):
            start = _moved(since, -_OVERLAP)
            async for page in self._walk(client, _FORWARD, start, Lane.SCREEN):
                await self._keep(page, now)
                await self._advance(NEWEST, page, _FORWARD)
            return
        page = await client.tickets.page(1, lane=Lane.SCREEN, order_by=_BACK.order)
        await self._keep(page)
        await self._advance(NEWEST, page, _FORWARD)
        await self._advance(OLDEST, page, _BACK)

    async def rest(self, client: "Client", now: str) -> None:
        """The tickets that were not read yet, newest first; ends when all were."""
        if self.complete:
            return
        oldest = self._store.marks.get(OLDEST)
        start = _moved(oldest, _SECOND) if oldest else ""
        async for page in self._walk(client, _BACK, start, Lane.BACKGROUND):
            await self._keep(page)
            await self._advance(OLDEST, page, _BACK)
        await self._store.marks.put(COMPLETE, now)

    async def lists(self, client: "Client") -> None:
        """The helpdesk's own lists, the names of the fields, the colleagues: once a session.

        A list that this person may not see is left as it is.
        """
        if self._listed:
            return
        for kind, name in CATALOG.items():
            with suppress(*NOT_FOR_US):
                page = await getattr(client, name).page(1, lane=Lane.SCREEN)
                await self._unreadable.note(kind, page)
                await self._store.catalog.put(kind, page.items)
                self._say(Changed("catalog"))
        with suppress(*NOT_FOR_US):
            await self._staff(client)
        with suppress(*NOT_FOR_US):
            await self._fields(client)
        self._listed = True

    async def _staff(self, client: "Client") -> None:
        """The colleagues, with their presence."""
        page = await client.groups.page(1, lane=Lane.SCREEN)
        await self._store.catalog.put("group", page.items)
        groups = [group.id for group in page.items if group.type == "staff"]
        if not groups:
            return
        async for users in client.users.pages(lane=Lane.SCREEN, group_list=groups):
            await self._unreadable.note("user", users)
            await self._store.people.put(users.items)
            self._say(Changed("people"))
            if users.number >= _STAFF_PAGES:
                break

    async def _fields(self, client: "Client") -> None:
        """The names of the tickets' custom fields."""
        fields: list[CustomField] = []
        async for page in client.tickets.fields.pages(lane=Lane.BACKGROUND):
            await self._unreadable.note("field", page)
            fields += page.items
        await self._store.catalog.put("field", fields)
        self._say(Changed("catalog"))

    async def _walk(
        self, client: "Client", way: _Way, start: str, lane: Lane
    ) -> "AsyncIterator[Page[Ticket]]":
        """Pages from a date on, each asked for by the date that the one before came to.

        Not by their numbers: what changes meanwhile leaves its page, and all behind it move up, so
        that the next page would begin after some that nobody has read. Whether a server's bounds
        belong to what they bound is not known, so a second is asked for twice.
        """
        while True:
            page = await _ask(client, way, lane, {way.start: start})
            yield page
            edge = _edge(page.items, way)
            if page.last <= 1 or not (page.items or page.skipped):
                return
            further = _moved(edge, -way.second) if edge else ""
            if not _beyond(further, start, way):
                end = _moved(edge, 2 * way.second) if edge else ""
                async for crowded in _crowd(client, way, lane, {way.start: start, way.end: end}):
                    yield crowded
                further = _moved(edge, way.second) if edge else ""
            if not _beyond(further, start, way):
                return
            start = further

    async def _keep(self, page: "Page[Ticket]", now: str = "") -> None:
        """Put a page into the store; with `now`, what is new in it is marked as changed."""
        await self._store.tickets.put(page.items, now=now)
        await self._unreadable.note("ticket", page)
        if page.items:
            self._say(Changed("tickets", frozenset(ticket.id for ticket in page.items)))

    async def _advance(self, mark: str, page: "Page[Ticket]", way: _Way) -> None:
        edge, reached = _edge(page.items, way), self._store.marks.get(mark)
        if _beyond(edge, reached, way):
            await self._store.marks.put(mark, edge)


async def _ask(
    client: "Client", way: _Way, lane: Lane, bounds: dict[str, str], number: int = 1
) -> "Page[Ticket]":
    filters: dict[str, Any] = {name: date for name, date in bounds.items() if date}
    return await client.tickets.page(number, lane=lane, order_by=way.order, **filters)


async def _crowd(
    client: "Client", way: _Way, lane: Lane, bounds: dict[str, str]
) -> "AsyncIterator[Page[Ticket]]":
    """All pages of a moment when more changed than a page holds, such as a script closing many.

    They can only be asked for by number. When one leaves them, they are read from the beginning.
    """
    number, total = 1, 0
    while True:
        page = await _ask(client, way, lane, bounds, number)
        yield page
        if page.total < total:
            number = 1
        elif number < page.last and (page.items or page.skipped):
            number += 1
        else:
            return
        total = page.total


def _edge(tickets: "Sequence[Ticket]", way: _Way) -> str:
    """The date that some tickets come to; "" when none of theirs can be read."""
    moments = (ticket.date_updated for ticket in tickets)
    dates = [moment.strftime(_SPELLING) for moment in moments if isinstance(moment, datetime)]
    return (max if way is _FORWARD else min)(dates, default="")


def _beyond(moment: str, other: str, way: _Way) -> bool:
    """Whether a date is further on than another; "" is before all."""
    if not (moment and other):
        return bool(moment)
    return moment > other if way is _FORWARD else moment < other


def _moved(moment: str, by: timedelta) -> str:
    return (datetime.fromisoformat(moment) + by).strftime(_SPELLING)
