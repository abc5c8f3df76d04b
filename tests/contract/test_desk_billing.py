"""The time spent on a ticket: all of it, asked for when it is looked at and when it moved."""

import pytest

from eddytui.api.errors import Missing, Offline
from eddytui.demo.records import Bill
from eddytui.desk.kinds import Changed
from tests.place import OLGA, START, Place

VPN = 1042
OF_VPN = f"/api/v2/tickets/{VPN}/billing/"


def spend(place: Place, count: int, seconds: int = 600) -> None:
    """Let Olga enter time: half of it is to be paid for."""
    bills = place.helpdesk.world.thread(VPN).bills
    for _ in range(count):
        number = 9001 + len(bills)
        bills.append(
            Bill(number, None, "Called", seconds, seconds // 2, OLGA, place.now, OLGA, place.now)
        )


def asked(place: Place) -> int:
    """How often the time was asked for since the last look."""
    paths = [path.partition("?")[0] for _, path in place.helpdesk.requests]
    place.helpdesk.requests.clear()
    return paths.count(OF_VPN)


async def test_all_pages_are_read_once(place: Place) -> None:
    spend(place, 65)
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(VPN)
        assert asked(place) == 0, "nobody looked at it"
        assert desk.billing(VPN) == []
        await desk.read_billing(VPN)
        assert asked(place) == 3
        rows = desk.billing(VPN)
        assert [row.id for row in rows] == [*range(9065, 9000, -1)]
        first = (rows[0].staff, rows[0].spent, rows[0].paid, rows[0].text, rows[0].billed)
        assert first == ("Olga Petrova", 600, 300, "Called", str(START))
        await desk.read_billing(VPN)
        assert asked(place) == 0
    async with place.desk() as desk:
        await desk.read_billing(VPN)
        assert len(desk.billing(VPN)) == 65
        assert asked(place) == 0, "it is in the copy"


async def test_time_is_asked_for_again_when_the_ticket_moved(place: Place) -> None:
    spend(place, 2)
    async with place.desk() as desk:
        heard: list[Changed] = []
        desk.on_change = heard.append
        await desk.refresh()
        await desk.read_billing(VPN)
        assert [news.ids for news in heard if news.kind == "billing"] == [{VPN}]
        place.later(minutes=1)
        place.answered(VPN, "It works.")
        place.helpdesk.world.thread(VPN).bills.pop()
        await desk.refresh()
        await desk.read_billing(VPN)
        assert [row.id for row in desk.billing(VPN)] == [9001], "a deleted one is gone here too"


async def test_of_a_ticket_without_time_it_is_asked_once(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        for _ in range(2):
            await desk.read_billing(VPN)
        assert (desk.billing(VPN), asked(place)) == ([], 1)


async def test_without_a_line_what_was_read_stays(place: Place) -> None:
    spend(place, 1)
    async with place.desk() as desk:
        await desk.refresh()
        await desk.read_billing(VPN)
        place.later(minutes=1)
        place.answered(VPN, "It works.")
        await desk.refresh()
        place.line.offline = True
        with pytest.raises(Offline):
            await desk.read_billing(VPN)
        assert len(desk.billing(VPN)) == 1


async def test_an_entry_that_cannot_be_read_is_counted_and_hides_no_other(place: Place) -> None:
    spend(place, 2)
    bills = place.helpdesk.world.thread(VPN).bills
    bills[0] = bills[0]._replace(spent="much")  # type: ignore[arg-type]
    async with place.desk() as desk:
        await desk.refresh()
        await desk.read_billing(VPN)
        assert [row.id for row in desk.billing(VPN)] == [9002]
        assert desk.unreadable("billing", VPN) == 1


async def test_the_time_of_a_ticket_that_is_gone_goes_with_it(place: Place) -> None:
    spend(place, 1)
    async with place.desk() as desk:
        await desk.refresh()
        await desk.read_billing(VPN)
        place.line.refuse, place.line.address = 404, f"/tickets/{VPN}"
        with pytest.raises(Missing):
            await desk.reread(VPN)
        assert desk.billing(VPN) == []
