"""When the helpdesk is asked next."""

import pytest

from eddytui.desk.cadence import Situation, pause


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        (Situation(), 60),
        (Situation(idle=14.9, limit=300, remaining=60), 60),
        (Situation(idle=15), 120),
        (Situation(waiting=2), 60),
        (Situation(failures=3), 60),
        (Situation(limit=300, remaining=59), 300),
        (Situation(limit=300, remaining=59, idle=20), 300),
        (Situation(limit=300, remaining=0, waiting=1, failures=1), 10),
        (Situation(waiting=1, failures=1, idle=20), 10),
        (Situation(blocked_for=700, waiting=1, failures=1), 701),
    ],
)
def test_one_question_a_minute_unless_something_speaks_for_another(
    now: Situation, seconds: float
) -> None:
    assert pause(now) == seconds


def test_what_waits_for_the_line_is_tried_less_and_less_often() -> None:
    pauses = [pause(Situation(waiting=1, failures=count)) for count in range(1, 7)]
    assert pauses == [10, 20, 40, 60, 60, 60]


def test_all_pauses_but_a_block_follow_the_minute() -> None:
    assert pause(Situation(idle=15), minute=1) == 2
    assert pause(Situation(blocked_for=5), minute=1) == 6
