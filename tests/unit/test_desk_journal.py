"""What can be taken back, and with which values."""

from typing import Any

import pytest

from eddytui.desk.journal import Entry, Journal, before
from tests.store_records import IRA, ticket


def entry(number: int, words: str = "#7 Closed") -> Entry:
    return Entry(number, 7, {"status_id": "open"}, words)


def test_the_last_change_is_offered_first() -> None:
    journal = Journal()
    assert journal.last is None
    journal.note(entry(1, "first"))
    journal.note(entry(2, "second"))
    assert journal.last == entry(2, "second")


def test_of_two_alike_the_one_that_failed_goes() -> None:
    journal = Journal()
    for number in (1, 2, 3):
        journal.note(entry(number))
    journal.strike(1)
    journal.strike(99)
    left = []
    while journal.last:
        left.append(journal.last.number)
        journal.strike(journal.last.number)
    assert left == [3, 2]


def test_a_long_day_is_remembered_in_part() -> None:
    journal = Journal()
    for number in range(500):
        journal.note(entry(number))
    count = 0
    while journal.last:
        journal.strike(journal.last.number)
        count += 1
    assert count == 100


FIELDS = [
    {"id": 2, "field_type": "select", "field_value": {"id": 21, "name": {"en": "Solved"}}},
    {"id": 3, "field_type": "text", "field_value": "A-1"},
    {"id": 4, "field_type": "select", "field_value": {"id": 0, "name": None}},
    {"id": 5, "field_type": "hierarchy", "field_value": {"1": {"id": 31}, "2": {"id": 311}}},
]


@pytest.mark.parametrize(
    ("changed", "were"),
    [
        ({"status_id": "closed", "owner_id": 8}, {"status_id": "open", "owner_id": IRA}),
        ({"sla_date": "05.03.2026 12:30"}, {"sla_date": None}),
        ({"custom_fields": {"3": "B"}}, {"custom_fields": {"3": "A-1"}}),
        ({"custom_fields": {2: 22, 4: 1}}, {"custom_fields": {2: 21, 4: ""}}),
        ({"custom_fields": {"5": {}}}, {"custom_fields": {"5": {"1": 31, "2": 311}}}),
        ({"custom_fields": {"9": "x"}}, {"custom_fields": {"9": ""}}),
        ({"status_id": "closed", "sla_policy_id": 4}, {}),
    ],
    ids=str,
)
def test_a_change_is_taken_back_in_the_form_that_is_written(
    changed: dict[str, Any], were: dict[str, Any]
) -> None:
    assert before(ticket(7, owner_id=IRA, custom_fields=FIELDS), changed) == were
