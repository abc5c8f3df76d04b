"""What an agent does to a ticket: shown at once, sent once, taken back when it is refused."""

import asyncio

import pytest

from eddytui.demo.account import ME
from tests.place import Place, eddy, glass, keys, open_ticket, point_at, settle, typed


def line_of(screen: str, ticket_id: int) -> str:
    """The queue's line of a ticket."""
    return next(line for line in screen.splitlines() if f" {ticket_id} " in line)


async def test_a_taken_ticket_is_mine_before_the_server_knows(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "3")
        await point_at(pilot, 1042)
        place.line.hold = asyncio.Event()
        await pilot.press("m")
        await pilot.pause()
        await pilot.pause()
        assert "#1042 is yours, In progress · u undo" in glass(pilot)
        assert " 1042 " not in glass(pilot).split("─")[0], "it has left the unassigned"
        assert not place.written

        place.line.hold.set()
        await settle(pilot)
        assert [sent.method for sent in place.written] == ["PUT"]
        assert place.helpdesk.world.tickets[1042].owner == ME
        assert place.helpdesk.world.tickets[1042].status == "process"


@pytest.mark.parametrize(
    ("pressed", "shown", "kept"),
    [
        (("d",), "#1041 Closed", ("status", "closed")),
        (("s", "i", "n", "enter"), "#1041 In progress", ("status", "process")),
        (("p", "v", "e", "enter"), "#1041 Very urgent", ("priority", 1)),
        (("a", "o", "l", "g", "enter"), "#1041 belongs to Olga", ("owner", 8)),
        (("a", "n", "o", "b", "enter"), "#1041 belongs to nobody", ("owner", 0)),
    ],
    ids=["close", "status", "priority", "assign", "nobody"],
)
async def test_a_key_and_a_few_letters_change_a_ticket(
    place: Place, pressed: tuple[str, ...], shown: str, kept: tuple[str, object]
) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        if kept == ("owner", 0):
            await keys(pilot, "m")
        await keys(pilot, *pressed)
        assert shown in glass(pilot)
        assert getattr(place.helpdesk.world.tickets[1041], kept[0]) == kept[1]


async def test_a_refused_change_is_taken_back_and_the_server_is_quoted(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        place.line.refuse = 400
        await keys(pilot, "d")
        screen = glass(pilot)
        assert "Refused by the test" in screen
        assert "Open" in line_of(screen, 1041), "it is what the server says it is"


async def test_undo_takes_the_last_change_back(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        await keys(pilot, "p", "v", "e", "enter", "d", "u")
        assert "Taken back: #1041 Closed" in glass(pilot)
        assert place.helpdesk.world.tickets[1041].status == "open"
        assert place.helpdesk.world.tickets[1041].priority == 1
        await keys(pilot, "u", "u")
        assert "There is nothing to undo." in glass(pilot)
        assert place.helpdesk.world.tickets[1041].priority != 1


async def test_what_cannot_be_done_says_why(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "2", "m")
        assert "is yours already" in glass(pilot)
        await keys(pilot, "Z")
        assert "Z has no meaning here" in glass(pilot)
    assert not place.written


@pytest.mark.parametrize(
    ("key", "frame", "where"),
    [
        ("r", "PUBLIC REPLY to john@acme.com, cc 2", "posts"),
        ("c", "INTERNAL NOTE, colleagues only", "comments"),
    ],
)
async def test_what_is_written_is_sent_once_and_stands_in_the_thread(
    place: Place, key: str, frame: str, where: str
) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, key)
        assert frame in glass(pilot)
        await typed(pilot, "Checking the *gateway* [gw-1]")
        await keys(pilot, "ctrl+s", "ctrl+s")
        screen = glass(pilot)
        assert "Checking the gateway [gw-1]" in screen
        assert frame not in screen
        (sent,) = place.written
        assert sent.path.endswith(f"/1042/{where}/")
        assert b"%3Cem%3Egateway%3C%2Fem%3E" in sent.body
        assert not eddy(pilot).desk.drafts.all(), "it cannot be sent a second time"


async def test_a_draft_is_kept_when_one_leaves_and_comes_back(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "Dear John")
        await keys(pilot, "escape")
        assert "kept as a draft" in glass(pilot)
        await keys(pilot, "q")
        assert "~" in line_of(glass(pilot), 1042)
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        assert "Dear John" in glass(pilot)
        await keys(pilot, "ctrl+x", "ctrl+x")
        assert "thrown away" in glass(pilot)
        await keys(pilot, "r")
        assert "Dear John" not in glass(pilot)
    assert not place.written


async def test_a_refused_reply_is_open_again_with_its_text(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "Dear John")
        place.line.refuse = 400
        await keys(pilot, "ctrl+s")
        screen = glass(pilot)
        assert "Refused by the test" in screen
        assert "PUBLIC REPLY" in screen
        assert "Dear John" in screen


async def test_offline_a_reply_waits_and_goes_out_once(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        place.line.offline = True
        await keys(pilot, "r")
        await typed(pilot, "on the train")
        await keys(pilot, "ctrl+s")
        screen = glass(pilot)
        assert "not sent yet" in screen
        assert "1 waiting" in screen
        place.line.offline = False
        await keys(pilot, "ctrl+r")
        assert "waiting" not in glass(pilot)
        assert len(place.written) == 1


async def test_the_history_has_what_one_just_did(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1041)
        await keys(pilot, "d", "3")
        assert 'from "Open" to "Closed"' in glass(pilot)


async def test_under_a_ban_a_reply_waits_for_its_end(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        for _ in range(300):
            place.helpdesk.arrive("GET", "/api/v2/users", "")
        await keys(pilot, "r")
        await typed(pilot, "in a while")
        await keys(pilot, "ctrl+s")
        assert "waits on this machine until the block ends" in glass(pilot)
