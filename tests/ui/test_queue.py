"""The queue: moving in it, its views, its preview, and what it says when it is empty."""

import asyncio
from pathlib import Path

import pytest

from tests.place import Place, eddy, glass, keys, open_ticket, point_at, settle
from tests.ui.sight import count, cursor, cursor_line, focus, line_of, listed, status

VIEWS = ["Needs me", "Mine", "Unassigned", "Late", "All open", "Frozen", "Recently closed"]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
async def test_the_cursor_goes_where_the_keys_say_and_never_out_of_sight(
    place: Place, size: tuple[int, int]
) -> None:
    async with place.app(size) as pilot:
        await keys(pilot, "5")
        rows = listed(pilot)
        half = (len(rows) - 1) // 2
        way = [
            ("j", 2),
            ("down", 3),
            ("k", 2),
            ("up", 1),
            ("k", 1),
            ("ctrl+d", 1 + half),
            ("ctrl+u", 1),
            ("pagedown", 1 + 2 * half),
            ("pageup", 1),
            ("G", 31),
            ("j", 31),
            ("ctrl+u", 31 - half),
            ("end", 31),
            ("home", 1),
            ("end", 31),
            ("g", 1),
        ]
        for key, expected in way:
            await keys(pilot, key)
            assert status(pilot) == f"All open · {expected} of 31", key
            assert cursor(pilot) == eddy(pilot).shown[expected - 1], key
        assert listed(pilot) == rows


async def test_each_view_shows_as_many_tickets_as_it_says(place: Place) -> None:
    async with place.app() as pilot:
        for digit, title in enumerate(VIEWS, 1):
            await keys(pilot, str(digit))
            size = count(pilot, title)
            assert status(pilot) == f"{title} · 1 of {size}"
            assert len(listed(pilot)) == min(size, 18)
        await keys(pilot, "9")
        assert status(pilot) == "There are 7 views."


async def test_a_view_is_found_again_where_one_was_in_it(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "3", "j", "j")
        there = cursor(pilot)
        await keys(pilot, "5", "3")
        assert status(pilot).startswith("Unassigned · 3 of")
        assert cursor(pilot) == there


async def test_views_are_chosen_by_name_and_in_their_pane(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "V", "f", "r", "o", "enter")
        assert status(pilot).startswith("Frozen ·")
        await keys(pilot, "h")
        assert focus(pilot) == "views"
        await keys(pilot, "j")
        assert status(pilot).startswith("Recently closed ·")
        await keys(pilot, "k", "k")
        assert status(pilot).startswith("All open ·")
        await keys(pilot, "escape", "j")
        assert focus(pilot) == "tickets"
        assert status(pilot) == "All open · 2 of 31"


async def test_counts_are_right_before_a_change_is_sent(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "3")
        before = {title: count(pilot, title) for title in VIEWS}
        await point_at(pilot, 1041)
        place.line.hold = asyncio.Event()
        await pilot.press("d")
        await pilot.pause()
        assert 1041 not in listed(pilot)
        assert count(pilot, "Unassigned") == before["Unassigned"] - 1
        assert count(pilot, "All open") == before["All open"] - 1
        assert count(pilot, "Recently closed") == before["Recently closed"] + 1
        assert not place.written
        place.line.hold.set()
        await settle(pilot)
        assert count(pilot, "All open") == before["All open"] - 1


async def test_the_preview_follows_the_cursor_and_begins_with_the_newest(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        assert "It is 34 people now." in glass(pilot)
        assert glass(pilot).index("It is 34 people") < glass(pilot).index("Today 08:47")
        await point_at(pilot, 1040)
        assert "It is 34 people now." not in glass(pilot)
        assert "Shall I install yours over it" in glass(pilot)
        await keys(pilot, "P")
        assert "Shall I install" not in glass(pilot)
        assert len(listed(pilot)) == 31, "the list takes the room"
        await keys(pilot, "k", "P")
        assert cursor(pilot) == 989
        assert "Viktor Balog" in glass(pilot).partition("VPN keeps reconnecting")[2]


async def test_on_a_small_screen_the_preview_is_there_when_it_is_asked_for(place: Place) -> None:
    async with place.app((80, 24)) as pilot:
        assert "Yellow ring" not in glass(pilot)
        assert len(listed(pilot)) == 16
        await keys(pilot, "P")
        assert "Yellow ring" in glass(pilot)
        await pilot.resize_terminal(120, 36)
        await settle(pilot)
        assert "Yellow ring" in glass(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "Yellow ring" not in glass(pilot)


async def test_on_a_broad_screen_the_preview_stands_beside_the_list(place: Place) -> None:
    async with place.app((160, 30)) as pilot:
        line = line_of(pilot, 1033)
        assert "Elena Conti" in line
        assert "Today 06:50" in line or "Yellow ring" in glass(pilot).splitlines()[2]


async def test_tab_goes_through_the_panes_and_back(place: Place) -> None:
    async with place.app() as pilot:
        seen = [focus(pilot)]
        for key in ("tab", "tab", "tab", "shift+tab"):
            await keys(pilot, key)
            seen.append(focus(pilot))
        assert seen == ["tickets", "preview", "views", "tickets", "views"]
        await keys(pilot, "tab", "tab", "j")
        assert status(pilot).startswith("Needs me · 1 of"), "j scrolls the preview now"
        await keys(pilot, "q")
        assert focus(pilot) == "tickets"


async def test_back_at_the_top_says_so_and_q_quits(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "escape")
        assert status(pilot) == "This is the top. Press q to quit."
        await open_ticket(pilot, 1042)
        await keys(pilot, "q")
        assert status(pilot).startswith("Needs me ·")
        assert eddy(pilot).is_running
        await pilot.press("q")
        assert not eddy(pilot).is_running
        assert eddy(pilot).return_code == 0


async def test_a_view_without_tickets_says_why_and_what_to_do(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "4", "d")
        assert "No ticket is late." in glass(pilot)
        assert status(pilot).startswith("#1033 Closed")
        await keys(pilot, "d")
        assert status(pilot) == "There is no ticket here."
        assert listed(pilot) == []


async def test_a_helpdesk_without_tickets_does_not_seem_to_be_loading(tmp_path: Path) -> None:
    place = Place(tmp_path, tickets=0)
    async with place.app() as pilot:
        assert "Nothing needs you now. Press 5 for all open tickets." in glass(pilot)
        await keys(pilot, "5")
        assert "There is no open ticket." in glass(pilot)
        assert count(pilot, "All open") == 0
        place.happen("open", by=41, title="The first ticket", text="Hello")
        place.later(minutes=1)
        await keys(pilot, "ctrl+r")
        assert "The first ticket" in cursor_line(pilot)
        assert count(pilot, "All open") == 1
