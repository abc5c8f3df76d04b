"""Writing on in one's own editor."""

import signal
import sys
from pathlib import Path

import pytest

from eddytui.ui.editor import NoEditor, command
from tests.e2e.home import Home
from tests.e2e.server import Server
from tests.e2e.terminal import Terminal

EDITOR = """
import os, sys, time
print("EDITING", os.path.basename(sys.argv[1]), oct(os.stat(sys.argv[1]).st_mode),
    "knows the key" if "EDDYTUI_API_KEY" in os.environ else "knows no key", flush=True)
plan, end = [], time.monotonic() + 30
while not plan and time.monotonic() < end:
    plan = [name for name in ("append", "give-up") if os.path.exists(name)]
    time.sleep(0.01)
os.remove(plan[0])
with open(sys.argv[1], "a") as file:
    print("\\nThe rest was written elsewhere. \\x1b[2J\\x07", file=file)
sys.exit(plan == ["give-up"])
"""
"""Does what the file that appears beside it is called."""


def editor(folder: Path) -> str:
    script = folder / "my editor.py"
    script.write_text(EDITOR)
    return f"{sys.executable} '{script}'"


def composing(desk: Terminal) -> None:
    desk.see("1041 .*Cannot print invoice")
    desk.press(":1041", "enter", "r", "Dear Maria, ")
    desk.see("PUBLIC REPLY to", "Dear Maria,")


def test_the_text_comes_back_and_meanwhile_the_app_goes_on(home: Home) -> None:
    with Server(tickets=400) as server:
        server.answers_until = 12
        desk = home.open(environ=server.environ | {"EDITOR": editor(home.folder)})
        composing(desk)
        desk.press("ctrl+e")
        desk.see(r"^EDITING eddytui-\w+\.md 0o100600 knows no key")
        assert desk.modes_left_on == set(), "the editor has the terminal for itself"
        server.free.set()
        assert server.answered(18), "the next is asked for when the one before was read"
        (home.folder / "append").touch()
        desk.see("PUBLIC REPLY to", "Dear Maria,", r"The rest was written elsewhere\.")
        assert desk.modes[1049]
        desk.press("ctrl+e")
        desk.see("EDITING")
        (home.folder / "give-up").touch()
        desk.see("The editor changed nothing", "PUBLIC REPLY", "The rest was written elsewhere")
        assert desk.text.count("written elsewhere") == 1
        desk.press("ctrl+q")
        assert desk.left() == 0
        assert not list((home.folder / "runtime").rglob("*.md"))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_what_the_editor_saved_is_kept_when_the_program_is_ended(
    home: Home, end: signal.Signals
) -> None:
    desk = home.open("--demo", environ={"EDITOR": editor(home.folder)})
    composing(desk)
    desk.press("ctrl+e")
    desk.see("EDITING")
    (file,) = (home.folder / "runtime").rglob("*.md")
    file.write_text("Written in the editor and saved.")
    if end == signal.SIGKILL:
        home.on_disk(desk, "Written in the editor and saved.")
    desk.kill(end)
    if end == signal.SIGTERM:
        assert desk.left() == 0
        assert desk.modes_left_on == set()
        assert not file.exists()
    (home.folder / "give-up").touch()  # ends the editor, which nobody waits for any more

    again = home.open("--demo")
    again.see("1041 .*Cannot print invoice")
    again.press(":1041", "enter", "r")
    again.see(r"Written in the editor and saved\.")


def test_an_editor_that_cannot_be_started_is_told_and_writing_goes_on(home: Home) -> None:
    desk = home.open("--demo", environ={"EDITOR": "/no/such/editor -x"})
    composing(desk)
    desk.press("ctrl+e")
    desk.see("The editor /no/such/editor could not be started: No such file")
    desk.press("and more")
    desk.see("Dear Maria, and more")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"EDITOR": "code --wait"}, ["code", "--wait"]),
        ({"VISUAL": "'/opt/my editor' -x", "EDITOR": "ed"}, ["/opt/my editor", "-x"]),
        ({"VISUAL": "", "EDITOR": "ed"}, ["ed"]),
    ],
)
def test_visual_goes_before_editor(environ: dict[str, str], words: list[str]) -> None:
    assert command(environ) == words


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({}, r"No editor is set\. Set EDITOR"),
        ({"EDITOR": "vim 'x"}, "The editor cannot be read from vim 'x: a quote is not closed"),
    ],
)
def test_an_editor_that_is_not_set_right_is_told(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(NoEditor, match=sentence):
        command(environ)
