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
    (home.folder / "vpn.log").write_text("down")
    desk.press("ctrl+o", "~/vpn.log", "enter")
    desk.see(*LINES, r"vpn\.log 4 B")
    if codes == KILLED:
        home.on_disk(desk, "vpn.log")
    end(desk)
    assert desk.left() in codes
    if codes == ORDERLY:
        assert desk.modes_left_on == set()
    assert not list(home.state.glob("crash*"))

    again = home.open("--demo")
    again.see(f"You were answering #1041 at .*, {len(KEPT)} characters · enter resume")
    again.press("enter")
    again.see(r"PUBLIC REPLY to .* vpn\.log 4 B", "This is your draft of", *LINES)


@pytest.mark.parametrize(
    ("end", "code"),
    [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 0), (signal.SIGHUP, 0)],
)
def test_a_reply_that_was_to_go_out_soon_goes_out_once_after_all(
    home: Home, end: signal.Signals, code: int
) -> None:
    home.prefer("send_delay = 600")
    (home.folder / "vpn.log").write_text("down")
    with Server() as server:
        desk = home.open(environ=server.environ)
        desk.see("1041 .*Cannot print invoice", "Ira Kask · Online", "API")
        desk.press(":1041", "enter", "r", LINES[1], "ctrl+o", "~/vpn.log", "enter")
        desk.see(LINES[1], r"vpn\.log 4 B")
        desk.press("ctrl+s")
        desk.see("The reply to #1041 goes out in ... s · u undo", "1 waiting")
        desk.kill(end)
        assert desk.left() == code
        assert answers(server) == []

        again = home.open(environ=server.environ)
        again.see("The reply to #1041 goes out in ... s · u undo", "Ira Kask · Online", "API")
        assert answers(server) == []
        again.press("ctrl+q")
        again.see("1 reply is not sent yet", "enter quit · esc stay · s send now")
        again.press("s")
        assert again.left() == 0
        last = home.open(environ=server.environ)
        last.see("1041 .*Cannot print invoice", "Ira Kask · Online", "API")
        last.press("ctrl+q")
        assert last.left() == 0
        assert answers(server) == [["vpn.log"]]


def answers(server: Server) -> list[list[str]]:
    """The files of each reply of ours to #1041 that the helpdesk has."""
    posts = server.helpdesk.world.thread(1041).posts
    return [[file.name for file in post.files] for post in posts if LINES[1] in post.text]


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
