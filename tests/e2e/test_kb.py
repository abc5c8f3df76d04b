"""The knowledge base on the command line of a real terminal."""

import pytest

from tests.e2e.home import Home
from tests.e2e.server import Server

NUMBERED = {"PAGER": "cat -n"}
"""A pager that leaves a mark of its own."""


@pytest.mark.parametrize(("rows", "paged"), [(24, True), (80, False)])
def test_a_long_article_is_paged_only_when_it_does_not_fit(
    home: Home, rows: int, paged: bool
) -> None:
    line = ("--demo", "--tickets", "1", "kb", "vpn", "reconnect")
    terminal = home.open(*line, size=(100, rows), environ=NUMBERED)
    assert terminal.left() == 0
    assert (b"     1\tVPN reconnects every few minutes" in terminal.raw) is paged
    assert b"Send us the log" in terminal.raw
    assert b"\x1b[1" not in terminal.raw, "nothing is coloured"


def test_a_helpdesk_is_read_once_and_then_the_copy_answers(home: Home) -> None:
    with Server() as server:
        first = home.run("kb", "mailbox", "full", environ=server.environ)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Mailbox is full: how to make room\n=====")
    assert first.stderr == "Reading the knowledge base: 10 of 37 articles.\n"
    again = home.run("kb", "mailbox", "full", environ=server.environ)
    assert (again.returncode, again.stdout, again.stderr) == (0, first.stdout, "")
    nothing = home.run("kb", "xyzzy", environ=server.environ)
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "Nothing found for xyzzy." in nothing.stderr
