"""Times read as the screens show them, and what is no time is shown as it came."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.text.dates import ago, clock, exact, left, parse

NOW = "2026-11-24 09:00:00"


@pytest.mark.parametrize(
    ("then", "shown"),
    [
        ("2026-11-24 09:00:00", "now"),
        ("2026-11-24 08:59:01", "now"),
        ("2026-11-24 08:59:00", "1m"),
        ("2026-11-24 08:48:00", "12m"),
        ("2026-11-24 08:00:01", "59m"),
        ("2026-11-24 06:00:00", "3h"),
        ("2026-11-23 09:00:01", "23h"),
        ("2026-11-22 08:00:00", "2d"),
        ("2026-11-17 09:00:01", "6d"),
        ("2026-11-17 09:00:00", "17 Nov"),
        ("2026-01-03 12:00:00", "3 Jan"),
        ("2024-11-14 09:30:00", "14 Nov 24"),
        ("2026-11-24 09:02:00", "now"),
        ("2026-11-30 09:00:00", "30 Nov"),
        ("2027-01-02 09:00:00", "2 Jan 27"),
        ("yesterday-ish", "yesterday-ish"),
        ("", ""),
    ],
)
def test_lists_say_how_long_ago(then: str, shown: str) -> None:
    assert ago(then, NOW) == shown


@pytest.mark.parametrize(
    ("sla", "shown"),
    [
        ("2026-11-24 09:25:59", "25m"),
        ("2026-11-24 09:00:30", "1m"),
        ("2026-11-24 09:00:00", "1m"),
        ("2026-11-24 12:30:00", "3h"),
        ("2026-11-26 10:00:00", "2d"),
        ("2026-11-24 08:59:59", "!-1m"),
        ("2026-11-24 08:55:00", "!-5m"),
        ("2026-11-24 07:00:00", "!-2h"),
        ("2026-11-21 08:00:00", "!-3d"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_deadline_says_what_is_left_or_how_late_it_is(sla: str, shown: str) -> None:
    assert left(sla, NOW) == shown


@pytest.mark.parametrize(
    ("then", "shown"),
    [
        ("2026-11-24 08:47:00", "Today 08:47"),
        ("2026-11-24 23:59:00", "Today 23:59"),
        ("2026-11-23 17:02:00", "Yesterday 17:02"),
        ("2026-11-22 17:02:00", "22 Nov 17:02"),
        ("2026-11-25 09:30:00", "25 Nov 09:30"),
        ("2024-11-14 09:30:00", "14 Nov 2024 09:30"),
        ("n/a", "n/a"),
        ("", ""),
    ],
)
def test_where_one_reads_the_time_is_exact(then: str, shown: str) -> None:
    assert exact(then, NOW) == shown


def test_datetimes_do_as_well_as_text() -> None:
    now = datetime(2026, 11, 24, 9, 0)
    then = datetime(2026, 11, 24, 8, 47, tzinfo=timezone(timedelta(hours=3)))

    assert (ago(then, now), left(then, NOW), clock(then)) == ("13m", "!-13m", "08:47")
    assert exact(then, now) == "Today 08:47"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-24 09:00:00", datetime(2026, 11, 24, 9, 0)),
        (" 2026-11-24T09:00:00+03:00 ", datetime(2026, 11, 24, 9, 0)),
        ("2026-11-24", datetime(2026, 11, 24)),
        ("24.11.2026", None),
        ("null", None),
        ("", None),
    ],
)
def test_the_stores_times_are_read(text: str, time: datetime | None) -> None:
    assert parse(text) == time


def test_a_clock_is_hours_and_minutes() -> None:
    assert clock("2026-11-24 13:58:21") == "13:58"
    assert clock("later") == "later"


@settings(deadline=None)
@given(st.text(), st.datetimes(), st.datetimes())
def test_no_text_and_no_time_is_too_much(text: str, then: datetime, now: datetime) -> None:
    for show in (ago, left, exact):
        assert show(then, now)
        if parse(text) is None:
            assert show(text, now) == text
            assert show(text, text) == text
