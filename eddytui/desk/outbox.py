"""What the agent did, on its way to the server: in order, at most once, never lost.

A change, reply or note is staged in the store before a byte is sent, and marked `sending` on disk
before the request, so that a program that dies in between knows afterwards that it does not know.
`Offline` waits. `Unclear` is compared with the server; what is not there comes back to the agent.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from eddytui.api.errors import BadReply, Blocked, DeskError, Offline, Unclear, WrongKey
from eddytui.api.pace import Lane
from eddytui.desk.kinds import COLLECTIONS, Changed, Kind
from eddytui.desk.unclear import NotCopied, Writers, found, not_kept, readable
from eddytui.store.errors import StoreError
from eddytui.store.patches import holds

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.desk.drafts import Drafts
    from eddytui.models.rows import Text, Waiting
    from eddytui.models.tickets import Message, Ticket
    from eddytui.store.store import Store

T = TypeVar("T")
CHANGE = "change"
SENDING, WAITING, UNCLEAR = "sending", "waiting", "unclear"
SURE = 10
"""Seconds for which an answer beats what the server's lists say: their index lags."""
_LOOKS, _LOOK = 25, 0.2
"""How often, and how many seconds apart, it is looked whether another program is done."""


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


class Outbox:
    """Sends what is pending, ticket by ticket, each in its order."""

    def __init__(self, store: "Store", desk: Line) -> None:
        """An outbox over the store's pending table."""
        self._store = store
        self._desk = desk
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._left: list[asyncio.Future[Any]] = []
        self._untold: list[DeskError] = []
        self._held: dict[int, DeskError] = {}
        # What is being sent now, before anything is sent here, was perhaps left by a program that
        # died; what is later, by another one that lives.
        self._orphans = {each.number for each in store.pending.all() if each.state == SENDING}

    async def stage(
        self,
        ticket_id: int,
        kind: str,
        patch: Mapping[str, Any],
        *,
        text: "Text | None" = None,
        base: Mapping[str, Any] | None = None,
    ) -> int:
        """Show a change, or a reply or note with its `text`, at once; its number in the outbox.

        The draft that a text was typed as leaves the store in the same transaction.
        """
        number = await self._store.pending.stage(
            ticket_id, kind, patch, now=self._desk.now(), text=text, base=base
        )
        self._say(ticket_id, kind)
        return number

    async def send(self, ticket_id: int, number: int) -> bool:
        """Send what was staged, after what was staged before it; False when it has to wait.

        When it is refused, or was not kept, it is taken off again and the error raised.
        """
        for _ in range(_LOOKS):
            if await self._apart(self._drain(ticket_id, number)):
                return True
            if not self._is_held_up(ticket_id, number):
                break
            await asyncio.sleep(_LOOK)
        return False

    async def catch_up(self, ticket_id: int) -> None:
        """Send what is pending for a ticket; what fails is left to `untold`."""
        if pending := self._store.pending.of(ticket_id):
            await self._collect(self.send(ticket_id, pending[-1].number))

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return any(lock.locked() for lock in self._locks.values())

    def why(self, ticket_id: int) -> DeskError | None:
        """Why what is pending for a ticket could not be sent when that was tried last."""
        return self._held.get(ticket_id)

    def untold(self) -> list[DeskError]:
        """Failures of what was sent on the way that nobody was told yet."""
        untold, self._untold = self._untold, []
        return untold

    def _is_held_up(self, ticket_id: int, number: int) -> bool:
        """Whether a program that lives is sending it, or what comes before it."""
        return any(
            waiting.state == SENDING and waiting.number <= number
            for waiting in self._store.pending.of(ticket_id)
        )

    async def flush(self) -> list[DeskError]:
        """Send all that waits, and clear up what is unclear; failures that nobody was told yet.

        A ticket that something is being sent for is left to who sends it.
        """
        while self._left:
            await self._collect(self._left.pop())
        last = {waiting.ticket_id: waiting.number for waiting in self._store.pending.all()}
        for ticket_id, number in last.items():
            if not self._locks[ticket_id].locked():
                await self._collect(self._drain(ticket_id, number))
        return self.untold()

    async def _collect(self, sending: Awaitable[bool]) -> None:
        try:
            await self._apart(sending)
        except DeskError as error:
            self._untold.append(error)

    async def _apart(self, work: Awaitable[T]) -> T:
        """The result of a sending, which goes on when the one who waits for it is cancelled.

        Its outcome would be known to nobody, and be taken for a text that never arrived.
        """
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            self._left.append(task)
            raise
        return task.result()

    async def _drain(self, ticket_id: int, number: int) -> bool:
        """Send what is pending for a ticket up to `number`; False when it has to wait."""
        async with self._locks[ticket_id]:
            self._held.pop(ticket_id, None)
            for waiting in self._store.pending.of(ticket_id):
                if waiting.number > number:
                    break
                try:
                    if not await self._settle(waiting):
                        return False
                except DeskError as error:
                    if waiting.number == number:
                        raise
                    self._untold.append(error)
        return True

    async def _settle(self, waiting: "Waiting") -> bool:
        """Bring one of them to its end; False when it has to wait."""
        try:
            return await self._go_on(self._client(), waiting)
        except (Offline, Blocked) as error:
            return self._hold(waiting, error)
        except DeskError:
            await self._take_back(waiting)
            raise
        finally:
            self._say(waiting.ticket_id, waiting.kind)

    def _hold(self, waiting: "Waiting", error: DeskError) -> bool:
        self._held[waiting.ticket_id] = error
        self._desk.fail(error)
        return False

    async def _go_on(self, client: "Client", waiting: "Waiting") -> bool:
        """Send what waits, or look for what got no answer; False when it has to wait."""
        if waiting.state == WAITING:
            return await self._send(client, waiting)
        if waiting.state == SENDING and not await self._is_orphan(waiting.number):
            return False
        return await self._clear_up(client, waiting)

    async def _is_orphan(self, number: int) -> bool:
        return number in self._orphans and await self._store.pending.inherit(number)

    async def _send(self, client: "Client", waiting: "Waiting") -> bool:
        facts = self._facts(waiting)
        try:
            if not await self._store.pending.claim(waiting.number, **facts):
                return False
            return await self._claimed(client, waiting, facts)
        finally:
            self._store.pending.release(waiting.number)

    async def _claimed(
        self, client: "Client", waiting: "Waiting", facts: Mapping[str, object]
    ) -> bool:
        """Send what nobody else can be sending; False when it has to wait."""
        try:
            await self._deliver(client, waiting)
        except (Offline, Blocked):
            await self._store.pending.mark(waiting.number, WAITING)
            raise
        except (Unclear, BadReply):
            await self._store.pending.mark(waiting.number, UNCLEAR)
            sent = waiting._replace(patch={**waiting.patch, **facts})
            return await self._clear_up(client, sent)
        return True

    async def _deliver(self, client: "Client", waiting: "Waiting") -> None:
        if waiting.kind == CHANGE:
            patch: dict[str, Any] = waiting.patch
            await self._keep(waiting, await client.tickets.update(waiting.ticket_id, **patch))
        else:
            messages = getattr(client.tickets, COLLECTIONS[waiting.kind])(waiting.ticket_id)
            await self._keep_message(waiting, await messages.create(text=waiting.patch["text"]))

    async def _clear_up(self, client: "Client", waiting: "Waiting") -> bool:
        """Look on the server for what got no answer; False when that has to wait.

        Raises `NotKept` when it is not there. A helpdesk that cannot be looked at tells nothing.
        """
        try:
            kept = await self._look(client, waiting)
        except (BadReply, WrongKey) as error:
            return self._hold(waiting, error)
        if not kept:
            raise not_kept(waiting)
        return True

    async def _look(self, client: "Client", waiting: "Waiting") -> bool:
        """Whether the server kept it; what it has is then kept here too."""
        if waiting.kind == CHANGE:
            ticket = await client.tickets.get(waiting.ticket_id, lane=Lane.WRITE)
            await self._keep(waiting, ticket)
            return holds(ticket.model_dump(mode="json"), waiting.patch)
        row = next(iter(self._store.tickets.rows([waiting.ticket_id])), None)
        writers = Writers(self._desk.me, row.requester_id if row else 0)
        message = await found(client, waiting, writers)
        if message:
            await self._keep_message(waiting, message)
        return message is not None

    async def _keep(self, waiting: "Waiting", ticket: "Ticket") -> None:
        await self._copied(
            waiting,
            self._store.pending.settle(
                waiting.number, [ticket], now=self._desk.now(), sure_for=SURE
            ),
        )

    async def _keep_message(self, waiting: "Waiting", message: "Message") -> None:
        blocks = await asyncio.to_thread(readable, message.text)
        settling = self._store.pending.settle_message(waiting.number, message, blocks)
        await self._copied(waiting, settling)

    async def _copied(self, waiting: "Waiting", settling: Awaitable[None]) -> None:
        """Keep what the server has; when that fails it is there all the same, and looked for."""
        try:
            await settling
        except StoreError as error:
            self._orphans.add(waiting.number)
            self._untold.append(NotCopied(waiting.ticket_id, error))

    async def _take_back(self, waiting: "Waiting") -> None:
        """The patch comes off; a text is a draft again."""
        if waiting.kind == CHANGE:
            await self._store.pending.unstage(waiting.number)
        else:
            await self._desk.drafts.give_back(waiting)

    def _facts(self, waiting: "Waiting") -> dict[str, object]:
        """How a reply or note can be known again: it is newer than all that is kept now."""
        if waiting.kind == CHANGE:
            return {}
        rows = self._store.messages.rows(waiting.ticket_id, (waiting.kind,))
        return {"after": max((row.id for row in rows), default=0), "sent": self._desk.now()}

    def _client(self) -> "Client":
        if self._desk.client is None:
            raise Offline("The helpdesk is not connected yet.")
        return self._desk.client

    def _say(self, ticket_id: int, kind: str) -> None:
        kinds: tuple[Kind, ...] = ("tickets", "state")
        if kind != CHANGE:
            kinds += ("thread", "drafts")
        for each in kinds:
            self._desk.say(Changed(each, frozenset({ticket_id})))
