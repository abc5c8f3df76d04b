"""Reading one ticket: its replies, notes, history and people, fetched when it is looked at."""

import asyncio
import json
from typing import TYPE_CHECKING

from eddytui.api.pace import Lane
from eddytui.desk.kinds import AUDIT, COLLECTIONS, COMMENT, POST, Changed
from eddytui.store.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from eddytui.api import Client
    from eddytui.models.rows import TicketRow
    from eddytui.store.pages import Pages
    from eddytui.store.store import Store


class Reading:
    """Fetches what belongs to a ticket, as little as is needed."""

    def __init__(
        self,
        store: "Store",
        say: "Callable[[Changed], None]",
    ) -> None:
        """Reads into `store`; tells of changes through `say`."""
        self._store = store
        self._say = say

    async def open(self, client: "Client", ticket_id: int, *, again: bool = False) -> None:
        """The newest replies, notes and history, and who wrote them; at most five requests.

        A page is not asked for when the ticket did not move since it was read, unless `again`.
        """
        if self._row(ticket_id) is None:
            await self.ticket(client, ticket_id)
        kinds = [
            kind for kind in (POST, COMMENT, AUDIT) if again or not self._fresh(ticket_id, kind)
        ]
        await asyncio.gather(*(self._page(client, ticket_id, kind, 1) for kind in kinds))
        await self.people(client, ticket_id)

    async def replies(self, client: "Client", ticket_id: int) -> None:
        """The newest page of replies, when the ticket moved since it was read."""
        if not self._fresh(ticket_id, POST):
            await self._page(client, ticket_id, POST, 1)

    async def ticket(self, client: "Client", ticket_id: int) -> None:
        """The ticket itself. Raises `Missing`."""
        ticket = await client.tickets.get(ticket_id)
        await self._store.tickets.put([ticket])
        self._say(Changed("tickets", frozenset({ticket_id})))

    def totals(self, ticket_id: int) -> dict[str, int]:
        """How many replies, notes and events there are, of those kinds that were read."""
        found = {kind: self._pages(ticket_id, kind) for kind in (POST, COMMENT, AUDIT)}
        return {kind: pages.total for kind, pages in found.items() if pages.loaded}

    async def older(self, client: "Client", ticket_id: int, kind: str) -> bool:
        """The next older page of `post`, `comment` or `audit`; False when there is none."""
        pages = self._pages(ticket_id, kind)
        if not pages.loaded or pages.complete:
            return False
        await self._page(client, ticket_id, kind, pages.loaded + 1)
        return True

    async def _page(self, client: "Client", ticket_id: int, kind: str, number: int) -> None:
        if kind == AUDIT:
            await self._audit_page(client, ticket_id, number)
        else:
            await self._message_page(client, ticket_id, kind, number)

    async def _message_page(self, client: "Client", ticket_id: int, kind: str, number: int) -> None:
        collection = getattr(client.tickets, COLLECTIONS[kind])(ticket_id)
        page = await collection.page(number, lane=Lane.SCREEN)
        blocks = await asyncio.to_thread(_readable, [message.text for message in page.items])
        turned = Page(number, page.total, self._updated(ticket_id))
        await self._store.messages.put(kind, ticket_id, page.items, blocks, turned)
        self._say(Changed("thread", frozenset({ticket_id})))

    async def _audit_page(self, client: "Client", ticket_id: int, number: int) -> None:
        page = await client.tickets.audit(ticket_id).page(number, lane=Lane.SCREEN)
        texts = await asyncio.to_thread(_stripped, [event.text for event in page.items])
        turned = Page(number, page.total, self._updated(ticket_id))
        await self._store.audit.put(ticket_id, page.items, texts, turned)
        self._say(Changed("audit", frozenset({ticket_id})))

    async def people(self, client: "Client", ticket_id: int) -> None:
        """The requester and the writers who are not known yet: one request for all of them."""
        rows = self._store.messages.rows(ticket_id)
        wanted = {row.author_id for row in rows if row.staff is None and row.author_id > 0}
        ticket = self._row(ticket_id)
        if ticket and ticket.requester_id > 0:
            wanted.add(ticket.requester_id)
        wanted -= {person.id for person in self._store.people.rows(sorted(wanted))}
        if not wanted:
            return
        page = await client.users.page(1, lane=Lane.SCREEN, id_list=sorted(wanted))
        await self._store.people.put(page.items)
        self._say(Changed("people"))
        self._say(Changed("thread", frozenset({ticket_id})))

    def _fresh(self, ticket_id: int, kind: str) -> bool:
        """Whether the copy of the first page is as new as the ticket."""
        pages = self._pages(ticket_id, kind)
        return bool(pages.loaded) and pages.as_of == self._updated(ticket_id)

    def _pages(self, ticket_id: int, kind: str) -> "Pages":
        if kind == AUDIT:
            return self._store.audit.pages(ticket_id)
        return self._store.messages.pages(ticket_id, kind)

    def _row(self, ticket_id: int) -> "TicketRow | None":
        return next(iter(self._store.tickets.rows([ticket_id])), None)

    def _updated(self, ticket_id: int) -> str:
        row = self._row(ticket_id)
        return row.updated if row else ""


def _readable(texts: "Iterable[str]") -> list[str]:
    from eddytui.text import blocks, html  # noqa: PLC0415 - not needed for the first frame

    return [blocks.dumps(html.document(text)) for text in texts]


def _stripped(texts: "Iterable[dict[str, str]]") -> list[str]:
    from eddytui.text import html  # noqa: PLC0415 - not needed for the first frame

    return [
        json.dumps({language: html.strip(text) for language, text in names.items()})
        for names in texts
    ]
