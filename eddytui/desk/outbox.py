"""What the agent did, on its way to the server: in order, at most once, never lost.

A change, reply or note is staged in the store before a byte is sent, and marked `sending` on disk
before the request, so that a program that dies in between knows afterwards that it does not know.
`Offline` waits. `Unclear` is looked for on the server; what is not there, and a change of what the
server changed too, stays for the agent to decide, and holds up what was made after it.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from eddytui.api.errors import DeskError
from eddytui.desk.conflicts import Comparison
from eddytui.desk.decisions import Decided, Decision, Sides, ToDecide, sides
from eddytui.desk.delivery import Delivery, NotCopied, NotKept
from eddytui.desk.dispatch import Dispatch
from eddytui.desk.kinds import CHANGE, Changed, Kind
from eddytui.models.rows import SENDING, WAITING
from eddytui.store.errors import StoreError

if TYPE_CHECKING:
    from eddytui.desk.delivery import Line
    from eddytui.models.rows import JournalRow, Text, Waiting
    from eddytui.store.store import Store

T = TypeVar("T")
_LOOKS, _LOOK = 25, 0.2
"""How often, and how many seconds apart, it is looked whether another program is done."""


class Outbox:
    """Sends what is pending, ticket by ticket, each in its order."""

    def __init__(self, store: "Store", desk: "Line") -> None:
        """An outbox over the store's pending table."""
        self._store = store
        self._desk = desk
        self.delivery = Delivery(store, desk)
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._left: list[asyncio.Future[Any]] = []
        self._untold: list[DeskError] = []
        left = store.pending.all()
        self._earlier = {each.number for each in left}
        # What is being sent now, before anything is sent here, was perhaps left by a program that
        # died; what is later, by another one that lives.
        orphans = {each.number for each in left if each.state == SENDING}
        self._dispatch = Dispatch(store, desk, self.delivery, orphans)

    async def stage(
        self,
        ticket_id: int,
        kind: str,
        patch: Mapping[str, Any],
        *,
        text: "Text | None" = None,
        entry: "JournalRow | None" = None,
    ) -> int:
        """Show a change, or a reply or note with its `text`, at once; its number in the outbox.

        The draft that a text was typed as leaves the store in the same transaction, in which the
        journal gets its entry.
        """
        number = await self._store.pending.stage(
            ticket_id, kind, patch, now=self._desk.now(), text=text, entry=entry
        )
        self._say(ticket_id, kind)
        if entry:
            self._desk.say(Changed("journal"))
        return number

    async def send(self, ticket_id: int, number: int) -> bool:
        """Send what was staged, after what was staged before it; False when it has to wait.

        When it is refused, it is taken off again and the error raised. When it is not known whether
        it was kept, or the server changed the same, it stays and `ToDecide` is raised, once.
        """
        for _ in range(_LOOKS):
            was_held_up = self._is_held_up(ticket_id, number)
            if await self._apart(self._drain(ticket_id, number)):
                return True
            if not (was_held_up or self._is_held_up(ticket_id, number)):
                break
            await asyncio.sleep(_LOOK)
        return False

    async def catch_up(self, ticket_id: int) -> None:
        """Send what is pending for a ticket; what fails is left to `untold`."""
        if pending := self._store.pending.of(ticket_id):
            await self._collect(self.send(ticket_id, pending[-1].number))

    def rows(self) -> "list[Waiting]":
        """All that the server does not have yet, in order."""
        return self._store.pending.all()

    def sides(self, number: int) -> Sides:
        """What is ours and what is the server's, as far as it was read. Raises Decided."""
        return sides(self._store, self._one(number))

    async def decide(self, number: int, decision: Decision) -> bool:
        """Do with something that is to be decided, or waits, what the agent wants.

        To send it again, it is looked for once more first. False when the look tells nothing yet.
        Raises Decided when another was first, and what sending raises: offline, it stays as it is.
        What it held up follows; failures of that are left to `untold`.
        """
        waiting = self._one(number)
        done = await self._apart(self._decided(waiting, decision))
        await self.catch_up(waiting.ticket_id)
        return done

    async def recall(self, number: int) -> bool:
        """Make a reply or note that waits a draft again; False when it is being sent already."""
        waiting = self._store.pending.one(number)
        if waiting is None or waiting.kind == CHANGE or waiting.state != WAITING:
            return False
        is_back = await self._desk.drafts.give_back(waiting, (WAITING,))
        self._say(waiting.ticket_id, waiting.kind)
        return is_back

    async def hasten(self, number: int) -> None:
        """Let something go at once that was to be sent later; `send` or `flush` sends it."""
        await self._store.pending.hasten(number)
        self._desk.say(Changed("state"))

    def next_due(self) -> str:
        """The earliest time from now on, as server time, at which something is to be sent; ""."""
        return self._store.pending.next_due(self._desk.now())

    @property
    def busy(self) -> bool:
        """Whether something is being sent."""
        return any(lock.locked() for lock in self._locks.values())

    def why(self, ticket_id: int) -> DeskError | None:
        """Why what is pending for a ticket could not be sent when that was tried last."""
        return self._dispatch.held.get(ticket_id)

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
        except StoreError as error:
            self._untold.append(NotKept(str(error)))

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
            self._dispatch.held.pop(ticket_id, None)
            pending = [each for each in self._store.pending.of(ticket_id) if each.number <= number]
            comparison = Comparison(self._store, pending, self._earlier, self._desk.now())
            for waiting in pending:
                try:
                    if not await self._dispatch.settle(waiting, comparison):
                        return False
                except DeskError as error:
                    if waiting.number == number and not isinstance(error, NotCopied):
                        raise
                    self._untold.append(error)
                    if isinstance(error, ToDecide):
                        return False
                finally:
                    self._say(ticket_id, waiting.kind)
        return True

    async def _decided(self, waiting: "Waiting", decision: Decision) -> bool:
        async with self._locks[waiting.ticket_id]:
            try:
                return await self._dispatch.decide(waiting, decision)
            except NotCopied as error:
                self._untold.append(error)
                return True
            finally:
                self._say(waiting.ticket_id, waiting.kind)

    def _one(self, number: int) -> "Waiting":
        waiting = self._store.pending.one(number)
        if waiting is None:
            raise Decided
        return waiting

    def _say(self, ticket_id: int, kind: str) -> None:
        kinds: tuple[Kind, ...] = ("tickets", "state")
        if kind != CHANGE:
            kinds += ("thread", "drafts")
        for each in kinds:
            self._desk.say(Changed(each, frozenset({ticket_id})))
