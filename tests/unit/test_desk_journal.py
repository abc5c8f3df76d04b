"""What a change was before, why some things cannot be taken back, and how texts are told."""

from typing import Any

import pytest

from eddytui.desk.journal import before, first_words, why_not
from eddytui.models.rows import JournalRow
from tests.store_records import IRA, NOW, ticket

SOLVED = {"id": 21, "name": {"en": "Solved"}}
LEVELS = {"1": {"id": 31}, "2": {"id": 311}}
FIELDS = [
    {"id": 2, "field_type": "select", "field_value": SOLVED},
    {"id": 3, "field_type": "text", "field_value": "A-1"},
    {"id": 4, "field_type": "select", "field_value": {"id": 0, "name": None}},
    {"id": 5, "field_type": "hierarchy", "field_value": LEVELS},
]


@pytest.mark.parametrize(
    ("changed", "were"),
    [
        ({"status_id": "closed", "owner_id": 8}, {"status_id": "open", "owner_id": IRA}),
        ({"sla_date": "05.03.2026 12:30"}, {"sla_date": None}),
        ({"custom_fields": {"3": "B"}}, {"custom_fields": {"3": "A-1"}}),
        ({"custom_fields": {2: 22, 9: "x"}}, {"custom_fields": {"2": SOLVED, "9": ""}}),
        ({"custom_fields": {"5": {}}}, {"custom_fields": {"5": LEVELS}}),
        ({"status_id": "closed", "sla_policy_id": 4}, {}),
    ],
    ids=str,
)
def test_what_the_fields_of_a_change_were_is_known_with_the_names_of_options(
    changed: dict[str, Any], were: dict[str, Any]
) -> None:
    assert before(ticket(7, owner_id=IRA, custom_fields=FIELDS), changed) == were


def entry(kind: str = "change", state: str = "made") -> JournalRow:
    return JournalRow(kind, "#7 Closed", NOW, 7, {"status_id": "open"}, state=state)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (entry("post"), "A reply cannot be taken back"),
        (entry("comment"), "A note cannot be taken back"),
        (entry("undo"), "This took something back"),
        (entry(state="undone"), "#7 Closed was taken back already"),
        (entry(state="refused"), "#7 Closed did not come about"),
        (entry("lot", "undone"), "taken back already"),
        (entry()._replace(waiting="undecided"), "It is not known whether the helpdesk has"),
        (entry("lot")._replace(waiting="undecided"), ""),
        (entry()._replace(before={}), "What #7 was before is not known here"),
        (entry(), ""),
        (entry(state="kept"), ""),
        (entry("lot")._replace(before={}), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_taken_back_says_why(row: JournalRow, why: str) -> None:
    assert why_not(row).startswith(why) or why in why_not(row)
    assert bool(why_not(row)) == bool(why)


def test_a_long_reply_is_told_by_its_first_words_in_one_line() -> None:
    assert first_words("  Dear John,\n\nthe\tgateway ") == "Dear John, the gateway"
    assert len(first_words("word " * 100_000)) == 200
