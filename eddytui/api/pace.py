"""How fast the helpdesk may be asked: one allowance for everybody, punished by a block.

Architecture section 6, `behaviour.md` section 5. The counter belongs to the whole helpdesk, so the
server's own figure beats our count. Knows nothing of HTTP, nor of where tallies are kept. The
sleeps are short and the tally is looked at anew after each: another process may have changed it.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil

from eddytui.api.errors import Blocked
from eddytui.api.lane import Lane
from eddytui.api.ledger import Ledger, Memory
from eddytui.api.tally import Bucket, Tally

__all__ = ["Allowance", "Bucket", "Pace"]

_NAP = 1.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a bucket, for the status line."""

    limit: int
    remaining: int
    blocked_until: datetime | None = None
    blocked_for: int = 0
    """Seconds to the end of the block, for a countdown."""
    others: int = 0
    """About how many requests a minute others send; 0 when it cannot be told."""


class Pace:
    """Lets requests through in time; any number of clients of one helpdesk may share it."""

    def __init__(
        self,
        ledger: Ledger | None = None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Take where tallies are kept (else in this process), the wall clock, a sleep, and chance.

        The clock is the wall clock in seconds, as blocks outlive a process.
        """
        self._ledger = ledger or Memory()
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter

    @property
    def warning(self) -> str:
        """A sentence when what is sent cannot be counted together with other processes, else ""."""
        return self._ledger.warning

    async def turn(self, bucket: Bucket, lane: Lane) -> int:
        """Wait until one request may be sent, and count it; its number. Raises Blocked at once."""
        number = 0

        def step(tally: Tally, now: float) -> float:
            nonlocal number
            if not number:
                number = tally.number = tally.number + 1
            return tally.ask(now, lane, number, alone=self._ledger.alone)

        try:
            while (seconds := await self._unblocked(bucket, step)) > 0:
                await self._sleep(min(seconds, _NAP))
        except (asyncio.CancelledError, Blocked):
            # It comes after a step that is under way, and finds the number that it gives.
            self._ledger.note(bucket, lambda tally: tally.leave(number))
            raise
        return number

    async def check(self, bucket: Bucket) -> None:
        """Raise Blocked when a block came while a request waited after its turn."""
        await self._unblocked(bucket, lambda _tally, _now: 0.0)

    def landed(self, bucket: Bucket, number: int) -> None:
        """The request of this number is over, whatever became of it."""
        self._ledger.note(bucket, lambda tally: tally.land(self._settled(tally), number))

    async def back_off(self, attempt: int) -> None:
        """Wait before a request is tried again: about 0.5, 1, 2 … seconds."""
        await self._sleep(2.0 ** (attempt - 2) * (0.5 + self._jitter()))

    async def heard(
        self, bucket: Bucket, limit: int | None, remaining: int | None, number: int = 0
    ) -> None:
        """Take over what the headers of an answer said; None where a header was missing.

        `number` is the one of the request that was answered, while it has not landed.
        """
        if limit is not None or remaining is not None:
            await self._ledger.change(
                bucket, lambda tally: tally.hear(self._settled(tally), limit, remaining, number)
            )

    async def blocked(self, bucket: Bucket, until: datetime | None = None) -> datetime:
        """Send nothing before `until`, else for the bucket's usual block; return the end."""
        wanted = until.timestamp() if until else None
        end = await self._ledger.change(
            bucket, lambda tally: tally.block(self._settled(tally), wanted)
        )
        return datetime.fromtimestamp(end, UTC)

    def allowance(self, bucket: Bucket = "api") -> Allowance:
        """What is left, and the end of a block, as far as is known without asking other processes.

        They are asked with every request.
        """
        tally = copy(self._ledger.look(bucket))
        now = self._settled(tally)
        if tally.blocked_until > now:
            until = datetime.fromtimestamp(tally.blocked_until, UTC)
            return Allowance(tally.limit, 0, until, ceil(tally.blocked_until - now))
        return Allowance(tally.limit, tally.remaining(), others=tally.others)

    def now(self) -> datetime:
        """The clock's time, aware; for headers that name a duration."""
        return datetime.fromtimestamp(self._clock(), UTC)

    async def close(self) -> None:
        """Let go of a file that tallies are kept in; the pace can be used again."""
        await self._ledger.close()

    async def _unblocked(self, bucket: Bucket, rule: Callable[[Tally, float], float]) -> float:
        """What a rule gives for a tally and the time. Raises Blocked while nothing may be sent."""

        def guarded(tally: Tally) -> float | Blocked:
            now = self._settled(tally)
            return tally.refusal(now) or rule(tally, now)

        outcome = await self._ledger.change(bucket, guarded)
        if isinstance(outcome, Blocked):
            raise outcome
        return outcome

    def _settled(self, tally: Tally) -> float:
        """The time, to which the tally is brought; read while nobody else changes the tally."""
        now = self._clock()
        tally.settle(now)
        return now
