"""Values of custom fields, read by the type of their field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.models.catalog import CustomField
from eddytui.models.fields import WRITABLE, Choice, Unknown, field_written, read_value

SOLVED = {"id": 21, "name": {"en": "Solved", "ru": "Решено", "ua": ""}}
VPN = {"1": {"id": "31", "name": {"en": "Network"}}, "2": {"id": 311, "name": {"en": "VPN"}}}
TYPES = (*sorted(WRITABLE), "regexp", "multi-select", "button", "file", "time", "")


@pytest.mark.parametrize(
    ("value", "field_type", "read"),
    [
        ("A-17", "text", "A-17"),
        ("two\nlines", "textarea", "two\nlines"),
        (5, "number", "5"),
        ("0", "number", "0"),
        ("2026-03-05", "date", "2026-03-05"),
        ("^a", "regexp", "^a"),
        *((value, "checkbox", True) for value in (1, "1", True)),
        *((value, "checkbox", False) for value in (0, "0", False)),
        (SOLVED, "select", Choice(21, {"en": "Solved", "ru": "Решено"})),
        ({"id": 5, "name": "bare"}, "select", Choice(5, {"": "bare"})),
        ({"id": 0, "name": None}, "select", None),
        (VPN, "hierarchy", (Choice(31, {"en": "Network"}), Choice(311, {"en": "VPN"}))),
        ({"1": {"id": 31}, "2": {"id": 0, "name": None}}, "hierarchy", (Choice(31, {}),)),
    ],
)
def test_a_value_is_read_by_its_type(value: object, field_type: str, read: object) -> None:
    assert read_value(value, field_type) == read


@pytest.mark.parametrize("nothing", [None, "", [], {}], ids=str)
@pytest.mark.parametrize("field_type", TYPES)
def test_nothing_is_nothing_whatever_the_type(nothing: object, field_type: str) -> None:
    assert read_value(nothing, field_type) is None


@pytest.mark.parametrize(
    ("value", "field_type"),
    [
        ([3, 4], "multi-select"),
        ({"hours": 2}, "time"),
        (["a"], "text"),
        ("maybe so", "select"),
        ({"id": "x"}, "select"),
        ({"1": "Network"}, "hierarchy"),
        ({"top": {"id": 1}}, "hierarchy"),
        ({"1": {"id": "x"}}, "hierarchy"),
        ([1], "checkbox"),
    ],
)
def test_a_value_in_no_known_form_stays_as_it_came(value: object, field_type: str) -> None:
    assert isinstance(read_value(value, field_type), Unknown)


def test_levels_are_in_the_order_of_their_numbers() -> None:
    value = {str(level): {"id": level, "name": str(level)} for level in (10, 9, 2, 1)}
    names = {str(level): {"en": f"Level {level}"} for level in (10, 9, 2, 1)}

    read = read_value(value, "hierarchy")
    assert isinstance(read, tuple)
    assert [choice.id for choice in read if isinstance(choice, Choice)] == [1, 2, 9, 10]
    field = CustomField.model_validate({"id": 5, "field_type": "hierarchy", "name": names})
    assert [level["en"] for level in field.levels] == ["Level 1", "Level 2", "Level 9", "Level 10"]


def test_an_older_system_sends_the_options_with_the_field() -> None:
    field = CustomField.model_validate(
        {"id": 2, "name": {"en": "A"}, "options": {"5": {"id": 5, "pid": "0", "name": "One"}}}
    )
    assert [(option.id, option.pid, option.name) for option in field.options] == [
        (5, 0, {"": "One"})
    ]
    assert not field.permissions.staff.edit


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(JSON, st.sampled_from(TYPES))
def test_whatever_comes_is_read_and_written_without_an_error(value: object, kind: str) -> None:
    read_value(value, kind)
    field_written(value)
