"""Reading one ticket: its thread, history, time and people, fetched when it is looked at."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from eddytui.api.errors import Missing
from eddytui.api.lane import Lane
from eddytui.desk.kinds import AUDIT, BILLING, COLLECTIONS, MESSAGES, NOT_FOR_US, POST, Changed
from eddytui.store.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from eddytui.api import Client
    from eddytui.api import Page as Answer
    from eddytui.desk.contacts import Contacts
    from eddytui.desk.unreadable import Unreadable
    from eddytui.models.rows import MessageRow, TicketRow
    from eddytui.models.tickets import BillingEntry
    from eddytui.store.pages import Pages
    from eddytui.store.store import Store


class Reading:
    """Fetches what belongs to a ticket, as little as is needed."""

    def __init__(
        self,
        store: "Store",
        say: "Callable[[Changed], None]",
        unreadable: "Unreadable",
        contacts: "Contacts",
    ) -> None:
        """Reads into `store`; tells of changes through `say`."""
        self._store = store
        self._contacts = contacts
        self._say = say
        self._unreadable = unreadable
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._asked: set[int] = set()

    async def open(self, client: "Client", ticket_id: int, *, again: bool = False) -> None:
        """The newest replies, notes and history, and who wrote them; at most five requests.

        A page is not asked for when the ticket did not move since it was read, unless `again`.
        Raises `Missing`.
        """
        async with self._there(client, ticket_id):
            kinds = [kind for kind in COLLECTIONS if again or not self._fresh(ticket_id, kind)]
            await self._first_pages(client, ticket_id, kinds)

    def seen(self, ticket_id: int) -> dict[str, int]:
        """The newest reply and note of the helpdesk that are kept here: id by kind."""
        return {kind: max(self._kept(ticket_id, kind), default=0) for kind in MESSAGES}

    async def news(
        self, client: "Client", ticket_id: int, seen: "Mapping[str, int]", me: int
    ) -> "list[MessageRow]":
        """What others than `me` wrote after what was `seen`, the oldest first: two requests.

        They are asked for though the ticket did not move: that it did is told late.
        """
        async with self._there(client, ticket_id):
            await self._first_pages(client, ticket_id, MESSAGES)
        rows = self._store.messages.rows(ticket_id, tuple(MESSAGES))
        return [row for row in rows if row.id > seen.get(row.kind, 0) and row.author_id != me]

    async def replies(self, client: "Client", ticket_id: int) -> None:
        """The newest page of replies, when the ticket moved since it was read."""
        async with self._there(client, ticket_id):
            if not self._fresh(ticket_id, POST):
                await self._page(client, ticket_id, POST, 1)

    async def older(self, client: "Client", ticket_id: int, kind: str) -> bool:
        """The next older page of `post`, `comment` or `audit`; False when there is none."""
        async with self._there(client, ticket_id):
            pages = self._pages(ticket_id, kind)
            if not pages.loaded or pages.complete:
                return False
            return await self._page(client, ticket_id, kind, pages.loaded + 1)

    async def billing(self, client: "Client", ticket_id: int) -> None:
        """All time that was spent, when the ticket moved since it was read. Raises `Missing`."""
        async with self._there(client, ticket_id):
            if self._fresh(ticket_id, BILLING):
                return
            as_of = self._updated(ticket_id)  # noted before the question, as in `_page`
            entries: dict[int, BillingEntry] = {}
            async for page in client.tickets.billing(ticket_id).pages(lane=Lane.SCREEN):
                entries |= {entry.id: entry for entry in page.items}
                await self._unreadable.note(f"{BILLING} {ticket_id}", page)
            rows = list(entries.values())
            await self._store.billing.put(ticket_id, rows, Page(1, len(rows), as_of))
            self._say(Changed("billing", frozenset({ticket_id})))

    def totals(self, ticket_id: int) -> dict[str, int]:
        """How many replies, notes and events there are, of those kinds that were read."""
        found = {kind: self._pages(ticket_id, kind) for kind in COLLECTIONS}
        return {kind: pages.total for kind, pages in found.items() if pages.loaded}

    @asynccontextmanager
    async def _there(self, client: "Client", ticket_id: int) -> AsyncIterator[None]:
        """One reading of a ticket at a time: the second finds what the first has brought."""
        async with self._locks[ticket_id]:
            if self._row(ticket_id) is None:
                await self.ticket(client, ticket_id)
            try:
                yield
            except Missing:
                # A part of the ticket is missing, or all of it: only the ticket itself tells.
                await self.ticket(client, ticket_id)
                raise

    async def ticket(self, client: "Client", ticket_id: int, *, lane: Lane = Lane.SCREEN) -> None:
        """The ticket itself. Raises `Missing`; then it is forgotten here too."""
        try:
            ticket = await client.tickets.get(ticket_id, lane=lane)
        except Missing:
            await self.forget(ticket_id)
            raise
        await self._store.tickets.put([ticket])
        self._say(Changed("tickets", frozenset({ticket_id})))

    async def forget(self, ticket_id: int) -> None:
        """Let go of a ticket that is not shown any more; drafts and what is not sent stay."""
        await self._store.tickets.forget([ticket_id])
        self._say(Changed("tickets", frozenset({ticket_id})))

    async def _first_pages(self, client: "Client", ticket_id: int, kinds: "Iterable[str]") -> None:
        pages = (self._page(client, ticket_id, kind, 1) for kind in kinds)
        for outcome in await asyncio.gather(*pages, return_exceptions=True):
            if isinstance(outcome, BaseException):
                raise outcome
        await self._people(client, ticket_id)

    async def _page(self, client: "Client", ticket_id: int, kind: str, number: int) -> bool:
        """Read a page; whether there was anything on it."""
        # Noted before the question: the ticket may move while the answer is on its way, and this
        # page would look as new as what it does not have.
        as_of, before = self._updated(ticket_id), self._kept(ticket_id, kind)
        collection = getattr(client.tickets, COLLECTIONS[kind])(ticket_id)
        page: Answer[Any] = await collection.page(number, lane=Lane.SCREEN)
        gone = _gone(before, page)
        turned = Page(number, _total(page, before - gone), as_of)
        await self._put(ticket_id, kind, page, turned)
        if gone:
            await self._store.messages.remove(kind, gone)
        await self._unreadable.note(f"{kind} {ticket_id}", page)
        self._say(Changed("audit" if kind == AUDIT else "thread", frozenset({ticket_id})))
        return bool(page.items)

    async def _put(self, ticket_id: int, kind: str, page: "Answer[Any]", turned: Page) -> None:
        raw = [record.text for record in page.items]
        if kind == AUDIT:
            texts = await asyncio.to_thread(_stripped, raw)
            await self._store.audit.put(ticket_id, page.items, texts, turned)
        else:
            blocks = await asyncio.to_thread(_readable, raw)
            await self._store.messages.put(kind, ticket_id, page.items, blocks, turned)

    async def _people(self, client: "Client", ticket_id: int) -> None:
        """The requester and the writers who are not known yet: one request for all of them.

        Nobody is asked for twice: whom the helpdesk does not show stays without a name.
        """
        rows = self._store.messages.rows(ticket_id)
        wanted = {row.author_id for row in rows if row.staff is None}
        if ticket := self._row(ticket_id):
            wanted.add(ticket.requester_id)
        wanted -= {person.id for person in self._store.people.rows(sorted(wanted))}
        wanted = {user_id for user_id in wanted if user_id > 0} - self._asked
        if not wanted:
            return
        try:
            page = await client.users.page(1, lane=Lane.SCREEN, id_list=sorted(wanted))
        except NOT_FOR_US:
            self._asked |= wanted
            return
        self._asked |= wanted
        await self._contacts.keep("users", page.items)
        self._say(Changed("thread", frozenset({ticket_id})))

    def _fresh(self, ticket_id: int, kind: str) -> bool:
        """Whether the copy of the first page is as new as the ticket."""
        pages = self._pages(ticket_id, kind)
        return bool(pages.loaded) and pages.as_of == self._updated(ticket_id)

    def _pages(self, ticket_id: int, kind: str) -> "Pages":
        if kind == AUDIT:
            return self._store.audit.pages(ticket_id)
        if kind == BILLING:
            return self._store.billing.pages(ticket_id)
        return self._store.messages.pages(ticket_id, kind)

    def _kept(self, ticket_id: int, kind: str) -> set[int]:
        """The ids of what is kept here and the server has."""
        if kind == AUDIT:
            return {row.id for row in self._store.audit.rows(ticket_id)}
        return {row.id for row in self._store.messages.rows(ticket_id, (kind,)) if row.id > 0}

    def _row(self, ticket_id: int) -> "TicketRow | None":
        return next(iter(self._store.tickets.rows([ticket_id])), None)

    def _updated(self, ticket_id: int) -> str:
        row = self._row(ticket_id)
        return row.updated if row else ""


def _gone(before: set[int], page: "Answer[Any]") -> set[int]:
    """What was kept and is no longer at the ends of the list, where no neighbour shows the gap.

    Only of what was kept before the page was asked for: what was sent meanwhile is not on it.
    """
    ids = {record.id for record in page.items}
    if page.skipped or (page.total and not ids):
        return set()
    first, last = page.number == 1, page.number >= page.last
    return {
        kept
        for kept in before - ids
        if (first and kept > max(ids, default=0)) or (last and kept < min(ids, default=0))
    }


def _total(page: "Answer[Any]", before: set[int]) -> int:
    """How many there are to read; at the last page not those that nobody can read."""
    if page.number < page.last:
        return page.total
    return min(page.total, len(before | {record.id for record in page.items}))


def _readable(texts: "Iterable[str]") -> list[str]:
    from eddytui.text import blocks, html  # noqa: PLC0415 - not needed for the first frame

    return [blocks.dumps(html.document(text)) for text in texts]


def _stripped(texts: "Iterable[dict[str, str]]") -> list[str]:
    from eddytui.text import html  # noqa: PLC0415 - not needed for the first frame

    return [
        json.dumps({language: html.strip(text) for language, text in names.items()})
        for names in texts
    ]
