"""What the server does not have yet: it waits on disk, goes out once, and in order."""

import asyncio
from typing import Any

import pytest

from eddytui.api.errors import Refused
from eddytui.desk.decisions import Undecided
from eddytui.desk.desk import Desk
from eddytui.models.rows import TicketRow
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.faults import WRITES
from tests.place import Place

VPN, MINE = 1042, 1036
CLOSED: dict[str, Any] = {"status_id": "closed"}


def row(desk: Desk, ticket_id: int = MINE) -> TicketRow:
    found = desk.row(ticket_id)
    assert found is not None
    return found


def status(place: Place, ticket_id: int = MINE) -> str:
    return place.helpdesk.world.tickets[ticket_id].status


def put(place: Place) -> list[bytes]:
    """The bodies of the changes that went over the line."""
    return [sent.body for sent in place.line.sent if sent.method == "PUT"]


async def left(place: Place, state: str, patch: dict[str, Any], kind: str = "change") -> None:
    """What a program left on disk that died in the middle of sending."""
    store = Store(Database(place.folder / "store" / "copy.db"))
    number = await store.pending.stage(MINE, kind, patch, now=str(place.now))
    await store.pending.mark(number, state)
    store.close()


async def test_offline_it_stays_and_is_counted(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.offline = True
        await desk.change(MINE, "closed", **CLOSED)
        assert row(desk).closed
        assert row(desk).waiting == desk.state().waiting == 1
        assert desk.state().trouble_name == "offline"
        assert (status(place), put(place)) == ("process", [])


async def test_it_survives_the_program_and_goes_out_once_in_order(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.offline = True
        await desk.change(MINE, "high", priority_id=3)
        await desk.change(VPN, "mine", owner_id=7)
        await desk.change(MINE, "urgent", priority_id=1)
    place.line.offline = False
    async with place.desk() as desk:
        assert desk.state().waiting == 3
        assert row(desk).priority_id == 1
        assert await desk.refresh() == []
        assert put(place) == [b'{"priority_id":3}', b'{"priority_id":1}', b'{"owner_id":7}']
        assert desk.state().waiting == 0
        await desk.refresh()
        assert len(put(place)) == 3
        assert row(desk).priority_id == 1


async def test_a_new_change_goes_out_after_the_one_that_waited(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.offline = True
        await desk.change(MINE, "high", priority_id=3)
        place.line.offline = False
        await desk.change(MINE, "urgent", priority_id=1)
        assert put(place) == [b'{"priority_id":3}', b'{"priority_id":1}']
        assert desk.state().waiting == 0


async def test_what_waited_and_is_refused_is_told_and_cannot_be_taken_back(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.offline = True
        await desk.change(MINE, "odd", status_id="none")
        await desk.change(MINE, "urgent", priority_id=1)
        place.line.offline = False
        (failure,) = await desk.refresh()
        assert isinstance(failure, Refused)
        assert "status_id" in str(failure)
        assert (row(desk).status_id, row(desk).priority_id) == ("process", 1)
        assert desk.state().waiting == 0, "what was made after it went out too"
        await desk.undo()
        assert desk.journal.last is None
        assert row(desk).priority_id == 2


async def test_two_programs_over_one_copy_send_it_once(place: Place) -> None:
    async with place.desk() as first, place.desk() as second:
        await first.refresh()
        place.line.offline = True
        await first.change(MINE, "closed", **CLOSED)
        place.line.offline = False
        place.line.hold, place.line.methods = asyncio.Event(), WRITES
        sending = asyncio.create_task(first.refresh())
        await place.line.held.wait()
        assert await second.refresh() == []
        assert row(second).closed, "it is on its way"
        place.line.hold.set()
        await asyncio.gather(sending, second.refresh())
        assert put(place) == [b'{"status_id":"closed"}']
        assert (row(second).closed, second.state().waiting) == (True, 0)


async def test_a_program_that_begins_while_another_sends_leaves_it_to_that(place: Place) -> None:
    async with place.desk() as first:
        await first.refresh()
        place.line.hold, place.line.methods = asyncio.Event(), WRITES
        sending = asyncio.create_task(first.write(MINE, "post", "On it."))
        await place.line.held.wait()
        async with place.desk() as second:
            assert await second.refresh() == []
            assert second.drafts.of(MINE, "post") is None, "it is on its way"
            assert second.state().waiting == 1
            place.line.hold.set()
            await sending
            assert await second.refresh() == []
            assert second.state().waiting == 0
    assert [sent.method for sent in place.written] == ["POST"]


async def test_what_another_program_holds_up_is_sent_after_it(place: Place) -> None:
    async with place.desk() as first, place.desk() as second:
        await first.refresh()
        place.line.hold, place.line.methods = asyncio.Event(), WRITES
        sending = asyncio.create_task(first.write(MINE, "post", "One."))
        await place.line.held.wait()
        staged = asyncio.Event()
        second.on_change = lambda _: staged.set()
        after = asyncio.create_task(second.write(MINE, "post", "Two."))
        await staged.wait()
        place.line.hold.set()
        assert all(await asyncio.gather(sending, after))
        assert second.state().waiting == 0
    assert len(place.written) == 2


async def test_two_programs_that_begin_at_once_send_it_once(place: Place) -> None:
    async with place.desk() as first, place.desk() as second:
        await first.refresh()
        place.line.offline = True
        for number in range(8):
            await first.change(MINE - number, "closed", **CLOSED)
        place.line.offline = False
        await asyncio.gather(first.refresh(), second.refresh())
        await asyncio.gather(first.refresh(), second.refresh())
        assert len(put(place)) == 8
        assert first.state().waiting == 0


async def test_a_change_that_was_kept_without_an_answer_is_settled_silently(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.lose_answers, place.line.methods = True, WRITES
        await desk.change(MINE, "closed", **CLOSED)
        assert status(place) == "closed"
        assert (row(desk).closed, row(desk).waiting) == (True, 0)
        assert len(put(place)) == 1
        await desk.undo()
        assert status(place) == "process"


@pytest.mark.parametrize(
    "patch",
    [
        {"status_id": "6", "priority_id": 3},
        {"owner_id": 0},
        {"sla_date": "2026-03-05 12:30:40"},
        {"sla_date": "05.03.2026 12:30"},
        {"sla_date": ""},
        {"tags": ["vpn", "later"]},
        {"tags": []},
        {"ticket_lock": True},
        {"title": "Reset  my password, please"},
        {"custom_fields": {"2": 22, "3": "A-17", "4": "1", "5": {"1": 32, "2": 321}}},
        {"sla_policy_id": 4},
    ],
    ids=str,
)
async def test_what_the_server_kept_is_recognised_however_it_is_written(
    place: Place, patch: dict[str, Any]
) -> None:
    place.undocumented = True  # tags
    async with place.desk() as desk:
        await desk.refresh()
        place.line.lose_answers, place.line.methods = True, WRITES
        await desk.change(MINE, "another", **patch)
        assert desk.state().waiting == 0


@pytest.mark.parametrize(
    "patch",
    [
        {"status_id": "6", "priority_id": 2},
        {"owner_id": 8},
        {"sla_date": "05.03.2026 12:31"},
        {"tags": ["vpn"]},
        {"custom_fields": {"3": "A-17"}},
    ],
    ids=str,
)
async def test_a_change_that_is_not_there_comes_off_the_glass_and_is_to_be_decided(
    place: Place, patch: dict[str, Any]
) -> None:
    place.undocumented = True  # tags
    async with place.desk() as desk:
        await desk.refresh()
        before = row(desk)
        place.line.drop, place.line.methods = True, WRITES
        told = r"^It is not known whether #1036 has your change. Decide in :outbox.$"
        with pytest.raises(Undecided, match=told):
            await desk.change(MINE, "another", **patch)
        assert row(desk) == before._replace(waiting=1)
        assert desk.journal.last is None
        assert (put(place), desk.state().undecided) == ([], 1)
        assert await desk.refresh() == [], "it is told once"


async def test_what_cannot_be_looked_at_yet_stays_unclear_and_is_not_sent_again(
    place: Place,
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.lose_answers = True
        await desk.change(MINE, "closed", **CLOSED)
        assert len(put(place)) == 1
        assert row(desk).closed
        assert row(desk).waiting == 1
        place.line.lose_answers = False
        place.line.html, place.line.address = True, f"/tickets/{MINE}"
        assert await desk.refresh() == []
        assert desk.state().waiting == 1, "a web page tells nothing"
        place.line.html = False
        assert await desk.refresh() == []
        assert desk.state().waiting == 0
        assert len(put(place)) == 1


async def test_what_is_unclear_holds_up_its_own_ticket_alone(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        place.line.lose_answers, place.line.address = True, f"/tickets/{MINE}"
        await desk.change(MINE, "closed", **CLOSED)
        await desk.change(MINE, "urgent", priority_id=1)
        await desk.change(VPN, "mine", owner_id=7)
        assert put(place) == [b'{"status_id":"closed"}', b'{"owner_id":7}']
        assert await desk.refresh() == []
        assert desk.state().waiting == 2
        place.line.lose_answers = False
        assert await desk.refresh() == []
        assert put(place)[2:] == [b'{"priority_id":1}']
        assert desk.state().waiting == 0


@pytest.mark.parametrize("state", ["sending", "unclear"])
@pytest.mark.parametrize("kept", [True, False])
async def test_a_program_that_died_while_sending_clears_it_up(
    place: Place, state: str, kept: bool
) -> None:
    async with place.desk() as desk:
        await desk.refresh()
    await left(place, state, CLOSED)
    if kept:
        place.happen("change", by=7, ticket=MINE, set={"status": "closed"})
    async with place.desk() as desk:
        assert row(desk).closed
        failures = await desk.refresh()
        assert [type(failure) for failure in failures] == ([] if kept else [Undecided])
        assert row(desk).closed == kept
        assert desk.state().waiting == desk.state().undecided == int(not kept)
        assert put(place) == []
