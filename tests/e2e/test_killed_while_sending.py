"""A program that is killed at any moment of a reply never doubles it and never loses it."""

import asyncio
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from eddytui.demo.faults import Fault, held, held_answers
from tests.e2e.home import EDDYTUI, Home
from tests.e2e.server import Server

TEXT = "The driver is the reason."


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


def on_server(server: Server) -> int:
    """How often the reply is at the helpdesk."""
    return [post.text for post in server.helpdesk.world.thread(1042).posts].count(f"<p>{TEXT}</p>")


def in_outbox(home: Home) -> list[str]:
    """The states of what waits on this machine."""
    (path,) = home.data.glob("*.db")
    with closing(sqlite3.connect(path)) as db:
        return [state for (state,) in db.execute("SELECT state FROM pending")]


@pytest.mark.parametrize(
    ("fault", "on_its_way", "then"),
    [(held, 0, ["undecided"]), (held_answers, 1, [])],
    ids=["before it arrives", "before the answer comes"],
)
def test_a_reply_is_at_one_place(
    home: Home,
    server: Server,
    fault: Callable[[Callable[[], object]], Fault],
    on_its_way: int,
    then: list[str],
) -> None:
    assert home.run("tickets", "list", environ=server.environ).returncode == 0
    free, came = threading.Event(), threading.Event()

    async def wait() -> None:
        came.set()
        await asyncio.to_thread(free.wait)

    server.faults.put(fault(wait), methods={"POST"})
    command = [*EDDYTUI, "tickets", "reply", "1042", "-m", TEXT]
    with subprocess.Popen(command, env=home.environ(server.environ), cwd=home.folder) as program:  # noqa: S603 - our own program
        assert came.wait(30)
        program.send_signal(signal.SIGKILL)
    assert in_outbox(home) == ["sending"]
    server.faults.clear()
    free.set()
    for _ in range(2):
        told = home.run("users", "list", environ=server.environ)
        assert told.returncode == 0
        assert (on_server(server), in_outbox(home)) == (on_its_way, then)
    assert "Perhaps sent" not in told.stderr, "it is told once"
