"""A morning at the desk, by keyboard alone, in a real terminal."""

import pytest

from tests.e2e.home import Home
from tests.e2e.terminal import Terminal

REPLY = "done, John: mind the new gateway."
NOTE = "mended by a restart."
"""Letters that are commands where no text is typed; the keys before them come in the same burst."""
NOTED = "Add a comment to the request"


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_a_ticket_is_read_answered_noted_taken_closed_and_opened_again(
    home: Home, size: tuple[int, int]
) -> None:
    home.prefer("send_delay = 0")
    desk = home.open("--demo", size=size)
    desk.see("1042 .*VPN down for the whole", "as of")
    desk.press(":1042", "enter")
    desk.see("#1042 +VPN down", r"\[Replies 2\]", "It is 34 people now", "nobody")

    write(desk, "r", "PUBLIC REPLY to john@acme.com", REPLY)
    desk.see("The reply to #1042 was sent")
    desk.press("G")
    desk.see(f"Ira Kask · staff(?s:.*){REPLY}")
    write(desk, "c", "INTERNAL NOTE, colleagues only", NOTE)
    desk.see("The note to #1042 was added")
    desk.press("2")
    desk.see(rf"\[Notes .*\](?s:.*)NOTE · Ira Kask(?s:.*){NOTE}")

    desk.press("m")
    desk.see("#1042 is yours, In progress", "#1042.*In progress.*Ira Kask")
    desk.press("s", "c", "enter")
    desk.see("#1042 Closed · u undo", "#1042.*Closed.*Ira Kask")
    desk.press("u")
    desk.see("Taken back: #1042 Closed", "#1042.*In progress.*Ira Kask")
    desk.press("3", "ctrl+r")
    desk.see(r"\[Audit", 'status from "Closed"', NOTED)
    desk.press("q", "q")
    assert desk.left() == 0
    assert desk.modes_left_on == set()


def write(desk: Terminal, key: str, readers: str, text: str) -> None:
    desk.press(key, text)
    desk.see(readers, text, "draft saved")
    desk.press("ctrl+s")
    desk.miss(readers)
