"""When the helpdesk cannot be asked: what is told, what goes on, and how it ends."""

import asyncio
from typing import TYPE_CHECKING

import pytest

from eddytui.api.tally import Tally
from eddytui.store.allowance import AllowanceFile
from tests.place import Place, glass, keys, open_ticket, point_at, settle, typed
from tests.ui.sight import corner, cursor, line_of, lines, listed, status, toast

if TYPE_CHECKING:
    from textual.pilot import Pilot

AT_ONCE = 301


async def block(place: Place, pilot: "Pilot[None]") -> None:
    """Let somebody else ask too often, and notice it."""
    for _ in range(AT_ONCE):
        place.helpdesk.arrive("GET", "/api/v2/tickets/", "")
    await keys(pilot, "ctrl+r")


async def test_a_block_counts_down_and_nothing_is_asked_meanwhile(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await block(place, pilot)
        assert "blocked by the rate limit, 20:00 left" in corner(pilot)
        assert "as of 09:00" in corner(pilot)
        assert "too many requests" in status(pilot)
        assert "signed in" not in corner(pilot), "it is not a wrong key"
        asked = len(place.line.tried)
        place.later(minutes=5, seconds=30)
        await keys(pilot, "j", "ctrl+r")
        assert "blocked by the rate limit, 14:30 left" in corner(pilot)
        await keys(pilot, "enter", "3", "q", "k", "enter")
        assert len(place.line.tried) == asked


async def test_while_blocked_one_reads_on_and_what_is_done_waits(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "q", "5")
        await block(place, pilot)
        await open_ticket(pilot, 1042)
        assert "It is 34 people now." in glass(pilot)
        await keys(pilot, "r")
        await typed(pilot, "We are on it.")
        assert "draft saved" in glass(pilot)
        await keys(pilot, "ctrl+s")
        assert "We are on it." in glass(pilot)
        assert "not sent yet" in glass(pilot)
        await keys(pilot, "d")
        assert "2 waiting" in corner(pilot)
        await keys(pilot, "q")
        assert 1042 not in listed(pilot)
        assert not place.written
        place.later(minutes=20, seconds=1)
        await keys(pilot, "ctrl+r")
        assert "blocked" not in corner(pilot)
        assert "waiting" not in corner(pilot)
        assert [sent.method for sent in place.written] == ["POST", "PUT"], "in the order of doing"


async def test_offline_is_told_and_the_desk_catches_up(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        place.line.offline = True
        await keys(pilot, "ctrl+r")
        assert status(pilot).startswith("The helpdesk cannot be reached. Check the connection.")
        assert "offline · as of 09:00" in corner(pilot)
        await keys(pilot, "V", "escape")
        assert status(pilot) == "All open · 1 of 31"
        await keys(pilot, "ctrl+r")
        assert status(pilot).startswith("The helpdesk cannot be reached."), "who asks is told"
        assert "offline" in corner(pilot)
        new = place.happen("open", by=42, title="The lift is stuck", text="Help")
        place.line.offline = False
        place.later(minutes=1)
        await keys(pilot, "ctrl+r")
        assert "offline" not in corner(pilot)
        assert listed(pilot)[0] == new
        assert cursor(pilot) == 1042


async def test_what_waits_offline_carries_its_mark_and_outlives_the_program(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        place.line.offline = True
        await keys(pilot, "p", "l", "o", "w", "enter")
        assert "1 waiting" in corner(pilot)
        assert " 1041 ↑ " in line_of(pilot, 1041)
    place.line.offline = False
    place.line.hold = asyncio.Event()
    async with place.app(quiet=False) as pilot:
        await keys_at_once(pilot, "5")
        assert " 1041 ↑ " in line_of(pilot, 1041)
        place.line.hold.set()
        await settle(pilot)
        assert "waiting" not in corner(pilot)
        assert "↑" not in line_of(pilot, 1041)
    assert place.helpdesk.world.tickets[1041].priority != 3


async def keys_at_once(pilot: "Pilot[None]", *pressed: str) -> None:
    """Press keys while a request is held, which `settle` would wait for."""
    await pilot.press(*pressed)
    await pilot.pause()


@pytest.mark.parametrize(
    ("switch", "value", "said", "name"),
    [
        ("refuse", 401, "does not accept this e-mail address and API key", "not signed in"),
        ("html", True, "", "unreadable answer"),
        ("truncate", True, "", "unreadable answer"),
        ("refuse", 503, "The helpdesk cannot answer now (503)", "unreadable answer"),
    ],
    ids=["wrong key", "a web page", "half an answer", "in repair"],
)
async def test_what_is_wrong_stands_in_the_corner_until_it_is_right(
    place: Place, switch: str, value: object, said: str, name: str
) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        right = getattr(place.line, switch)
        setattr(place.line, switch, value)
        await keys(pilot, "ctrl+r")
        assert said in status(pilot)
        assert status(pilot)
        assert f"{name} · as of 09:00" in corner(pilot)
        assert "<html" not in lines(pilot)[0]
        await keys(pilot, "j", "j", "k")
        assert cursor(pilot) == 1041, "one reads on"
        setattr(place.line, switch, right)
        await keys(pilot, "ctrl+r")
        assert name not in corner(pilot)
        assert len(listed(pilot)) == 18


async def test_with_a_key_that_was_withdrawn_no_text_is_lost(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "We are on it.")
        place.line.refuse = 401
        await keys(pilot, "ctrl+s")
        assert "does not accept this e-mail address" in toast(pilot)
        assert "PUBLIC REPLY" in glass(pilot)
        assert "We are on it." in glass(pilot)
        assert not place.written


async def test_that_the_pace_cannot_be_shared_is_said_once(place: Place) -> None:
    place.count_in = AllowanceFile(place.folder, Tally.read, Tally.written)
    async with place.app() as pilot:
        assert "cannot see how many requests this one sends" in toast(pilot)
        await keys(pilot, "j", "ctrl+r")
        assert "cannot see" not in status(pilot)
        assert len(listed(pilot)) > 1


async def test_a_record_that_nobody_can_read_is_left_out_and_counted(place: Place) -> None:
    world = place.helpdesk.world
    good = world.tickets[1041]
    world.put(good._replace(pid="none of your numbers"))  # type: ignore[arg-type]
    async with place.app() as pilot:
        await keys(pilot, "5")
        assert "1 could not be read" in corner(pilot)
        assert listed(pilot)[:3] == [1042, 989, 1040]
        place.later(minutes=1)
        world.put(good._replace(updated=place.now))
        await keys(pilot, "ctrl+r")
        assert "could not be read" not in corner(pilot)
        assert listed(pilot)[0] == 1041
