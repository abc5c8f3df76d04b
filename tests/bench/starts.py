"""Starts: the floor and eddytui in turn, so that both meet the same machine."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from tests.bench import glass
from tests.bench.fill import Home
from tests.bench.measuring import milliseconds
from tests.bench.plan import Plan
from tests.bench.process import Load
from tests.bench.session import Seen, Session, size
from tests.bench.targets import Figure

ROOT = Path(__file__).parents[2]
HELLO = (sys.executable, str(Path(__file__).with_name("hello.py")))
EDDYTUI = (sys.executable, "-m", "eddytui")
_MIB = 1 << 20


def demo(home: Home) -> Session:
    """eddytui over the demo that a home was made for."""
    command = (*EDDYTUI, "--demo", "--tickets", str(home.tickets))
    return Session(command, home.environ, ROOT)


def hello(home: Home) -> Session:
    """The smallest Textual app."""
    return Session(HELLO, home.environ, ROOT)


class Start(NamedTuple):
    """One start."""

    time: float
    cpu: float
    bytes: float
    memory: float
    loaded: float
    others: float


def start(session: Session, seen: Seen) -> Start:
    """How a program started, from before it was made to the frame that shows `seen`."""
    with session:
        load = Load(session.pid)
        painted = session.wait_for(seen)
        others = load.others()
        session.settle()
        return Start(
            milliseconds(painted.at - session.begun),
            milliseconds(painted.cpu),
            size(session.since(0)),
            painted.memory / _MIB,
            session.memory() / _MIB,
            others,
        )


def starts(plan: Plan, homes: Sequence[Home]) -> Iterator[Figure]:
    """Starts on full stores, and the very first one, each run after one of the floor."""
    floor: list[Start] = []
    found: dict[int, list[Start]] = {home.tickets: [] for home in homes}
    first: list[Start] = []
    for number in range(plan.runs + 1):
        plan.patience.wait()
        floor.append(start(hello(homes[0]), glass.hello))
        for home in homes if plan.wants("start") else ():
            plan.patience.wait()
            found[home.tickets].append(start(demo(home), glass.queue))
        if plan.wants("first"):
            first.append(_first(homes[0], number))
    del floor[0]  # the first run of each warms the disk's cache
    if plan.wants("start"):
        for tickets, runs in found.items():
            yield from _figures(tickets, runs[1:], floor)
    if plan.wants("first"):
        times = tuple(run.time for run in first[1:])
        yield Figure("first.time", homes[0].tickets, times, _times(floor), _others(first))


def _first(home: Home, number: int) -> Start:
    """A start with nothing on disk."""
    empty = Home(home.folder / f"first-{number}", home.tickets)
    try:
        return start(demo(empty), glass.queue)
    finally:
        shutil.rmtree(empty.folder)


def _times(runs: Sequence[Start]) -> tuple[float, ...]:
    return tuple(run.time for run in runs)


def _others(runs: Sequence[Start]) -> float:
    return mean(run.others for run in runs)


def _figures(tickets: int, runs: Sequence[Start], floor: Sequence[Start]) -> Iterator[Figure]:
    for name in Start._fields[:-1]:
        values = tuple(getattr(run, name) for run in runs)
        below = tuple(getattr(run, name) for run in floor)
        yield Figure(f"start.{name}", tickets, values, below, _others(runs))


def version(plan: Plan, home: Home) -> Iterator[Figure]:
    """The shortest command."""
    times: list[float] = []
    load = Load()
    for _ in range(plan.runs + 1):
        begun = time.perf_counter_ns()
        subprocess.run(  # noqa: S603 - our own program
            (*EDDYTUI, "--version"),
            cwd=ROOT,
            env=home.environ,
            stdout=subprocess.DEVNULL,
            timeout=30,
            check=True,
        )
        times.append(milliseconds(time.perf_counter_ns() - begun))
    yield Figure("version.time", 0, tuple(times[1:]), others=max(0.0, load.others() - 1))
