"""What was typed is there again, however the program ended."""

import signal
from collections.abc import Callable

import pytest

from tests.e2e.home import Home
from tests.e2e.server import Server
from tests.e2e.terminal import Terminal

LINES = ("Dear Maria,", "please try the printer in room 214.", "Yours, Ira")
KEPT = "".join(f"{line}\n" for line in LINES)
ORDERLY, KILLED = {0}, {-signal.SIGKILL}
GONE = {0, 120}
"""Python ends with 120 when the last it has written cannot be flushed any more."""
ENDS: dict[str, tuple[Callable[[Terminal], None], set[int]]] = {
    "a kill": (lambda desk: desk.kill(signal.SIGKILL), KILLED),
    "a shutdown of the machine": (lambda desk: desk.kill(signal.SIGTERM), ORDERLY),
    "a hang-up signal": (lambda desk: desk.kill(signal.SIGHUP), ORDERLY),
    "a dropped line": (Terminal.hang_up, GONE),
    "ctrl+q": (lambda desk: desk.press("ctrl+q"), ORDERLY),
}


@pytest.mark.parametrize(("end", "codes"), ENDS.values(), ids=ENDS.keys())
def test_a_reply_being_typed_survives(
    home: Home, end: Callable[[Terminal], None], codes: set[int]
) -> None:
    desk = open_composer(home)
    for line in LINES:
        desk.press(line, "enter")
    desk.see(*LINES)
    if codes == KILLED:
        home.on_disk(desk, LINES[-1])
    end(desk)
    assert desk.left() in codes
    if codes == ORDERLY:
        assert desk.modes_left_on == set()
    assert not list(home.state.glob("crash*"))

    again = home.open("--demo")
    again.see(f"You were answering #1041 at .*, {len(KEPT)} characters · enter resume")
    again.press("enter")
    again.see("PUBLIC REPLY to", "This is your draft of", *LINES)


def test_the_app_ends_when_nobody_tells_it_that_its_terminal_is_gone(home: Home) -> None:
    with Server(tickets=400) as server:
        server.answers_until = 12
        desk = home.open(environ=server.environ, owned=False)
        desk.see("1041 .*Cannot print invoice")
        desk.hang_up()
        server.free.set()  # now there is much to draw
        assert desk.left() in GONE


def open_composer(home: Home) -> Terminal:
    desk = home.open("--demo")
    desk.see("1041 .*Cannot print invoice")
    desk.press(":1041", "enter", "r")
    desk.see("PUBLIC REPLY to")
    return desk
