"""The mouse does what the keys do."""

from typing import TYPE_CHECKING

from textual.events import MouseScrollDown, MouseScrollUp

from tests.place import Place, glass, keys, open_ticket, settle
from tests.ui.sight import cursor, focus, lines, listed, status

if TYPE_CHECKING:
    from textual.events import MouseEvent
    from textual.pilot import Pilot

LEFT, TABLE, PREVIEW = 3, 40, (40, 25)


def row_of(pilot: "Pilot[None]", words: str) -> int:
    """The first line that has these words."""
    return next(y for y, line in enumerate(lines(pilot)) if words in line)


async def click(pilot: "Pilot[None]", x: int, y: int, times: int = 1) -> None:
    await pilot.click(offset=(x, y), times=times)
    await settle(pilot)


async def wheel(pilot: "Pilot[None]", kind: "type[MouseEvent]", x: int, y: int) -> None:
    await pilot._post_mouse_events([kind], offset=(x, y))
    await settle(pilot)


async def test_a_click_points_and_a_second_one_opens(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await click(pilot, TABLE, row_of(pilot, " 1040 "))
        assert cursor(pilot) == 1040
        assert status(pilot) == "All open · 4 of 31"
        await click(pilot, TABLE, row_of(pilot, " 1041 "), times=2)
        assert lines(pilot)[0].startswith(" #1041")


async def test_a_click_below_the_last_ticket_does_nothing(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "4")
        await click(pilot, TABLE, 10, times=2)
        assert status(pilot) == "Late · 1 of 1"
        assert focus(pilot) == "tickets"


async def test_a_click_on_a_view_shows_it(place: Place) -> None:
    async with place.app() as pilot:
        await click(pilot, LEFT, row_of(pilot, "Frozen"))
        assert status(pilot).startswith("Frozen ·")
        await click(pilot, TABLE, 2)
        await keys(pilot, "j")
        assert status(pilot).startswith("Frozen · 2 of")


async def test_a_click_on_the_strip_of_views_shows_that_one(place: Place) -> None:
    async with place.app((80, 24)) as pilot:
        await click(pilot, lines(pilot)[1].index("Unassigned"), 1)
        assert status(pilot).startswith("Unassigned ·")


async def test_the_wheel_scrolls_what_it_is_over_and_the_cursor_stays(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "j", "j", "j")
        there, top, read = cursor(pilot), listed(pilot)[0], lines(pilot)[-14:-4]
        await wheel(pilot, MouseScrollDown, TABLE, 6)
        assert listed(pilot)[0] != top
        assert lines(pilot)[-14:-4] == read
        await wheel(pilot, MouseScrollUp, TABLE, 6)
        assert listed(pilot)[0] == top
        assert cursor(pilot) == there
        await wheel(pilot, MouseScrollDown, *PREVIEW)
        assert lines(pilot)[-14:-4] != read
        assert listed(pilot)[0] == top


async def test_the_wheel_reads_a_thread(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        newest = glass(pilot)
        await wheel(pilot, MouseScrollUp, TABLE, 10)
        assert glass(pilot) != newest
        await wheel(pilot, MouseScrollDown, TABLE, 10)
        assert glass(pilot) == newest


async def test_a_click_chooses_in_a_list(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "s")
        await click(pilot, 60, row_of(pilot, "Awaiting client"))
        assert status(pilot).startswith("#1042 Awaiting client")
