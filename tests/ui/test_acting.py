"""What an agent does to a ticket: shown at once, sent once, taken back when it is refused."""

import asyncio

import pytest

from tests.place import Place, eddy, glass, keys, settle


def line_of(screen: str, ticket_id: int) -> str:
    """The queue's line of a ticket."""
    return next(line for line in screen.splitlines() if f" {ticket_id} " in line)


async def test_a_taken_ticket_is_mine_before_the_server_knows(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "3")
        eddy(pilot).screen.query_one("#tickets").point_at(1042)  # type: ignore[attr-defined]
        place.line.hold = asyncio.Event()
        await pilot.press("m")
        await pilot.pause()
        await pilot.pause()
        assert "#1042 is yours" in glass(pilot)
        assert not [sent for sent in place.line.sent if sent.method == "PUT"]
        place.line.hold.set()
        await settle(pilot)
        assert place.helpdesk.world.tickets[1042]["owner_id"] == 7
