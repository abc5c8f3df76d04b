"""A change that had to wait: not forced when somebody changed the same field meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from eddytui.desk.decisions import Conflict, Decision
from eddytui.desk.desk import Desk
from eddytui.models.rows import TicketRow
from tests.place import Place

MINE = 1036


@pytest.fixture
async def desk(place: Place) -> AsyncIterator[Desk]:
    async with place.desk() as desk:
        await desk.refresh()
        yield desk


def row(desk: Desk) -> TicketRow:
    found = desk.row(MINE)
    assert found is not None
    return found


def put(place: Place) -> list[bytes]:
    """The bodies of the changes that went over the line."""
    return [sent.body for sent in place.line.sent if sent.method == "PUT"]


def read(place: Place) -> int:
    """How often the ticket itself was read."""
    path = f"/api/v2/tickets/{MINE}"
    return [sent[:2] for sent in place.line.sent].count(("GET", path))


async def wait(place: Place, desk: Desk, **patch: Any) -> None:
    """Make a change without a line, two minutes before it is back."""
    place.line.offline = True
    assert not await desk.change(MINE, "another", **patch)
    place.line.offline = False
    place.later(minutes=2)


async def test_a_change_of_what_somebody_else_changed_is_shown_and_not_forced(
    place: Place, desk: Desk
) -> None:
    await wait(place, desk, priority_id=3)
    place.happen("change", ticket=MINE, set={"priority": 1})
    (failure,) = await desk.refresh()
    assert isinstance(failure, Conflict)
    assert str(failure) == (
        "#1036 was changed at the same place meanwhile, so your change was not sent. "
        "Decide in :outbox."
    )
    assert (put(place), desk.state().undecided) == ([], 1)
    assert (row(desk).priority_id, row(desk).waiting) == (1, 1), "the server's word is shown"
    assert await desk.refresh() == [], "it is told once"
    (field,) = desk.outbox.sides(desk.outbox.rows()[0].number).fields
    assert field == ("priority_id", 2, 3, 1)


async def test_the_ticket_is_asked_for_when_the_clock_went_back(place: Place, desk: Desk) -> None:
    await wait(place, desk, priority_id=3)
    place.later(hours=-2)
    place.happen("change", ticket=MINE, set={"priority": 1})
    (failure,) = await desk.refresh()
    assert isinstance(failure, Conflict)
    assert (put(place), read(place)) == ([], 1)


async def test_a_conflict_that_is_sent_again_is_forced(place: Place, desk: Desk) -> None:
    await wait(place, desk, priority_id=3)
    place.happen("change", ticket=MINE, set={"priority": 1})
    await desk.refresh()
    assert await desk.outbox.decide(desk.outbox.rows()[0].number, Decision.SEND_AGAIN)
    assert put(place) == [b'{"priority_id":3}']
    assert (row(desk).priority_id, desk.state().waiting) == (3, 0)


async def test_a_conflict_that_is_thrown_away_leaves_what_the_server_has(
    place: Place, desk: Desk
) -> None:
    await wait(place, desk, priority_id=3)
    place.happen("change", ticket=MINE, set={"priority": 1})
    await desk.refresh()
    assert await desk.outbox.decide(desk.outbox.rows()[0].number, Decision.THROW_AWAY)
    assert (put(place), row(desk).priority_id, desk.state().waiting) == ([], 1, 0)


async def test_a_change_of_something_else_is_no_conflict(place: Place, desk: Desk) -> None:
    await wait(place, desk, priority_id=3)
    place.happen("change", ticket=MINE, set={"owner": 8})
    assert await desk.refresh() == []
    assert (put(place), read(place)) == ([b'{"priority_id":3}'], 1)
    assert (row(desk).priority_id, row(desk).owner_id) == (3, 8)


async def test_what_is_as_wanted_already_is_not_sent(place: Place, desk: Desk) -> None:
    await wait(place, desk, priority_id=3, owner_id=8)
    place.happen("change", ticket=MINE, set={"priority": 3, "owner": 8})
    assert await desk.refresh() == []
    assert (put(place), desk.state().waiting) == ([], 0)


async def test_ones_own_earlier_changes_are_no_conflict(place: Place, desk: Desk) -> None:
    await wait(place, desk, priority_id=3)
    await wait(place, desk, priority_id=1)
    await wait(place, desk, priority_id=2)
    assert await desk.refresh() == []
    assert put(place) == [b'{"priority_id":3}', b'{"priority_id":1}', b'{"priority_id":2}']
    assert read(place) == 1


async def test_what_the_helpdesk_does_with_ones_own_reply_is_no_conflict(
    place: Place, desk: Desk
) -> None:
    place.line.offline = True
    await desk.write(MINE, "post", "On it.")
    await wait(place, desk, status_id="closed")
    place.line.hold, place.line.methods = asyncio.Event(), frozenset({"POST"})
    sending = asyncio.create_task(desk.refresh())
    await place.line.held.wait()
    place.happen("change", ticket=MINE, set={"status": "6"})
    place.line.hold.set()
    assert await sending == []
    assert [sent.method for sent in place.written] == ["POST", "PUT"]
    assert row(desk).closed


async def test_a_change_made_just_now_asks_nothing_first(place: Place, desk: Desk) -> None:
    await desk.change(MINE, "high", priority_id=3)
    assert (read(place), len(put(place))) == (0, 1)


async def test_a_change_of_an_earlier_run_is_compared_however_young(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.offline = True
        await desk.change(MINE, "high", priority_id=3)
    place.line.offline = False
    place.happen("change", ticket=MINE, set={"priority": 1})
    async with place.desk() as desk:
        (failure,) = await desk.refresh()
        assert isinstance(failure, Conflict)
        assert put(place) == []


async def test_a_helpdesk_that_cannot_be_read_is_sent_no_old_change(
    place: Place, desk: Desk
) -> None:
    await wait(place, desk, priority_id=3)
    place.line.html, place.line.address = True, f"/tickets/{MINE}"
    assert await desk.refresh() == []
    assert (put(place), desk.state().waiting, row(desk).priority_id) == ([], 1, 3)


async def test_custom_fields_are_compared_one_by_one(place: Place, desk: Desk) -> None:
    await wait(place, desk, custom_fields={"3": "A-17"})
    place.happen("change", ticket=MINE, set={"fields": {"2": 21}})
    assert await desk.refresh() == []
    assert len(put(place)) == 1
    await wait(place, desk, custom_fields={"3": "A-18"})
    place.happen("change", ticket=MINE, set={"fields": {"3": "A-1"}})
    (failure,) = await desk.refresh()
    assert isinstance(failure, Conflict)
    (field,) = desk.outbox.sides(desk.outbox.rows()[0].number).fields
    assert field == ("custom_fields.3", "A-17", "A-18", "A-1")


async def test_what_records_do_not_tell_is_sent_as_it_is(place: Place) -> None:
    place.undocumented = True
    async with place.desk() as desk:
        await desk.refresh()
        await wait(place, desk, sla_policy_id=4)
        assert await desk.refresh() == []
        assert (put(place), desk.state().waiting) == ([b'{"sla_policy_id":4}'], 0)


async def test_a_conflict_holds_up_what_was_made_after_it(place: Place, desk: Desk) -> None:
    await wait(place, desk, priority_id=3)
    await wait(place, desk, owner_id=8)
    place.happen("change", ticket=MINE, set={"priority": 1})
    assert len(await desk.refresh()) == 1
    assert (put(place), desk.state().waiting, row(desk).owner_id) == ([], 2, 8)
    assert await desk.outbox.decide(desk.outbox.rows()[0].number, Decision.THROW_AWAY)
    assert (put(place), desk.state().waiting) == ([b'{"owner_id":8}'], 0)
