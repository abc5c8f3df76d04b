"""From state to state: one change, reply or note, until the server has it or the agent decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eddytui.api.errors import BadReply, Blocked, DeskError, Offline, Unclear, WrongKey
from eddytui.desk.conflicts import Comparison, Verdict
from eddytui.desk.decisions import Conflict, Decided, Decision, Undecided
from eddytui.desk.delivery import Delivery, Line, NotCopied
from eddytui.models.rows import CONFLICT, SENDING, TO_DECIDE, UNCLEAR, UNDECIDED, WAITING
from eddytui.store.errors import StoreError

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.models.rows import Waiting
    from eddytui.store.store import Store

_UNSENT = (*TO_DECIDE, UNCLEAR)
"""States in which the agent may have it sent again, after a look."""
_OPEN = (*_UNSENT, WAITING)
"""States in which the agent may take it back."""


class BeingSent(Decided):
    """Another eddytui over the same copy is sending it at this moment."""

    title = "Being sent"
    usual = "It is being sent now. Wait for the answer."


class Dispatch:
    """Claims what is to be sent, has it delivered, and keeps what became of it in the store."""

    def __init__(self, store: "Store", desk: Line, delivery: Delivery, orphans: set[int]) -> None:
        """Dispatch through `delivery`; `orphans` are left by programs that perhaps died."""
        self._store = store
        self._desk = desk
        self._delivery = delivery
        self._orphans = orphans
        self.held: dict[int, DeskError] = {}
        """Why something for a ticket could not be sent, by ticket."""

    async def settle(self, waiting: "Waiting", comparison: Comparison) -> bool:
        """Bring one to its end; False when it has to wait.

        Raises ToDecide when only the agent can go on, NotCopied when the server has it, and what
        the server said when it is refused; then it is taken off.
        """
        if waiting.is_early(self._desk.now()) or waiting.state == CONFLICT:
            return False
        try:
            return await self._go_on(self._client(), waiting, comparison)
        except (Offline, Blocked) as error:
            return self._hold(waiting, error)

    async def decide(self, waiting: "Waiting", decision: Decision) -> bool:
        """Do what the agent decided; False when it has to wait. Raises Decided.

        What a program was sending that died may be decided too, without a line. Raises BeingSent
        while that program lives.
        """
        if waiting.state == SENDING:
            if not await self._is_orphan(waiting.number):
                raise BeingSent
            waiting = waiting._replace(state=UNCLEAR)
        if decision is Decision.SEND_AGAIN:
            return await self._send_again(self._client(), waiting)
        if decision is Decision.KEEP_AS_DRAFT:
            is_done = await self._desk.drafts.give_back(waiting, _OPEN)
        else:
            is_done = await self._store.pending.unstage(waiting.number, _OPEN)
        if not is_done:
            raise Decided
        return True

    async def _go_on(self, client: "Client", waiting: "Waiting", comparison: Comparison) -> bool:
        """Send what waits, or look for what got no answer."""
        if waiting.state == SENDING and not await self._is_orphan(waiting.number):
            return False
        if waiting.state != WAITING:
            return await self._clear_up(client, waiting)
        try:
            verdict = await comparison.of(client, waiting)
        except (BadReply, WrongKey) as error:
            return self._hold(waiting, error)
        if verdict is Verdict.CONFLICT:
            return await self._contest(waiting)
        if verdict is Verdict.SEND:
            return await self._send(client, waiting)
        await self._store.pending.unstage(waiting.number)
        return True

    async def _is_orphan(self, number: int) -> bool:
        return number in self._orphans and await self._store.pending.inherit(number)

    def _hold(self, waiting: "Waiting", error: DeskError) -> bool:
        self.held[waiting.ticket_id] = error
        self._desk.fail(error)
        return False

    async def _contest(self, waiting: "Waiting") -> bool:
        """Leave a change to the agent; False when another program was quicker with it."""
        if not await self._store.pending.mark(waiting.number, CONFLICT, was=(WAITING,)):
            return False
        raise Conflict(waiting.ticket_id)

    async def _send(self, client: "Client", waiting: "Waiting") -> bool:
        facts = self._delivery.facts(waiting)
        with self._claiming(waiting.number):
            if not await self._store.pending.claim(waiting.number, facts=facts):
                return False
            return await self._claimed(client, waiting._replace(patch={**waiting.patch, **facts}))

    @contextmanager
    def _claiming(self, number: int) -> Iterator[None]:
        """Let go of a claim at the end.

        When the copy could not be told what became of it, the next look finds that out, as after
        a program that died.
        """
        try:
            yield
        except (NotCopied, StoreError):
            self._orphans.add(number)
            raise
        finally:
            self._store.pending.release(number)

    async def _claimed(self, client: "Client", waiting: "Waiting") -> bool:
        """Send what nobody else can be sending.

        What did not leave the machine is again in the state that it was claimed in.
        """
        try:
            await self._delivery.send(client, waiting)
        except NotCopied:
            raise
        except (Offline, Blocked):
            await self._store.pending.mark(waiting.number, waiting.state)
            raise
        except (Unclear, BadReply):
            await self._store.pending.mark(waiting.number, UNCLEAR)
            return await self._clear_up(client, waiting._replace(state=UNCLEAR))
        except DeskError:
            await self._delivery.take_back(waiting)
            raise
        return True

    async def _clear_up(self, client: "Client", waiting: "Waiting") -> bool:
        """Look on the server for what got no answer.

        Raises Undecided when it is not there, the first time. A helpdesk that cannot be looked at
        tells nothing.
        """
        try:
            if await self._delivery.look(client, waiting):
                return True
        except (BadReply, WrongKey) as error:
            return self._hold(waiting, error)
        except (Offline, Blocked, NotCopied):
            raise
        except DeskError:
            await self._delivery.take_back(waiting)
            raise
        if waiting.state == UNDECIDED:
            return False
        if not await self._store.pending.mark(waiting.number, UNDECIDED, was=(UNCLEAR,)):
            return False  # another program decided meanwhile
        raise Undecided(waiting)

    async def _send_again(self, client: "Client", waiting: "Waiting") -> bool:
        """Look for it once more, and send it when it is not there.

        What it is known by stays: also the first one may turn up yet.
        """
        with self._claiming(waiting.number):
            if not await self._store.pending.claim(waiting.number, _UNSENT):
                raise Decided
            return await self._is_there(client, waiting) or await self._claimed(client, waiting)

    async def _is_there(self, client: "Client", waiting: "Waiting") -> bool:
        """Whether it turned up; as it was when that cannot be told."""
        try:
            return await self._delivery.look(client, waiting._replace(state=SENDING))
        except NotCopied:
            raise
        except DeskError:
            await self._store.pending.mark(waiting.number, waiting.state)
            raise

    def _client(self) -> "Client":
        if self._desk.client is None:
            raise Offline("The helpdesk is not connected yet.")
        return self._desk.client
