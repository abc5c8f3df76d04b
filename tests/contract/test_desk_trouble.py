"""When the helpdesk cannot be asked: reading goes on, the corner says why, nothing is pushed."""

import pytest

from eddytui.api import DeskError
from eddytui.api.errors import Blocked, Missing, Offline, WrongKey
from eddytui.desk.desk import Desk
from eddytui.models.queries import TicketQuery
from eddytui.ui.status import facts
from tests.place import Place

ALL = TicketQuery(frozen=None)
MINE = 1036


def corner(desk: Desk) -> str:
    return "".join(text for text, _ in facts(desk.state()))


def block(place: Place) -> None:
    """Somebody else uses up the allowance of the whole helpdesk."""
    for _ in range(300):
        place.helpdesk.arrive("GET", "/api/v2/users", "")


async def test_offline_is_said_and_reading_goes_on(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(MINE)
        place.line.offline = True
        place.later(minutes=1)
        with pytest.raises(Offline):
            await desk.refresh()
        assert desk.state().trouble == "The helpdesk cannot be reached. Check the connection."
        assert corner(desk).startswith("offline · as of 09:00 · ")
        assert len(desk.ids(ALL)) == 30
        assert desk.messages(MINE, newest_first=True)

        place.line.offline = False
        await desk.refresh()
        assert desk.state().trouble == ""
        assert corner(desk).startswith("as of 09:01 · ")


async def test_a_desk_without_a_client_says_so_and_reads(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        desk.client = None
        for ask in (desk.refresh, desk.complete, lambda: desk.open(MINE)):
            with pytest.raises(Offline, match="not connected"):
                await ask()
        assert len(desk.ids(ALL)) == 30


@pytest.mark.parametrize(
    ("broken", "name"), [("html", "unreadable answer"), ("truncate", "unreadable answer")]
)
async def test_a_helpdesk_under_repair_is_said(place: Place, broken: str, name: str) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        setattr(place.line, broken, True)
        with pytest.raises(DeskError):
            await desk.refresh()
        assert desk.state().trouble
        assert corner(desk).startswith(f"{name} · as of 09:00")


async def test_a_wrong_key_is_no_missing_connection(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
    async with place.desk(key="an old one") as desk:
        with pytest.raises(WrongKey):
            await desk.refresh()
        assert desk.state().trouble.endswith("It says: E-mail or API key is incorrect.")
        assert corner(desk).startswith("not signed in · as of 09:00")
        assert len(desk.ids(ALL)) == 30


async def test_a_missing_ticket_is_no_trouble_of_the_helpdesk(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        with pytest.raises(Missing):
            await desk.open(5)
        assert desk.state().trouble == ""


@pytest.mark.parametrize(("requests", "told"), [(100, ""), (200, "others use 200 a minute")])
async def test_others_who_use_the_allowance_are_named_where_it_matters(
    place: Place, requests: int, told: str
) -> None:
    async with place.desk() as desk:
        for _ in range(requests):
            place.helpdesk.arrive("GET", "/api/v2/users", "")
        await desk.refresh()
        assert desk.state().others == requests
        assert corner(desk).partition("/300")[2].removeprefix(" · ") == told


async def test_nothing_is_sent_while_blocked(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.open(MINE)
        block(place)
        with pytest.raises(Blocked):
            await desk.refresh()
        place.line.tried.clear()

        for ask in (
            desk.refresh,
            desk.complete,
            lambda: desk.open(MINE, again=True),
            lambda: desk.preview(1042),
        ):
            with pytest.raises(Blocked):
                await ask()
        await desk.change(MINE, "closed", status_id="closed")
        assert not await desk.write(MINE, "post", "Hello")
        assert place.line.tried == []
        assert desk.state().waiting == 2
        assert desk.row(MINE) is not None
        assert desk.messages(MINE, newest_first=True)[0].state == "waiting"


async def test_the_block_counts_down_and_ends(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        block(place)
        with pytest.raises(Blocked):
            await desk.refresh()
        assert (desk.state().blocked_for, desk.state().trouble) == (20 * 60, "")
        place.later(minutes=12, seconds=15)
        assert corner(desk).startswith("blocked by the rate limit, 7:45 left · as of 09:00")
        place.later(minutes=8)
        await desk.refresh()
        assert desk.state().blocked_for == 0
        assert corner(desk).startswith("as of 09:20")


async def test_what_was_done_meanwhile_goes_out_after_the_block(place: Place) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        block(place)
        await desk.change(MINE, "closed", status_id="closed")
        assert place.line.tried[-1] == ("PUT", f"/api/v2/tickets/{MINE}")
        assert place.helpdesk.world.tickets[MINE].status == "process"
        assert (desk.state().waiting, desk.state().blocked_for) == (1, 1200)
        place.later(minutes=21)
        assert await desk.refresh() == []
        assert desk.state().waiting == 0
        assert place.helpdesk.world.tickets[MINE].status == "closed"


async def test_what_could_not_be_read_stands_in_the_corner(place: Place) -> None:
    world = place.helpdesk.world
    world.put(world.tickets[MINE]._replace(pid="x"))  # type: ignore[arg-type]
    async with place.desk() as desk:
        await desk.refresh()
        assert " · 1 could not be read · " in corner(desk)
