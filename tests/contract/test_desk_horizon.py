"""Old closed tickets are left out, let go of and fetched again, and the copy never pretends."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from eddytui.desk.desk import Desk
from eddytui.desk.horizon import Limits
from eddytui.desk.kinds import Changed
from eddytui.models.queries import TicketQuery
from tests.place import Place

ALL = TicketQuery(frozen=None)
CLOSED = TicketQuery(open=False, frozen=None)
OPEN = TicketQuery(open=True, frozen=None)
DAYS = 5


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A helpdesk of several pages, with open tickets among the oldest."""
    place = Place(tmp_path, tickets=170)
    world = place.helpdesk.world
    for ticket in sorted(world.tickets.values(), key=lambda each: each.updated)[:40:8]:
        world.put(ticket._replace(status="open"))
    return place


def visible(place: Place, since: datetime | None = None, *, closed: bool | None = None) -> set[int]:
    """What Ira may see of the helpdesk: changed since a date, and closed or not."""
    world = place.helpdesk.world
    return {
        each.id
        for each in world.tickets.values()
        if world.sees(world.people[7], each)
        and not each.deleted
        and (closed is None or (each.status == "closed") == closed)
        and (since is None or each.updated >= since)
    }


def wanted(place: Place, days: int = DAYS) -> set[int]:
    """What a copy with a horizon has."""
    young = visible(place, place.now - timedelta(days), closed=True)
    return young | visible(place, closed=False)


async def copied(desk: Desk, limits: Limits) -> None:
    desk.horizon.limits = limits
    await desk.refresh()
    await desk.complete()


async def look_after(place: Place, desk: Desk, times: int = 1) -> None:
    for _ in range(times):
        place.later(seconds=200)
        await desk.look_after(idle=False)


async def test_the_first_copy_has_all_open_tickets_and_the_young_closed_ones(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk, Limits(days=DAYS))
        assert wanted(place) < visible(place)
        assert set(desk.ids(ALL)) == wanted(place)
        pages = place.line.tried.count(("GET", "/api/v2/tickets/"))
        assert pages <= len(wanted(place)) // 29 + 4, "the others are not even asked for"
        coverage = desk.coverage()
        assert (coverage.whole, coverage.all_open) == (False, True)


async def test_without_the_statuses_the_copy_is_the_same(place: Place) -> None:
    place.line.address, place.line.refuse = "/statuses", 403
    async with place.desk() as desk:
        await copied(desk, Limits(days=DAYS))
        assert set(desk.ids(ALL)) == wanted(place)


async def test_what_grows_old_goes_but_not_what_somebody_works_with(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk, Limits())
        assert desk.coverage().whole
        desk.horizon.limits = Limits(days=DAYS)
        written, changed, opened, *_ = sorted(visible(place) - wanted(place))
        await desk.drafts.keep(written, "post", "Dear John")
        await desk.open(opened)
        place.line.offline = True
        await desk.change(changed, "answered", priority_id=1)
        place.line.offline = False
        await look_after(place, desk, 3)
        assert set(desk.ids(ALL)) == wanted(place) | {written, changed, opened}
        assert not desk.coverage().whole
        place.later(days=7)
        await look_after(place, desk, 2)
        assert opened not in desk.ids(ALL), "after a week nobody looks at it any more"
        assert {written, changed} <= set(desk.ids(ALL))


async def test_a_horizon_further_away_brings_the_past_back(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk, Limits(days=2))
        await copied(desk, Limits(days=DAYS))
        assert set(desk.ids(ALL)) == wanted(place)
        assert not desk.coverage().whole
        await copied(desk, Limits())
        assert set(desk.ids(ALL)) == visible(place)
        assert desk.coverage().whole


@pytest.mark.parametrize("days", [400_000, 3_000_000, 3_000_000_000])
async def test_a_horizon_before_all_dates_is_none(place: Place, days: int) -> None:
    async with place.desk() as desk:
        await copied(desk, Limits(days=days))
        await look_after(place, desk)
        assert set(desk.ids(ALL)) == visible(place)
        assert desk.coverage().whole


async def test_a_larger_limit_brings_back_what_has_room_and_no_more(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path, tickets=300)
    async with place.desk() as desk:
        await copied(desk, Limits())
        size = desk.horizon.used
        desk.horizon.limits = Limits(size=1)
        await look_after(place, desk, 3)
        assert not desk.ids(CLOSED)
        await copied(desk, Limits(size=(size + desk.horizon.used) // 2 + 100_000))
        assert desk.ids(CLOSED)
        assert set(desk.ids(ALL)) < visible(place)
        before = len(place.line.tried)
        await copied(desk, desk.horizon.limits)
        assert len(place.line.tried) == before + 1, "what has no room is not read again"
        await copied(desk, Limits(size=2 * size))
        assert set(desk.ids(ALL)) == visible(place)
        assert desk.coverage().whole


async def test_a_copy_that_is_too_large_loses_old_threads_first_and_open_tickets_never(
    place: Place,
) -> None:
    async with place.desk() as desk:
        await copied(desk, Limits())
        closed, open_ = sorted(visible(place, closed=True)), min(visible(place, closed=False))
        for ticket_id in (*closed[:40], open_):
            await desk.open(ticket_id)
        await desk.drafts.keep(closed[0], "post", "Dear John")
        size = desk.horizon.used
        desk.horizon.limits = Limits(size=size - 1)
        await look_after(place, desk)
        assert [bool(desk.messages(each, newest_first=True)) for each in closed[:3]] == [
            True,
            False,
            False,
        ], "a draft keeps its thread"
        assert set(desk.ids(ALL)) == visible(place)
        desk.horizon.limits = Limits(size=1)
        await look_after(place, desk, 3)
        assert set(desk.ids(ALL)) == visible(place, closed=False) | {closed[0]}
        assert desk.messages(open_, newest_first=True)
        assert desk.drafts.all()
        assert not desk.coverage().whole
        assert desk.horizon.used < size * 0.6
        await copied(desk, desk.horizon.limits)
        assert len(desk.ids(CLOSED)) == 1, "it is not read again as long as there is a limit"


async def test_a_file_that_cannot_be_smaller_is_left_alone(place: Place) -> None:
    async with place.desk() as desk, place.desk() as other:
        await copied(desk, Limits(size=1))
        await desk.horizon.tidy()
        await other.notice()
        heard: list[Changed] = []
        other.on_change = heard.append
        await desk.horizon.tidy()
        await other.notice()
        assert heard == [], "nothing was written"


async def test_a_file_whose_half_was_let_go_of_becomes_smaller(place: Place) -> None:
    file = place.folder / "store" / "copy.db"
    async with place.desk() as desk:
        await copied(desk, Limits())
        for ticket_id in desk.ids(CLOSED)[:40]:
            await desk.open(ticket_id)
        desk.horizon.limits = Limits(size=desk.horizon.used)
        await desk.horizon.tidy()
        before = desk.horizon.used
        desk.horizon.limits = Limits(size=before // 2)
        await desk.horizon.tidy()
        assert file.stat().st_size < before * 0.75


async def test_a_first_copy_stops_at_the_limit(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk, Limits(size=760_000))
        assert visible(place, closed=False) <= set(desk.ids(ALL)) < visible(place)
        assert desk.ids(CLOSED)
        assert desk.horizon.used <= 760_000
        assert not desk.coverage().whole
