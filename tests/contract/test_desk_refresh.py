"""Asking what is new: few questions, nothing missed, and only news is marked as news."""

from datetime import datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from eddytui.models.queries import TicketQuery
from tests.place import Place

ALL = TicketQuery(frozen=None)
PRINTER, MINE = 1031, 1036


def asked(place: Place, since: int = 0) -> list[str]:
    """The addresses that were asked for."""
    return [path for _, path in place.helpdesk.requests[since:]]


def updated(place: Place, ticket_id: int) -> str:
    return str(place.helpdesk.world.tickets[ticket_id].updated)


def behind(place: Place, desk: Desk) -> set[int]:
    """The tickets whose copy is not what the helpdesk has."""
    rows = desk.rows(list(desk.ids(ALL)))
    return {row.id for row in rows if row.updated != updated(place, row.id)}


@pytest.mark.parametrize("me", [7, 0], ids=["known", "asked for by e-mail"])
async def test_the_first_start_is_useful_after_three_requests(place: Place, me: int) -> None:
    async with place.desk(me=me) as desk:
        assert await desk.refresh() == []
        assert len(place.helpdesk.requests) <= 3
        assert desk.me == 7
        assert len(desk.ids(TicketQuery(open=True))) >= 20
        assert desk.state().as_of == "2026-03-02 09:00:00"


async def test_a_later_start_has_everything_before_it_asks(place: Place) -> None:
    async with place.desk(me=0) as desk:
        await desk.refresh()
        first = desk.ids(ALL)
    place.helpdesk.requests.clear()
    async with place.desk(me=0) as desk:
        assert desk.ids(ALL) == first
        assert desk.me == 7
        assert desk.state().as_of
    assert place.helpdesk.requests == []


async def test_a_helpdesk_that_does_not_tell_who_one_is_is_asked_once(place: Place) -> None:
    place.line.refuse, place.line.address = 403, "/users"
    async with place.desk(me=0) as desk:
        for _ in range(2):
            await desk.refresh()
        assert desk.me == 0
        assert len(desk.ids(ALL)) > 0
    assert place.line.tried.count(("GET", "/api/v2/users/")) == 1


async def test_what_is_new_is_asked_for_by_the_servers_own_date(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.later(hours=8)
        await desk.refresh()
        assert dict(parse_qsl(asked(place)[-1].partition("?")[2])) == {
            "from_date_updated": "2026-03-02 08:56:00",
            "order_by": "date_updated{asc}",
        }, "two minutes before the newest ticket, oldest change first"


async def test_a_quiet_minute_costs_one_request(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        for _ in range(3):
            before = len(asked(place))
            place.later(minutes=1)
            await desk.refresh()
            assert len(asked(place)) == before + 1


async def test_what_others_do_is_here_after_the_next_question(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.later(minutes=1)
        place.happen("change", ticket=PRINTER, set={"owner": 8})
        opened = place.happen("open", by=41, title="Scanner", text="It does not scan.")
        await desk.refresh()
        row = desk.row(PRINTER)
        assert row is not None
        assert row.owner_id == 8
        assert [row.title for row in desk.rows([opened])] == ["Scanner"]


@pytest.mark.parametrize("apart", [timedelta(seconds=20), timedelta()], ids=["each", "at once"])
async def test_nothing_is_missed_when_tickets_change_while_pages_are_read(
    place: Place, apart: timedelta
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        place.later(minutes=10)
        many = sorted(desk.ids(ALL))
        for ticket_id in many:
            place.now += apart
            place.happen("change", ticket=ticket_id, set={"priority": 3})
        assert len(many) > 50, "more than one page"
        moved = iter(many[:3])

        def move(changed: Changed) -> None:
            """After each page one that was on it changes again, and leaves its place."""
            if changed.kind == "tickets" and (ticket_id := next(moved, 0)):
                place.later(minutes=1)
                place.happen("change", ticket=ticket_id, set={"priority": 1})

        desk.on_change = move
        await desk.refresh()
        desk.on_change = lambda _: None
        assert behind(place, desk) <= set(many[:3])
        await desk.refresh()
        assert behind(place, desk) == set()


async def test_a_break_in_the_middle_loses_nothing(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        place.later(minutes=10)
        for ticket_id in sorted(desk.ids(ALL)):
            place.later(seconds=20)
            place.happen("change", ticket=ticket_id, set={"priority": 3})

        def cut(changed: Changed) -> None:
            place.line.offline = changed.kind == "tickets" or place.line.offline

        desk.on_change = cut
        with pytest.raises(Exception, match="cannot be reached"):
            await desk.refresh()
        assert behind(place, desk) != set()
        desk.on_change = lambda _: None
        place.line.offline = False
        await desk.refresh()
        assert behind(place, desk) == set()


async def test_only_news_is_marked_as_changed(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        await desk.open(PRINTER, again=True)
        assert {row.changed for row in desk.rows(list(desk.ids(ALL)))} == {""}
        place.later(minutes=1)
        place.happen("change", ticket=PRINTER, set={"owner": 8})
        await desk.change(MINE, "closed", status_id="closed")
        await desk.refresh()
        marked = {row.id: row.changed for row in desk.rows(list(desk.ids(ALL))) if row.changed}
        assert marked == {PRINTER: "2026-03-02 09:01:00"}, "not what the agent did"


@pytest.mark.parametrize("seconds", [0, 5, 11, 55])
async def test_a_list_that_lags_does_not_undo_an_answer(place: Place, seconds: int) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.later(seconds=30)
        place.answered(MINE, "Any news?", by=42)
        await desk.refresh()
        place.later(seconds=5)
        await desk.change(MINE, "closed", status_id="closed")
        place.helpdesk.lag = timedelta(minutes=1)
        place.later(seconds=seconds)
        await desk.refresh()
        row = desk.row(MINE)
        assert row is not None
        assert row.closed


async def test_an_empty_answer_repaints_no_queue(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        mine = place.helpdesk.world.people[7]
        place.helpdesk.world.people[7] = mine._replace(group=1, departments=())
        heard: list[Changed] = []
        desk.on_change = heard.append
        await desk.refresh()
        assert "tickets" not in {changed.kind for changed in heard}


async def test_what_cannot_be_read_is_counted_until_it_can(place: Place) -> None:
    world = place.helpdesk.world
    good = world.tickets[PRINTER]._replace(updated=datetime(2026, 3, 2, 8, 59))
    world.put(good._replace(pid="none of your numbers"))  # type: ignore[arg-type]
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        assert desk.row(PRINTER) is None
        for _ in range(2):
            place.later(minutes=1)
            await desk.refresh()
            assert desk.state().unreadable == 1
    async with place.desk() as desk:
        assert desk.state().unreadable == 1, "nobody asks for it again, so it is remembered"
        place.later(minutes=1)
        world.put(good._replace(updated=place.now))
        await desk.refresh()
        assert desk.state().unreadable == 0
        assert desk.row(PRINTER) is not None
