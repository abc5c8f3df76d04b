"""Every fault of a line or helpdesk, for every kind of write: one effect on the server, never two.

Over real sockets; the helpdesk's own requests and threads are the witness. After the fault come
another look, a new program over the same copy, and what the agent decides.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eddytui.api import Client, Pace
from eddytui.api.errors import DeskError
from eddytui.demo import faults as of
from eddytui.demo.account import EMAIL, KEY, ME
from eddytui.demo.faults import Fault
from eddytui.desk.decisions import Decision
from eddytui.desk.desk import Desk
from eddytui.models.rows import UNDECIDED
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.e2e.server import Server
from tests.faults import WRITES

TITLED, ANSWERED, NOTED, ATTACHED = 1039, 1042, 1041, 1040
ONCE, NEVER = (1, 1, 1, 1), (0, 0, 0, 0)


class Impatient(httpx.AsyncHTTPTransport):
    """The network, with little time for the answers to writes."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.method in WRITES:
            request.extensions["timeout"]["read"] = 0.3
        return await super().handle_async_request(request)


class Office(NamedTuple):
    """One machine, a helpdesk, and what is written there in this test."""

    folder: Path
    server: Server
    words: str

    @asynccontextmanager
    async def desk(self, line: httpx.AsyncBaseTransport | None = None) -> AsyncIterator[Desk]:
        """A program over the same copy, with a client of its own."""
        store = Store(Database(self.folder / "copy.db"))
        pace = Pace(sleep=lambda _: asyncio.sleep(0))
        address = self.server.environ["EDDYTUI_URL"]
        async with Client(address, EMAIL, KEY, pace=pace, transport=line) as client:
            desk = Desk(store, clock=datetime.now, me=ME, email=EMAIL)
            desk.connect(client)
            yield desk
        store.close()

    async def write(self, desk: Desk) -> None:
        """A change, a reply, a note, and a reply with a file: each of another ticket, at once."""
        file = self.folder / "log.txt"
        await asyncio.to_thread(file.write_text, "all of it")
        outcomes = await asyncio.gather(
            desk.change(TITLED, "title", title=self.words),
            desk.write(ANSWERED, "post", self.words),
            desk.write(NOTED, "comment", self.words),
            desk.write(ATTACHED, "post", self.words, files=[str(file)]),
            return_exceptions=True,
        )
        assert all(isinstance(each, bool | DeskError) for each in outcomes), outcomes

    @asynccontextmanager
    async def struck(self, fault: Fault, *, hasty: bool = True) -> AsyncIterator[Desk]:
        """A program whose writes all met a fault, once it is over and was looked again."""
        self.server.faults.put(fault, methods=WRITES)
        async with self.desk(Impatient() if hasty else None) as desk:
            await desk.refresh()
            await self.write(desk)
            self.server.faults.clear()
            assert await desk.refresh() == []
            yield desk

    @asynccontextmanager
    async def again(self) -> AsyncIterator[Desk]:
        """Another program over the same copy, that has looked."""
        async with self.desk() as desk:
            assert await desk.refresh() == []
            yield desk

    def effects(self) -> tuple[int, ...]:
        """How often each of them is at the helpdesk."""
        return (self._changes(), *(self._messages(*each) for each in _WHERE))

    def _changes(self) -> int:
        world = self.server.helpdesk.world
        return int(world.tickets[TITLED].title == self.words) * self._puts()

    def _puts(self) -> int:
        return [verb for verb, _ in self.server.helpdesk.requests].count("PUT")

    def _messages(self, ticket_id: int, kind: str, files: int) -> int:
        messages = self.server.helpdesk.world.thread(ticket_id).messages(kind)
        found = [message for message in messages if message.text == f"<p>{self.words}</p>"]
        assert all(len(message.files) == files for message in found)
        return len(found)


_WHERE = ((ANSWERED, "post", 0), (NOTED, "comment", 0), (ATTACHED, "post", 1))


def undecided(desk: Desk) -> list[int]:
    """The numbers of what the agent has to decide about."""
    return [each.number for each in desk.outbox.rows() if each.state == UNDECIDED]


async def decide(desk: Desk) -> None:
    """Send everything again."""
    for number in undecided(desk):
        assert await desk.outbox.decide(number, Decision.SEND_AGAIN)


def drafts(desk: Desk) -> list[tuple[int, str]]:
    """What is typed, by ticket."""
    return sorted((draft.ticket_id, draft.text) for draft in desk.drafts.all())


class Gate:
    """Where requests wait on the server's own loop, until it is opened from here."""

    def __init__(self) -> None:
        self._standing: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def wait(self) -> None:
        """Stand here."""
        event = asyncio.Event()
        self._standing.append((asyncio.get_running_loop(), event))
        await event.wait()

    def open(self) -> None:
        """Let those through who stand here."""
        for loop, event in self._standing:
            loop.call_soon_threadsafe(event.set)
        self._standing.clear()


GATE = Gate()
"""Closed until a test is over."""


def hung(_: ASGIApp) -> ASGIApp:
    """Requests are taken and never done."""

    async def nothing(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await GATE.wait()

    return nothing


@pytest.fixture
def office(server: Server, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    server.helpdesk.limits.api.limit = 10_000
    server.helpdesk.requests.clear()
    yield Office(tmp_path, server, request.node.name)
    server.faults.clear()
    GATE.open()


ARRIVES: dict[str, Fault] = {
    "slow": of.slow(0.05),
    "an answer that is lost": of.lost_answers,
    "an answer that hangs": of.held_answers(GATE.wait),
    "an answer that is cut": of.truncated,
    "an answer of another kind": of.malformed(),
    "a web page as answer": of.not_json,
}


@pytest.mark.parametrize("fault", ARRIVES.values(), ids=ARRIVES.keys())
async def test_what_arrived_is_found_and_there_once(office: Office, fault: Fault) -> None:
    async with office.struck(fault) as desk:
        assert (office.effects(), desk.state().waiting, drafts(desk)) == (ONCE, 0, [])
    async with office.again() as desk:
        assert (office.effects(), desk.state().waiting) == (ONCE, 0)


LOST: dict[str, Fault] = {
    "a helpdesk that hangs": hung,
    "a connection that is reset": of.reset,
    "a proxy's page": of.web_page(502),
}


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST.keys())
async def test_what_did_not_arrive_is_sent_again_by_the_agent_alone(
    office: Office, fault: Fault
) -> None:
    async with office.struck(fault) as desk:
        assert (office.effects(), len(undecided(desk)), drafts(desk)) == (NEVER, 4, [])
    async with office.again() as desk:
        assert (office.effects(), len(undecided(desk))) == (NEVER, 4)
        await decide(desk)
        assert await desk.refresh() == []
        assert (office.effects(), desk.state().waiting) == (ONCE, 0)


REFUSED: dict[str, Fault] = {
    "a refusal": of.refused(400),
    "a key that is not accepted": of.refused(401),
    "a missing permission": of.refused(403),
}


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED.keys())
async def test_what_is_refused_is_nowhere_and_its_text_is_kept(
    office: Office, fault: Fault
) -> None:
    async with office.struck(fault, hasty=False):
        assert office.effects() == NEVER
    async with office.again() as desk:
        assert (office.effects(), desk.state().waiting) == (NEVER, 0)
        assert drafts(desk) == [(each, office.words) for each in (ATTACHED, NOTED, ANSWERED)]
        attached = desk.drafts.of(ATTACHED, "post")
        assert attached is not None
        assert attached.files == (str(office.folder / "log.txt"),)


async def test_under_a_ban_it_waits_and_goes_out_once(office: Office) -> None:
    limits = office.server.helpdesk.limits
    async with office.desk() as desk:
        await desk.refresh()
        limits.api.limit = 0
        await office.write(desk)
        assert (office.effects(), desk.state().waiting) == (NEVER, 4)
        assert desk.state().blocked_for > 0
    office.server.helpdesk.requests.clear()  # those that were turned away
    office.server.helpdesk.limits = type(limits)()
    office.server.helpdesk.limits.api.limit = 10_000
    async with office.desk() as desk:
        for _ in range(2):
            assert await desk.refresh() == []
            assert (office.effects(), desk.state().waiting) == (ONCE, 0)


async def test_without_a_line_it_waits_and_goes_out_once(office: Office) -> None:
    async with office.desk() as desk:
        await desk.refresh()
        await asyncio.to_thread(office.server.__exit__)
        await office.write(desk)
        office.server.__enter__()
        assert (office.effects(), desk.state().waiting, desk.state().undecided) == (NEVER, 4, 0)
    async with office.desk() as desk:
        for _ in range(2):
            assert await desk.refresh() == []
            assert (office.effects(), desk.state().waiting) == (ONCE, 0)


async def test_what_is_written_late_is_found_before_it_is_sent_again(office: Office) -> None:
    gate = Gate()

    def late(app: ASGIApp) -> ASGIApp:
        """The helpdesk takes the request, and does it long after nobody waits for it any more."""

        async def taken(scope: Scope, receive: Receive, send: Send) -> None:
            message = await receive()

            async def given() -> Message:
                return message

            await gate.wait()
            await app(scope, given, send)

        return taken

    async with office.struck(late) as desk:
        assert (office.effects(), len(undecided(desk))) == (NEVER, 4)
        done = len(office.server.helpdesk.requests) + 4
        gate.open()
        assert await asyncio.to_thread(office.server.answered, done)
        await decide(desk)
        assert await desk.refresh() == []
        assert (office.effects(), desk.state().waiting) == (ONCE, 0)


async def test_twenty_actions_without_a_line_go_out_once_and_in_order(office: Office) -> None:
    async with office.desk() as desk:
        await desk.refresh()
        await asyncio.to_thread(office.server.__exit__)
        for number in range(5):
            assert not await desk.change(TITLED, "title", title=f"{office.words} {number}")
            assert not await desk.write(ANSWERED, "post", f"{office.words} {number}")
            assert not await desk.write(ANSWERED, "comment", f"{office.words} {number}")
            assert not await desk.change(NOTED, "prio", priority_id=number % 4 + 1)
    async with office.desk() as desk:
        assert desk.state().waiting == 20
        office.server.helpdesk.requests.clear()
        office.server.__enter__()
        for _ in range(2):
            assert await desk.refresh() == []
        assert desk.state().waiting == 0
    written = [path for verb, path in office.server.helpdesk.requests if verb in WRITES]
    assert [len([path for path in written if f"/{each}" in path]) for each in _TWENTY] == [5, 10, 5]
    thread = office.server.helpdesk.world.thread(ANSWERED)
    for kind in ("post", "comment"):
        texts = [message.text for message in thread.messages(kind)][-5:]
        assert texts == [f"<p>{office.words} {number}</p>" for number in range(5)]
    world = office.server.helpdesk.world
    assert world.tickets[TITLED].title == f"{office.words} 4"
    assert world.tickets[NOTED].priority == 1


_TWENTY = (TITLED, ANSWERED, NOTED)
