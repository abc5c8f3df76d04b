"""Times as the screens write them: relative in lists, exact where one reads.

All take a `datetime` or the store's text, `2026-11-24 09:00:00`, in the server's own time. Text
that is no time is shown as it came.
"""

from datetime import datetime, timedelta

When = datetime | str

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_WEEK = 7 * _DAY


def parse(text: str) -> datetime | None:
    """The time a text of the store stands for, without a zone; None when it is none."""
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return None


def _time(when: When) -> datetime | None:
    return when.replace(tzinfo=None) if isinstance(when, datetime) else parse(when)


def _span(seconds: float) -> str:
    """A length of time in its largest unit, `25m`, `3h`, `2d`; never less than a minute."""
    if seconds < _HOUR:
        return f"{max(int(seconds // _MINUTE), 1)}m"
    return f"{int(seconds // _HOUR)}h" if seconds < _DAY else f"{int(seconds // _DAY)}d"


def _day(then: datetime) -> str:
    return f"{then.day} {_MONTHS[then.month - 1]}"


def ago(then: When, now: When) -> str:
    """How long ago: `now`, `12m`, `3h`, `2d`; after a week the day, `14 Nov` or `14 Nov 24`."""
    start, end = _time(then), _time(now)
    if start is None or end is None:
        return str(then)
    seconds = (end - start).total_seconds()
    if -_DAY < seconds < _MINUTE:  # a server's clock may be ahead
        return "now"
    if 0 < seconds < _WEEK:
        return _span(seconds)
    return _day(start) if start.year == end.year else f"{_day(start)} {start:%y}"


def left(sla: When, now: When) -> str:
    """How long until a deadline: `25m`, `3h`, `2d`; once it has passed `!-5m`, `!-2h`."""
    end, start = _time(sla), _time(now)
    if start is None or end is None:
        return str(sla)
    seconds = (end - start).total_seconds()
    return _span(seconds) if seconds >= 0 else f"!-{_span(-seconds)}"


def clock(then: When) -> str:
    """The time of day, `13:58`."""
    time = _time(then)
    return str(then) if time is None else f"{time:%H:%M}"


def exact(then: When, now: When) -> str:
    """Day and time: `Today 08:47`, `Yesterday 17:02`, `14 Nov 09:30`, `14 Nov 2024 09:30`."""
    time, today = _time(then), _time(now)
    if time is None or today is None:
        return str(then)
    days = today.date() - time.date()
    if days == timedelta(0):
        return f"Today {clock(time)}"
    if days == timedelta(1):
        return f"Yesterday {clock(time)}"
    year = "" if time.year == today.year else f" {time.year}"
    return f"{_day(time)}{year} {clock(time)}"
