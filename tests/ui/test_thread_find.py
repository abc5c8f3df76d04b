"""Finding in a thread: around its end, one after the other, while other keys are answered."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from eddytui.ui.desk_app import Setting
from eddytui.ui.screens.ticket import TicketScreen
from tests.place import Place, eddy, glass, keys, open_ticket, settle, typed
from tests.ui.sight import focus, highlighted, lines, status

if TYPE_CHECKING:
    from textual.pilot import Pilot

OUTAGE, MIGRATION = 1026, 1023
"""The ticket of 85 replies, and the one that can have a thousand."""
_MANY = 1000


async def find(pilot: "Pilot[None]", words: str) -> None:
    """Find words as a person does."""
    await keys(pilot, "slash")
    await typed(pilot, words)
    await keys(pilot, "enter")


async def read_all(pilot: "Pilot[None]", ticket_id: int) -> None:
    """Have every reply of a ticket here."""
    desk = eddy(pilot).desk
    while len(list(desk.messages(ticket_id, newest_first=False))) < desk.totals(ticket_id)["post"]:
        await desk.older(ticket_id, "post")
    await settle(pilot)


async def test_what_stands_above_where_the_thread_opens_is_found(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        assert "Every hour, nearly to the minute" not in glass(pilot)
        await find(pilot, "nearly to the minute")
        (line,) = highlighted(pilot)
        assert line.startswith("the VPN drops every hour, nearly to the minute.")
        assert "Nothing here" not in status(pilot)


async def test_what_is_not_found_may_be_in_what_was_not_read_yet(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, OUTAGE)
        nothing = 'Nothing here has "xylophone".'
        for tab, more in (("1", "Older replies"), ("2", ""), ("3", "Older events")):
            await keys(pilot, tab)
            await find(pilot, "xylophone")
            assert status(pilot) == nothing + (more and f" {more} are not here yet.")
        await read_all(pilot, OUTAGE)
        await keys(pilot, "1")
        await find(pilot, "xylophone")
        assert status(pilot) == nothing


async def test_each_letter_narrows_the_find_down_from_where_it_is(place: Place) -> None:
    place.answered(1042, "<p>Zza</p><p>Zzb</p><p>Zza again</p>")
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        seen = []
        for key in ("slash", "z", "z", "b", "backspace", "a", "enter"):
            await keys(pilot, key)
            seen.append(highlighted(pilot))
        assert seen[2:4] == [["Zza"], ["Zzb"]]
        assert seen[5:] == [["Zza again"], ["Zza again"]], "and entered it stays there"
        await keys(pilot, "n")
        assert highlighted(pilot) == ["Zza"], "around, in one reply"


async def test_n_and_shift_n_go_through_all_finds_and_around(place: Place) -> None:
    for text in ("<p>Pear one</p><p>between</p><p>pear two</p>", "No fruit.", "<p>PEAR three</p>"):
        place.later(minutes=1)
        place.answered(1042, text)
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "g")
        await find(pilot, "pear")
        seen = highlighted(pilot)
        for key in "nnnnNNNN":
            await keys(pilot, key)
            seen += highlighted(pilot)
        one, two, three = "Pear one", "pear two", "PEAR three"
        assert seen == [one, two, three, one, two, one, three, two, one]
        for key in "nn":
            eddy(pilot).simulate_key(key)
        await settle(pilot)
        assert highlighted(pilot) == [three], "keys that come fast are all answered"


async def test_a_find_stays_on_its_text_when_older_replies_come_in_front(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, OUTAGE)
        kept = list(eddy(pilot).desk.messages(OUTAGE, newest_first=False))
        await find(pilot, kept[1].created[11:16])
        before = highlighted(pilot)
        assert len(before) == 1
        await read_all(pilot, OUTAGE)
        assert len(list(eddy(pilot).desk.messages(OUTAGE, newest_first=False))) > len(kept)
        assert highlighted(pilot) == before
        await keys(pilot, "g", "G")
        assert not highlighted(pilot), "it is far above"
        await keys(pilot, "n", "N")
        assert highlighted(pilot) == before


async def test_a_find_stays_on_its_text_when_a_reply_comes_in_above(place: Place) -> None:
    async with place.app(setting=Setting(newest_first=True)) as pilot:
        await open_ticket(pilot, 1040)
        await find(pilot, "nearly to the minute")
        before = highlighted(pilot)
        place.later(minutes=1)
        place.answered(1040, "<p>Please wait.</p><p>I look at it.</p>")
        await keys(pilot, "ctrl+r")
        assert "Replies 5" in lines(pilot)[1]
        assert len(before) == 1
        assert highlighted(pilot) == before


async def test_a_find_stays_on_its_words_when_the_lines_get_another_width(place: Place) -> None:
    text = "It is written in the long report of yesterday that only a kumquat can ripen so late."
    place.answered(1042, f"<p>{text}</p>" * 3)
    async with place.app((120, 36)) as pilot:
        await open_ticket(pilot, 1042)
        await find(pilot, "kumquat")
        assert len(highlighted(pilot)) == 1
        await pilot.resize_terminal(50, 36)
        await settle(pilot)
        (line,) = highlighted(pilot)
        assert "kumquat" in line


@pytest.mark.parametrize("height", [24, 36, 110])
async def test_a_find_at_the_end_of_the_history_stays_when_older_events_come(
    place: Place, height: int
) -> None:
    async with place.app((120, height)) as pilot:
        desk = eddy(pilot).desk
        await open_ticket(pilot, OUTAGE)
        await keys(pilot, "3")
        await find(pilot, "add a response")
        shown = []
        for key in "NjGGGG":
            await keys(pilot, key)
            shown.append(highlighted(pilot))
            read = [line.partition("│")[0].strip() for line in lines(pilot)[3:-3]]
            assert all(read), "no line is left empty"
        assert len(shown[0]) == 1
        assert shown[0] == shown[1]
        assert len(list(desk.audit(OUTAGE))) == desk.totals(OUTAGE)["audit"], "all has come"


@pytest.fixture
def long(tmp_path: Path) -> Place:
    """A helpdesk with a thread of a thousand replies."""
    return Place(tmp_path, long_thread=1000)


async def turns(until: Callable[[], bool]) -> int:
    """How many turns of the loop it takes."""
    for turn in range(_MANY):
        if until():
            return turn
        await asyncio.sleep(0)
    raise AssertionError("it never happens")


async def look_through(pilot: "Pilot[None]", words: str) -> None:
    """Open the long thread and begin to look for words in all of it."""
    await open_ticket(pilot, MIGRATION)
    await read_all(pilot, MIGRATION)
    await keys(pilot, "slash")
    await typed(pilot, words)
    eddy(pilot).simulate_key("enter")
    await turns(lambda: focus(pilot) == "replies")


async def test_keys_are_answered_while_a_thousand_replies_are_looked_through(long: Place) -> None:
    async with long.app() as pilot:
        await look_through(pilot, "xylophone")
        top = lines(pilot)[3:6]
        eddy(pilot).simulate_key("k")
        await turns(lambda: lines(pilot)[3:6] != top)
        assert "Nothing here" not in status(pilot), "it is still being looked for"
        await turns(lambda: status(pilot) == 'Nothing here has "xylophone".')
        await find(pilot, "free space on")
        assert "Free space on" in highlighted(pilot)[0]


async def test_a_find_that_is_given_up_says_nothing_afterwards(long: Place) -> None:
    async with long.app() as pilot:
        for key, place in (("escape", "#1023"), ("q", "eddytui"), ("minus", "#1040")):
            await look_through(pilot, "xylophone")
            eddy(pilot).simulate_key(key)
            await settle(pilot)
            assert place in lines(pilot)[0]
            assert "Nothing here" not in status(pilot)
            await open_ticket(pilot, 1040)


async def test_a_find_goes_on_when_a_minute_passes_meanwhile(long: Place) -> None:
    long.answered(MIGRATION, "<p>A kumquat for all of you.</p>")
    async with long.app() as pilot:
        await open_ticket(pilot, MIGRATION)
        await read_all(pilot, MIGRATION)
        await keys(pilot, "g", "slash")
        pilot.app.post_message(Paste("kumquat"))
        await turns(lambda: any(worker.group == "find" for worker in pilot.app.workers))
        await asyncio.sleep(0)
        screen = eddy(pilot).screen
        assert isinstance(screen, TicketScreen)
        long.later(minutes=1)
        screen.tick()
        assert not highlighted(pilot), "it is still being looked for"
        await settle(pilot)
        assert highlighted(pilot) == ["A kumquat for all of you."]
