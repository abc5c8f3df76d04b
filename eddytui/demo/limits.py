"""The helpdesk's allowance: so many requests a minute for everybody together, then a block.

All of it can be set at any time: a smaller allowance, a shorter block, others who use it too.
"""

from collections import deque
from datetime import datetime, timedelta
from typing import NamedTuple

_MINUTE = timedelta(minutes=1)


class Standing(NamedTuple):
    """Where a request stands: the allowance, what is left of it, and whether it is blocked."""

    limit: int
    remaining: int
    blocked: bool
    minutes: int
    """How long a block lasts."""


class Bucket:
    """One allowance: a number of requests in any minute."""

    def __init__(self, limit: int, block: timedelta) -> None:
        self.limit = limit
        """Requests in a minute."""
        self.block = block
        """How long a request too many closes it."""
        self.others = 0
        """How many requests a minute other people and integrations send."""
        self._times: deque[datetime] = deque()
        self._blocked_until: datetime | None = None

    def take(self, now: datetime) -> Standing:
        """Count a request. One too many blocks; requests during a block are not counted."""
        if self._blocked_until and now < self._blocked_until:
            return self._standing(0, blocked=True)
        while self._times and self._times[0] <= now - _MINUTE:
            self._times.popleft()
        if len(self._times) + self.others >= self.limit:
            self._times.clear()
            self._blocked_until = now + self.block
            return self._standing(0, blocked=True)
        self._times.append(now)
        return self._standing(self.limit - self.others - len(self._times), blocked=False)

    def _standing(self, remaining: int, *, blocked: bool) -> Standing:
        minutes = -(-self.block // _MINUTE)  # a part of one counts as one
        return Standing(self.limit, remaining, blocked, minutes)


class Limits:
    """The two allowances: the knowledge base has its own."""

    def __init__(self) -> None:
        self.api = Bucket(300, timedelta(minutes=20))
        self.knowledge = Bucket(60, timedelta(hours=1))

    def take(self, path: str, now: datetime) -> Standing:
        """Count a request to a path."""
        bucket = self.knowledge if "/knowledge_base" in path else self.api
        return bucket.take(now)
