"""Commands by name: the palette, the line after `:`, the help, and keys that mean nothing."""

from typing import TYPE_CHECKING

from tests.place import Place, eddy, glass, keys, open_ticket, point_at, typed
from tests.ui.sight import focus, lines, status

if TYPE_CHECKING:
    from textual.pilot import Pilot


async def run(pilot: "Pilot[None]", words: str) -> None:
    await keys(pilot, "colon")
    await typed(pilot, words)
    await keys(pilot, "enter")


async def test_any_command_is_a_few_letters_away_in_the_palette(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        await keys(pilot, "ctrl+p")
        await typed(pilot, "take")
        first = next(line for line in lines(pilot) if "take – " in line)
        assert "Make the ticket yours." in first
        assert " m " in first, "the key is told, so that one learns it"
        await keys(pilot, "enter")
        assert status(pilot).startswith("#1041 is yours")
        await keys(pilot, "ctrl+p")
        await typed(pilot, "eddy-light")
        await keys(pilot, "enter")
        assert eddy(pilot).theme == "eddy-light"


async def test_a_list_to_choose_from_narrows_and_widens_and_can_be_left(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        await keys(pilot, "s")
        await typed(pilot, "xyz")
        assert "No match. Backspace to widen." in glass(pilot)
        assert "Awaiting client" not in glass(pilot)
        await keys(pilot, "enter")
        assert "Status of #1041" in glass(pilot), "there is nothing to choose"
        await keys(pilot, "backspace", "backspace", "backspace")
        assert "Awaiting client" in glass(pilot)
        await keys(pilot, "escape")
        assert focus(pilot) == "tickets"
        assert not place.written
        await keys(pilot, "s", "down", "down", "up", "enter")
        assert status(pilot).startswith("#1041 In progress")
        await keys(pilot, "s", "enter")
        assert place.helpdesk.world.tickets[1041].status == "open", "the first is the first listed"


async def test_choosing_what_is_so_already_sends_nothing(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        for key, word in (("s", "open"), ("p", "high"), ("a", "nobody")):
            await keys(pilot, key)
            await typed(pilot, word)
            await keys(pilot, "enter")
        assert not place.written


async def test_commands_are_typed_after_a_colon(place: Place) -> None:
    async with place.app() as pilot:
        await run(pilot, "view late")
        assert status(pilot).startswith("Late ·")
        await run(pilot, "theme eddy-light")
        assert eddy(pilot).theme == "eddy-light"
        await run(pilot, "theme mauve")
        assert status(pilot).startswith('There is no theme "mauve". There are: eddy-')
        await run(pilot, "view mauve")
        assert status(pilot).startswith('There is no view "mauve". There are: Needs me, Mine')
        await run(pilot, "mauve")
        assert status(pilot) == 'There is no command "mauve" here. ctrl+p shows all of them.'
        await run(pilot, "")
        assert status(pilot).startswith("Late ·")
        await run(pilot, "take")
        assert status(pilot) == "#1033 is yours already."
        await run(pilot, "reply")
        assert "PUBLIC REPLY to" in glass(pilot)
        assert lines(pilot)[0].startswith(" #1033")


async def test_what_was_typed_comes_back_with_up(place: Place) -> None:
    async with place.app() as pilot:
        await run(pilot, "view late")
        await run(pilot, "view frozen")
        await keys(pilot, "colon", "up", "up")
        assert lines(pilot)[-1].strip().startswith(":view late")
        await keys(pilot, "down")
        assert lines(pilot)[-1].strip().startswith(":view frozen")
        await keys(pilot, "up", "enter")
        assert status(pilot).startswith("Late ·")


async def test_commands_of_the_queue_work_from_a_ticket(place: Place) -> None:
    async with place.app() as pilot:
        await open_ticket(pilot, 1042)
        await run(pilot, "view frozen")
        assert status(pilot).startswith("Frozen ·")
        assert focus(pilot) == "tickets"


async def test_the_help_shows_the_keys_of_its_place_and_finds_words(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "question_mark")
        assert "Choose a view from all of them." in glass(pilot)
        assert "Fold or unfold quoted text." not in glass(pilot)
        await keys(pilot, "escape")
        await open_ticket(pilot, 1042)
        await keys(pilot, "question_mark")
        assert "Fold or unfold quoted text." in glass(pilot)
        assert "Choose a view from all of them." not in glass(pilot)
        await keys(pilot, "r")
        assert "PUBLIC REPLY" not in glass(pilot), "it is a page to read, nothing happens behind it"
        await keys(pilot, "q")
        assert lines(pilot)[0].startswith(" #1042")


async def test_in_a_small_help_words_are_found(place: Place) -> None:
    async with place.app((80, 24)) as pilot:
        await keys(pilot, "question_mark")
        assert "Make the ticket yours." not in glass(pilot)
        await keys(pilot, "slash")
        await typed(pilot, "yours")
        assert "Make the ticket yours." in glass(pilot)
        await keys(pilot, "enter", "g")
        assert "Make the ticket yours." not in glass(pilot)
        await keys(pilot, "escape")
        assert "Anywhere" not in glass(pilot)


async def test_a_key_without_a_meaning_says_so_and_does_nothing(place: Place) -> None:
    async with place.app() as pilot:
        before = glass(pilot).splitlines()[:-2]
        for key in ("Z", "Q", "é"):
            await keys(pilot, key)
            meant = f"{key} has no meaning here. Press ? for the keys of this place."
            assert status(pilot) == meant
            assert glass(pilot).splitlines()[:-2] == before
        await open_ticket(pilot, 1042)
        await keys(pilot, "V")
        assert status(pilot).startswith("V has no meaning here.")
        await keys(pilot, "T")
        assert "no meaning" not in status(pilot), "the next command takes it away"


async def test_ctrl_c_says_how_to_quit_and_ctrl_q_quits(place: Place) -> None:
    async with place.app() as pilot:
        await keys(pilot, "ctrl+c")
        assert "Press ctrl+q to quit." in glass(pilot)
        assert eddy(pilot).is_running
        await keys(pilot, "s")
        await pilot.press("ctrl+q")
        assert not eddy(pilot).is_running
        assert eddy(pilot).return_code == 0


async def test_a_sync_asks_what_is_new(place: Place) -> None:
    async with place.app() as pilot:
        before = len(place.line.sent)
        await run(pilot, "sync")
        assert len(place.line.sent) > before
