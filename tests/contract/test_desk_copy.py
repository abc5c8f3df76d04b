"""The first copy: read behind everything else, from the newest on, to its end, and once."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from eddytui.api import DeskError
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from eddytui.models.queries import TicketQuery
from tests.place import Place

ALL = TicketQuery(frozen=None)
LISTS = ("statuses", "priorities", "types", "departments", "user_statuses", "groups")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A helpdesk of several pages."""
    return Place(tmp_path, tickets=170)


def pages_of_tickets(place: Place) -> int:
    return place.line.tried.count(("GET", "/api/v2/tickets/"))


class Break:
    """Breaks the line after so many pages of tickets."""

    def __init__(self, place: Place, pages: int) -> None:
        self._place, self._left = place, pages

    def __call__(self, changed: Changed) -> None:
        if changed.kind == "tickets":
            self._left -= 1
            self._place.line.offline = self._left <= 0


async def test_the_whole_helpdesk_is_here_in_the_end(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        assert set(desk.ids(ALL)) < place.visible()
        await desk.complete()
        assert set(desk.ids(ALL)) == place.visible()
        assert pages_of_tickets(place) <= len(place.visible()) // 29 + 2, "no page twice"


async def test_the_newest_tickets_come_first(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        oldest: list[str] = []

        def look(changed: Changed) -> None:
            if changed.kind == "tickets":
                oldest.append(min(row.updated for row in desk.rows(list(desk.ids(ALL)))))

        desk.on_change = look
        await desk.complete()
        assert len(oldest) >= 4
        assert oldest == sorted(oldest, reverse=True)


async def test_it_is_said_while_it_is_read(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        said: list[str] = []

        def look(changed: Changed) -> None:
            if changed.kind == "tickets":
                said.append(desk.state().loading)

        desk.on_change = look
        await desk.complete()
        assert set(said) == {"reading all tickets"}
        assert desk.state().loading == ""


async def test_another_question_does_not_hide_that_it_is_being_read(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        begun = asyncio.Event()
        desk.on_change = lambda _: begun.set() if desk.state().loading else None
        place.line.hold, place.line.address = asyncio.Event(), "to_date_updated"
        whole = asyncio.create_task(desk.complete())
        await begun.wait()
        await desk.preview(1036)
        assert desk.state().loading == "reading all tickets"
        place.line.hold.set()
        await whole


async def test_it_goes_on_where_it_was_left(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        desk.on_change = Break(place, 2)
        with pytest.raises(DeskError):
            await desk.complete()
        assert "cannot be reached" in desk.state().trouble
        here = len(desk.ids(ALL))
        assert 60 < here < len(place.visible())
    place.line.offline = False
    place.line.tried.clear()
    async with place.desk() as desk:
        assert len(desk.ids(ALL)) == here
        await desk.refresh()
        await desk.complete()
        assert set(desk.ids(ALL)) == place.visible()
        left = len(place.visible()) - here
        assert pages_of_tickets(place) <= 1 + left // 29 + 2, "what is here is not read again"


async def test_a_whole_copy_is_not_read_again(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
    place.line.tried.clear()
    async with place.desk() as desk:
        await desk.complete()
        assert pages_of_tickets(place) == 0
        place.line.tried.clear()
        await desk.complete()
        assert place.line.tried == [], "nor are the lists, as long as the program runs"


@pytest.mark.parametrize("apart", [timedelta(minutes=7), timedelta()], ids=["each", "at once"])
async def test_a_ticket_that_moves_pushes_no_other_out(place: Place, apart: timedelta) -> None:
    world = place.helpdesk.world
    for number, ticket in enumerate(sorted(world.tickets.values())):
        world.put(ticket._replace(updated=place.now - timedelta(days=9) + number * apart))
    async with place.desk() as desk:
        await desk.refresh()
        moving = sorted(desk.ids(ALL))[:4]

        def move(changed: Changed) -> None:
            """Those that were read already leave the pages that are still to come."""
            if changed.kind == "tickets" and moving:
                place.happen("change", ticket=moving.pop(), set={"priority": 1})

        desk.on_change = move
        await desk.complete()
        assert set(desk.ids(ALL)) == place.visible()


@pytest.mark.parametrize("name", [*LISTS, "custom_fields", "users"])
async def test_a_list_that_is_not_for_us_is_left_out(place: Place, name: str) -> None:
    place.line.refuse, place.line.address = 403, f"/{name}"
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        assert set(desk.ids(ALL)) == place.visible()
        lists = [desk.names.entries("status"), desk.staff(), desk.field_names()]
        assert sum(map(bool, lists)) >= 2


async def test_names_and_colleagues_come_with_it(place: Place) -> None:
    async with place.desk() as desk:
        heard: list[Changed] = []
        desk.on_change = heard.append
        assert desk.names.word("status", "awaiting-client") == "Awaiting client"
        await desk.refresh()
        assert desk.names.word("status", "6") == "6"
        await desk.complete()
        assert desk.names.word("status", "6") == "With the supplier", "no old word stays"
        assert {"catalog", "people"} <= {changed.kind for changed in heard}
        assert [person.name for person in desk.staff()].count("Ira Kask") == 1
        assert desk.field_names()[3] == ("Order number", "text")


async def test_an_empty_helpdesk_is_complete(place: Place) -> None:
    me = place.helpdesk.world.people[7]
    place.helpdesk.world.people[7] = me._replace(group=1, departments=())
    async with place.desk() as desk:
        for _ in range(2):
            await desk.refresh()
            await desk.complete()
        assert list(desk.ids(ALL)) == []
        assert desk.state().as_of
        assert desk.state().loading == ""


def test_a_desk_reads_without_any_connection(place: Place) -> None:
    from eddytui.store.database import Database  # noqa: PLC0415 - for this one story
    from eddytui.store.store import Store  # noqa: PLC0415 - likewise

    store = Store(Database(place.folder / "copy.db"))
    desk = Desk(store, clock=place.clock)
    assert list(desk.ids(ALL)) == []
    assert desk.state().limit == 0
    store.close()
