"""Reading a thread: where it opens, older pages, what comes in meanwhile, finding in it."""

import asyncio
from pathlib import Path

from textual.pilot import Pilot

from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.ui.desk_app import Setting
from tests.place import OLGA, Place, eddy, glass, keys, open_ticket, settle, typed
from tests.ui.sight import lines, status

OUTAGE, MIGRATION = 1026, 1023
"""The ticket of 85 replies, and the one that can have a thousand."""


def thread(screen: str) -> str:
    """The middle of the screen, without the facts beside it."""
    return "\n".join(line.rpartition("│")[0] or line for line in screen.splitlines()[3:-3])


async def emptied(place: Place, pilot: "Pilot[None]") -> None:
    """Let another program empty the copy, and the app notice it."""
    store = Store(Database(place.folder / "store" / "copy.db"))
    await store.empty_records()
    store.close()
    await eddy(pilot).desk.notice()
    await settle(pilot)


async def test_it_opens_at_the_newest_and_notes_stand_between_the_replies(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        read = thread(glass(pilot))
        newest = read.index("Shall I install yours over it")
        assert read.index("NOTE · Ira Kask · staff") < newest
        assert read.index("Store build still has the old rekey bug.") < newest
        assert "Every hour, nearly to the minute" not in read, "the oldest is above"
        await keys(pilot, "g")
        assert thread(glass(pilot)).splitlines()[0].startswith(" John Doe · client")
        assert "Yesterday 17:30" in thread(glass(pilot))
        await keys(pilot, "G")
        assert thread(glass(pilot)) == read


async def test_it_reads_from_the_newest_down_when_one_likes_it_so(place: Place) -> None:
    async with place.app(setting=Setting(newest_first=True)) as pilot:
        await open_ticket(pilot, 1040)
        read = thread(glass(pilot))
        assert "Shall I install yours over it" in read
        assert read.index("Today 08:34") < read.index("Today 07:25")
        await open_ticket(pilot, OUTAGE)
        await keys(pilot, "G", "G", "G")
        oldest = place.helpdesk.world.thread(OUTAGE).posts[0]
        assert oldest.created.strftime("%-d %b %H:%M") in thread(glass(pilot))


async def test_quoted_text_unfolds_and_folds(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        folded = thread(glass(pilot))
        assert "▸ 10 quoted lines (T)" in folded
        await keys(pilot, "T")
        assert "▸" not in thread(glass(pilot))
        assert "│ Hello," in glass(pilot) or "│ since eight this morning" in glass(pilot)
        await keys(pilot, "T")
        assert thread(glass(pilot)) == folded


async def test_older_replies_come_as_one_reads_up(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, OUTAGE)
        assert "Replies 85" in lines(pilot)[1]
        asked = len(place.line.sent)
        await keys(pilot, "g")
        top = thread(glass(pilot)).splitlines()[0]
        assert [sent.path for sent in place.line.sent[asked:] if "page=2" in sent.path]
        await keys(pilot, "k")
        assert thread(glass(pilot)).splitlines()[1] == top, "no line was jumped over"
        await keys(pilot, "g", "g")
        oldest = place.helpdesk.world.thread(OUTAGE).posts[0]
        first = thread(glass(pilot)).splitlines()[0]
        assert oldest.created.strftime("%-d %b %H:%M") in first
        await keys(pilot, "G")
        newest = place.helpdesk.world.thread(OUTAGE).posts[-1]
        assert newest.created.strftime("%H:%M") in thread(glass(pilot))


async def test_a_thousand_replies_open_at_the_newest_with_one_page(tmp_path: Path) -> None:
    place = Place(tmp_path, long_thread=1000)
    async with place.app() as pilot:
        await open_ticket(pilot, MIGRATION)
        assert "Replies 1000" in lines(pilot)[1]
        newest = place.helpdesk.world.thread(MIGRATION).posts[-1]
        assert newest.created.strftime("%H:%M") in thread(glass(pilot))
        for pages in (1, 2, 3):
            asked = [sent for sent in place.line.sent if f"/{MIGRATION}/posts" in sent.path]
            assert len(asked) == pages, "one more each time one comes to the top"
            await keys(pilot, "g")
            top = thread(glass(pilot)).splitlines()[0]
            await keys(pilot, "k")
            assert thread(glass(pilot)).splitlines()[1] == top


async def test_a_reply_that_comes_in_meanwhile_does_not_move_what_is_read(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        await keys(pilot, "g", "j", "j")
        reading = thread(glass(pilot))
        place.later(minutes=1)
        place.answered(1040, "Please wait, I look at it.")
        await keys(pilot, "ctrl+r")
        assert "Replies 5" in lines(pilot)[1]
        assert _same_text(thread(glass(pilot)), reading)
        await keys(pilot, "G")
        assert "Please wait, I look at it." in glass(pilot)


async def test_at_its_end_a_thread_shows_the_reply_that_comes_in(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        place.later(minutes=1)
        place.answered(1040, "Please wait, I look at it.", by=OLGA)
        place.line.hold = asyncio.Event()
        await pilot.press("ctrl+r")
        assert "Shall I install yours over it" in glass(pilot), "what is there stays meanwhile"
        place.line.hold.set()
        await settle(pilot)
        assert "Please wait, I look at it." in glass(pilot)
        assert "Olga Petrova · staff" in glass(pilot)


async def test_the_question_of_the_minute_brings_what_came_in(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        place.later(minutes=1)
        place.answered(1040, "I have removed it, all is well.", by=41)
        asked = len(place.line.sent)
        eddy(pilot).wake()
        await settle(pilot)
        assert "I have removed it, all is well." in glass(pilot)
        assert "Replies 5" in lines(pilot)[1]
        assert len(place.line.sent) - asked <= 4
        asked = len(place.line.sent)
        place.later(minutes=1)
        eddy(pilot).wake()
        await settle(pilot)
        assert len(place.line.sent) - asked == 1, "nothing new: nothing is read again"


def _same_text(now: str, before: str) -> bool:
    """Whether two screens say the same but for the ages at the right."""
    pairs = zip(now.splitlines(), before.splitlines(), strict=True)
    return all(one[:60] == other[:60] for one, other in pairs)


async def test_words_are_found_over_the_borders_of_what_is_shown(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        await keys(pilot, "g", "slash")
        await typed(pilot, "INSTALL YOURS")
        assert "Shall I install yours over it" in thread(glass(pilot))
        read = glass(pilot)
        await keys(pilot, "enter", "n", "N")
        assert glass(pilot).splitlines()[:-1] == read.splitlines()[:-1], "it is the only one"
        await keys(pilot, "escape", "n")
        assert status(pilot) == "No further find. Press / to find."
        await keys(pilot, "N")
        assert status(pilot) == "No find before. Press / to find."
        await keys(pilot, "escape")
        assert status(pilot).startswith("Needs me ·"), "the find is given up, then the ticket"


async def test_a_find_goes_on_into_what_is_not_set_yet(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, OUTAGE)
        await keys(pilot, "g", "g", "g", "G")
        oldest = place.helpdesk.world.thread(OUTAGE).posts[0]
        await keys(pilot, "g", "slash")
        newest = place.helpdesk.world.thread(OUTAGE).posts[-1].created.strftime("%H:%M")
        await typed(pilot, newest)
        await keys(pilot, "enter")
        assert newest in thread(glass(pilot))
        assert oldest.created.strftime("%-d %b %H:%M") not in thread(glass(pilot))
        await keys(pilot, "slash")
        await typed(pilot, "xylophone")
        await keys(pilot, "enter")
        assert status(pilot) == 'Nothing here has "xylophone".'


async def test_a_thread_without_text_says_so(place: Place) -> None:
    async with place.app() as pilot:
        place.later(minutes=1)
        ticket = place.happen("open", by=41, title="Nothing", text="")
        place.helpdesk.world.thread(ticket).posts.clear()
        await open_ticket(pilot, ticket)
        assert "This ticket has no text." in thread(glass(pilot))
        await keys(pilot, "2")
        assert "No note yet. Press c to write one." in thread(glass(pilot))


async def test_a_thread_of_a_copy_that_was_emptied_is_not_taken_for_one_without_text(
    place: Place,
) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1040)
        place.line.offline = True
        await emptied(place, pilot)
        assert "The thread is not here yet." in thread(glass(pilot))
        await keys(pilot, "3")
        assert "The history is not here yet." in thread(glass(pilot))
        place.line.offline = False
        await keys(pilot, "1", "ctrl+r")
        assert "Shall I install yours over it" in thread(glass(pilot))


async def test_without_a_line_a_thread_that_was_never_read_says_so(place: Place) -> None:
    async with place.app() as pilot:
        place.line.offline = True
        await open_ticket(pilot, 1036)
        assert "The thread is not here yet." in thread(glass(pilot))
        assert "Maria Lopez" in glass(pilot), "its facts are"
        place.line.offline = False
        await keys(pilot, "ctrl+r")
        assert "Maria Lopez · client" in thread(glass(pilot))
