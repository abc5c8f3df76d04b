"""A change: shown at once, sent once, kept as the server answers, gone when it is refused."""

import asyncio
from typing import Any

import pytest

from eddytui.api.errors import Forbidden, Refused, WrongKey
from eddytui.demo.records import Ticket
from eddytui.desk.desk import Desk
from eddytui.desk.kinds import Changed
from eddytui.models.queries import TicketQuery
from eddytui.models.rows import TicketRow
from tests.place import Place

VPN, PRINTER, MINE = 1042, 1041, 1036
OPEN = TicketQuery(open=True, frozen=None)


def row(desk: Desk, ticket_id: int) -> TicketRow:
    found = desk.row(ticket_id)
    assert found is not None
    return found


def server(place: Place, ticket_id: int) -> Ticket:
    return place.helpdesk.world.tickets[ticket_id]


def words(desk: Desk) -> str:
    """The change that would be taken back next."""
    return desk.journal.last.words if desk.journal.last else ""


async def test_it_is_shown_before_a_byte_is_sent(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold = asyncio.Event()
        heard: list[Changed] = []
        desk.on_change = heard.append
        change = asyncio.create_task(desk.change(MINE, "closed", status_id="closed"))
        await place.line.held.wait()
        assert place.written == []
        assert row(desk, MINE).closed
        assert row(desk, MINE).waiting == 1
        assert MINE not in desk.ids(OPEN)
        assert heard[0] == Changed("tickets", frozenset({MINE}))

        place.line.hold.set()
        await change
        assert server(place, MINE).status == "closed"
        assert (row(desk, MINE).closed, row(desk, MINE).waiting) == (True, 0)
        assert [sent.method for sent in place.written] == ["PUT"]
        assert heard[-1].kind == "state"


async def test_the_answer_of_the_server_is_what_is_kept(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.later(minutes=1)
        await desk.change(VPN, "mine", owner_id=7)
        assert row(desk, VPN).updated == "2026-03-02 09:01:00"
        assert row(desk, VPN).owner == "Ira Kask", "though no colleague was read yet"


async def test_a_refused_change_goes_with_all_the_servers_words(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        before = row(desk, MINE)
        with pytest.raises(Refused) as refused:
            await desk.change(MINE, "odd", status_id="v-ozhidanii", owner_id=42)
        assert len(refused.value.messages) == 2
        assert "status_id" in str(refused.value)
        assert "must be with staff permissions" in str(refused.value)
        assert row(desk, MINE) == before
        assert desk.state().waiting == 0


@pytest.mark.parametrize(("status", "error"), [(401, WrongKey), (403, Forbidden), (400, Refused)])
async def test_any_no_takes_only_the_patch_off(
    place: Place, status: int, error: type[Exception]
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        before = row(desk, MINE)
        place.line.refuse = status
        with pytest.raises(error):
            await desk.change(MINE, "closed", status_id="closed")
        assert row(desk, MINE) == before
        assert words(desk) == ""


async def test_what_came_meanwhile_stays_when_a_change_is_refused(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold, place.line.methods = asyncio.Event(), frozenset({"PUT"})
        change = asyncio.create_task(desk.change(MINE, "odd", status_id="none", priority_id=1))
        await place.line.held.wait()
        place.later(minutes=1)
        place.happen("change", ticket=MINE, set={"owner": 8})
        await desk.refresh()
        assert (row(desk, MINE).owner_id, row(desk, MINE).priority_id) == (8, 1)
        place.line.hold.set()
        with pytest.raises(Refused):
            await change
        assert (row(desk, MINE).owner_id, row(desk, MINE).priority_id) == (8, 2)


async def test_two_changes_of_one_ticket_go_in_order(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold = asyncio.Event()
        first = asyncio.create_task(desk.change(MINE, "high", priority_id=3))
        second = asyncio.create_task(desk.change(MINE, "urgent", priority_id=1))
        await place.line.held.wait()
        place.line.hold.set()
        await asyncio.gather(first, second)
        assert [sent.body for sent in place.written] == [b'{"priority_id":3}', b'{"priority_id":1}']
        assert row(desk, MINE).priority_id == server(place, MINE).priority == 1


async def test_a_refused_change_does_not_hold_up_or_blame_the_next_one(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold = asyncio.Event()
        first = asyncio.create_task(desk.change(MINE, "odd", status_id="none"))
        second = asyncio.create_task(desk.change(MINE, "urgent", priority_id=1))
        await place.line.held.wait()
        place.line.hold.set()
        outcomes = await asyncio.gather(first, second, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [Refused, bool]
        assert row(desk, MINE).priority_id == 1
        assert words(desk) == "urgent"


async def test_changes_of_two_tickets_do_not_wait_for_each_other(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold, place.line.address = asyncio.Event(), f"/{VPN}"
        slow = asyncio.create_task(desk.change(VPN, "mine", owner_id=7))
        await place.line.held.wait()
        await desk.change(MINE, "closed", status_id="closed")
        assert server(place, MINE).status == "closed"
        assert not slow.done()
        place.line.hold.set()
        await slow


async def test_a_cancelled_caller_changes_nothing_about_the_change(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold = asyncio.Event()
        change = asyncio.create_task(desk.change(MINE, "closed", status_id="closed"))
        await place.line.held.wait()
        change.cancel()
        await asyncio.wait([change])
        assert row(desk, MINE).closed
        place.line.hold.set()
        assert await desk.refresh() == []
        assert row(desk, MINE).closed
        assert desk.state().waiting == 0
        assert len(place.written) == 1


async def test_a_refusal_that_nobody_waited_for_is_told_later(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold = asyncio.Event()
        change = asyncio.create_task(desk.change(MINE, "odd", status_id="none"))
        await place.line.held.wait()
        change.cancel()
        await asyncio.wait([change])
        place.line.hold.set()
        (failure,) = await desk.refresh()
        assert isinstance(failure, Refused)
        assert await desk.refresh() == [], "once"
        assert words(desk) == ""


async def test_a_question_does_not_wait_for_a_change_on_its_way(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(VPN, "mine", owner_id=7)
        place.line.hold, place.line.methods = asyncio.Event(), frozenset({"PUT"})
        change = asyncio.create_task(desk.change(MINE, "closed", status_id="closed"))
        await place.line.held.wait()
        assert await desk.refresh() == []
        assert not change.done()
        place.line.hold.set()
        await change
        assert len(place.written) == 2


@pytest.mark.parametrize(
    ("patch", "read"),
    [
        ({"status_id": "closed"}, "status"),
        ({"priority_id": 1, "type_id": 3}, "type"),
        ({"owner_id": 8}, "owner"),
        ({"sla_date": "05.03.2026 12:30"}, "sla"),
        ({"freeze_date": "2026-03-05 12:30:00"}, "frozen_until"),
        ({"tags": ["vpn", "later"]}, "tags"),
        ({"custom_fields": {"3": "A-17", "4": 1, "2": "22", "5": {"1": 32, "2": 321}}}, "fields"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_undo_puts_back_what_was_there(
    place: Place, patch: dict[str, Any], read: str
) -> None:
    place.undocumented = True  # tags
    async with place.desk() as desk:
        await desk.refresh()
        fields = {"2": "21", "3": "A-1", "5": {"1": 31, "2": 311}}
        if "custom_fields" in patch:
            await desk.change(MINE, "fields", custom_fields=fields)
        before = server(place, MINE)
        await desk.change(MINE, "another", **patch)
        assert getattr(server(place, MINE), read) != getattr(before, read)
        await desk.undo()
        was, now = getattr(before, read), getattr(server(place, MINE), read)
        if read == "fields":
            assert {key: value for key, value in now if value not in ("", 0)} == dict(was)
        else:
            assert now == was
        assert desk.state().waiting == 0


async def test_undo_begins_with_the_last_change_and_comes_to_an_end(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.change(MINE, "high", priority_id=3)
        await desk.change(MINE, "standard", priority_id=2)
        await desk.change(MINE, "high", priority_id=3)
        await desk.change(VPN, "mine", owner_id=7)
        seen = []
        while desk.journal.last:
            seen.append(words(desk))
            await desk.undo()
            seen.append(str(server(place, MINE).priority))
        assert seen == ["mine", "3", "high", "2", "standard", "3", "high", "2"]
        assert server(place, VPN).owner == 0
        sent = len(place.written)
        await desk.undo()
        assert len(place.written) == sent


async def test_undo_of_a_change_that_is_on_its_way_goes_after_it(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.hold = asyncio.Event()
        change = asyncio.create_task(desk.change(MINE, "closed", status_id="closed"))
        await place.line.held.wait()
        shown = asyncio.Event()
        desk.on_change = lambda _: None if row(desk, MINE).closed else shown.set()
        undo = asyncio.create_task(desk.undo())
        await shown.wait()
        assert place.written == []
        place.line.hold.set()
        await asyncio.gather(change, undo)
        bodies = [sent.body for sent in place.written]
        assert bodies == [b'{"status_id":"closed"}', b'{"status_id":"process"}']


async def test_a_ticket_that_is_not_here_can_be_changed_but_not_put_back(place: Place) -> None:
    async with place.desk() as desk:
        await desk.change(MINE, "closed", status_id="closed")
        assert server(place, MINE).status == "closed"
        assert row(desk, MINE).closed
        assert desk.journal.last is None
