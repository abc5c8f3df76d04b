"""What was typed is there again, however the program ended."""

import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.e2e.home import Home
from tests.e2e.terminal import Terminal

LINES = ("Dear Maria,", "please try the printer in room 214.", "Yours, Ira")
NO_TERMINAL_TO_FLUSH_TO = 120
ENDS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "a kill": (lambda desk: desk.kill(signal.SIGKILL), -signal.SIGKILL),
    "a shutdown of the machine": (lambda desk: desk.kill(signal.SIGTERM), 0),
    "a hang-up signal": (lambda desk: desk.kill(signal.SIGHUP), 0),
    "a dropped line": (Terminal.hang_up, NO_TERMINAL_TO_FLUSH_TO),
    "ctrl+q": (lambda desk: desk.press("ctrl+q"), 0),
}


@pytest.mark.parametrize(("end", "code"), ENDS.values(), ids=ENDS.keys())
def test_a_reply_being_typed_survives(
    home: Home, end: Callable[[Terminal], None], code: int
) -> None:
    desk = open_composer(home)
    for line in LINES:
        desk.press(line, "enter")
    desk.see(*LINES)
    if code < 0:
        on_disk(home, desk, LINES[-1])
    end(desk)
    assert desk.left() == code
    if code == 0:
        assert desk.modes_left_on == set()
    assert not list(home.state.glob("crash*"))

    again = open_composer(home)
    again.see("This is your draft of", *LINES)


def open_composer(home: Home) -> Terminal:
    desk = home.open("--demo")
    desk.see("1041 .*Cannot print invoice")
    desk.press(":1041", "enter", "r")
    desk.see("PUBLIC REPLY to")
    return desk


def on_disk(home: Home, desk: Terminal, words: str) -> None:
    """Wait until the draft has these words: that is some milliseconds after they are shown."""
    (path,) = home.data.glob("*.db")
    for _ in range(100):
        with closing(sqlite3.connect(path)) as db:
            if words in "".join(text for (text,) in db.execute("SELECT text FROM drafts")):
                return
        desk.listen(0.02)
    raise AssertionError("it is not kept within two seconds")
