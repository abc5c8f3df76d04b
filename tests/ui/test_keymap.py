"""Keys that the settings change: the app obeys them, and names them wherever it names keys."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eddytui.cli.keymap import in_force
from eddytui.config.keymap import read_keys
from eddytui.ui.commands import TOGETHER
from eddytui.ui.desk_app import Setting
from eddytui.ui.screens.desk_screen import DeskScreen
from tests.place import Place, eddy, glass, keys, open_ticket, point_at, typed
from tests.ui.sight import corner, focus, lines, status

if TYPE_CHECKING:
    from textual.pilot import Pilot

SIZE = (120, 36)


def remapped(place: Place, text: str) -> Setting:
    """The settings of somebody who has this in `[keys]`."""
    path = place.folder / "config.toml"
    path.write_text(f"[keys]\n{text}\n", encoding="utf-8")
    return Setting(helpdesk="acme", keymap=in_force(read_keys(path)))


async def means_nothing(pilot: "Pilot[None]", key: str, written: str) -> None:
    """Press a key that nothing is bound to."""
    await keys(pilot, key)
    assert status(pilot).startswith(f"{written} has no meaning here. Press ")


async def test_a_key_of_the_queue_moves_to_another(place: Place) -> None:
    setting = remapped(place, 'take = ["F2", "M"]\ndown = "n"\nnext = "j"\nfind = "F3"')
    async with place.app(SIZE, setting) as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        await means_nothing(pilot, "m", "m")
        await means_nothing(pilot, "slash", "/")
        assert not place.written
        await keys(pilot, "n", "k", "M")
        assert status(pilot).startswith("#1041 is yours"), "down and up again"
        await keys(pilot, "j")
        assert status(pilot) == "No further find. Press F3 to find."
        await keys(pilot, "f3")
        await typed(pilot, "printer")
        await keys(pilot, "enter")
        assert "found" in status(pilot)
        assert "F2 take" in corner(pilot)
        assert "F3 find" in corner(pilot)


async def test_two_keys_change_places(place: Place) -> None:
    async with place.app(SIZE, remapped(place, 'reply = "c"\nnote = "r"')) as pilot:
        await open_ticket(pilot, 1042)
        assert "c reply  r note" in corner(pilot)
        await keys(pilot, "r")
        assert "INTERNAL NOTE" in glass(pilot)
        await keys(pilot, "escape", "c")
        assert "PUBLIC REPLY" in glass(pilot)


async def test_a_key_of_the_ticket_moves_to_another(place: Place) -> None:
    setting = remapped(place, 'note = "F2"\nnext_tab = ["right", "l"]\nshut = "left"')
    async with place.app(SIZE, setting) as pilot:
        await open_ticket(pilot, place.happen("open", by=41, title="Cables", text="Hello"))
        await means_nothing(pilot, "c", "c")
        await means_nothing(pilot, "right_square_bracket", "]")
        await keys(pilot, "l")
        assert "No note yet. Press F2 to write one." in glass(pilot)
        await keys(pilot, "f2")
        assert "INTERNAL NOTE" in glass(pilot)
        await keys(pilot, "escape", "left")
        assert focus(pilot) == "tickets"


async def test_keys_of_the_composer_move_and_letters_stay_letters(place: Place) -> None:
    setting = remapped(place, 'send = "ctrl+k"\nthrow_away = "F8"\nhelp = ["?", "F1"]\nkeep = "F4"')
    async with place.app(SIZE, setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        frame = "ctrl+k send · ctrl+o attach · ctrl+e editor · F8 F8 throw away · F4 leave (kept)"
        assert frame in glass(pilot)
        await typed(pilot, "Done")
        await keys(pilot, "question_mark", "f8")
        assert "Press F8 again to throw this draft away" in glass(pilot)
        await keys(pilot, "x")
        assert frame in glass(pilot)
        await means_nothing(pilot, "ctrl+s", "ctrl+s")
        assert not place.written
        await keys(pilot, "f1")
        assert "Keys here" in glass(pilot), "it is none to type with, so it works here, too"
        await keys(pilot, "escape", "ctrl+k")
        (sent,) = place.written
        assert b"Done%3Fx" in sent.body
        await keys(pilot, "r", "f8", "f8")
        assert "The draft was thrown away." in status(pilot)


async def test_help_and_palette_show_the_keys_in_force(place: Place) -> None:
    setting = remapped(place, 'help = "F1"\ntake = "M"\ndismiss = "F12"\nfind = "F3"\nleave = "Q"')
    async with place.app(SIZE, setting) as pilot:
        await means_nothing(pilot, "question_mark", "?")
        assert status(pilot).endswith("Press F1 for the keys of this place.")
        await keys(pilot, "f1")
        assert "Keys here · F3 find · F12 back" in glass(pilot)
        mine = next(line for line in lines(pilot) if "Make the ticket yours." in line)
        assert " M " in mine
        await keys(pilot, "f3")
        await typed(pilot, "yours")
        await keys(pilot, "enter", "q")
        assert "Keys here" in glass(pilot)
        await keys(pilot, "Q", "f1", "f1")
        assert "Keys here" not in glass(pilot)
        await keys(pilot, "ctrl+p")
        await typed(pilot, "take")
        assert " M " in next(line for line in lines(pilot) if "take – " in line)
        await keys(pilot, "f12")
        assert focus(pilot) == "tickets"


async def test_a_command_whose_key_is_taken_off_is_called_by_its_name(place: Place) -> None:
    async with place.app(SIZE, remapped(place, 'take = ""\nleave = []')) as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        assert "take" not in corner(pilot)
        await means_nothing(pilot, "m", "m")
        await keys(pilot, "escape")
        assert status(pilot) == "This is the top. Press ctrl+q to quit."
        await keys(pilot, "colon")
        await typed(pilot, "take")
        await keys(pilot, "enter")
        assert status(pilot).startswith("#1041 is yours")


async def test_quit_works_everywhere_with_its_other_key_alone(place: Place) -> None:
    async with place.app(SIZE, remapped(place, 'quit = "F10"\nundo = "ctrl+q"')) as pilot:
        await keys(pilot, "ctrl+c")
        assert "Press F10 to quit." in glass(pilot)
        await keys(pilot, "ctrl+q")
        assert status(pilot) == "There is nothing to undo."
        await open_ticket(pilot, 1042)
        await keys(pilot, "s")
        await pilot.press("f10")
        assert not eddy(pilot).is_running


@pytest.mark.parametrize("key", ["right", "f7", "ctrl+t"])
async def test_no_key_is_swallowed_in_silence(place: Place, key: str) -> None:
    shown = {"f7": "F7"}.get(key, key)
    async with place.app() as pilot:
        await means_nothing(pilot, key, shown)
        await keys(pilot, "s", "down", "up")
        assert "no meaning" not in status(pilot), "arrows go through a list to choose from"


async def test_an_empty_view_names_the_key_in_force(tmp_path: Path) -> None:
    place = Place(tmp_path, tickets=0)
    async with place.app(SIZE, remapped(place, 'take = "F2"')) as pilot:
        await keys(pilot, "2")
        assert "You own no open ticket. Press F2 on a ticket to take it." in glass(pilot)


async def test_sentences_name_the_keys_in_force(place: Place) -> None:
    setting = remapped(place, 'undo = "z"\nrefresh = "F9"\npalette = "F1"')
    async with place.app(SIZE, setting) as pilot:
        await keys(pilot, "5")
        await point_at(pilot, 1041)
        await keys(pilot, "m")
        assert status(pilot).endswith("· z undo")
        await keys(pilot, "colon")
        await typed(pilot, "mauve")
        await keys(pilot, "enter")
        assert status(pilot) == 'There is no command "mauve" here. F1 shows all of them.'


def test_places_of_a_screen_are_looked_at_together_when_keys_are_checked() -> None:
    screens = list(DeskScreen.__subclasses__())
    while screens:
        screen = screens.pop()
        screens += screen.__subclasses__()
        assert any(set(screen.PLACES) <= set(places) for places in TOGETHER), screen
