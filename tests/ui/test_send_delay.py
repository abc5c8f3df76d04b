"""A reply goes out after some seconds, in which it can be taken back."""

import asyncio
from typing import TYPE_CHECKING

import pytest

from eddytui.ui.desk_app import Setting
from tests.faults import WRITES
from tests.place import Place, eddy, glass, keys, open_ticket, point_at, settle, typed
from tests.ui.sight import corner, lines, status

if TYPE_CHECKING:
    from textual.pilot import Pilot

SLOWLY = Setting(send_delay=10)


async def answer(pilot: "Pilot[None]", ticket_id: int = 1042, key: str = "r") -> None:
    await open_ticket(pilot, ticket_id)
    await keys(pilot, key)
    await typed(pilot, "We are on it.")
    await keys(pilot, "ctrl+s")


async def pass_time(place: Place, pilot: "Pilot[None]", seconds: int) -> None:
    """So many seconds go by, and the clock of the countdown strikes once."""
    place.later(seconds=seconds)
    eddy(pilot).outgoing.count_down()
    await settle(pilot)


async def test_the_seconds_are_counted_and_then_it_is_sent_once(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        assert status(pilot) == "The reply to #1042 goes out in 10 s · u undo"
        assert "not sent yet" in glass(pilot)
        assert "1 waiting" in corner(pilot)
        await pass_time(place, pilot, 3)
        assert status(pilot) == "The reply to #1042 goes out in 7 s · u undo"
        await keys(pilot, "ctrl+s")
        assert status(pilot) == "The reply to #1042 goes out in 7 s · u undo", "pressed once more"
        await keys(pilot, "ctrl+r")
        assert not place.written, "asking what is new sends nothing before its time"
        await pass_time(place, pilot, 7)
        assert len(place.written) == 1
        assert status(pilot) == "The reply to #1042 was sent."
        await pass_time(place, pilot, 60)
        assert len(place.written) == 1


async def test_while_it_is_being_sent_it_is_on_its_way(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        place.line.hold, place.line.methods = asyncio.Event(), WRITES
        place.later(seconds=10)
        eddy(pilot).outgoing.count_down()
        await place.line.held.wait()
        await pilot.pause()
        assert status(pilot) == "The reply to #1042 is on its way."
        place.line.hold.set()
        await settle(pilot)
        assert status(pilot) == "The reply to #1042 was sent."


async def test_leaving_does_not_stop_it(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        await keys(pilot, "q")
        await pass_time(place, pilot, 1)
        assert status(pilot) == "The reply to #1042 goes out in 9 s · u undo"
        await pass_time(place, pilot, 9)
        assert len(place.written) == 1


@pytest.mark.parametrize("where", ["ticket", "queue", "another ticket"])
async def test_u_takes_it_back_into_the_composer(place: Place, where: str) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        if where == "queue":
            await keys(pilot, "q")
        elif where == "another ticket":
            await open_ticket(pilot, 1041)
        await keys(pilot, "u")
        assert lines(pilot)[0].startswith(" #1042")
        assert "PUBLIC REPLY to john@acme.com" in glass(pilot)
        assert "We are on it." in glass(pilot)
        assert "waiting" not in corner(pilot)
        await pass_time(place, pilot, 20)
        assert not place.written
        await keys(pilot, "ctrl+s")
        await pass_time(place, pilot, 10)
        assert len(place.written) == 1


async def test_u_takes_back_what_was_done_last(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        await keys(pilot, "p", "l", "o", "w", "enter", "u")
        assert status(pilot).startswith("Taken back: #1042")
        assert "PUBLIC REPLY" not in glass(pilot)
        await keys(pilot, "u")
        assert "PUBLIC REPLY" in glass(pilot)


async def test_of_two_the_last_is_taken_back_and_the_other_goes_out(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        place.later(seconds=4)
        await answer(pilot, 1041)
        assert status(pilot) == "The reply to #1041 goes out in 10 s, 1 more before it · u undo"
        await keys(pilot, "u")
        assert lines(pilot)[0].startswith(" #1041")
        assert status(pilot).startswith("This is your draft")
        await pass_time(place, pilot, 6)
        (sent,) = place.written
        assert "/1042/" in sent.path


async def test_a_note_goes_at_once(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot, key="c")
        assert len(place.written) == 1
        assert status(pilot) == "The note to #1042 was added."


async def test_a_refusal_after_the_delay_makes_it_a_draft_again(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        place.line.refuse = 400
        await pass_time(place, pilot, 10)
        assert "Refused by the test" in glass(pilot)
        assert "PUBLIC REPLY" in glass(pilot)
        assert "We are on it." in glass(pilot)


async def test_offline_it_waits_for_the_line_after_its_time(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        place.line.offline = True
        await pass_time(place, pilot, 10)
        assert "waits on this machine until the helpdesk can be reached" in status(pilot)
        place.line.offline = False
        await keys(pilot, "ctrl+r")
        assert len(place.written) == 1


async def test_what_the_program_had_not_sent_goes_out_with_the_next_start(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
    place.later(seconds=5)
    async with place.app(setting=SLOWLY) as pilot:
        assert status(pilot) == "The reply to #1042 goes out in 5 s · u undo"
        assert not place.written
        await pass_time(place, pilot, 5)
        assert len(place.written) == 1
    async with place.app(setting=SLOWLY) as pilot:
        assert len(place.written) == 1


async def test_when_one_quits_it_can_go_out_now(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        await keys(pilot, "ctrl+q")
        assert "1 reply is not sent yet." in glass(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert len(place.written) == 1
        assert not eddy(pilot).is_running


async def test_what_is_typed_meanwhile_is_not_lost_when_it_comes_back(place: Place) -> None:
    async with place.app(setting=SLOWLY) as pilot:
        await answer(pilot)
        await keys(pilot, "r")
        await typed(pilot, "And more.")
        assert status(pilot) == "The reply to #1042 goes out in 10 s"
        await keys(pilot, "escape", "q")
        await point_at(pilot, 1042)
        await keys(pilot, "u")
        assert "We are on it." in glass(pilot)
        assert "And more." in glass(pilot)


async def test_what_is_perhaps_sent_is_not_called_unsent(place: Place) -> None:
    async with place.app() as pilot:
        place.line.drop, place.line.methods = True, WRITES
        await answer(pilot)
        assert "perhaps sent, see :outbox" in glass(pilot)
        (told,) = [str(each.message) for each in pilot.app._notifications]
        assert told == (
            "The reply to #1042: It is not known whether #1042 has your reply. Decide in :outbox."
        )
        assert "PUBLIC REPLY" not in glass(pilot), "it would be sent a second time"
