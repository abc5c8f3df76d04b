"""Keeping the copy fresh with few requests: one small question a minute feeds every view.

The cursors are the server's own dates, never our clock. New things are asked for in the order in
which they changed (`date_updated{asc}`), so a ticket that changes while pages are read moves behind
us and is not missed. The rest of a first copy is read from the newest to the oldest, in the
background lane, and goes on where it was left.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from eddytui.api.pace import Lane
from eddytui.desk.kinds import CATALOG, Changed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eddytui.api import Client, Page
    from eddytui.models.tickets import Ticket
    from eddytui.store.store import Store

NEWEST = "tickets.newest"
"""Mark: the newest `date_updated` that was seen."""
OLDEST = "tickets.oldest"
"""Mark: how far back the first copy has come."""
COMPLETE = "tickets.complete"
_OVERLAP = timedelta(minutes=2)
_SPELLING = "%Y-%m-%d %H:%M:%S"
_STAFF_PAGES = 5


class Refresh:
    """Asks what is new and puts it into the store."""

    def __init__(
        self, store: "Store", say: "Callable[[Changed], None]", now: "Callable[[], str]"
    ) -> None:
        """Refreshes `store`; tells of changes through `say`."""
        self._store = store
        self._say = say
        self._now = now

    @property
    def complete(self) -> bool:
        """Whether every ticket was read once."""
        return bool(self._store.marks.get(COMPLETE))

    async def newest_or_delta(self, client: "Client") -> None:
        """Every ticket that changed since the last time; at a first start the newest page."""
        if since := self._store.marks.get(NEWEST):
            pages = client.tickets.pages(
                lane=Lane.SCREEN, from_date_updated=_earlier(since), order_by="date_updated{asc}"
            )
            async for page in pages:
                await self._keep(page, marked=True)
                await self._advance(page.items)
            return
        page = await client.tickets.page(1, lane=Lane.SCREEN, order_by="date_updated{desc}")
        await self._keep(page, marked=False)
        await self._advance(page.items)

    async def rest(self, client: "Client") -> None:
        """The tickets that were not read yet, newest first; ends when all were."""
        if self.complete:
            return
        filters: dict[str, Any] = {"order_by": "date_updated{desc}"}
        if oldest := self._store.marks.get(OLDEST):
            filters["to_date_updated"] = oldest
        async for page in client.tickets.pages(lane=Lane.BACKGROUND, **filters):
            await self._keep(page, marked=False)
            if dates := _dates(page.items):
                await self._store.marks.put(OLDEST, min(dates))
        await self._store.marks.put(COMPLETE, self._now())

    async def catalog(self, client: "Client") -> None:
        """The helpdesk's own lists, and the names of the fields."""
        for kind, name in CATALOG.items():
            page = await getattr(client, name).page(1, lane=Lane.SCREEN)
            await self._store.catalog.put(kind, page.items)
            self._say(Changed("catalog"))
        fields = [
            field
            async for page in client.tickets.fields.pages(lane=Lane.BACKGROUND)
            for field in page.items
        ]
        await self._store.catalog.put("field", fields)
        self._say(Changed("catalog"))

    async def staff(self, client: "Client") -> None:
        """The colleagues, with their presence."""
        page = await client.groups.page(1, lane=Lane.SCREEN)
        await self._store.catalog.put("group", page.items)
        groups = [group.id for group in page.items if group.type == "staff"]
        if not groups:
            return
        async for users in client.users.pages(lane=Lane.SCREEN, group_list=groups):
            await self._store.people.put(users.items)
            if users.number >= _STAFF_PAGES:
                break
        self._say(Changed("people"))

    async def _keep(self, page: "Page[Ticket]", *, marked: bool) -> None:
        now = self._now() if marked else ""
        await self._store.tickets.put(page.items, now=now)
        self._say(Changed("tickets", frozenset(ticket.id for ticket in page.items)))

    async def _advance(self, tickets: "Sequence[Ticket]") -> None:
        dates = _dates(tickets)
        if dates and max(dates) > self._store.marks.get(NEWEST):
            await self._store.marks.put(NEWEST, max(dates))


def _dates(tickets: "Sequence[Ticket]") -> list[str]:
    moments = (ticket.date_updated for ticket in tickets)
    return [moment.strftime(_SPELLING) for moment in moments if isinstance(moment, datetime)]


def _earlier(moment: str) -> str:
    """A little before a date: the server's lists come from an index that lags."""
    return (datetime.fromisoformat(moment) - _OVERLAP).strftime(_SPELLING)
