"""What is known of one bucket of the allowance, and the rules that follow from it.

Architecture section 6, `behaviour.md` section 5. Pure: the time is handed in. Several processes may
take turns in changing one tally, as the text that it is written as.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isfinite
from typing import Any, Literal, NamedTuple, Self

from eddytui.api.errors import Blocked
from eddytui.api.lane import Lane

Bucket = Literal["api", "kb"]
"""The knowledge base has an allowance of its own; the two do not count against each other."""

WINDOW = 60.0
_DAY = 86_400.0
_LIMITS: Mapping[str, int] = {"api": 300, "kb": 60}
_BLOCKS: Mapping[str, float] = {"api": 20 * 60.0, "kb": 60 * 60.0}
# Of what the server allows, the part we use by our own count: others may be asking too.
_OURS, _OURS_ALONE = 0.9, 0.45
_PATIENCE = 5.0
"""Seconds after which one who waits, and has not asked again, is taken to be gone."""
_SOON = 0.01


# The part of the allowance that a lane leaves to the lanes before it.
_LEAVES = {Lane.WRITE: 0.0, Lane.SCREEN: 0.1, Lane.BACKGROUND: 0.2}


class Flight(NamedTuple):
    """A request without an answer, and what happened beside it: the server may count it last."""

    since: float
    silent: int = 0
    """How many others ended that had no figure."""
    lowest: int | None = None
    """The lowest figure that others had."""
    told: bool = False
    """Whether its own figure is known."""


@dataclass(slots=True)
class Tally:
    """One bucket: what was sent, what the server said, who waits, until when it is blocked.

    Moments are seconds of the wall clock, which processes share. `settle` comes before all else.
    """

    bucket: Bucket
    limit: int
    number: int = 0
    """Of the request that asked last."""
    sent: list[float] = field(default_factory=list)
    """When the requests of the last minute were over: the server counted them before that."""
    flying: dict[int, Flight] = field(default_factory=dict)
    """The requests that are not over, by number."""
    waiting: dict[int, tuple[int, float]] = field(default_factory=dict)
    """Who waits: the lane, and when they last asked."""
    left: int | None = None
    """What is left at least by the server's figures; None when it told nothing in a minute."""
    told_at: float = 0.0
    others: int = 0
    """How many requests a minute were not ours, when the server told."""
    blocked_at: float = 0.0
    blocked_until: float = 0.0

    @classmethod
    def read(cls, bucket: str, text: str) -> Self:
        """What was written of a bucket; a new tally for "". Raises ValueError for anything else."""
        named: Bucket = "kb" if bucket == "kb" else "api"
        tally = cls(named, _LIMITS[named])
        try:
            if text:
                tally._take(json.loads(text))
        except (TypeError, KeyError, AttributeError, OverflowError) as error:
            raise ValueError("This is not a tally.") from error
        return tally

    def written(self) -> str:
        """The text that `read` takes."""
        return json.dumps(
            {
                "limit": self.limit,
                "number": self.number,
                "sent": self.sent,
                "flying": [(number, *flight) for number, flight in self.flying.items()],
                "waiting": [(number, *place) for number, place in self.waiting.items()],
                "left": self.left,
                "told_at": self.told_at,
                "others": self.others,
                "blocked_at": self.blocked_at,
                "blocked_until": self.blocked_until,
            }
        )

    def settle(self, now: float) -> None:
        """Forget what is over; what a clock that went back left in the future happened just now."""
        if self.sent and not now - WINDOW < self.sent[0] <= self.sent[-1] <= now:
            self.sent = [min(at, now) for at in self.sent if now - at < WINDOW]
        self.flying = {
            number: flight._replace(since=min(flight.since, now))
            for number, flight in self.flying.items()
            if now - flight.since < WINDOW  # the process that sent it may be dead
        }
        self.waiting = {
            number: (lane, min(seen, now))
            for number, (lane, seen) in self.waiting.items()
            if now - seen < _PATIENCE
        }
        self.told_at = min(self.told_at, now)
        if now - self.told_at >= WINDOW:
            self.left, self.others = None, 0
        if self.blocked_at > now:
            self.blocked_until -= self.blocked_at - now
            self.blocked_at = now
        self.blocked_until = min(self.blocked_until, self.blocked_at + _DAY)

    def refusal(self, now: float) -> Blocked | None:
        """The error for who wants to send something, while nothing may be sent."""
        if self.blocked_until <= now:
            return None
        return Blocked(datetime.fromtimestamp(self.blocked_until, UTC))

    def remaining(self) -> int:
        """What may still be sent: what the server told, else its limit less our last minute."""
        return max(self.limit - self._used if self.left is None else self.left, 0)

    def ask(self, now: float, lane: Lane, number: int, *, alone: bool) -> float:
        """Count the request as sent and return 0, else how long it has to wait.

        `alone`: other processes do not see this tally, so half the rate is what is fair.
        """
        ahead = sum((each, other) < (lane, number) for other, (each, _) in self.waiting.items())
        if self._spare(alone=alone) - ahead > self.limit * _LEAVES[lane]:
            self.waiting.pop(number, None)
            self.flying[number] = Flight(now)
            self._spend(1)
            return 0.0
        self.waiting[number] = (lane, now)
        return max(self._frees_at(now) - now, _SOON)

    def leave(self, number: int) -> None:
        """This one will not be sent, whether it waits or its turn had come."""
        self.waiting.pop(number, None)
        if self.flying.pop(number, None):
            self._spend(-1)

    def land(self, now: float, number: int) -> None:
        """The request of this number is over; the server's minute began before now."""
        flight = self.flying.pop(number, None)
        if flight and not flight.told:
            for other, beside in self.flying.items():
                self.flying[other] = beside._replace(silent=beside.silent + 1)
        self.sent.append(now)

    def hear(self, now: float, limit: int | None, remaining: int | None, number: int) -> None:
        """Take over the figures of the answer to a request; 0 when it is not known which.

        Answers overtake each other: what was under way beside the request may not be counted in its
        figure. What earlier figures make sure is left, is, unless the new one tells of less.
        """
        if limit is not None and limit > 0:
            self.limit = limit
        if remaining is None:
            return
        told = max(remaining, 0)
        surely = self._surely(told, number) if number else told
        self.left = min(told, max(surely, self.left or 0))
        self.told_at = now
        self.others = max(self.limit - told - self._used, 0) if limit else 0

    def block(self, now: float, until: float | None) -> float:
        """Send nothing before `until`, else for the bucket's usual block; the end of it."""
        end = now + _BLOCKS[self.bucket] if until is None else min(until, now + _DAY)
        self.blocked_at, self.blocked_until = now, max(self.blocked_until, end)
        self.left = None
        return self.blocked_until

    @property
    def _used(self) -> int:
        """How many of ours the server may count in its minute."""
        return len(self.sent) + len(self.flying)

    def _surely(self, told: int, number: int) -> int:
        """What is left at least when this request was told so, and others were under way."""
        flight = self.flying.get(number)
        if flight is None:  # it took so long that nobody knows what happened beside it
            return told - self._used
        for other, beside in self.flying.items():
            lowest = told if beside.lowest is None else min(told, beside.lowest)
            self.flying[other] = beside._replace(lowest=lowest)
        self.flying[number] = flight._replace(told=True)
        lowest = told if flight.lowest is None else min(told, flight.lowest)
        return lowest - flight.silent - sum(not each.told for each in self.flying.values())

    def _spend(self, count: int) -> None:
        if self.left is not None:
            self.left -= count

    def _spare(self, *, alone: bool) -> int:
        counted = max(int(self.limit * (_OURS_ALONE if alone else _OURS)), 1) - self._used
        if self.left is None:
            return counted
        return min(self.left, counted) if alone else self.left

    def _frees_at(self, now: float) -> float:
        """When more may be left than now."""
        if self.left is not None:
            return self.told_at + WINDOW
        return (
            min([*self.sent[:1], *(each.since for each in self.flying.values())], default=now)
            + WINDOW
        )

    def _take(self, told: Mapping[str, Any]) -> None:
        """Fill in what was written."""
        self.limit = max(int(told["limit"]), 1)
        self.number = int(told["number"])
        self.sent = [_moment(at) for at in told["sent"]]
        self.flying = {int(no): _flight(*facts) for no, *facts in told["flying"]}
        self.waiting = {int(no): (int(lane), _moment(at)) for no, lane, at in told["waiting"]}
        self.left = None if told["left"] is None else int(told["left"])
        self.others = int(told["others"])
        self.told_at = _moment(told["told_at"])
        self.blocked_at = _moment(told["blocked_at"])
        self.blocked_until = _moment(told["blocked_until"])


def _flight(since: float, silent: int, lowest: int | None, told: bool) -> Flight:
    return Flight(_moment(since), int(silent), None if lowest is None else int(lowest), bool(told))


def _moment(value: float) -> float:
    if not isfinite(moment := float(value)):
        raise ValueError("This is not a moment.")
    return moment
