"""Files that go along with a reply or note: chosen by path, kept with the draft, sent with it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eddytui.ui.desk_app import Setting
from tests.place import Place, glass, keys, open_ticket, typed
from tests.ui.sight import lines, status, toast

if TYPE_CHECKING:
    from textual.pilot import Pilot


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A working folder with a few files."""
    folder = tmp_path / "here"
    (folder / "logs").mkdir(parents=True)
    (folder / "logs" / "vpn.log").write_bytes(b"x" * 12 * 1024)
    (folder / "logs" / "vpn-old.log").write_bytes(b"x")
    (folder / "screen.png").write_bytes(b"x" * 300)
    (folder / ".hidden").write_bytes(b"secret")
    (folder / "bad\x1bname").write_bytes(b"x")
    return folder


@pytest.fixture
def setting(here: Path) -> Setting:
    return Setting(here=here, environ={"HOME": str(here)})


def frame(pilot: "Pilot[None]") -> str:
    return next(line for line in lines(pilot) if "PUBLIC REPLY" in line or "INTERNAL" in line)


def asked(pilot: "Pilot[None]") -> str:
    return lines(pilot)[-1].strip()


async def attach(pilot: "Pilot[None]", path: str) -> None:
    await keys(pilot, "ctrl+o")
    await typed(pilot, path)
    await keys(pilot, "enter")


@pytest.mark.parametrize(("key", "where"), [("r", "posts"), ("c", "comments")])
async def test_a_file_is_chosen_shown_kept_and_sent(
    place: Place, setting: Setting, key: str, where: str
) -> None:
    async with place.app(setting=setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, key)
        await attach(pilot, "logs/vpn.log")
        assert "📎 vpn.log 12 KB · draft saved 09:00" in frame(pilot)
        assert status(pilot) == "vpn.log, 12 KB, goes along."
        await keys(pilot, "escape")
        assert status(pilot).endswith("is kept as a draft.")
    async with place.app(setting=setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, key)
        await typed(pilot, "See the log.")
        await attach(pilot, "~/screen.png")
        assert "📎 vpn.log 12 KB, screen.png 300 B" in frame(pilot)
        await keys(pilot, "ctrl+s")
        (sent,) = place.written
        assert sent.path.endswith(f"/1042/{where}/")
        assert sent.body.count(b"filename=") == 2
        assert "📎 vpn.log   screen.png" in glass(pilot)
        await keys(pilot, key)
        assert "vpn.log" not in frame(pilot)


async def test_tab_completes_a_path(place: Place, setting: Setting) -> None:
    async with place.app(setting=setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r", "ctrl+o")
        assert asked(pilot) == "attach:"
        await keys(pilot, "tab")
        assert status(pilot) == "logs/  screen.png"
        await keys(pilot, "l", "tab")
        assert asked(pilot) == "attach: logs/"
        await keys(pilot, "tab")
        assert asked(pilot) == "attach: logs/vpn"
        await keys(pilot, "tab")
        assert status(pilot) == "vpn-old.log  vpn.log"
        await keys(pilot, "full_stop", "tab", "enter")
        assert "📎 vpn.log 12 KB" in frame(pilot)
        await keys(pilot, "ctrl+o", "~", "slash", "full_stop", "tab")
        assert asked(pilot) == "attach: ~/.hidden"
        await keys(pilot, "escape", "H", "i")
        assert " Hi" in glass(pilot)
        assert ".hidden" not in frame(pilot)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nothing.log", "nothing.log cannot be read: No such file"),
        ("logs", "logs is not a file."),
        ("large", "large has 51.0 MB; a file may have"),
    ],
)
async def test_what_cannot_be_sent_is_not_attached(
    place: Place, setting: Setting, here: Path, path: str, said: str
) -> None:
    with (here / "large").open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    async with place.app(setting=setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await attach(pilot, path)
        assert said in " ".join(glass(pilot).split())
        assert "📎" not in frame(pilot)


@pytest.mark.parametrize("again", ["", "screen.png"])
async def test_a_file_can_be_taken_off(place: Place, setting: Setting, again: str) -> None:
    async with place.app(setting=setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await attach(pilot, "logs/vpn.log")
        await attach(pilot, "screen.png")
        await attach(pilot, again)
        assert "Take off" in glass(pilot)
        await keys(pilot, "s", "c", "r", "enter")
        assert "📎 vpn.log 12 KB" in frame(pilot)
        assert "screen.png" not in frame(pilot)
        await attach(pilot, "")
        await keys(pilot, "enter")
        assert "vpn.log" not in frame(pilot)


async def test_on_a_small_screen_many_files_are_counted(place: Place, setting: Setting) -> None:
    async with place.app((80, 24), setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        for path in ("logs/vpn.log", "logs/vpn-old.log", "screen.png"):
            await attach(pilot, path)
        assert "PUBLIC REPLY to john@acme.com, cc 2 · 📎 3 files 12 KB" in frame(pilot)


async def test_a_file_that_is_gone_is_named_and_nothing_is_sent(
    place: Place, setting: Setting, here: Path
) -> None:
    async with place.app(setting=setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "See the picture.")
        await attach(pilot, "screen.png")
        (here / "screen.png").unlink()
        await keys(pilot, "ctrl+s")
        assert "screen.png cannot be read any more." in " ".join(glass(pilot).split())
        assert "screen.png is gone" in frame(pilot)
        assert "See the picture." in glass(pilot)
        assert not place.written


async def test_a_file_that_goes_while_its_reply_waits_makes_that_a_draft_again(
    place: Place, setting: Setting, here: Path
) -> None:
    async with place.app(setting=setting) as pilot:
        await open_ticket(pilot, 1042)
        await keys(pilot, "r")
        await typed(pilot, "See the picture.")
        await attach(pilot, "screen.png")
        place.line.offline = True
        await keys(pilot, "ctrl+s")
        assert "waits on this machine" in status(pilot)
        place.line.offline = False
        (here / "screen.png").unlink()
        await keys(pilot, "ctrl+r")
        assert "screen.png cannot be read" in toast(pilot)
        assert not place.written
        await keys(pilot, "r")
        assert "screen.png is gone" in frame(pilot)
        assert "See the picture." in glass(pilot)
