"""Commands in a terminal: what is printed there, what is asked, and how they are stopped."""

import asyncio
import re
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from eddytui.demo.faults import held_answers, refused
from eddytui.text.clean import CONTROL
from tests.e2e.home import EDDYTUI, Home
from tests.e2e.server import Server
from tests.faults import WRITES

WIDTH = 80


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def an_editor(folder: Path, does: str) -> str:
    """An editor that does something to the file it is given."""
    editor = folder / "editor"
    editor.write_text(f"#!/bin/sh\n{does}\n")
    editor.chmod(0o700)
    return str(editor)


def test_every_ticket_of_the_demo_fits_the_terminal_and_none_acts_on_it(home: Home) -> None:
    paper = home.open(
        *("--demo", "--tickets", "60", "tickets", "list", "--query", "sort:id", "--limit", "999"),
        size=(WIDTH, 100),
    )
    assert paper.left() == 0
    lines = paper.raw.decode().splitlines()
    assert len(lines) > 40
    assert not any(CONTROL.search(line) for line in lines)
    assert b"\x1b" not in paper.raw
    seen = paper.text.splitlines()
    assert [line for line in seen if line.startswith("1042  VPN down")]
    # A line that is too long would go on below.
    assert all(line[:1].isdecimal() or line.startswith("#") for line in seen if line)


def test_the_editors_text_is_sent(home: Home, server: Server) -> None:
    editor = an_editor(home.folder, 'echo "Typed **there**." > "$1"')
    environ = {**server.environ, "VISUAL": editor, "EDITOR": editor}
    paper = home.open("tickets", "reply", "1042", environ=environ)
    assert paper.left() == 0
    assert "The reply is in #1042." in paper.text
    post = server.helpdesk.world.thread(1042).messages("post")[-1]
    assert post.text == "<p>Typed <strong>there</strong>.</p>"


def test_an_editor_that_saves_nothing_sends_nothing(home: Home, server: Server) -> None:
    environ = {**server.environ, "VISUAL": "true", "EDITOR": "true"}
    paper = home.open("tickets", "note", "1042", environ=environ)
    assert paper.left() == 2
    assert "There is no text, so nothing is sent." in paper.text
    broken = home.open("tickets", "note", "1042", environ={**environ, "VISUAL": "false"})
    assert broken.left() == 2
    assert "The editor did not work:" in broken.text
    assert ["POST" for verb, _ in server.helpdesk.requests if verb == "POST"] == []


@pytest.mark.parametrize(
    ("line", "method", "ends"),
    [
        ("tickets new --title Access", "POST", 0),
        ("tickets reply 1042 --edit {post}", "PUT", 0),
        ("tickets new --title Access", "never", 1),
        ("tickets reply 1042", "never", 1),
    ],
)
def test_what_was_written_in_the_editor_is_not_lost(
    line: str, method: str, ends: int, home: Home, server: Server
) -> None:
    post = server.helpdesk.world.thread(1042).messages("post")[-1]
    server.faults.put(refused(422), methods={method})
    editor = an_editor(home.folder, f'echo "Typed there." > "$1"; exit {ends}')
    words = line.format(post=post.id).split()
    paper = home.open(*words, environ={**server.environ, "VISUAL": editor})
    assert paper.left() == (2 if ends else 4)
    (path,) = home.state.glob("text-*.md")
    assert f"The text that was written is kept in {path}." in paper.raw.decode()
    assert path.read_text() == "Typed there.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_text_is_left_behind_when_all_went_well(home: Home, server: Server) -> None:
    editor = an_editor(home.folder, 'echo "Typed there." > "$1"')
    words = ("tickets", "new", "--title", "Access")
    paper = home.open(*words, environ={**server.environ, "VISUAL": editor})
    assert paper.left() == 0
    assert list(home.folder.rglob("*.md")) == []


def test_what_cannot_be_taken_back_is_asked_for_twice(home: Home, server: Server) -> None:
    paper = home.open("tickets", "delete", "1042", "--forever", environ=server.environ)
    paper.see("Delete #1042 for ever\\?")
    paper.press("y", "enter")
    paper.see("Really delete for ever\\?")
    paper.press("n", "enter")
    assert paper.left() == 130
    assert "Stopped." in paper.text
    assert [verb for verb, _ in server.helpdesk.requests if verb == "DELETE"] == []


def test_ctrl_c_ends_a_command_that_waits_for_the_helpdesk(home: Home, server: Server) -> None:
    server.answers_until = 0
    paper = home.open("tickets", "list", environ=server.environ)
    server.held.wait(10)
    paper.press("ctrl+c")
    assert paper.left() == 130
    assert "Stopped." in paper.text
    assert "Traceback" not in paper.text


def test_ctrl_c_during_a_sync_says_where_it_stands_and_the_next_run_goes_on(
    home: Home, server: Server
) -> None:
    environ = server.environ
    home.run("sync", environ=environ)
    server.answers_until = len(server.helpdesk.requests) + 9
    paper = home.open("sync", "--all", environ=environ)
    assert server.held.wait(10)
    paper.press("ctrl+c")
    assert paper.left() == 130
    assert re.search(r"It stopped at \d+ of \d+ tickets", paper.text)
    assert "The next run goes on from there." in paper.text
    assert "Stopped." in paper.text
    server.free.set()
    again = home.open("sync", "--all", environ=environ)
    assert again.left() == 0
    assert b"[####################] 100 %" in again.raw
    assert re.search(r"Tickets: \d+ read, \d+ here\.", again.text)


class Hold:
    """The answers to what changes something, until they are let go."""

    def __init__(self, server: Server) -> None:
        self.came, self.free = threading.Event(), threading.Event()
        server.faults.put(held_answers(self._wait), methods=WRITES)

    async def _wait(self) -> None:
        self.came.set()
        await asyncio.to_thread(self.free.wait)


@pytest.fixture
def hold(server: Server) -> Iterator[Hold]:
    hold = Hold(server)
    yield hold
    hold.free.set()


def test_ctrl_c_waits_for_the_answer_to_what_was_sent(
    home: Home, server: Server, hold: Hold
) -> None:
    paper = home.open("tickets", "reply", "1042", "-m", "On it.", environ=server.environ)
    assert hold.came.wait(10)
    paper.press("ctrl+c")
    paper.see("Waiting for the helpdesk's answer to what was sent.")
    hold.free.set()
    assert paper.left() == 0
    assert "The reply is in #1042." in paper.text


def test_ctrl_c_stops_before_the_next_ticket(home: Home, server: Server, hold: Hold) -> None:
    paper = home.open("tickets", "delete", "1042", "1041", "--yes", environ=server.environ)
    assert hold.came.wait(10)
    paper.press("ctrl+c")
    paper.see("Waiting for the helpdesk's answer to what was sent.")
    hold.free.set()
    assert paper.left() == 130
    assert "#1042: in the bin." in paper.text
    assert "Stopped. Left as before: #1041." in paper.text
    assert not server.helpdesk.world.tickets[1041].deleted


@pytest.mark.parametrize("line", ["reply 1042 -m x", "new --title x -m x", "delete 1042 --yes"])
def test_a_second_ctrl_c_leaves_and_says_what_is_not_known(
    line: str, home: Home, server: Server, hold: Hold
) -> None:
    paper = home.open("tickets", *line.split(), environ=server.environ)
    assert hold.came.wait(10)
    paper.press("ctrl+c")
    paper.see("Waiting for the helpdesk's answer to what was sent.")
    paper.press("ctrl+c")
    assert paper.left() == 130
    assert "Perhaps sent: It is not known whether the helpdesk kept this." in paper.text
    assert "Traceback" not in paper.text


def test_a_reader_who_goes_away_ends_a_command_quietly(home: Home) -> None:
    process = subprocess.Popen(  # noqa: S603 - our own program
        [
            *EDDYTUI,
            *("--demo", "tickets", "list", "--query", "sort:id", "--limit", "999", "--json"),
        ],
        env=home.environ({}),
        cwd=home.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"{\n"
    process.stdout.close()
    told = process.stderr.read().decode()
    process.stderr.close()
    assert (process.wait(), told) == (141, "")


@pytest.mark.parametrize(("rows", "paged"), [(24, True), (200, False)])
def test_a_ticket_is_paged_only_when_it_does_not_fit(home: Home, rows: int, paged: bool) -> None:
    line = ("--demo", "--tickets", "1", "tickets", "show", "1042", "--audit")
    paper = home.open(*line, size=(100, rows), environ={"PAGER": "cat -n"})
    assert paper.left() == 0
    assert (b"     1\tTicket           #1042 VPN down" in paper.raw) is paged
    assert b"It is 34 people now." in paper.raw
    assert b"History\r\n" in paper.raw


@pytest.mark.parametrize(
    ("width", "headings"),
    [(40, ["#", "Title", "Request…"]), (60, ["#", "Title", "Request…", "Status", "Priority"])],
)
def test_a_narrow_terminal_has_fewer_columns_that_can_be_read(
    home: Home, width: int, headings: list[str]
) -> None:
    line = ("--demo", "--tickets", "60", "tickets", "list", "--limit", "999")
    paper = home.open(*line, size=(width, 100))
    assert paper.left() == 0
    heading, *lines = [line for line in paper.text.splitlines() if line]
    assert heading.split() == headings
    assert [line for line in lines if line.startswith("1042  VPN down for")]
    # A line that is too long would go on below.
    assert all(line[:1].isdecimal() for line in lines)
