"""Tickets that the helpdesk no longer shows leave the copy, and only those; no text is lost."""

from datetime import timedelta
from pathlib import Path

import pytest

from eddytui.api import DeskError, Forbidden
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from eddytui.models.queries import TicketQuery
from tests.place import Place

ALL = TicketQuery(frozen=None)
OPEN = TicketQuery(open=True, frozen=None)
PRINTER, MINE = 1031, 1036
TICKET, LIST = "/api/v2/tickets/{}", "/api/v2/tickets/"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A helpdesk of several pages."""
    return Place(tmp_path, tickets=170)


async def copied(desk: Desk) -> None:
    await desk.refresh()
    await desk.complete()


async def compare(desk: Desk) -> list[int]:
    """Compare all of the copy once; how far it was, time after time."""
    told: list[int] = []
    assert desk.client is not None
    await desk.upkeep.reconcile.whole(desk.client, told.append)
    return told


def asked_for(place: Place, ticket_id: int) -> int:
    return place.line.tried.count(("GET", TICKET.format(ticket_id)))


async def rounds(place: Place, desk: Desk, count: int) -> list[int]:
    """Let it be time for a round so often; how many requests each took."""
    spent = []
    for _ in range(count):
        place.later(seconds=200)
        before = len(place.line.tried)
        await desk.look_after(idle=False)
        spent.append(len(place.line.tried) - before)
    return spent


async def test_what_is_gone_is_found_in_one_comparison(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        place.later(minutes=1)
        old = min(desk.ids(ALL))
        place.happen("erase", ticket=PRINTER)
        place.happen("bin", ticket=old)
        place.happen("unite", ticket=MINE, others=[1040])
        gone = {PRINTER, old} | ({1040} - place.visible())
        hidden = next(iter(sorted(desk.ids(OPEN), reverse=True)))
        place.happen("change", ticket=hidden, set={"department": 4, "owner": 0})
        await desk.refresh()
        place.line.tried.clear()
        told = await compare(desk)
        assert set(desk.ids(ALL)) == place.visible()
        assert not gone & set(desk.ids(ALL))
        assert told[-1] >= len(place.visible())
        assert told == sorted(told)
        lists = place.line.tried.count(("GET", LIST))
        assert lists <= len(place.visible()) // 25 + 2, "a page of the list a slice"
        assert len(place.line.tried) - lists <= 5, "and the suspects themselves"


async def test_a_round_takes_few_requests_and_open_tickets_come_around_soon(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        await desk.look_after(idle=False)
        place.happen("erase", ticket=MINE)
        slices = len(desk.ids(OPEN)) // 30 + 1
        spent = await rounds(place, desk, 2 * slices)
        assert max(spent) <= 2
        assert MINE not in desk.ids(ALL)
        old = min(desk.ids(ALL))
        place.happen("erase", ticket=old)
        spent = await rounds(place, desk, 60)
        assert set(desk.ids(ALL)) == place.visible()
        assert max(spent) <= 2


async def test_between_rounds_and_after_the_first_copy_nothing_is_asked(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        before = len(place.line.tried)
        await desk.look_after(idle=False)
        place.later(seconds=199)
        await desk.look_after(idle=False)
        assert len(place.line.tried) == before
        place.later(seconds=1)
        await desk.look_after(idle=True)
        assert len(place.line.tried) == before + 1


async def test_a_list_that_lacks_a_ticket_takes_nothing_away(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        place.later(minutes=5)
        old = min(desk.ids(ALL))
        place.happen("change", ticket=old, set={"priority": 3})
        await desk.refresh()
        place.helpdesk.lag = timedelta(minutes=30)
        await compare(desk)
        assert asked_for(place, old) == 1, "the list has it at its old place"
        assert set(desk.ids(ALL)) == place.visible()


async def test_what_was_typed_stays_when_its_ticket_is_gone(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        await desk.drafts.keep(PRINTER, "post", "Dear John")
        place.line.offline = True
        await desk.write(MINE, "comment", "Not sent yet")
        place.line.offline = False
        for ticket_id in (PRINTER, MINE):
            place.happen("erase", ticket=ticket_id)
        await compare(desk)
        assert not {PRINTER, MINE} & set(desk.ids(ALL))
        assert [draft.text for draft in desk.drafts.all()] == ["Dear John"]
        assert desk.state().waiting == 1
        await desk.refresh()
        assert {draft.text for draft in desk.drafts.all()} == {"Dear John", "Not sent yet"}


async def test_a_break_loses_neither_place_nor_suspects(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        old = min(desk.ids(ALL))
        place.happen("erase", ticket=PRINTER)
        place.happen("erase", ticket=old)
        place.line.address = f"/tickets/{PRINTER}"
        place.line.offline = True
        with pytest.raises(DeskError):
            await compare(desk)
        assert PRINTER in desk.ids(ALL), "nobody has said that it is gone"
    place.line.offline = False
    place.line.tried.clear()
    async with place.desk() as desk:
        await compare(desk)
        assert set(desk.ids(ALL)) == place.visible()
        assert place.line.tried[0] == ("GET", TICKET.format(PRINTER)), "it goes on there"
        assert place.line.tried.count(("GET", LIST)) < len(place.visible()) // 25 + 2


async def test_a_second_in_which_a_script_changed_many_is_compared_whole(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        place.later(minutes=5)
        many = sorted(desk.ids(ALL))[:80]
        for ticket_id in many:
            place.happen("change", ticket=ticket_id, set={"priority": 3})
        await desk.refresh()
        place.happen("erase", ticket=many[3])
        place.happen("erase", ticket=many[77])
        await compare(desk)
        assert set(desk.ids(ALL)) == place.visible()


async def test_what_may_not_be_seen_any_more_goes_but_not_what_was_typed(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        await desk.drafts.keep(PRINTER, "post", "Dear John")
        place.happen("erase", ticket=PRINTER)
        place.line.address, place.line.refuse = f"/tickets/{PRINTER}", 403
        heard: list[Changed] = []
        desk.on_change = heard.append
        await compare(desk)
        assert PRINTER not in desk.ids(ALL)
        assert Changed("tickets", frozenset({PRINTER})) in heard
        assert [draft.text for draft in desk.drafts.all()] == ["Dear John"]


async def test_what_the_list_has_stays_though_it_may_not_be_opened(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        place.line.address, place.line.refuse = f"/tickets/{PRINTER}", 403
        await compare(desk)
        with pytest.raises(Forbidden):
            await desk.reread(PRINTER)
        assert PRINTER in desk.ids(ALL)


async def test_what_cannot_be_judged_stays_and_holds_up_nothing(place: Place) -> None:
    async with place.desk() as desk:
        await copied(desk)
        old = min(desk.ids(ALL))
        for ticket_id in (PRINTER, old):
            place.happen("erase", ticket=ticket_id)
        place.line.address, place.line.refuse = f"/tickets/{PRINTER}", 500
        await compare(desk)
        assert PRINTER in desk.ids(ALL)
        assert old not in desk.ids(ALL)


async def test_without_the_statuses_all_tickets_come_around(place: Place) -> None:
    place.line.address, place.line.refuse = "/statuses", 403
    async with place.desk() as desk:
        await copied(desk)
        place.happen("erase", ticket=MINE)
        await rounds(place, desk, 10)
        assert MINE not in desk.ids(ALL)
