"""One change, reply or note on its way: brought to the server, and looked for there."""

import asyncio
import json
from collections.abc import Awaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from eddytui.api.errors import DeskError
from eddytui.api.lane import Lane
from eddytui.desk.conflicts import SURE
from eddytui.desk.kinds import CHANGE, COLLECTIONS, Changed
from eddytui.desk.unclear import Writers, found, newer, readable
from eddytui.models.rows import UNDECIDED
from eddytui.store.errors import StoreError
from eddytui.store.pages import Page
from eddytui.store.patches import holds

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.api import Page as Answer
    from eddytui.api.progress import Progress
    from eddytui.api.uploads import Upload
    from eddytui.desk.drafts import Drafts
    from eddytui.models.rows import Waiting
    from eddytui.models.tickets import Message, Ticket
    from eddytui.store.store import Store


class Line(Protocol):
    """What the outbox needs of the desk."""

    client: "Client | None"
    me: int
    drafts: "Drafts"

    def say(self, changed: Changed) -> None:
        """Tell that records changed."""

    def now(self) -> str:
        """Server time."""

    def fail(self, error: DeskError) -> None:
        """Remember why the helpdesk cannot be asked."""

    def reached(self) -> None:
        """Remember that it can be asked."""


class NotCopied(DeskError):
    """The server kept it, and the copy on this machine could not be changed."""

    title = "Local copy"

    def __init__(self, ticket_id: int, problem: Exception) -> None:
        """Name the ticket and what is wrong with the copy."""
        super().__init__(
            f"The helpdesk has what was sent for #{ticket_id}, "
            f"but the copy on this machine could not be changed. {problem}"
        )


class NotKept(DeskError):
    """The copy on this machine could not be changed, so what waits stays as it is."""

    title = StoreError.title


class Delivery:
    """Brings what was claimed to the server, finds it there, or gives it back to the agent."""

    def __init__(self, store: "Store", desk: Line) -> None:
        """Deliver for a desk."""
        self._store = store
        self._desk = desk
        self.progress: Progress | None = None
        """Told how much of the files that go along has gone."""

    def facts(self, waiting: "Waiting") -> dict[str, object]:
        """How a reply or note can be known again: it is newer than all that is kept now."""
        if waiting.kind == CHANGE:
            return {}
        rows = self._store.messages.rows(waiting.ticket_id, (waiting.kind,))
        return {"after": max((row.id for row in rows), default=0), "sent": self._desk.now()}

    async def send(self, client: "Client", waiting: "Waiting") -> None:
        """Send it, and keep what the server has in its place. Raises NotCopied."""
        patch: dict[str, Any] = waiting.patch
        if waiting.kind == CHANGE:
            await self._keep(waiting, await client.tickets.update(waiting.ticket_id, **patch))
            return
        files = await asyncio.to_thread(_uploads, patch.get("files", ()))
        sent = await _messages(client, waiting).create(
            text=patch["text"], files=files, progress=self.progress if files else None
        )
        await self._keep_message(waiting, sent)

    async def look(self, client: "Client", waiting: "Waiting") -> bool:
        """Whether the server has it, which is then kept in its place. Raises NotCopied.

        What else was read on the way is kept too, so that both sides can be seen. What was looked
        for before is expected among the newest; a change of that kind in what is known by now.
        """
        if waiting.kind == CHANGE:
            return await self._look_at_ticket(client, waiting)
        row = next(iter(self._store.tickets.rows([waiting.ticket_id])), None)
        writers = Writers(self._desk.me, row.requester_id if row else 0)
        async for page in _messages(client, waiting).pages(lane=Lane.WRITE):
            message = await asyncio.to_thread(found, page.items, waiting, writers)
            if message:
                await self._keep_message(waiting, message)
                return True
            await self._put(waiting, page)
            is_last = len(newer(page.items, waiting)) < len(page.items)
            if is_last or waiting.state == UNDECIDED:
                break
        return False

    async def take_back(self, waiting: "Waiting") -> None:
        """The patch comes off; a text is a draft again."""
        if waiting.kind == CHANGE:
            await self._store.pending.unstage(waiting.number)
        else:
            await self._desk.drafts.give_back(waiting)

    async def _look_at_ticket(self, client: "Client", waiting: "Waiting") -> bool:
        if waiting.state == UNDECIDED:
            return await self._look_in_store(waiting)
        ticket = await client.tickets.get(waiting.ticket_id, lane=Lane.WRITE)
        if holds(ticket.model_dump(mode="json"), waiting.patch):
            await self._keep(waiting, ticket)
            return True
        await self._store.tickets.put([ticket], now=self._desk.now(), sure_for=SURE)
        return False

    async def _look_in_store(self, waiting: "Waiting") -> bool:
        record = self._store.tickets.server(waiting.ticket_id)
        is_there = record is not None and holds(json.loads(record), waiting.patch)
        if is_there:
            await self._store.pending.settle(waiting.number, [])
        return is_there

    async def _put(self, waiting: "Waiting", page: "Answer[Message]") -> None:
        """Keep a page that was looked at; as it was not read whole, it is read again when shown."""
        texts = [message.text for message in page.items]
        blocks = await asyncio.to_thread(lambda: [readable(text) for text in texts])
        turned = Page(page.number, page.total)
        await self._store.messages.put(waiting.kind, waiting.ticket_id, page.items, blocks, turned)

    async def _keep(self, waiting: "Waiting", ticket: "Ticket") -> None:
        self._desk.reached()
        now = self._desk.now()
        settling = self._store.pending.settle(waiting.number, [ticket], now=now, sure_for=SURE)
        await _copied(waiting, settling)

    async def _keep_message(self, waiting: "Waiting", message: "Message") -> None:
        self._desk.reached()
        blocks = await asyncio.to_thread(readable, message.text)
        settling = self._store.pending.settle_message(waiting.number, message, blocks)
        await _copied(waiting, settling)


async def _copied(waiting: "Waiting", settling: Awaitable[None]) -> None:
    """Keep what the server has; that this fails says nothing of the server."""
    try:
        await settling
    except StoreError as error:
        raise NotCopied(waiting.ticket_id, error) from error


def _messages(client: "Client", waiting: "Waiting") -> Any:
    return getattr(client.tickets, COLLECTIONS[waiting.kind])(waiting.ticket_id)


def _uploads(paths: object) -> "tuple[Upload, ...]":
    """The files, looked at. Raises BadFile for one that cannot be sent."""
    from eddytui.api.uploads import Upload  # noqa: PLC0415 - most texts have none

    return tuple(Upload.of(Path(path)) for path in paths)  # type: ignore[attr-defined]
