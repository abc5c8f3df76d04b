"""Before a reply goes out it is looked whether it still answers what stands there."""

import asyncio
from typing import TYPE_CHECKING

import pytest

from eddytui.ui.desk_app import Setting
from tests.place import Place, glass, keys, open_ticket, point_at, settle, typed
from tests.ui.sight import lines, status

if TYPE_CHECKING:
    from textual.pilot import Pilot

JOHN = 41
ANYWAY = "y sends anyway · any other key goes on writing"


async def begin(pilot: "Pilot[None]", text: str = "Dear John", key: str = "r") -> None:
    await open_ticket(pilot, 1042)
    await keys(pilot, key)
    await typed(pilot, text)


def line_with(pilot: "Pilot[None]", words: str) -> str:
    return next(line for line in lines(pilot) if words in line)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_a_colleague_wrote_meanwhile_is_shown_before_anything_is_sent(
    place: Place, size: tuple[int, int]
) -> None:
    async with place.app(size) as pilot:
        await begin(pilot)
        place.later(minutes=2)
        place.answered(1042, "<p>The gateway is up again.</p>")
        await keys(pilot, "ctrl+s")
        assert not place.written
        assert "Olga Petrova replied at 09:02 while you were writing" in glass(pilot)
        assert ANYWAY in glass(pilot)
        assert "Dear John" in glass(pilot)
        assert "The gateway is up again." in glass(pilot)
        assert line_with(pilot, "Olga Petrova · staff").startswith(" NEW · Olga Petrova")
        await keys(pilot, "y")
        assert len(place.written) == 1
        assert "PUBLIC REPLY" not in glass(pilot)
        assert status(pilot) == "The reply to #1042 was sent."


async def test_any_other_key_goes_on_writing_and_y_is_a_letter_again(place: Place) -> None:
    async with place.app() as pilot:
        await begin(pilot)
        place.answered(1042, "<p>The gateway is up again.</p>")
        await keys(pilot, "ctrl+s", "comma", "y")
        assert "PUBLIC REPLY to john@acme.com" in glass(pilot)
        assert "Dear John,y" in glass(pilot)
        assert not place.written
        await keys(pilot, "ctrl+s")
        assert len(place.written) == 1, "it answers what was shown"


async def test_a_second_ctrl_s_does_not_answer_the_question(place: Place) -> None:
    async with place.app() as pilot:
        await begin(pilot)
        place.answered(1042, "<p>The gateway is up again.</p>")
        await keys(pilot, "ctrl+s", "ctrl+s", "ctrl+s")
        assert ANYWAY in glass(pilot)
        assert not place.written


async def test_what_was_typed_before_the_question_was_seen_does_not_answer_it(
    place: Place,
) -> None:
    async with place.app() as pilot:
        await begin(pilot)
        place.answered(1042, "<p>The gateway is up again.</p>")
        place.line.hold = asyncio.Event()
        await pilot.press("ctrl+s", "y", "ctrl+s")
        await place.line.held.wait()
        await pilot.pause()
        assert "Looking for newer messages" in glass(pilot)
        place.line.hold.set()
        await settle(pilot)
        assert ANYWAY in glass(pilot)
        assert not place.written


async def test_two_quick_presses_send_once(place: Place) -> None:
    async with place.app() as pilot:
        await begin(pilot)
        place.line.hold = asyncio.Event()
        await pilot.press("ctrl+s", "ctrl+s")
        await place.line.held.wait()
        place.line.hold.set()
        await settle(pilot)
        assert len(place.written) == 1
        assert "PUBLIC REPLY" not in glass(pilot)


@pytest.mark.parametrize("key", ["r", "c"])
async def test_a_note_of_a_colleague_counts_as_well(place: Place, key: str) -> None:
    async with place.app() as pilot:
        await begin(pilot, key=key)
        place.answered(1042, "<p>I take this one.</p>", kind="comment")
        place.answered(1042, "<p>Still down.</p>", by=JOHN)
        place.later(minutes=1)
        place.answered(1042, "<p>Mine.</p>", kind="comment")
        await keys(pilot, "ctrl+s")
        said = "Olga Petrova wrote a note at 09:01, the last of 3, while you were writing"
        assert said in glass(pilot)
        assert not place.written


async def test_what_was_here_when_one_began_is_not_news(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "q")
        place.answered(1042, "<p>The gateway is up again.</p>")
        place.later(minutes=1)
        await keys(pilot, "5", "ctrl+r")
        await point_at(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "Dear John")
        await keys(pilot, "ctrl+s")
        assert len(place.written) == 1


@pytest.mark.parametrize("trouble", ["offline", "blocked", "slow"])
async def test_what_cannot_be_looked_at_holds_nothing_up(place: Place, trouble: str) -> None:
    async with place.app(setting=Setting(patience=0.01)) as pilot:
        await begin(pilot)
        if trouble == "offline":
            place.line.offline = True
        elif trouble == "blocked":
            for _ in range(301):
                place.helpdesk.arrive("GET", "/api/v2/users", "")
        else:
            place.line.hold = asyncio.Event()
            place.line.methods = frozenset({"GET"})
        await keys(pilot, "ctrl+s")
        if trouble == "slow":
            assert len(place.written) == 1
            assert status(pilot) == "The reply to #1042 was sent."
        else:
            assert "waits on this machine until" in status(pilot)
            assert "not sent yet" in glass(pilot)


async def test_what_is_sent_is_in_sight_wherever_one_was_reading(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "k", "k", "k", "r")
        await typed(pilot, "We look into it.")
        place.later(seconds=30)
        place.answered(1042, "<p>I restarted the gateway.</p>")
        await keys(pilot, "ctrl+s", "y")
        assert "We look into it." in glass(pilot)
        assert "NEW ·" not in glass(pilot), "it is answered"
