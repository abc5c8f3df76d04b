"""One key, one held key, one quiet while: how a running program answers, in ms and bytes."""

import time
from collections.abc import Sequence
from typing import NamedTuple

from tests.bench.process import wakeups
from tests.bench.session import Chunk, Seen, Session, frames, size

_MS = 1_000_000
_QUIET = 0.06
"""Less than the 150 ms after which the preview follows the cursor: it is not the key's."""
_MOST = 1.0
_LAG = 0.1


class Answer(NamedTuple):
    """What came after a key."""

    time: float
    """In ms, to the end of the first frame, or of the one that shows what was waited for."""
    bytes: int
    frames: int


class Held(NamedTuple):
    """What came while a key was held."""

    bytes_a_key: float
    lag: float
    """ms from the last press to the last frame."""
    longest: float
    """ms that the slowest press waited for its frame."""


class Idle(NamedTuple):
    """A second in which nothing was pressed."""

    bytes: float
    cpu_ms: float
    wakeups: float


def milliseconds(nanoseconds: float) -> float:
    """The same in ms."""
    return nanoseconds / _MS


def press(session: Session, *keys: str, quiet: float = _QUIET) -> Answer:
    """Press keys at once and take what comes until the program is silent."""
    mark = session.mark()
    at = session.press(*keys)
    session.wait_output(mark, _MOST)
    session.wait_quiet(quiet)
    return _answer(session.since(mark), at)


def press_until(session: Session, seen: Seen, *keys: str) -> Answer:
    """Press keys and wait for what they shall show; frames are those up to the one that does."""
    session.text()
    mark = session.mark()
    at = session.press(*keys)
    shown = session.wait_for(seen, since=at)
    session.wait_quiet(_QUIET)
    got = session.since(mark)
    until = sum(end <= shown.at for end in frames(got))
    return Answer(milliseconds(shown.at - at), size(got), until)


def _answer(got: Sequence[Chunk], at: int) -> Answer:
    ends = frames(got)
    first = ends[0] if ends else at + int(_MOST * 1000 * _MS)
    return Answer(milliseconds(first - at), size(got), len(ends))


def after(session: Session, mark: int, at: int, seconds: float) -> Answer:
    """What comes in the next `seconds` after the mark; `at` is when the clock began."""
    time.sleep(seconds)
    return _answer(session.since(mark), at)


def hold(session: Session, *keys: str, count: int = 60, rate: float = 30.0) -> Held:
    """Press keys in turn at a steady rate, whether the program follows or not."""
    mark = session.mark()
    begun = time.perf_counter()
    presses: list[int] = []
    for number in range(count):
        time.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        presses.append(session.press(keys[number % len(keys)]))
    session.wait_quiet(_LAG)
    got = session.since(mark)
    ends = frames(got) or [presses[-1]]
    return Held(
        size(got) / count,
        milliseconds(max(0, ends[-1] - presses[-1])),
        milliseconds(max(_waits(presses, ends))),
    )


def _waits(presses: Sequence[int], ends: Sequence[int]) -> list[int]:
    """How long each press waited for the next frame; the last ones may have none of their own."""
    nexts = ((at, next((end for end in ends if end > at), None)) for at in presses)
    return [end - at for at, end in nexts if end is not None] or [0]


def rest(session: Session, seconds: float) -> Idle:
    """Touch nothing for some seconds."""
    mark, cpu, woken = session.mark(), session.cpu(), wakeups(session.pid)
    begun = time.perf_counter()
    time.sleep(seconds)
    passed = time.perf_counter() - begun
    return Idle(
        size(session.since(mark)) / passed,
        milliseconds(session.cpu() - cpu) / passed,
        (wakeups(session.pid) - woken) / passed,
    )
