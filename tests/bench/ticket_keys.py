"""A ticket: opening one, its tabs, a page of its thread, and back to the queue."""

from collections.abc import Iterator

from tests.bench import glass
from tests.bench.fill import Home, Thread
from tests.bench.measuring import Answer, hold, press, press_until
from tests.bench.plan import Plan
from tests.bench.process import Load
from tests.bench.queue_keys import ALL_OPEN, figures
from tests.bench.session import Session
from tests.bench.starts import demo
from tests.bench.targets import Figure

LENGTHS = (10, 100, 1000)
"""Of threads, in replies; the demo's nearest ones are opened."""
SCENES = ("open", "back", "tab", "leaf")
_TABS = (("2", "Notes"), ("3", "Audit"), ("5", "Fields"), ("1", "Replies"))
_OPENINGS = 5
_GAP_RATE, _GAP_COUNT = 40.0, 40


def scene(plan: Plan, home: Home) -> Iterator[Figure]:
    """Everything that is done in a ticket, in one session."""
    with demo(home) as session:
        session.wait_for(glass.queue)
        session.settle(1.0)
        press(session, ALL_OPEN)
        session.settle(1.0)
        plan.patience.wait()
        for length, thread in zip(LENGTHS, home.threads, strict=True):
            yield from _ticket(session, plan, length, thread, first=thread is home.threads[0])


def _ticket(
    session: Session, plan: Plan, length: int, thread: Thread, *, first: bool
) -> Iterator[Figure]:
    load = Load(session.pid)
    opened, gaps, backs = [], [], []
    for number in range(min(_OPENINGS, plan.runs)):
        opened.append(_open(session, thread))
        gaps.append(hold(session, "k", "j", count=_GAP_COUNT, rate=_GAP_RATE).longest)
        session.settle(1.0)
        if number == 0 and length == LENGTHS[-1]:
            yield from _inside(session, plan, length)
        backs.append(press_until(session, glass.queue, "q"))
        session.settle(1.0)
    others = load.others()
    if first:
        yield Figure("open.first", length, (opened.pop(0).time,), others=others)
    yield from figures("open", length, opened, others)
    yield Figure("open.gap", length, tuple(gaps), others=others)
    yield Figure("back.time", length, tuple(answer.time for answer in backs), others=others)


def _open(session: Session, thread: Thread) -> Answer:
    """Type the number, then measure the key that opens it."""
    press(session, "#")
    press(session, str(thread.ticket))
    session.settle(0.5)
    return press_until(session, glass.ticket(thread.ticket), "enter")


def _inside(session: Session, plan: Plan, length: int) -> Iterator[Figure]:
    load = Load(session.pid)
    tabs = [
        press_until(session, glass.tab(title), key)
        for _ in range(max(1, plan.runs // 3))
        for key, title in _TABS
    ]
    yield Figure("tab.time", length, tuple(answer.time for answer in tabs), others=load.others())
    session.settle(1.0)
    pages = [press(session, "pageup") for _ in range(plan.presses // 2)]
    yield from figures("leaf", length, pages, load.others())
