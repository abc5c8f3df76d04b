"""The helpdesk's spellings of a date, written and read (`endpoints.md` section 0)."""

from contextlib import suppress
from datetime import datetime

_DAY_TIME = "%d.%m.%Y %H:%M"


def iso(moment: datetime | None) -> str:
    """`2017-01-13 12:36:58`, as in tickets and users; "" for never."""
    return str(moment) if moment else ""


def clock_first(moment: datetime) -> str:
    """`17:45:00 26.01.2017`, as in replies, notes and audit."""
    return f"{moment:%H:%M:%S %d.%m.%Y}"


def to_minute(moment: datetime) -> str:
    """`13.01.2017 12:36`, as in SLA and freeze dates."""
    return f"{moment:{_DAY_TIME}}"


def read_iso(text: str) -> datetime | None:
    """The moment a filter names, or None when it cannot be read."""
    with suppress(ValueError):
        return datetime.fromisoformat(text).replace(tzinfo=None)
    return None


def read_minute(text: str) -> datetime | None:
    """The moment of a changed SLA or freeze date, or None when it cannot be read."""
    with suppress(ValueError):
        return datetime.strptime(text, _DAY_TIME)  # noqa: DTZ007 - server time has no zone
    return None
