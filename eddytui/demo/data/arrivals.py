"""When tickets came in: office hours of working days, older and older."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from eddytui.demo.data.chance import Chance

_CLOSES = time(18, 10)
_OPEN_MINUTES = 600
_SATURDAY = 5


def _working_days(before: datetime) -> Iterator[datetime]:
    """The closing times of the working days before a moment, newest first."""
    day = before - timedelta(days=1)
    while True:
        if day.weekday() < _SATURDAY:
            yield datetime.combine(day.date(), _CLOSES)
        day -= timedelta(days=1)


def arrivals(before: datetime, a_day: float, chance: Chance) -> Iterator[datetime]:
    """Moments before `before`, newest first, about `a_day` on each working day."""
    days = _working_days(before)
    closing, minutes = next(days), 0.0
    while True:
        minutes += chance.expovariate(a_day / _OPEN_MINUTES)
        while minutes >= _OPEN_MINUTES:
            closing, minutes = next(days), minutes - _OPEN_MINUTES
        yield (closing - timedelta(minutes=minutes)).replace(microsecond=0)
