"""Quitting is at once, unless something is not sent yet: then it is said, and asked."""

from typing import TYPE_CHECKING

import pytest

from eddytui.ui.desk_app import Setting
from tests.place import Place, eddy, glass, keys, open_ticket, settle, typed
from tests.ui.sight import lines, status

if TYPE_CHECKING:
    from textual.pilot import Pilot

WIDTH = 60
ANSWERS = "enter quit · esc stay · s send now"


async def answer(pilot: "Pilot[None]", *kinds: str) -> None:
    """Write to #1042: `r` replies, `c` notes, `d` closes it."""
    await open_ticket(pilot, 1042)
    for kind in kinds:
        await keys(pilot, kind)
        if kind in "rc":
            await typed(pilot, "We are on it.")
            await keys(pilot, "ctrl+s")


def said(pilot: "Pilot[None]") -> str:
    """What stands in the middle of the screen."""
    left = (eddy(pilot).size.width - WIDTH) // 2
    middle = [line[left : left + WIDTH] for line in lines(pilot)]
    return " ".join(" ".join(middle).replace("│", " ").split())


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_with_nothing_waiting_one_is_out_at_once(place: Place, key: str) -> None:
    async with place.app() as pilot:
        await answer(pilot, "r")
        await keys(pilot, "q")
        await pilot.press(key)
        assert not eddy(pilot).is_running


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_what_waits_is_counted_and_one_can_stay(place: Place, size: tuple[int, int]) -> None:
    async with place.app(size) as pilot:
        place.line.offline = True
        await answer(pilot, "r", "r", "c", "d")
        await keys(pilot, "q", "q")
        shown = "2 replies, 1 note and 1 change are not sent yet. They go out when eddytui runs"
        assert shown in said(pilot)
        assert ANSWERS in said(pilot)
        await keys(pilot, "escape")
        assert ANSWERS not in glass(pilot)
        assert eddy(pilot).is_running


@pytest.mark.parametrize("key", ["enter", "ctrl+q"])
async def test_what_waits_goes_out_with_the_next_start(place: Place, key: str) -> None:
    async with place.app() as pilot:
        place.line.offline = True
        await answer(pilot, "r")
        await keys(pilot, "ctrl+q")
        assert "1 reply is not sent yet. It goes out when eddytui runs" in said(pilot)
        await pilot.press(key)
        assert not eddy(pilot).is_running
    place.line.offline = False
    async with place.app() as pilot:
        assert len(place.written) == 1


async def test_it_can_be_sent_before_one_quits(place: Place) -> None:
    async with place.app() as pilot:
        place.line.offline = True
        await answer(pilot, "r")
        await keys(pilot, "ctrl+q", "s")
        assert "The helpdesk cannot be reached." in said(pilot)
        assert "1 reply is not sent yet." in said(pilot)
        assert eddy(pilot).is_running
        place.line.offline = False
        await pilot.press("s")
        await pilot.pause()
        await settle(pilot)
        assert len(place.written) == 1
        assert not eddy(pilot).is_running


async def test_what_is_refused_then_is_told_and_one_stays(place: Place) -> None:
    async with place.app() as pilot:
        place.line.offline = True
        await answer(pilot, "r")
        place.line.offline = False
        place.line.refuse = 400
        await keys(pilot, "ctrl+q", "s")
        assert "Refused by the test" in said(pilot)
        assert eddy(pilot).is_running
        await keys(pilot, "escape", "r")
        assert "We are on it." in glass(pilot)


async def test_where_nothing_is_kept_it_is_said_that_it_would_be_lost(place: Place) -> None:
    async with place.app(setting=Setting(in_memory=True)) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "Dear John")
        await keys(pilot, "ctrl+q")
        shown = "1 draft is not sent yet and would be lost: nothing is kept on this machine."
        assert shown in said(pilot)
        assert "enter quit · esc stay" in said(pilot)
        assert "send now" not in said(pilot), "a draft is not sent by itself"
        await keys(pilot, "s")
        assert shown in said(pilot)
        assert eddy(pilot).is_running


async def test_what_the_agent_has_to_decide_does_not_go_out_by_itself(place: Place) -> None:
    async with place.app() as pilot:
        place.line.drop = True
        place.line.methods = frozenset({"POST"})
        await answer(pilot, "r")
        assert "PUBLIC REPLY" not in glass(pilot), "it is no draft: it may have arrived"
        await keys(pilot, "ctrl+q")
        assert "1 reply waits for your decision in :outbox." in said(pilot)
        assert "goes out" not in said(pilot)


async def test_what_is_held_up_by_that_does_not_go_out_by_itself_either(place: Place) -> None:
    async with place.app() as pilot:
        place.line.drop = True
        place.line.methods = frozenset({"POST"})
        await answer(pilot, "r", "c")
        waits = "waits until you have decided about what comes before it: :outbox."
        assert status(pilot) == f"The note to #1042 {waits}"
        await keys(pilot, "ctrl+q")
        assert "1 reply waits for your decision in :outbox." in said(pilot)
        assert "1 note waits" in said(pilot)
        assert "until you have decided about what comes before it" in said(pilot)
        assert "goes out" not in said(pilot)
