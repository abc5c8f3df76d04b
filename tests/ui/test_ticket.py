"""A ticket: its facts, its tabs, its place in the view, and what is said when it is not there."""

import asyncio

import pytest

from eddytui.demo.account import ME
from tests.place import OLGA, Place, glass, keys, open_ticket, point_at, settle
from tests.ui.sight import focus, lines, status

MARIA = 42


def panel(screen: str) -> str:
    """The facts beside the thread, as one text."""
    right = [line.rpartition("│")[2].strip() for line in screen.splitlines() if "│" in line]
    return " ".join(" ".join(right).split())


async def test_the_facts_of_a_ticket_stand_beside_its_thread(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        head, known = lines(pilot)[0], panel(glass(pilot))
        assert head.startswith(" #1042  VPN down for the whole office ")
        assert head.endswith("Open ▲▲  SLA 25m  nobody")
        for fact in (
            "From John Doe john@acme.com",
            "Org Acme",
            "Owner nobody",
            "Status Open",
            "Priority Very urgent",
            "Type Problem",
            "Dept Network",
            "SLA Today 09:25 (25m)",
            "Created Today 08:47",
            "Updated Today 08:58 (2m)",
            "Tags vpn, office",
            "CC release@acme.com, hannah.fischer@acme.com",
            "Rating –",
            "Product Network > VPN",
            "People affected 34",
        ):
            assert fact in known, fact


async def test_what_is_special_about_a_ticket_is_told(place: Place) -> None:
    async with place.app() as pilot:
        place.happen("change", ticket=1041, set={"locked": True, "owner": ME})
        ticket = place.helpdesk.world.tickets[1041]
        place.helpdesk.world.put(
            ticket._replace(rate="dislike", rate_comment="Two days\nfor a printer", pid=1040)
        )
        place.later(minutes=1)
        await keys(pilot, "ctrl+r")
        await open_ticket(pilot, 1041)
        known = panel(glass(pilot))
        assert "Rating disliked: Two days for a printer" in known
        assert "Locked yes" in known
        assert "Parent #1040" in known
        assert "locked" in lines(pilot)[0]
        assert lines(pilot)[0].endswith("Ira Kask")
        await open_ticket(pilot, 1030)
        assert "frozen" in lines(pilot)[0]
        assert "Frozen until" in panel(glass(pilot))


async def test_on_a_small_screen_the_facts_are_a_line_and_a_tab(place: Place) -> None:
    async with place.app((80, 24)) as pilot:
        await open_ticket(pilot, 1042)
        assert lines(pilot)[2] == " John Doe  Network  Problem  5 all facts"
        assert "People affected" not in glass(pilot)
        await keys(pilot, "5", "G")
        assert "People affected" in glass(pilot)
        assert "34" in lines(pilot)[-4]


async def test_tabs_are_come_to_by_digit_and_by_brackets(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        titles = ["Replies 4", "Notes 1", "Audit 9", "Fields"]
        ways = [
            ("2", 1),
            ("5", 3),
            ("3", 2),
            ("1", 0),
            ("right_square_bracket", 1),
            ("left_square_bracket", 0),
            ("left_square_bracket", 3),
            ("right_square_bracket", 0),
        ]
        for key, tab in ways:
            await keys(pilot, key)
            marked = [f"[{title}]" if title == titles[tab] else title for title in titles]
            assert lines(pilot)[1].split() == " ".join(marked).split(), key
        await keys(pilot, "2")
        assert "Store build still has the old rekey bug." in glass(pilot)
        assert "Exactly one hour" not in glass(pilot)
        await keys(pilot, "3")
        assert 'Changing request status from "Open" to "In' in glass(pilot)


async def test_another_ticket_of_the_view_is_one_key_away(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "j", "enter")
        assert lines(pilot)[0].startswith(" #1041")
        assert status(pilot) == "2 of 31"
        await keys(pilot, "2", "J")
        assert lines(pilot)[0].startswith(" #989 ")
        assert status(pilot) == "3 of 31"
        assert "[Replies" in lines(pilot)[1]
        await keys(pilot, "K", "K")
        assert lines(pilot)[0].startswith(" #1042")
        assert "It is 34 people now." in glass(pilot)
        await keys(pilot, "K")
        assert status(pilot) == "This is the first ticket."
        await keys(pilot, "q")
        await keys(pilot, "4", "enter", "J")
        assert status(pilot) == "This is the last ticket."


async def test_a_ticket_that_was_closed_has_neighbours_still(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "j", "enter", "d", "J")
        assert lines(pilot)[0].startswith(" #989 "), "the one that was below it"
        assert status(pilot) == "3 of 31", "the list is as it was when one left it"
        await keys(pilot, "q")
        assert status(pilot) == "All open · 2 of 30"


@pytest.mark.parametrize("key", ["q", "h", "escape"])
async def test_back_leads_to_where_one_was_in_the_queue(place: Place, key: str) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5", "j", "j", "l", key)
        assert focus(pilot) == "tickets"
        assert status(pilot) == "All open · 3 of 31"


async def test_a_change_by_a_colleague_is_seen_in_the_open_ticket(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        place.later(minutes=1)
        place.happen("change", ticket=1042, set={"owner": OLGA, "status": "process"})
        await keys(pilot, "ctrl+r")
        assert lines(pilot)[0].endswith("In progress ▲▲  SLA 24m  Olga Petrova")
        assert "Owner Olga Petrova" in panel(glass(pilot))
        assert "Audit 5" in lines(pilot)[1]


async def test_what_is_kept_is_shown_while_the_rest_is_being_read(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "q", "5")
        await point_at(pilot, 1040)
        place.line.hold = asyncio.Event()
        await pilot.press("enter")
        await pilot.pause()
        assert lines(pilot)[0].startswith(" #1040  VPN drops every hour")
        assert "Shall I install yours over it" in glass(pilot), "the preview had read it"
        await pilot.press("q", "k", "k", "k", "enter")
        await pilot.pause()
        assert "It is 34 people now." in glass(pilot)
        place.line.hold.set()
        await settle(pilot)
        assert "It is 34 people now." in glass(pilot)


async def test_a_ticket_that_is_gone_says_so_and_leaves_the_queue(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        world = place.helpdesk.world
        world.put(world.tickets[1041]._replace(department=5))  # one that Ira does not see
        await open_ticket(pilot, 1041)
        assert status(pilot).startswith("Reading #1041: The helpdesk does not have this")
        assert lines(pilot)[0].strip() == "#1041"
        await keys(pilot, "q")
        assert " 1041 " not in glass(pilot)


async def test_closed_and_locked_takes_no_reply_but_a_note(place: Place) -> None:
    async with place.app() as pilot:
        place.happen("change", ticket=1041, set={"locked": True, "status": "closed"})
        place.later(minutes=1)
        await keys(pilot, "ctrl+r")
        await open_ticket(pilot, 1041)
        await keys(pilot, "r")
        assert status(pilot).startswith("#1041 is closed and locked")
        assert "PUBLIC REPLY" not in glass(pilot)
        await keys(pilot, "d")
        assert status(pilot) == "#1041 is closed already."
        await keys(pilot, "c")
        assert "INTERNAL NOTE" in glass(pilot)
