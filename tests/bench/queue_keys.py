"""The queue: keys in the table, the preview, a change, and doing nothing."""

import time
from collections.abc import Iterator, Sequence

from tests.bench import glass
from tests.bench.fill import Home
from tests.bench.measuring import Answer, after, hold, press, press_until, rest
from tests.bench.plan import Plan
from tests.bench.process import Load
from tests.bench.session import Session
from tests.bench.starts import demo, hello
from tests.bench.targets import ROWS, Figure

ALL_OPEN, UNASSIGNED = "5", "3"
SCENES = ("down", "scroll", "held", "preview", "page", "change", "idle")
_HELD_ROUNDS = 3
_PREVIEWS, _CHANGES, _PAGES = 6, 5, 3
_FOLLOWS = 0.28
"""Seconds by which the preview has followed, and its thread is not asked for yet."""
_ASKED = 0.8


def scene(plan: Plan, home: Home) -> Iterator[Figure]:
    """Everything that is done in a queue of this size, in one session."""
    floor = list(_floor_idle(plan, home)) if plan.wants("idle") else []
    with demo(home) as session:
        session.wait_for(glass.queue)
        session.settle(1.0)
        plan.patience.wait()
        if plan.wants("idle"):
            yield from _idle(session, plan, home.tickets, floor)
        if plan.wants("down", "scroll"):
            yield from _down(session, plan, home.tickets)
        if plan.wants("held"):
            yield from _held(session, home.tickets)
        if plan.wants("page"):
            yield from _page(session, plan, home.tickets)
        if plan.wants("preview"):
            yield from _preview(session, home.tickets)
        if plan.wants("change"):
            yield from _change(session, home.tickets)


def figures(
    group: str, size: int, answers: Sequence[Answer], others: float = 0.0
) -> Iterator[Figure]:
    """What the table has of the same key pressed again and again: time, bytes, frames."""
    for part in Answer._fields if answers else ():
        if (name := f"{group}.{part}") in ROWS:
            values = tuple(float(getattr(answer, part)) for answer in answers)
            yield Figure(name, size, values, others=others)


def _to_the_top(session: Session, view: str = ALL_OPEN) -> None:
    press(session, view)
    press(session, "g")
    session.settle(1.0)


def _down(session: Session, plan: Plan, tickets: int) -> Iterator[Figure]:
    _to_the_top(session)
    load = Load(session.pid)
    stayed: list[Answer] = []
    scrolled: list[Answer] = []
    top = glass.rows(session.text())[:1]
    for number in range(plan.presses):
        answer = press(session, "j")
        before, top = top, glass.rows(session.text())[:1]
        if number:
            (stayed if top == before else scrolled).append(answer)
    yield from figures("down", tickets, stayed, load.others())
    yield from figures("scroll", tickets, scrolled, load.others())


def _held(session: Session, tickets: int) -> Iterator[Figure]:
    load = Load(session.pid)
    runs = []
    for _ in range(_HELD_ROUNDS):
        _to_the_top(session)
        runs.append(hold(session, "j"))
    bytes_a_key = tuple(run.bytes_a_key for run in runs)
    yield Figure("held.bytes", tickets, bytes_a_key, others=load.others())
    yield Figure("held.lag", tickets, tuple(run.lag for run in runs), others=load.others())


def _page(session: Session, plan: Plan, tickets: int) -> Iterator[Figure]:
    _to_the_top(session)
    load = Load(session.pid)
    answers = [
        press(session, key)
        for _ in range(max(1, plan.presses // (4 * _PAGES)))
        for key in ("pagedown", "pageup")
        for _ in range(_PAGES)
    ]
    yield from figures("page", tickets, answers, load.others())


def _preview(session: Session, tickets: int) -> Iterator[Figure]:
    """Down first, so that the threads are in the store; the measured way is the way back."""
    _to_the_top(session)
    for _ in range(_PREVIEWS):
        press(session, "j")
        session.settle(_ASKED)
    load = Load(session.pid)
    answers = []
    for _ in range(_PREVIEWS):
        press(session, "k")
        mark, now = session.mark(), time.perf_counter_ns()
        answers.append(after(session, mark, now, _FOLLOWS))
        session.settle(_ASKED)
    yield from figures("preview", tickets, answers, load.others())


def _change(session: Session, tickets: int) -> Iterator[Figure]:
    """Take the first ticket that nobody owns: it leaves the view. Then take it back."""
    _to_the_top(session, UNASSIGNED)
    load = Load(session.pid)
    answers = []
    for _ in range(_CHANGES):
        number = glass.rows(session.text())[0]
        answers.append(press_until(session, glass.without(number), "m"))
        session.settle(_ASKED)
        press(session, "u")
        session.settle(_ASKED)
        press(session, "g")
        session.settle(_ASKED)
    yield from figures("change", tickets, answers, load.others())


def _floor_idle(plan: Plan, home: Home) -> Iterator[tuple[float, float, float]]:
    with hello(home) as session:
        session.wait_for(glass.hello)
        session.settle(1.0)
        yield rest(session, plan.idle / 2)


def _idle(
    session: Session, plan: Plan, tickets: int, floor: Sequence[tuple[float, float, float]]
) -> Iterator[Figure]:
    session.settle(2.0)
    load = Load(session.pid)
    found = rest(session, plan.idle)
    names = ("bytes", "cpu", "wakeups")
    for name, value, below in zip(names, found, floor[0], strict=True):
        yield Figure(f"idle.{name}", tickets, (value,), (below,), load.others())
