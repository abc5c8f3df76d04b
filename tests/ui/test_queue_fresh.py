"""The queue while the helpdesk goes on: what is new comes in, and nobody loses their place."""

import asyncio

from eddytui.ui.screens.desk_screen import DeskScreen
from tests.place import OLGA, Place, eddy, glass, keys, open_ticket, point_at, settle
from tests.ui.sight import count, cursor, line_of, lines, listed, status

JOHN, MARIA = 41, 42


def tick(screen: object) -> None:
    """What the app does each minute."""
    assert isinstance(screen, DeskScreen)
    screen.tick()


async def test_the_cursor_stays_on_its_ticket_when_others_come_in_above(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "j", "j", "j")
        assert cursor(pilot) == 1040
        place.later(minutes=1)
        new = place.happen("open", by=MARIA, title="The lift is stuck", text="Help")
        place.answered(1026, "Fixed", by=9)
        await keys(pilot, "ctrl+r")
        assert set(listed(pilot)[:2]) == {new, 1026}
        assert cursor(pilot) == 1040
        assert status(pilot) == "All open · 6 of 32", "one is new, another came up from below"
        assert count(pilot, "All open") == 32


async def test_what_is_read_stays_in_its_line_when_the_list_is_scrolled(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "G", "ctrl+u")
        before, there = lines(pilot), cursor(pilot)
        place.later(minutes=1)
        for number in range(3):
            place.happen("open", by=MARIA, title=f"Lift {number}", text="Help")
        await keys(pilot, "ctrl+r")
        assert cursor(pilot) == there
        where = next(y for y, line in enumerate(before) if "▌" in line)
        assert "▌" in lines(pilot)[where], "the line under the eyes did not move"
        assert status(pilot) == "All open · 26 of 34"


async def test_what_the_helpdesk_changed_is_marked_for_a_minute(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        assert "+" not in line_of(pilot, 1041)
        place.later(minutes=1)
        place.answered(1041, "It prints again.", by=MARIA)
        new = place.happen("open", by=JOHN, title="The lift is stuck", text="Help")
        await keys(pilot, "ctrl+r")
        assert f" {new} + John Doe" in line_of(pilot, new)
        assert " 1041 + Maria Lopez" in line_of(pilot, 1041)
        assert "+" not in line_of(pilot, 1040)
        place.later(minutes=1, seconds=1)
        tick(eddy(pilot).screen)
        await settle(pilot)
        assert "+" not in line_of(pilot, new)
        assert "+" not in line_of(pilot, 1041)


async def test_what_i_changed_myself_is_not_marked(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        await keys(pilot, "p", "h", "i", "enter")
        place.later(minutes=1)
        await keys(pilot, "ctrl+r")
        assert "+" not in line_of(pilot, 1041)


async def test_a_customers_answer_comes_into_the_preview_that_shows_the_ticket(
    place: Place,
) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        place.later(minutes=1)
        place.answered(1041, "It prints again, thank you.", by=MARIA)
        await keys(pilot, "ctrl+r")
        assert cursor(pilot) == 1041
        assert "It prints again, thank you." in glass(pilot)


async def test_what_a_colleague_took_leaves_the_unassigned_and_the_cursor_stays_near(
    place: Place,
) -> None:
    async with place.app() as pilot:
        await keys(pilot, "3")
        size = count(pilot, "Unassigned")
        await point_at(pilot, 1041)
        place.later(minutes=1)
        place.happen("change", ticket=1041, set={"owner": OLGA, "status": "process"})
        await keys(pilot, "ctrl+r")
        assert 1041 not in listed(pilot)
        assert count(pilot, "Unassigned") == size - 1
        assert status(pilot).startswith("Unassigned · ")
        assert cursor(pilot) == listed(pilot)[int(status(pilot).split()[2]) - 1]


async def test_ages_and_time_left_move_on_by_themselves(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        assert line_of(pilot, 1042).split()[-2:] == ["25m", "2m"]
        place.later(minutes=26)
        tick(eddy(pilot).screen)
        await settle(pilot)
        assert line_of(pilot, 1042).split()[-2:] == ["!-1m", "28m"]
        assert count(pilot, "Late") == 2, "and the count of the late ones with them"


async def test_the_minute_between_two_questions_costs_one_request(place: Place) -> None:
    async with place.app() as pilot:
        before = len(place.line.sent)
        place.later(minutes=1)
        await keys(pilot, "ctrl+r")
        asked = place.line.sent[before:]
        assert len(asked) == 1
        assert "from_date_updated" in asked[0].path


async def test_news_that_come_in_behind_a_ticket_are_there_when_one_comes_back(
    place: Place,
) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await open_ticket(pilot, 1042)
        place.later(minutes=1)
        new = place.happen("open", by=MARIA, title="The lift is stuck", text="Help")
        await keys(pilot, "ctrl+r", "q")
        assert listed(pilot)[0] == new
        assert count(pilot, "All open") == 32


async def test_the_list_is_read_while_the_helpdesk_is_slow(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        place.line.hold = asyncio.Event()
        await pilot.press("ctrl+r", "j", "j", "P")
        await pilot.pause()
        assert status(pilot) == "All open · 3 of 31"
        place.line.hold.set()
        await settle(pilot)
        assert status(pilot) == "All open · 3 of 31"
