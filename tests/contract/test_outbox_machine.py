"""Whatever happens in whatever order: nothing is sent twice, nothing that was typed is lost."""

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from eddytui.api import Client
from eddytui.api.errors import DeskError
from eddytui.demo.account import EMAIL, KEY, ME, URL
from eddytui.demo.faults import METHODS
from eddytui.desk.decisions import Decision
from eddytui.desk.desk import Desk
from eddytui.models.rows import TO_DECIDE
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.faults import WRITES
from tests.place import OLGA, Place

T = TypeVar("T")
TICKETS = (1042, 1041, 1036)
FIELDS: dict[str, tuple[Any, ...]] = {
    "status_id": ("open", "process", "closed"),
    "owner_id": (ME, OLGA, 0),
    "priority_id": (1, 2, 3),
}
OF_WORLD = {"status_id": "status", "owner_id": "owner", "priority_id": "priority"}
FAULTS = ("offline", "lose_answers", "drop", "html", "truncate", "refuse")
at_times = st.sampled_from(("", "", *FAULTS))
tickets = st.sampled_from(TICKETS)
kinds = st.sampled_from(("post", "comment"))
changes = st.sampled_from([(name, value) for name in FIELDS for value in FIELDS[name]])


class Wire(httpx.AsyncBaseTransport):
    """The line of one program; what is sent can be held until the program is dead."""

    def __init__(self, line: httpx.AsyncBaseTransport) -> None:
        self._line = line
        self.is_dead = False
        self.holds = ""
        """Where a request is held: `before` it arrives, `after` it did; "" for nowhere."""
        self.held = asyncio.Event()
        self.go_on = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self._wait("before")
        if self.is_dead:
            raise httpx.ConnectError("Nobody is there any more", request=request)
        answer = await self._line.handle_async_request(request)
        await self._wait("after")
        return answer

    async def _wait(self, where: str) -> None:
        if self.holds == where:
            self.held.set()
            await self.go_on.wait()

    def die(self) -> None:
        self.is_dead = True
        self.go_on.set()


class Day(RuleBasedStateMachine):
    """An agent, colleagues, a bad line, and programs that are ended or killed."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.place = Place(self.folder, tickets=12)
        self.lives = 0
        self.typed: set[str] = set()
        """Every text that was written."""
        self.away: set[str] = set()
        """Those that the agent threw away."""

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    # The program

    @initialize()
    def first_start(self) -> None:
        self.run(self._start(self.folder / "life-0"))
        self.run(self._said(self.desk.refresh()))

    async def _start(self, folder: Path) -> None:
        self.copy = folder
        self.store = Store(Database(folder / "copy.db"))
        self.wire = Wire(self.place.line)
        self.client = Client(URL, EMAIL, KEY, transport=self.wire, pace=self.place.pace())
        self.desk = Desk(self.store, clock=self.place.clock, me=ME, email=EMAIL)
        self.desk.connect(self.client)

    async def _end(self) -> None:
        await self.client.aclose()
        self.store.close()

    @rule()
    def restart(self) -> None:
        """In order."""
        self.run(self._end())
        self.run(self._start(self.copy))

    @rule(ticket=tickets, kind=kinds, where=st.sampled_from(("before", "after")))
    def write_and_be_killed(self, ticket: int, kind: str, where: str) -> None:
        """What is on disk while a text is on its way is all that the next program has."""
        self.place.later(seconds=5)
        self.run(self._killed(self._write(ticket, kind, self._words(), 0), where))

    @rule(ticket=tickets, change=changes, where=st.sampled_from(("before", "after")))
    def change_and_be_killed(self, ticket: int, change: tuple[str, Any], where: str) -> None:
        """The same with a change."""
        name, value = change
        self.place.later(seconds=5)
        self.run(self._killed(self.desk.change(ticket, name, **{name: value}), where))

    async def _killed(self, deed: Coroutine[Any, Any, Any], where: str) -> None:
        self.wire.holds = where
        doing = asyncio.create_task(self._said(deed))
        held = asyncio.create_task(self.wire.held.wait())
        await asyncio.wait([doing, held], return_when=asyncio.FIRST_COMPLETED)
        self.lives += 1
        after = self.folder / f"life-{self.lives}"
        shutil.copytree(self.copy, after)
        self.wire.die()
        await doing
        held.cancel()
        await self._end()
        await self._start(after)

    # The line

    @rule(fault=st.sampled_from(FAULTS), writes_alone=st.booleans())
    def break_line(self, fault: str, *, writes_alone: bool) -> None:
        """Until it is mended."""
        self.mend_line()
        setattr(self.place.line, fault, 400 if fault == "refuse" else True)
        if writes_alone:
            self.place.line.methods = WRITES

    @rule()
    def mend_line(self) -> None:
        line = self.place.line
        for fault in FAULTS:
            setattr(line, fault, None if fault == "refuse" else False)
        line.methods = METHODS

    # Time, and others

    @rule(minutes=st.integers(1, 90))
    def wait(self, minutes: int) -> None:
        self.place.later(minutes=minutes)

    @rule(ticket=tickets, change=changes)
    def colleague_changes(self, ticket: int, change: tuple[str, Any]) -> None:
        name, value = change
        self.place.later(seconds=5)
        self.place.happen("change", ticket=ticket, set={OF_WORLD[name]: value})

    @rule(ticket=tickets, kind=kinds)
    def colleague_writes(self, ticket: int, kind: str) -> None:
        self.place.later(seconds=5)
        self.place.answered(ticket, "<p>From Olga</p>", kind=kind)

    # The agent

    @rule(ticket=tickets, change=changes, fault=at_times)
    def change(self, ticket: int, change: tuple[str, Any], fault: str) -> None:
        name, value = change
        self._under(fault, self.desk.change(ticket, name, **{name: value}))

    @rule()
    def undo(self) -> None:
        self.run(self._said(self.desk.undo()))

    @rule(ticket=tickets, kind=kinds)
    def type(self, ticket: int, kind: str) -> None:
        """A text that is not sent."""
        self.run(self._type(ticket, kind, self._words()))

    @rule(ticket=tickets, kind=kinds, delay=st.sampled_from((0, 0, 10)), fault=at_times)
    def write(self, ticket: int, kind: str, delay: int, fault: str) -> None:
        """A text that is typed and sent; with it goes what the draft had."""
        self._under(fault, self._write(ticket, kind, self._words(), delay))

    def _under(self, fault: str, deed: Coroutine[Any, Any, Any]) -> None:
        """Do it while the line has a fault; "" for none of its own."""
        self.place.later(seconds=5)
        if fault:
            self.break_line(fault, writes_alone=True)
        self.run(self._said(deed))
        if fault:
            self.mend_line()

    def _words(self) -> str:
        text = f"Text-{len(self.typed)}-of-Ira."
        self.typed.add(text)
        return text

    async def _type(self, ticket: int, kind: str, words: str) -> str:
        self.desk.drafts.returned(ticket, kind)
        before = self.desk.drafts.of(ticket, kind)
        text = f"{before.text} {words}" if before else words
        await self.desk.drafts.keep(ticket, kind, text)
        return text

    async def _write(self, ticket: int, kind: str, words: str, delay: int) -> None:
        await self.desk.write(ticket, kind, await self._type(ticket, kind, words), delay=delay)

    @rule()
    def refresh(self) -> None:
        self.run(self._said(self.desk.refresh()))

    @precondition(lambda self: self._to_decide())
    @rule(decision=st.sampled_from(Decision), data=st.data())
    def decide(self, decision: Decision, data: st.DataObject) -> None:
        self.run(self._decide(data.draw(st.sampled_from(self._to_decide())), decision))

    def _to_decide(self) -> list[int]:
        return [each.number for each in self.desk.outbox.rows() if each.state in TO_DECIDE]

    async def _decide(self, number: int, decision: Decision) -> None:
        (waiting,) = (each for each in self.desk.outbox.rows() if each.number == number)
        if decision is Decision.KEEP_AS_DRAFT and waiting.kind == "change":
            decision = Decision.THROW_AWAY
        text = str(waiting.patch.get("source", ""))
        if await self._said(self.desk.outbox.decide(number, decision)):
            thrown = decision is Decision.THROW_AWAY
            self.away |= {words for words in self.typed if thrown and words in text}

    async def _said(self, deed: Coroutine[Any, Any, T]) -> bool:
        """Do it; whether it went well. What fails is told to a person in this program's words."""
        try:
            await deed
        except DeskError:
            return False
        return True

    # What holds

    def _count(self, words: str) -> int:
        """How often the server has a text."""
        threads = (self.place.helpdesk.world.thread(ticket) for ticket in TICKETS)
        texts = (
            each.text
            for thread in threads
            for kind in ("post", "comment")
            for each in thread.messages(kind)
        )
        return sum(text.count(words) for text in texts)

    @invariant()
    def nothing_is_sent_twice(self) -> None:
        assert all(self._count(words) <= 1 for words in self.typed)

    @invariant()
    def nothing_is_lost(self) -> None:
        kept = [draft.text for draft in self.desk.drafts.all()]
        kept += [str(each.patch.get("source", "")) for each in self.desk.outbox.rows()]
        for words in self.typed - self.away:
            assert self._count(words) or any(words in text for text in kept), words

    def teardown(self) -> None:
        self.mend_line()
        try:
            self.run(self._settled())
            self.nothing_is_sent_twice()
            self.nothing_is_lost()
            self._agree()
        finally:
            self.run(self._end())
            self.runner.close()
            shutil.rmtree(self.folder)

    async def _settled(self) -> None:
        """The line is good: everything goes out, and the agent decides about the rest."""
        for _ in range(3):
            self.place.later(minutes=2)
            await self._said(self.desk.refresh())
            for number in self._to_decide():
                await self._decide(number, Decision.SEND_AGAIN)
        for ticket in TICKETS:
            await self.desk.reread(ticket)

    def _agree(self) -> None:
        """Server and copy say the same, and nothing waits."""
        assert not self.desk.outbox.rows()
        for ticket in TICKETS:
            row, there = self.desk.row(ticket), self.place.helpdesk.world.tickets[ticket]
            assert row is not None
            assert (row.status_id, row.owner_id, row.priority_id) == (
                there.status,
                there.owner,
                there.priority,
            )


Day.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestDay = Day.TestCase
