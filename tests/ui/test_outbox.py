"""What waits to be sent, on the screen: seen, sent, taken back, decided about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from eddytui.demo.account import ME
from tests.faults import WRITES
from tests.place import OLGA, Place, glass, keys, open_ticket, point_at, settle, typed
from tests.ui.sight import corner, cursor_line, lines, status

if TYPE_CHECKING:
    from textual.pilot import Pilot

VPN, PRINTER = 1042, 1041
TEXT = "Dear John, we look into it."


def replies(place: Place, ticket_id: int = VPN) -> list[str]:
    """The texts of the agent's own replies on the server."""
    posts = place.helpdesk.world.thread(ticket_id).messages("post")
    return [post.text for post in posts if post.author == ME and TEXT in post.text]


async def outbox(pilot: "Pilot[None]") -> str:
    """Open it; what is on the glass."""
    await keys(pilot, ":")
    await typed(pilot, "outbox")
    await keys(pilot, "enter")
    return glass(pilot)


async def answer(pilot: "Pilot[None]", ticket_id: int = VPN) -> None:
    """Write a reply and send it."""
    await open_ticket(pilot, ticket_id)
    await keys(pilot, "r")
    await typed(pilot, TEXT)
    await keys(pilot, "ctrl+s")


@asynccontextmanager
async def undecided(place: Place) -> AsyncIterator["Pilot[None]"]:
    """A reply left the machine, no answer came, and it is not there."""
    async with place.app() as pilot:
        place.line.drop, place.line.methods = True, WRITES
        await answer(pilot)
        place.line.drop = False
        await outbox(pilot)
        yield pilot


async def test_an_outbox_with_nothing_in_it_says_so(place: Place) -> None:
    async with place.app() as pilot:
        assert "Nothing waits: the helpdesk has all that you did." in await outbox(pilot)
        await keys(pilot, "ctrl+s", "E", "D", "enter", "j")
        assert "Nothing waits" in glass(pilot)
        await keys(pilot, "q")
        assert "Nothing waits" not in glass(pilot)


async def test_what_waits_for_the_line_is_listed_in_its_order_and_goes_out(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, PRINTER)
        place.line.offline = True
        await keys(pilot, "p", "v", "e", "enter", "d")
        await answer(pilot)
        shown = await outbox(pilot)
        first, second, third = (" ".join(line.split()) for line in shown.splitlines()[2:5])
        assert first == "▌ 1041 Today 09:00 change priority Very urgent waits for the line"
        assert second == "1041 Today 09:00 change status Closed waits for the one above"
        assert third == f"1042 Today 09:00 reply {TEXT} waits for the line"
        assert "3 waiting" in corner(pilot)

        place.line.offline = False
        await keys(pilot, "ctrl+r")
        assert "Nothing waits" in glass(pilot)
        assert place.helpdesk.world.tickets[PRINTER].priority == 1
        assert len(replies(place)) == 1


async def test_one_can_be_sent_now(place: Place) -> None:
    async with place.app() as pilot:
        place.line.offline = True
        await answer(pilot)
        await outbox(pilot)
        await keys(pilot, "ctrl+s")
        assert status(pilot) == "The reply to #1042 still waits."
        assert "offline" in corner(pilot)
        place.line.offline = False
        await keys(pilot, "ctrl+s")
        assert len(replies(place)) == 1
        assert "Nothing waits" in glass(pilot)
        assert status(pilot) == "The reply to #1042 was sent."
        assert "offline" not in corner(pilot), "the helpdesk has just answered"


async def test_it_is_said_to_be_gone_when_it_is_not_before(place: Place) -> None:
    async with undecided(place) as pilot:
        place.line.offline = True
        await keys(pilot, "ctrl+s")
        assert "on its way" not in status(pilot)
        assert "was sent" not in status(pilot)
        await keys(pilot, "D", "down", "enter")
        assert status(pilot) == "The reply to #1042 was thrown away."


async def test_a_reply_without_an_answer_is_shown_beside_what_the_helpdesk_has(
    place: Place,
) -> None:
    async with undecided(place) as pilot:
        assert "1 waiting · 1 to decide" in corner(pilot)
        assert "no answer: decide" in cursor_line(pilot)
        place.answered(VPN, "It was the gateway.")
        await keys(pilot, "ctrl+r")
        (side,) = [line for line in lines(pilot) if TEXT in line and "│" in line]
        shown = glass(pilot)
        assert "The helpdesk gave no answer to this reply" in shown
        assert "It was the gateway." in shown
        assert side.partition("│")[0].strip() == TEXT
        assert not replies(place)


async def test_it_is_sent_again_once(place: Place) -> None:
    async with undecided(place) as pilot:
        await keys(pilot, "ctrl+s")
        assert len(replies(place)) == 1
        assert "Nothing waits" in glass(pilot)
        await keys(pilot, "ctrl+s")
        assert len(replies(place)) == 1


async def test_one_that_came_after_all_is_not_sent_again(place: Place) -> None:
    async with undecided(place) as pilot:
        place.answered(VPN, f"<p>{TEXT}</p>", by=ME)
        await keys(pilot, "ctrl+s")
        assert len(replies(place)) == 1
        assert "Nothing waits" in glass(pilot)


async def test_it_can_be_written_on(place: Place) -> None:
    async with undecided(place) as pilot:
        await keys(pilot, "E")
        assert "PUBLIC REPLY to john@acme.com" in glass(pilot)
        await typed(pilot, " More soon.")
        assert f"{TEXT} More soon." in glass(pilot)
        assert "to decide" not in corner(pilot)
        assert not replies(place)


async def test_it_is_thrown_away_after_a_question(place: Place) -> None:
    async with undecided(place) as pilot:
        await keys(pilot, "D", "enter")
        assert "no answer: decide" in glass(pilot), "the first choice keeps it"
        await keys(pilot, "D", "down", "enter")
        assert "Nothing waits" in glass(pilot)
        assert not replies(place)


@pytest.mark.parametrize(
    ("pressed", "status_then"),
    [(("ctrl+s",), "closed"), (("D", "down", "enter"), "process")],
    ids=["all the same", "thrown away"],
)
async def test_a_change_of_what_somebody_else_changed_is_decided_by_the_agent(
    place: Place, pressed: tuple[str, ...], status_then: str
) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, PRINTER)
        place.line.offline = True
        await keys(pilot, "d")
        place.line.offline = False
        place.later(minutes=2)
        place.happen("change", by=OLGA, ticket=PRINTER, set={"status": "process"})
        await keys(pilot, "ctrl+r")
        shown = await outbox(pilot)
        assert "changed meanwhile: decide" in shown
        assert "status Closed" in shown
        assert "status In progress" in shown
        await keys(pilot, "E")
        assert "A change has no text." in status(pilot)
        await keys(pilot, *pressed)
        assert place.helpdesk.world.tickets[PRINTER].status == status_then
        assert "Nothing waits" in glass(pilot)


async def test_the_ticket_is_one_key_away_and_words_are_found(place: Place) -> None:
    async with place.app() as pilot:
        place.line.offline = True
        await answer(pilot, PRINTER)
        await answer(pilot)
        await outbox(pilot)
        await keys(pilot, "/")
        await typed(pilot, "#1042")
        await keys(pilot, "enter")
        assert "1042" in cursor_line(pilot)
        await keys(pilot, "/")
        await typed(pilot, "xyzzyx")
        await keys(pilot, "enter")
        assert 'Nothing here has "xyzzyx".' in glass(pilot)
        await keys(pilot, "enter")
        assert glass(pilot).startswith(" #1042")
        await settle(pilot)
