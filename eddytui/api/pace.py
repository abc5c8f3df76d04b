"""How fast the helpdesk may be asked: one allowance for everybody, punished by a block.

Architecture section 6, `behaviour.md` section 5. The counter belongs to the whole helpdesk, so the
server's own figure beats our count. Knows nothing of HTTP. The sleeps are short and the state is
looked at anew after each: it may be moved to a file that several processes share.
"""

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import IntEnum
from itertools import count
from math import ceil
from typing import Literal

from eddytui.api.errors import Blocked

Bucket = Literal["api", "kb"]
"""The knowledge base has an allowance of its own; the two do not count against each other."""

_WINDOW = 60.0
_NAP = 1.0
# Of what the server allows, the part we use by our own count: others may be asking too.
_OURS = 0.9
_DAY = 86_400.0


class Lane(IntEnum):
    """Who is asking; a lower number goes first."""

    WRITE = 0
    SCREEN = 1
    BACKGROUND = 2


# The part of the allowance that a lane leaves to the lanes before it.
_LEAVES = {Lane.WRITE: 0.0, Lane.SCREEN: 0.1, Lane.BACKGROUND: 0.2}


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a bucket, for the status line."""

    limit: int
    remaining: int
    blocked_until: datetime | None = None
    blocked_for: int = 0
    """Seconds to the end of the block, for a countdown."""


@dataclass(slots=True)
class _State:
    """One bucket: what we sent, what the server said last, until when it is blocked."""

    limit: int
    block: float
    sent: deque[float] = field(default_factory=deque)
    told: int | None = None
    told_at: float = 0.0
    told_by: int = 0
    """Which request's answer it was."""
    since_told: int = 0
    """How many requests the server had not counted then, as far as can be known."""
    flying: set[int] = field(default_factory=set)
    """The requests whose answers have not come yet."""
    blocked_until: float = 0.0
    waiting: list[tuple[Lane, int]] = field(default_factory=list)

    def is_blocked(self, now: float) -> bool:
        """Whether nothing may be sent at all."""
        return self.blocked_until > now

    def is_told(self, now: float) -> bool:
        """Whether the server's last figure still counts; not when the clock went back since."""
        return self.told is not None and 0 <= now - self.told_at < _WINDOW

    def remaining(self, now: float, limit: int) -> int:
        """What the server told less what was sent since, else `limit` less our last minute."""
        if self.sent and self.sent[-1] > now:  # a clock that went back would keep them for ever
            self.sent = deque(min(moment, now) for moment in self.sent)
        while self.sent and now - self.sent[0] >= _WINDOW:
            self.sent.popleft()
        if self.told is not None and self.is_told(now):
            return max(self.told - self.since_told, 0)
        return max(limit - len(self.sent), 0)

    def frees_at(self, now: float) -> float:
        """When more may be left than now."""
        if self.is_told(now):
            return self.told_at + _WINDOW
        return self.sent[0] + _WINDOW if self.sent else now


class Pace:
    """Lets requests through in time; any number of clients of one helpdesk may share it."""

    def __init__(
        self,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Take the wall clock in seconds (blocks outlive a process), a sleep, and chance."""
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._arrival = count(1)
        self._buckets: dict[Bucket, _State] = {
            "api": _State(limit=300, block=20 * 60.0),
            "kb": _State(limit=60, block=60 * 60.0),
        }

    async def turn(self, bucket: Bucket, lane: Lane) -> int:
        """Wait until one request may be sent, and count it; its number. Raises Blocked at once."""
        state = self._buckets[bucket]
        number = next(self._arrival)
        place = (lane, number)
        state.waiting.append(place)
        try:
            while (seconds := self._seconds_left(state, place)) > 0:
                await self._sleep(min(seconds, _NAP))
            state.sent.append(self._clock())
            state.since_told += 1
            state.flying.add(number)
        finally:
            state.waiting.remove(place)
        return number

    def check(self, bucket: Bucket) -> None:
        """Raise Blocked when a block came while a request waited after its turn."""
        self._check_block(self._buckets[bucket])

    def landed(self, bucket: Bucket, number: int) -> None:
        """The request of this number is over, whatever became of it."""
        self._buckets[bucket].flying.discard(number)

    async def back_off(self, attempt: int) -> None:
        """Wait before a request is tried again: about 0.5, 1, 2 … seconds."""
        await self._sleep(2.0 ** (attempt - 2) * (0.5 + self._jitter()))

    def heard(
        self, bucket: Bucket, limit: int | None, remaining: int | None, number: int | None = None
    ) -> None:
        """Take over what the headers of an answer said; None where a header was missing.

        Answers overtake each other: one to an older request is believed when it tells of less.
        """
        state = self._buckets[bucket]
        if limit is not None and limit > 0:
            state.limit = limit
        if remaining is None:
            return
        now, left = self._clock(), max(remaining, 0)
        newest = number is None or number > state.told_by or not state.is_told(now)
        if newest or left < (state.told or 0):
            state.told, state.told_at = left, now
            state.told_by = state.told_by if number is None else number
            state.since_told = 0 if number is None else len(state.flying - {number})

    def blocked(self, bucket: Bucket, until: datetime | None = None) -> datetime:
        """Send nothing before `until`, else for the bucket's usual block; return the end."""
        state, now = self._buckets[bucket], self._clock()
        end = now + state.block if until is None else min(until.timestamp(), now + _DAY)
        state.blocked_until = max(state.blocked_until, end)
        state.told = None
        return datetime.fromtimestamp(state.blocked_until, UTC)

    def allowance(self, bucket: Bucket = "api") -> Allowance:
        """What is left now, and the end of a block if there is one."""
        state, now = self._buckets[bucket], self._clock()
        if state.is_blocked(now):
            until = datetime.fromtimestamp(state.blocked_until, UTC)
            return Allowance(state.limit, 0, until, ceil(state.blocked_until - now))
        return Allowance(state.limit, state.remaining(now, state.limit))

    def now(self) -> datetime:
        """The clock's time, aware; for headers that name a duration."""
        return datetime.fromtimestamp(self._clock(), UTC)

    def _check_block(self, state: _State) -> float:
        """The time; raises Blocked while nothing may be sent."""
        now = self._clock()
        if state.is_blocked(now):
            raise Blocked(datetime.fromtimestamp(state.blocked_until, UTC))
        return now

    def _seconds_left(self, state: _State, place: tuple[Lane, int]) -> float:
        """How long this one has to wait, 0 for go on. Those ahead keep their slots."""
        now = self._check_block(state)
        ahead = sum(other < place for other in state.waiting)
        left_over = state.remaining(now, max(int(state.limit * _OURS), 1)) - ahead
        if left_over > state.limit * _LEAVES[place[0]]:
            return 0.0
        return max(state.frees_at(now) - now, 0.01)
