"""Keeping the copy fresh with few requests: one small question a minute feeds every view.

The cursors are the server's own dates, never our clock. New things are asked for in the order in
which they changed, so a ticket that changes while pages are read moves behind us and is not missed.
The rest of a first copy is read from the newest to the oldest, in the background lane, and goes on
where it was left.
"""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from eddytui.api.lane import Lane
from eddytui.desk.kinds import CATALOG, NOT_FOR_US, Changed
from eddytui.desk.walk import BACK, FORWARD, SECOND, further, moved, walk
from eddytui.store.columns import CLOSED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from eddytui.api import Client, Page
    from eddytui.desk.contacts import Contacts
    from eddytui.desk.horizon import Horizon
    from eddytui.desk.unreadable import Unreadable
    from eddytui.models.catalog import CustomField
    from eddytui.models.tickets import Ticket
    from eddytui.store.store import Store

NEWEST = "tickets.newest"
"""Mark: the newest `date_updated` that was seen."""
OLDEST = "tickets.oldest"
"""Mark: how far back the first copy has come."""
COMPLETE = "tickets.complete"
TOTAL = "tickets.total"
"""Mark: how many tickets there were at the first start."""
_LISTED = "lists.read"
"""Mark: the lists were read; it goes when the copy is emptied."""
_OVERLAP = timedelta(minutes=2)
_STAFF_PAGES = 5


class Refresh:
    """Asks what is new and puts it into the store."""

    def __init__(
        self,
        store: "Store",
        say: "Callable[[Changed], None]",
        unreadable: "Unreadable",
        horizon: "Horizon",
        contacts: "Contacts",
    ) -> None:
        """Refreshes `store` as far back as `horizon` wants; tells of changes through `say`."""
        self._store = store
        self._say = say
        self._unreadable = unreadable
        self._horizon = horizon
        self._contacts = contacts
        self._listed = False

    @property
    def complete(self) -> bool:
        """Whether every ticket was read once that is to be kept: all open ones are."""
        return bool(self._store.marks.get(COMPLETE))

    @property
    def listed(self) -> bool:
        """Whether the helpdesk's lists were read in this session, and are still here."""
        return self._listed and bool(self._store.marks.get(_LISTED))

    @property
    def total(self) -> int:
        """How many tickets the helpdesk had at the first start; 0 when that is not known."""
        return int(self._store.marks.get(TOTAL) or 0)

    async def newest_or_delta(self, client: "Client", now: str) -> None:
        """Every ticket that changed since the last time; at a first start the newest page."""
        if since := self._store.marks.get(NEWEST):
            # A little before: the lists come from an index that lags.
            start = moved(since, -_OVERLAP)
            async for page in walk(client.tickets, FORWARD, start, Lane.SCREEN):
                marks = further(self._store.marks, NEWEST, page, FORWARD)
                await self._keep(page, marks, now)
            return
        page = await client.tickets.page(1, lane=Lane.SCREEN, order_by=BACK.order)
        newest = further(self._store.marks, NEWEST, page, FORWARD)
        oldest = further(self._store.marks, OLDEST, page, BACK)
        await self._keep(page, {TOTAL: str(page.total), **newest, **oldest})

    async def rest(
        self,
        client: "Client",
        now: str,
        *,
        lane: Lane = Lane.BACKGROUND,
        enough: "Callable[[], bool]" = lambda: False,
    ) -> None:
        """The tickets that were not read yet, newest first; ends when all were, or `enough`."""
        if again := await self._horizon.lower():
            await self._store.marks.put(COMPLETE, "")
            await self._store.marks.put(OLDEST, max(again, self._store.marks.get(OLDEST)))
        if self.complete:
            return
        async for page in self._past(client, lane):
            marks = further(self._store.marks, OLDEST, page, BACK)
            await self._keep(page, marks, wanted=self._horizon.wanted)
            if self._horizon.limits.size:
                await self._horizon.tidy()
            if page.last > 1 and enough():
                return
        await self._store.marks.put(COMPLETE, now)

    async def _past(self, client: "Client", lane: Lane) -> "AsyncIterator[Page[Ticket]]":
        """The pages that were not read yet: of all tickets, and beyond the horizon of open ones."""
        start = moved(self._store.marks.get(OLDEST), SECOND)
        if not start or start > self._horizon.start:
            async for page in walk(client.tickets, BACK, start, lane):
                yield page
                start = BACK.edge(page) or start
                if start < self._horizon.start:
                    break
            else:
                return
        await self._horizon.leave_out(self._horizon.start)
        # Where the statuses are not known everything is read, and only what is wanted is kept.
        known = [each for each in self._store.catalog.spellings("status") if each != CLOSED]
        async for page in walk(client.tickets, BACK, start, lane, status_list=known):
            yield page

    async def lists(self, client: "Client") -> None:
        """The helpdesk's own lists, the names of the fields, the colleagues: once a session.

        They are read again when the copy was emptied. A list that this person may not see is left
        as it is.
        """
        if self.listed:
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
        await self._store.marks.put(_LISTED, "yes")
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
            await self._contacts.keep("users", users.items)
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

    async def _keep(
        self,
        page: "Page[Ticket]",
        marks: dict[str, str],
        now: str = "",
        wanted: "Callable[[Sequence[Ticket]], list[Ticket]]" = list,
    ) -> None:
        """Put what is wanted of a page into the store, and with it the marks of how far it comes.

        With `now`, news are marked as changed.
        """
        tickets = wanted(page.items)
        await self._unreadable.note("ticket", page)
        await self._store.tickets.put(tickets, now=now, noted=marks)
        if tickets:
            self._say(Changed("tickets", frozenset(ticket.id for ticket in tickets)))
