"""The app left alone: what it asks in an hour, what it brings by itself, and how it waits."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from eddytui.api import Client
from eddytui.demo.account import ME
from eddytui.desk.desk import Desk
from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.ui.app import EddyApp
from eddytui.ui.desk_app import Setting
from tests.place import Place, eddy, glass, keys, settle

MARIA = 42


class Hours:
    """Lets time pass for an app: its rests take none, until the time that is given is over."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self.rests: list[float] = []
        self._end = place.now
        self._more = asyncio.Event()
        self.over = asyncio.Event()

    async def rest(self, woken: asyncio.Event, seconds: float) -> None:
        """What the app does between two questions."""
        self.rests.append(seconds)
        while not woken.is_set():
            left = (self._end - self._place.now).total_seconds()
            if left >= seconds:
                self._place.later(seconds=seconds)
                await asyncio.sleep(0)
                return
            seconds -= left
            self._place.later(seconds=left)
            self.over.set()
            self._more.clear()
            waits = [asyncio.create_task(each.wait()) for each in (self._more, woken)]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()

    async def give(self, pilot: "Pilot[None]", **span: float) -> None:
        """Let so much time pass, and be done with what is begun in it."""
        before = self._place.now
        self._place.later(**span)
        self._end, self._place.now = self._place.now, before
        self.over.clear()
        self._more.set()
        await self.over.wait()
        await settle(pilot)

    @asynccontextmanager
    async def app(self, place: Place) -> AsyncIterator["Pilot[None]"]:
        """The app of a place, where a minute is one."""
        store = Store(Database(place.folder / "store" / "copy.db"))
        client = place.client()

        async def connect() -> Client:
            return client

        desk = Desk(store, clock=place.clock, me=ME)
        setting = Setting(helpdesk="acme", folder=place.folder, rests=(0, 0))
        app = EddyApp(desk, connect, setting, rest=self.rest)
        async with app.run_test(size=(120, 36), notifications=True) as pilot:
            await self.over.wait()
            await settle(pilot)
            yield pilot
        await client.aclose()
        store.close()


@pytest.fixture
def hours(place: Place) -> Hours:
    return Hours(place)


def asked(place: Place, *, about: Callable[[str], bool] = lambda _: True) -> int:
    return sum(about(path) for _, path in place.line.tried)


def of_the_knowledge_base(path: str) -> bool:
    return "knowledge_base" in path


async def test_an_hour_of_idling_costs_at_most_sixty_requests(place: Place, hours: Hours) -> None:
    async with hours.app(place) as pilot:
        await hours.give(pilot, minutes=2)
        assert asked(place, about=of_the_knowledge_base) > 2, "the articles were read"
        place.line.tried.clear()
        await hours.give(pilot, hours=1)
        assert 40 <= asked(place) <= 60
        assert asked(place, about=of_the_knowledge_base) == 2, "nothing is new there"
        assert set(hours.rests[-20:]) == {120}
        place.line.tried.clear()
        await hours.give(pilot, hours=1)
        assert 30 <= asked(place) <= 60


async def test_a_copy_that_another_program_emptied_is_read_again(
    place: Place, hours: Hours
) -> None:
    async with hours.app(place) as pilot:
        await hours.give(pilot, minutes=2)
        desk = eddy(pilot).desk
        here, words = desk.coverage(), desk.names.entries("status")
        store = Store(Database(place.folder / "store" / "copy.db"))
        await store.empty_records()
        store.close()
        await desk.notice()
        assert not desk.coverage().all_open
        await hours.give(pilot, minutes=2)
        assert (desk.coverage(), desk.names.entries("status")) == (here, words)
        assert len(words) > 1
        place.line.tried.clear()
        await hours.give(pilot, minutes=5)
        assert asked(place) < 20, "it is read once"


async def test_a_colleagues_reply_appears_within_a_minute_without_a_key(
    place: Place, hours: Hours
) -> None:
    async with hours.app(place) as pilot:
        await keys(pilot, "5")
        new = place.happen("open", by=MARIA, title="The lift is stuck", text="Help")
        place.answered(1041, "It prints again, thank you.", by=MARIA)
        await hours.give(pilot, minutes=1)
        assert f"{new}" in glass(pilot)
        assert "1041 +" in glass(pilot)


async def test_a_key_after_a_long_absence_asks_at_once(place: Place, hours: Hours) -> None:
    async with hours.app(place) as pilot:
        await hours.give(pilot, minutes=29)
        before = len(hours.rests)
        new = place.happen("open", by=MARIA, title="The lift is stuck", text="Help")
        await keys(pilot, "5")
        await settle(pilot)
        assert str(new) in glass(pilot)
        assert len(hours.rests) == before + 1
        assert hours.rests[-1] == 60, "somebody is there"
        place.line.tried.clear()
        await keys(pilot, "j", "k")
        assert asked(place, about=lambda path: path.endswith("/tickets/")) == 0


async def test_what_waits_for_the_line_is_tried_soon_and_then_less_often(
    place: Place, hours: Hours
) -> None:
    async with hours.app(place) as pilot:
        place.line.offline = True
        await eddy(pilot).desk.change(1041, "closed", status_id="closed")
        await hours.give(pilot, minutes=2)
        assert [rest for rest in hours.rests if rest < 60] == [10, 20, 40]
        place.line.offline = False
        await hours.give(pilot, minutes=1)
        assert eddy(pilot).desk.state().waiting == 0
        assert place.helpdesk.world.tickets[1041].status == "closed"


async def test_a_blocked_helpdesk_is_left_alone_until_the_block_ends(
    place: Place, hours: Hours
) -> None:
    async with hours.app(place) as pilot:
        client = eddy(pilot).desk.client
        assert client is not None
        await client.pace.blocked("api")
        place.line.tried.clear()
        await hours.give(pilot, minutes=19)
        assert asked(place, about=lambda path: not of_the_knowledge_base(path)) == 0
        assert max(hours.rests) > 1000
        await hours.give(pilot, minutes=4)
        assert asked(place) > 0


@pytest.mark.parametrize("status", [403, 500])
async def test_a_knowledge_base_that_is_not_for_us_disturbs_nothing(
    place: Place, hours: Hours, status: int
) -> None:
    place.line.address, place.line.refuse = "/knowledge_base/", status
    async with hours.app(place) as pilot:
        await hours.give(pilot, minutes=10)
        desk = eddy(pilot).desk
        assert desk.state().trouble == ""
        assert eddy(pilot).said[0] == ""
        tried = asked(place, about=of_the_knowledge_base)
        await hours.give(pilot, minutes=30)
        assert asked(place, about=of_the_knowledge_base) == tried, "not asked every minute"
        place.line.refuse = None
        await hours.give(pilot, hours=1)
        assert desk.knowledge.whole


async def test_a_blocked_knowledge_base_is_read_when_it_is_free_again(
    place: Place, hours: Hours
) -> None:
    async with hours.app(place) as pilot:
        client = eddy(pilot).desk.client
        assert client is not None
        await client.pace.blocked("kb")
        await hours.give(pilot, minutes=50)
        assert asked(place, about=of_the_knowledge_base) == 0
        assert eddy(pilot).desk.state().trouble == ""
        await hours.give(pilot, minutes=20)
        assert eddy(pilot).desk.knowledge.whole


async def test_a_ticket_that_is_gone_leaves_the_queue_by_itself(place: Place, hours: Hours) -> None:
    async with hours.app(place) as pilot:
        await keys(pilot, "5")
        assert " 1041 " in glass(pilot)
        place.happen("erase", ticket=1041)
        await hours.give(pilot, minutes=30)
        assert " 1041 " not in glass(pilot)
