"""When the helpdesk is asked next: once a minute, more often or less often for a good reason."""

from dataclasses import dataclass

LONG_IDLE = 15.0
"""Minutes without a key after which nobody seems to look."""
_WHEN_IDLE = 2.0
_WHEN_SHORT = 5.0
_SHORT = 0.2
"""The part of the allowance below which it is left to others."""
_TRIES = (1 / 6, 1 / 3, 2 / 3)
"""After ten seconds, twenty, forty, while something waits for the line."""
_A_MOMENT = 1.0
"""Seconds after the end of a block, as clocks differ."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What speaks for asking sooner or later."""

    idle: float = 0.0
    """Minutes since the last key."""
    waiting: int = 0
    """How much waits to be sent."""
    failures: int = 0
    """How many questions in a row found no line."""
    limit: int = 0
    remaining: int = 0
    """Of the allowance of a minute; not known when there is no limit."""
    blocked_for: float = 0.0
    """Seconds."""


def pause(now: Situation, minute: float = 60.0) -> float:
    """How many seconds to wait before the next question."""
    if now.blocked_for > 0:
        return now.blocked_for + _A_MOMENT
    if now.waiting and now.failures:
        # A line that is down costs nothing of the allowance.
        tries = dict(enumerate(_TRIES, start=1))
        return tries.get(now.failures, 1.0) * minute
    if now.limit and now.remaining < now.limit * _SHORT:
        return _WHEN_SHORT * minute
    return (_WHEN_IDLE if now.idle >= LONG_IDLE else 1.0) * minute
