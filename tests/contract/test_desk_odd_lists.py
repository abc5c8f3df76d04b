"""Lists that lag, drift, count wrongly, repeat themselves or never end lose nothing."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from starlette.types import Message, Receive, Scope, Send

from eddytui.demo.account import EMAIL, ME
from eddytui.desk.desk import Desk
from eddytui.models.queries import TicketQuery
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.faults import Line
from tests.place import Place

ALL = TicketQuery(frozen=None)
PRINTER = 1031
Body = dict[str, Any]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A helpdesk of several pages."""
    return Place(tmp_path, tickets=170)


class Lists:
    """Stands before the helpdesk and changes what its lists of tickets say."""

    def __init__(self, place: Place, alter: Callable[[Body, int], None]) -> None:
        """`alter` gets the body of each list, and the number of the page that was asked for."""
        self.asked = 0
        self._alter = alter
        self._app = place.helpdesk.app
        place.line = Line(self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].endswith("/tickets/"):
            await self._app(scope, receive, send)
            return
        self.asked += 1
        said: list[Message] = []

        async def hear(message: Message) -> None:
            said.append(message)

        await self._app(scope, receive, hear)
        body = json.loads(b"".join(each.get("body", b"") for each in said))
        number = int(parse_qs(scope["query_string"].decode()).get("page", ["1"])[0])
        self._alter(body, number)
        content = json.dumps(body).encode()
        headers = [pair for pair in said[0]["headers"] if pair[0] != b"content-length"]
        await send({**said[0], "headers": headers})
        await send({"type": "http.response.body", "body": content})


def behind(place: Place, desk: Desk) -> set[int]:
    """The tickets whose copy is not what the helpdesk has, and those that are not there."""
    kept = {row.id: row.updated for row in desk.rows(list(desk.ids(ALL)))}
    world = place.helpdesk.world.tickets
    return {each for each in place.visible() if kept.get(each) != str(world[each].updated)}


def change(place: Place, count: int, apart: timedelta) -> None:
    for ticket_id in sorted(place.visible())[:count]:
        place.now += apart
        place.happen("change", ticket=ticket_id, set={"priority": 3})


async def brought_up_to_date(place: Place, desk: Desk) -> None:
    """Read all, then what changes, then compare all."""
    await desk.refresh()
    await desk.complete()
    assert behind(place, desk) == set()
    place.later(minutes=10)
    change(place, 40, timedelta(seconds=20))
    await desk.refresh()
    assert behind(place, desk) == set()
    place.happen("erase", ticket=PRINTER)
    assert desk.client is not None
    await desk.upkeep.reconcile.whole(desk.client, lambda _: None)
    assert PRINTER not in desk.ids(ALL)
    assert behind(place, desk) == set()


def no_total(body: Body, _: int) -> None:
    body["pagination"]["total"] = 0


def grows(body: Body, number: int) -> None:
    body["pagination"]["total"] = 7 * number


def shrinks(body: Body, number: int) -> None:
    body["pagination"]["total"] = 1000 - number


def a_text(body: Body, _: int) -> None:
    body["pagination"] = {name: str(value) for name, value in body["pagination"].items()}


def endless(body: Body, _: int) -> None:
    body["pagination"] |= {"total": 10**9, "total_pages": 10**8}


@pytest.mark.parametrize("alter", [no_total, grows, shrinks, a_text, endless])
async def test_a_list_that_counts_wrongly_is_read_to_its_end(
    place: Place, alter: Callable[[Body, int], None]
) -> None:
    lists = Lists(place, alter)
    async with place.desk() as desk:
        await brought_up_to_date(place, desk)
    assert lists.asked < 60


@pytest.mark.parametrize("alter", [no_total, shrinks, endless])
async def test_so_is_one_in_which_many_changed_at_once(
    place: Place, alter: Callable[[Body, int], None]
) -> None:
    lists = Lists(place, alter)
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        place.later(minutes=10)
        change(place, 80, timedelta())
        await desk.refresh()
        assert behind(place, desk) == set()
    assert lists.asked < 70


async def test_a_page_that_is_given_again_and_again_keeps_nobody(place: Place) -> None:
    """A helpdesk that does not know pages: the first one is all that it has of a moment."""
    first: dict[str, Body] = {}

    def repeat(body: Body, number: int) -> None:
        if number == 1:
            first["body"] = body
        body["data"] = first["body"]["data"]
        body["pagination"]["total_pages"] = 10**8

    lists = Lists(place, repeat)
    async with place.desk() as desk:
        await brought_up_to_date(place, desk)
        change(place, 80, timedelta())
        await desk.refresh()
        await desk.upkeep.reconcile.round(place.client(), 10)
    assert lists.asked < 90


async def test_a_list_that_does_not_go_by_dates_takes_nothing_away(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        before = set(desk.ids(ALL))

        def other(body: Body, number: int) -> None:
            for each in dict(body["data"]).values():
                each["id"] = each["id"] + 10_000 * number
            body["pagination"]["total_pages"] = 10**8

    lists = Lists(place, other)
    async with place.desk() as desk:
        assert desk.client is not None
        await desk.upkeep.reconcile.whole(desk.client, lambda _: None)
        assert before <= set(desk.ids(ALL))
    assert lists.asked < 20


async def test_a_ticket_that_comes_into_the_list_late_is_not_missed(place: Place) -> None:
    late = True

    def withhold(body: Body, _: int) -> None:
        if late and isinstance(body["data"], dict):
            body["data"].pop(str(PRINTER), None)

    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
    Lists(place, withhold)
    async with place.desk() as desk:
        place.later(minutes=1)
        place.happen("change", ticket=PRINTER, set={"priority": 3})
        place.later(seconds=90)
        place.happen("change", ticket=1036, set={"priority": 3})
        await desk.refresh()
        assert behind(place, desk) == {PRINTER}
        late = False
        await desk.refresh()
        assert behind(place, desk) == set()


@asynccontextmanager
async def skewed(place: Place, hours: float) -> AsyncIterator[Desk]:
    """A desk on a machine whose clock, or zone, is so many hours off."""
    store = Store(Database(place.folder / "store" / "copy.db"))
    async with place.client() as client:
        off = timedelta(hours=hours)
        desk = Desk(store, clock=lambda: place.now + off, me=ME, email=EMAIL)
        desk.connect(client)
        yield desk
    store.close()


@pytest.mark.parametrize("hours", [-30, -5, 5, 30])
async def test_a_clock_that_is_hours_off_loses_nothing(place: Place, hours: float) -> None:
    async with skewed(place, hours) as desk:
        await brought_up_to_date(place, desk)
    place.later(minutes=1)
    place.happen("open", by=41, title="Scanner", text="It does not scan.")
    async with skewed(place, -hours) as desk:
        await desk.refresh()
        assert behind(place, desk) == set(), "the clock was set right meanwhile"


async def test_pages_that_drift_while_all_is_read_lose_nothing(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()

        def drift(body: Body, _: int) -> None:
            """Between any two pages one ticket is made, and one of the next page changes."""
            place.later(seconds=5)
            place.happen("open", by=41, title="Scanner", text="It does not scan.")
            if isinstance(body["data"], dict) and body["data"]:
                oldest = min(body["data"].values(), key=lambda each: str(each["date_updated"]))
                earlier = [
                    each.id
                    for each in place.helpdesk.world.tickets.values()
                    if each.id in place.visible() and str(each.updated) < oldest["date_updated"]
                ]
                for ticket_id in sorted(earlier)[-1:]:
                    place.happen("change", ticket=ticket_id, set={"priority": 3})

    lists = Lists(place, drift)
    async with place.desk() as desk:
        await desk.complete()
        asked = lists.asked
    place.line = Line(place.helpdesk.app)
    async with place.desk() as desk:
        await desk.refresh()
        assert behind(place, desk) == set()
    assert asked < 20
