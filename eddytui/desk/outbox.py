"""What the agent did, on its way to the server: in order, at most once, never lost.

A change, reply or note is staged in the store before a byte is sent, and marked `sending` on disk
before the request, so that a program that dies in between knows afterwards that it does not know.
`Offline` waits. `Unclear` is compared with the server; what is not there comes back to the agent.
"""

import asyncio
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from eddytui.api.errors import BadReply, Blocked, DeskError, Offline, Unclear
from eddytui.desk.kinds import COLLECTIONS, POST, Changed, Kind
from eddytui.models.rows import Waiting
from eddytui.text.blocks import dumps, loads, plain

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.models.tickets import Message, Ticket
    from eddytui.store.store import Store

SENDING, WAITING, UNCLEAR = "sending", "waiting", "unclear"
CHANGE = "change"
SURE = 10
"""Seconds for which an answer beats what the server's lists say: their index lags."""


_CLOCKS_DIFFER = timedelta(minutes=5)


class NotKept(DeskError):
    """The server gave no answer, and did not keep what was sent."""

    title = "Not sent"


class Line(Protocol):
    """What the outbox needs of the desk."""

    client: "Client | None"

    def say(self, changed: Changed) -> None:
        """Tell that records changed."""

    def now(self) -> str:
        """Server time."""


class Outbox:
    """Sends what is pending, ticket by ticket, each in its order."""

    def __init__(self, store: "Store", desk: Line) -> None:
        """An outbox over the store's pending table."""
        self._store = store
        self._desk = desk
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def change(self, ticket_id: int, patch: dict[str, Any]) -> None:
        """Show a change at once, send it, then keep the server's answer or none of it."""
        number = await self._store.pending.stage(ticket_id, CHANGE, patch, now=self._desk.now())
        self._desk.say(Changed("tickets", frozenset({ticket_id})))
        await self._drain(ticket_id, number)

    async def write(self, ticket_id: int, kind: str, html: str, source: str) -> bool:
        """Show a reply or note at once and send it; False when it waits for the line.

        The draft it was typed as leaves the store in the transaction that stages it.
        """
        patch = {"text": html, "source": source, "after": self._newest(ticket_id, kind)}
        blocks = _readable(html)
        number = await self._store.pending.stage(
            ticket_id, kind, patch, now=self._desk.now(), blocks=blocks
        )
        self._say(ticket_id)
        return await self._drain(ticket_id, number)

    async def flush(self) -> list[DeskError]:
        """Send all that waits, and clear up what is unclear; the failures, for the agent to see."""
        failures: list[DeskError] = []
        for ticket_id in dict.fromkeys(waiting.ticket_id for waiting in self._store.pending.all()):
            try:
                await self._drain(ticket_id, 0)
            except DeskError as error:
                failures.append(error)
        return failures

    async def _drain(self, ticket_id: int, number: int) -> bool:
        """Send what is pending for a ticket, up to `number` (0: all); whether it all went out."""
        async with self._locks[ticket_id]:
            for waiting in self._store.pending.of(ticket_id):
                if number and waiting.number > number:
                    break
                if not await self._settle(waiting):
                    return False
        return True

    async def _settle(self, waiting: Waiting) -> bool:
        """Bring one of them to its end; False when it has to wait."""
        try:
            if waiting.state == WAITING:
                await self._send(waiting)
            else:
                await self._clear_up(waiting)
        except (Offline, Blocked):
            return False
        except DeskError:
            await self._take_back(waiting)
            raise
        finally:
            self._say(waiting.ticket_id)
        return True

    async def _send(self, waiting: Waiting) -> None:
        client = self._client()
        await self._store.pending.mark(waiting.number, SENDING)
        try:
            if waiting.kind == CHANGE:
                patch: dict[str, Any] = waiting.patch
                answer = await client.tickets.update(waiting.ticket_id, **patch)
                await self._keep(waiting, answer)
            else:
                messages = getattr(client.tickets, COLLECTIONS[waiting.kind])(waiting.ticket_id)
                message = await messages.create(text=waiting.patch["text"])
                await self._keep_message(waiting, message)
        except (Offline, Blocked):
            await self._store.pending.mark(waiting.number, WAITING)
            raise
        except (Unclear, BadReply):
            await self._store.pending.mark(waiting.number, UNCLEAR)
            await self._clear_up(waiting)

    async def _clear_up(self, waiting: Waiting) -> None:
        """Look on the server for what got no answer. Raises `NotKept` when it is not there."""
        client = self._client()
        if waiting.kind == CHANGE:
            ticket = await client.tickets.get(waiting.ticket_id)
            await self._keep(waiting, ticket)
            if not _holds(ticket, waiting.patch):
                raise NotKept(
                    f"The helpdesk did not answer and did not keep the change of "
                    f"#{waiting.ticket_id}. Do it again if you still want it."
                )
            return
        messages = getattr(client.tickets, COLLECTIONS[waiting.kind])(waiting.ticket_id)
        page = await messages.page(1)
        for message in page.items:
            if self._same(message, waiting):
                await self._keep_message(waiting, message)
                return
        what = "reply" if waiting.kind == POST else "note"
        raise NotKept(
            f"The helpdesk did not answer, and your {what} is not in #{waiting.ticket_id}. "
            f"It is a draft again: open it with {'r' if waiting.kind == POST else 'c'} and send it."
        )

    async def _keep(self, waiting: Waiting, ticket: "Ticket") -> None:
        await self._store.pending.settle(
            waiting.number, [ticket], now=self._desk.now(), sure_for=SURE
        )

    async def _keep_message(self, waiting: Waiting, message: "Message") -> None:
        blocks = _readable(message.text)
        await self._store.pending.settle_message(waiting.number, message, blocks)

    async def _take_back(self, waiting: Waiting) -> None:
        """The patch comes off; a text is a draft again, in front of what was typed since."""
        if waiting.kind == CHANGE:
            await self._store.pending.unstage(waiting.number)
            return
        source = str(waiting.patch.get("source", ""))
        since = self._store.drafts.one(waiting.ticket_id, waiting.kind)
        text = f"{source}\n\n{since.text}" if since else source
        await self._store.pending.give_back(waiting.number, text, now=self._desk.now())

    def _newest(self, ticket_id: int, kind: str) -> int:
        """The newest message that is kept: what was sent after it has a higher id."""
        rows = self._store.messages.rows(ticket_id, (kind,))
        return max((row.id for row in rows), default=0)

    def _same(self, message: "Message", waiting: Waiting) -> bool:
        """Whether a message of the server is the one that was sent: newer, and in these words."""
        made = datetime.fromisoformat(waiting.made) - _CLOCKS_DIFFER
        created = message.date_created
        newer = not isinstance(created, datetime) or created >= made
        after = int(str(waiting.patch.get("after", 0)))
        if not newer or message.id <= after:
            return False
        sent = str(waiting.patch["text"])
        return _words(_readable(sent)) in _words(_readable(message.text))

    def _client(self) -> "Client":
        if self._desk.client is None:
            raise Offline("The helpdesk is not connected yet.")
        return self._desk.client

    def _say(self, ticket_id: int) -> None:
        kinds: tuple[Kind, ...] = ("tickets", "thread", "state")
        for kind in kinds:
            self._desk.say(Changed(kind, frozenset({ticket_id})))


def _readable(html: str) -> str:
    from eddytui.text.html import document  # noqa: PLC0415 - not needed for the first frame

    return dumps(document(html))


def _words(blocks: str) -> str:
    return " ".join(plain(loads(blocks)).split())


def _holds(ticket: "Ticket", patch: dict[str, Any]) -> bool:
    """Whether the ticket has the values that a change asked for."""
    values = ticket.model_dump(mode="json")
    return all(
        str(values.get(name) or "").replace("T", " ") == str(value or "")
        or str(values.get(name) or 0) == str(value or 0)
        for name, value in patch.items()
    )
