"""Every screen as it was read and found good: `tests/ui/screens/*.txt`, by name and size.

`EDDYTUI_SNAPSHOTS=new` writes them anew; then read what `git diff` shows.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from eddytui.demo.account import EMAIL, KEY
from eddytui.ui.sign_in import Entered
from tests.make_screenshots import STORIES
from tests.place import Place, eddy, keys, open_ticket, point_at, settle, typed
from tests.ui.signing import SignIn, checked

if TYPE_CHECKING:
    from textual.pilot import Pilot

SIZES = [(120, 36), (80, 24)]
_FOLDER = Path(__file__).parent / "screens"
_NEW = os.environ.get("EDDYTUI_SNAPSHOTS") == "new"

by_size = pytest.mark.parametrize("size", SIZES, ids=["120x36", "80x24"])
Tour = tuple[tuple[str, tuple[str, ...]], ...]
"""Screens in the order in which they are come to: name, and the keys that lead there."""

QUEUE: Tour = (
    ("queue", ()),
    ("views", ("V",)),
    ("palette", ("escape", "ctrl+p")),
    ("help-queue", ("escape", "question_mark")),
)
TICKET: Tour = (
    ("ticket", ()),
    ("status", ("s",)),
    ("owner", ("escape", "a")),
    ("notes", ("escape", "2")),
    ("audit", ("3",)),
    ("fields", ("5",)),
    ("reply", ("1", "r", "H", "i")),
    ("note", ("escape", "c", "H", "m")),
)


class Album:
    """Compares screens with the pictures that are kept."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self.different: list[str] = []

    def compare(self, name: str, pilot: "Pilot[None]") -> None:
        width, height = self._size
        strips = pilot.app.screen._compositor.render_strips()
        assert [strip.cell_length for strip in strips] == [width] * height, name
        shown = "".join(f"{line.text.rstrip()}\n" for line in strips)
        path = _FOLDER / f"{name}-{width}x{height}.txt"
        if _NEW:
            path.write_text(shown, encoding="utf-8")
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if shown != kept:
            self.different.append(f"{path.name} is now:\n{shown}")

    def close(self) -> None:
        assert not self.different, "\n".join(self.different)


@pytest.fixture
def album(size: tuple[int, int]) -> Iterator[Album]:
    """Complains at the end, so that one run shows all that differs."""
    album = Album(size)
    yield album
    album.close()


async def walk(pilot: "Pilot[None]", tour: Tour, album: Album) -> None:
    for name, pressed in tour:
        await keys(pilot, *pressed)
        album.compare(name, pilot)


@by_size
async def test_queue_and_what_opens_over_it(
    place: Place, size: tuple[int, int], album: Album
) -> None:
    async with place.app(size) as pilot:
        await walk(pilot, QUEUE, album)


@by_size
async def test_ticket_its_tabs_and_what_one_does_to_it(
    place: Place, size: tuple[int, int], album: Album
) -> None:
    async with place.app(size) as pilot:
        await open_ticket(pilot, 1040)
        await walk(pilot, TICKET, album)


async def a_morning(place: Place, pilot: "Pilot[None]") -> None:
    """Something of everything that the journal knows."""
    desk = eddy(pilot).desk
    await keys(pilot, "5")
    await point_at(pilot, 1042)
    await keys(pilot, "m")
    lot = await desk.lot("3 tickets closed")
    for number in (1039, 1038, 1037):
        await desk.change(number, f"#{number} Closed", lot=lot, status_id="closed")
    place.later(days=1, minutes=7)
    await point_at(pilot, 1040)
    await keys(pilot, "p", "v", "e", "enter", "u", "c")
    await typed(pilot, "Checking the *gateway* with them now, and the other one after lunch")
    await keys(pilot, "ctrl+s", "q")
    place.line.refuse = 400
    await point_at(pilot, 1041)
    await keys(pilot, "d")
    place.line.refuse, place.line.offline = None, True
    await keys(pilot, "a", "o", "l", "g", "enter")
    eddy(pilot).clear_notifications()
    await settle(pilot)


@pytest.mark.parametrize("size", [(160, 50), (80, 24)], ids=["160x50", "80x24"])
async def test_the_journal_empty_and_after_a_morning(
    place: Place, size: tuple[int, int], album: Album
) -> None:
    async with place.app(size) as pilot:
        await walk(pilot, (("journal-empty", ("colon", *"journal", "enter")),), album)
        await keys(pilot, "q")
        await a_morning(place, pilot)
        await keys(pilot, "colon", *"journal", "enter")
        album.compare("journal", pilot)


@by_size
async def test_the_outbox_empty_and_with_what_has_to_be_decided(
    place: Place, size: tuple[int, int], album: Album
) -> None:
    async with place.app(size) as pilot:
        await walk(pilot, (("outbox-empty", ("colon", *"outbox", "enter")),), album)
        await keys(pilot, "q")
        await STORIES["outbox"](pilot, place)
        album.compare("outbox", pilot)
        await keys(pilot, "k")
        album.compare("outbox-conflict", pilot)


@by_size
async def test_a_first_start_before_anything_is_known_and_without_a_line(
    place: Place, size: tuple[int, int], album: Album
) -> None:
    place.line.hold = asyncio.Event()
    async with place.app(size, quiet=False) as pilot:
        album.compare("first-start", pilot)
    place.line.offline = True
    async with place.app(size) as pilot:
        album.compare("first-start-offline", pilot)


@by_size
async def test_what_is_kept_is_read_offline(
    place: Place, size: tuple[int, int], album: Album
) -> None:
    async with place.app(size):
        pass
    place.line.offline = True
    async with place.app(size) as pilot:
        album.compare("offline", pilot)
        await keys(pilot, "4", "d")
        album.compare("empty-view", pilot)


@by_size
async def test_signing_in(place: Place, size: tuple[int, int], album: Album) -> None:
    signing = SignIn(place, refuses="No keyring answers here. F2 goes on for this time.")
    async with signing.app(size) as (_, pilot):
        album.compare("sign-in", pilot)
    async with signing.app(size, Entered("demo.eddytui.example", EMAIL, "")) as (_, pilot):
        place.line.offline = True
        await pilot.press(*"nokey", "enter")
        await checked(pilot)
        album.compare("sign-in-offline", pilot)
        place.line.offline = False
        await pilot.press("ctrl+u")
        pilot.app.post_message(Paste(KEY))
        await pilot.press("enter")
        await checked(pilot)
        album.compare("sign-in-not-kept", pilot)
