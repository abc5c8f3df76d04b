"""The journal on the glass: what was done, finding in it, and taking back what one points at."""

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from eddytui.demo.account import ME
from eddytui.ui.desk_app import Setting
from tests.place import OLGA, Place, eddy, glass, keys, open_ticket, point_at, settle, typed
from tests.ui.sight import cursor_line, focus, lines, status, toast

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from eddytui.demo.records import Ticket

VPN, PRINTER, MINE = 1042, 1041, 1036
CLOSED: dict[str, Any] = {"status_id": "closed"}


def server(place: Place, ticket_id: int = PRINTER) -> "Ticket":
    return place.helpdesk.world.tickets[ticket_id]


async def journal(pilot: "Pilot[None]") -> None:
    await keys(pilot, "colon")
    await typed(pilot, "journal")
    await keys(pilot, "enter")


async def act(pilot: "Pilot[None]", ticket_id: int, *pressed: str) -> None:
    """Do something to a ticket of the queue."""
    await keys(pilot, "5")
    await point_at(pilot, ticket_id)
    await keys(pilot, *pressed)


def entries(pilot: "Pilot[None]") -> list[str]:
    """The lines of the journal, each in single spaces."""
    found = [line for line in lines(pilot) if line[1:].startswith(("Today", "Yesterday"))]
    return [" ".join(line[1:].split()) for line in found]


async def test_what_was_done_is_listed_with_old_and_new_values_by_name(place: Place) -> None:
    async with place.app() as pilot:
        await act(pilot, VPN, "m")
        await act(pilot, PRINTER, "p", "v", "e", "enter")
    place.later(days=1)
    async with place.app((160, 50)) as pilot:
        await journal(pilot)
        priority, taken = entries(pilot)
        assert priority == (
            "Yesterday 09:00 1041 sent Cannot print invoice priority High → Very urgent"
        )
        assert taken.endswith("owner nobody → Ira Kask, status Open → In progress")
        assert "#1041 Very urgent" in status(pilot), "as it was told"
        await keys(pilot, "j")
        assert "#1042 is yours, In progress" in status(pilot)


async def test_the_change_one_points_at_is_taken_back_and_not_the_last_one(place: Place) -> None:
    async with place.app() as pilot:
        await act(pilot, PRINTER, "p", "v", "e", "enter")
        await act(pilot, VPN, "m")
        await journal(pilot)
        await keys(pilot, "j", "u")
        assert status(pilot) == "Taken back: #1041 Very urgent."
        assert (server(place).priority, server(place, VPN).owner) == (3, ME)
        assert [line.split()[3] for line in entries(pilot)] == ["sent", "sent", "undone"]
        assert "taken back: priority Very urgent → High" in entries(pilot)[0]
        assert "undone" in cursor_line(pilot), "the cursor stays with what it was on"
        await keys(pilot, "u")
        assert status(pilot) == "#1041 Very urgent was taken back already."
        await keys(pilot, "q", "u")
        assert status(pilot) == "Taken back: #1042 is yours, In progress."
        assert server(place, VPN).owner == 0


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        (("r",), "A reply cannot be taken back. Open the ticket to write another."),
        (("c",), "A note cannot be taken back. Open the ticket to write another."),
    ],
)
async def test_what_was_sent_says_why_it_cannot_be_taken_back(
    place: Place, pressed: tuple[str, ...], said: str
) -> None:
    async with place.app() as pilot:
        await act(pilot, VPN, *pressed)
        await typed(pilot, "Dear John")
        await keys(pilot, "ctrl+s", "q")
        await journal(pilot)
        assert entries(pilot)[0].endswith(": Dear John")
        await keys(pilot, "u")
        assert status(pilot) == said
        assert len(place.written) == 1


async def test_an_empty_journal_says_so_and_every_key_has_an_answer(place: Place) -> None:
    async with place.app((80, 24)) as pilot:
        await journal(pilot)
        assert "Nothing was done here yet." in glass(pilot)
        await keys(pilot, "u")
        assert status(pilot) == "There is nothing to undo."
        await keys(pilot, "enter")
        assert status(pilot) == "There is no ticket here."
        await keys(pilot, "n")
        assert status(pilot) == "No further find. Press / to find."
        await journal(pilot)
        await keys(pilot, "escape")
        assert focus(pilot) == "tickets", "it was there once"


async def test_what_somebody_else_changed_since_is_named_and_stays(place: Place) -> None:
    async with place.app() as pilot:
        await act(pilot, PRINTER, "p", "v", "e", "enter")
        place.later(minutes=5)
        place.happen("change", ticket=PRINTER, set={"priority": 2}, by=OLGA)
        await keys(pilot, "u")
        said = "#1041: priority was changed to Standard by somebody else since and stays so."
        assert status(pilot) == said
        assert server(place).priority == 2
        assert len(place.written) == 1
        await journal(pilot)
        assert "stays" in entries(pilot)[0]


async def test_what_is_put_back_in_part_says_which_part_is_not(place: Place) -> None:
    async with place.app() as pilot:
        await act(pilot, VPN, "m")
        place.later(minutes=5)
        place.happen("change", ticket=VPN, set={"status": "closed"}, by=OLGA)
        await keys(pilot, "u")
        said = toast(pilot)
        assert said.startswith("Taken back in part: #1042 is yours, In progress. #1042: status was")
        assert "Closed by somebody else since and stays so." in said
        assert (server(place, VPN).owner, server(place, VPN).status) == (0, "closed")


async def test_a_lot_is_one_action_and_its_head_takes_it_back_whole(place: Place) -> None:
    async with place.app() as pilot:
        desk = eddy(pilot).desk
        lot = await desk.lot("3 tickets closed")
        for number in (VPN, PRINTER, MINE):
            await desk.change(number, f"#{number} Closed", lot=lot, **CLOSED)
        await journal(pilot)
        assert entries(pilot)[0] == "Today 09:00 sent 3 tickets closed"
        await keys(pilot, "enter")
        assert status(pilot) == "There is no ticket here."
        await keys(pilot, "j", "u")
        assert status(pilot) == "Taken back: #1042 Closed."
        await keys(pilot, "k", "u")
        assert status(pilot) == "Taken back: 3 tickets closed."
        assert [server(place, number).status for number in (VPN, PRINTER)] == ["open", "open"]
        assert entries(pilot)[0] == "Today 09:00 sent Taken back: 3 tickets closed"


async def test_u_takes_a_lot_back_and_says_how_many_stay(place: Place) -> None:
    numbers = (VPN, PRINTER, 1031, 1006, 1039)
    async with place.app() as pilot:
        desk = eddy(pilot).desk
        lot = await desk.lot("5 tickets closed")
        for number in numbers:
            await desk.change(number, f"#{number} Closed", lot=lot, **CLOSED)
        place.later(minutes=5)
        for number in numbers[:-1]:
            place.happen("change", ticket=number, set={"status": "process"}, by=OLGA)
        place.line.refuse, place.line.address = 400, "/1039"
        await keys(pilot, "u")
        assert "Not taken back, #1039" in toast(pilot)
        assert "Refused by the test" in toast(pilot)
        assert "#1042: status was changed to In progress" in toast(pilot)
        assert "The same goes for 1 more." in toast(pilot)
        assert server(place, 1039).status == "closed"


async def test_a_refused_change_stands_there_as_refused(place: Place) -> None:
    async with place.app((80, 24)) as pilot:
        place.line.refuse = 400
        await act(pilot, PRINTER, "d")
        place.line.refuse = None
        await journal(pilot)
        assert entries(pilot) == ["Today 09:00 1041 not done status Open → Closed"]
        await keys(pilot, "u")
        assert "did not come about" in status(pilot)
        assert not place.written


async def test_what_waits_is_taken_off_and_never_sent(place: Place) -> None:
    async with place.app() as pilot:
        place.line.offline = True
        await act(pilot, PRINTER, "d")
        await journal(pilot)
        assert "waiting" in entries(pilot)[0]
        await keys(pilot, "u")
        assert "1 waiting" not in glass(pilot)
        assert [line.split()[3] for line in entries(pilot)] == ["done", "undone"]
        place.line.offline = False
        await keys(pilot, "ctrl+r")
        assert not place.written
        assert server(place).status == "open"


async def test_what_is_done_while_it_is_open_comes_in_on_top(place: Place) -> None:
    async with place.app((80, 24)) as pilot:
        await act(pilot, PRINTER, "d")
        await journal(pilot)
        place.line.hold = asyncio.Event()
        change = asyncio.create_task(eddy(pilot).desk.change(MINE, "#1036 Closed", **CLOSED))
        await place.line.held.wait()
        await pilot.pause()
        assert entries(pilot)[0] == "Today 09:00 1036 waiting status In progress → Closed"
        assert "1041" in cursor_line(pilot)
        place.line.hold.set()
        await change
        await settle(pilot)
        assert entries(pilot)[0] == "Today 09:00 1036 sent status In progress → Closed"


async def test_the_ticket_opens_and_one_comes_back_to_where_one_was(place: Place) -> None:
    async with place.app() as pilot:
        await act(pilot, PRINTER, "d")
        await act(pilot, VPN, "m")
        await open_ticket(pilot, MINE)
        await journal(pilot)
        await keys(pilot, "j", "enter")
        assert "Cannot print invoice" in lines(pilot)[0]
        await keys(pilot, "q")
        assert "1041" in cursor_line(pilot)
        await keys(pilot, "l")
        await journal(pilot)
        assert "1041" in cursor_line(pilot), "it is the same journal"
        await keys(pilot, "q")
        assert lines(pilot)[0].lstrip().startswith("#1036")
        await keys(pilot, "q")
        assert focus(pilot) == "tickets"


async def test_words_are_found_in_tickets_values_and_states(place: Place) -> None:
    async with place.app() as pilot:
        await act(pilot, PRINTER, "p", "v", "e", "enter")
        await act(pilot, VPN, "m")
        await act(pilot, MINE, "d")
        await journal(pilot)
        for words, ticket_id in (("very urgent", PRINTER), ("#1042", VPN), ("kask", VPN)):
            await keys(pilot, "slash")
            await typed(pilot, words)
            await keys(pilot, "enter")
            assert str(ticket_id) in cursor_line(pilot), words
        assert "1 found" in status(pilot)
        await keys(pilot, "n")
        assert str(VPN) in cursor_line(pilot)
        await keys(pilot, "slash")
        await typed(pilot, "mauve")
        await keys(pilot, "enter")
        assert status(pilot) == 'Nothing in the journal has "mauve".'
        await keys(pilot, "escape", "escape")
        assert focus(pilot) == "tickets"


async def test_options_of_custom_fields_are_told_by_name(place: Place) -> None:
    async with place.app((160, 50)) as pilot:
        desk = eddy(pilot).desk
        await desk.change(MINE, "first", custom_fields={"2": "21"})
        await desk.change(MINE, "second", custom_fields={"2": "22"})
        (before,) = desk.journal.rows(desk.journal.ids()[:1])
        assert before.before["custom_fields"] != {"2": "21"}
        await journal(pilot)
        second, _ = entries(pilot)
        assert "21" not in second
        assert "22" not in second


HOSTILE = "[/]\x1b[2J\x9b31m[bold red]evil\x07 {x} 👩‍👩‍👧‍👦 \u202e"


@pytest.mark.parametrize("plain", [False, True], ids=["", "plain"])
async def test_hostile_words_are_text_and_every_line_is_as_wide_as_the_others(
    place: Place, plain: bool
) -> None:
    async with place.app() as pilot:
        await act(pilot, PRINTER, "d")
        await eddy(pilot).desk.change(VPN, HOSTILE, title=HOSTILE)
        await eddy(pilot).desk.write(MINE, "comment", f"{HOSTILE}\n{HOSTILE}")
    with closing(sqlite3.connect(place.folder / "store" / "copy.db")) as db, db:
        db.execute("UPDATE tickets SET title = ?", (HOSTILE,))
        db.execute("UPDATE catalog SET names = json_array(json_object('en', ?))", (HOSTILE,))
    setting = Setting(helpdesk="acme", plain=plain)
    async with place.app((160, 50), setting) as pilot:
        place.line.offline = True
        await journal(pilot)
        await keys(pilot, "j", "u")
        screen = glass(pilot)
        assert not set(screen) & set("\x1b\x9b\x07")
        assert "[bold red]evil" in screen
        strips = eddy(pilot).screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {160}
        assert ("→" in screen) is not plain
