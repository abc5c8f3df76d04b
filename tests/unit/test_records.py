"""Records: the server's spellings are understood, and API keys are forgotten."""

import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from eddytui.models.names import name_in
from eddytui.models.people import User
from eddytui.models.record import Record
from eddytui.models.tickets import Post, Ticket

MORNING = datetime(2017, 1, 26, 9, 5)


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("2017-01-26 09:05:00", MORNING),
        ("2017-01-26T09:05:00", MORNING),
        ("2017-01-26 09:05:00+03:00", MORNING),
        ("09:05:00 26.01.2017", MORNING),
        ("26.01.2017 09:05", MORNING),
        (" 26.01.2017 9:05 ", MORNING),
        ("26.01.2017 09:05:07", MORNING.replace(second=7)),
        ("26.01.2017", datetime(2017, 1, 26)),
        ("00:00:00 26.01.2017", datetime(2017, 1, 26)),
        (MORNING, MORNING),
        ("", None),
        ("null", None),
        (None, None),
        (0, None),
        ("0", None),
        ("0000-00-00 00:00:00", None),
        ("31.02.2017 09:05", "31.02.2017 09:05"),
        ("25:05:00 26.01.2017", "25:05:00 26.01.2017"),
        ("next week", "next week"),
    ],
)
def test_every_spelling_of_a_date_is_read_and_the_rest_is_shown(
    sent: object, meant: object
) -> None:
    assert Ticket.model_validate({"id": 1, "sla_date": sent}).sla_date == meant


@pytest.mark.parametrize(
    ("field", "sent", "meant"),
    [
        ("owner_id", None, 0),
        ("owner_id", "", 0),
        ("owner_id", "7", 7),
        ("owner_id", -1, -1),
        ("status_id", 20, "20"),
        ("status_id", None, ""),
        ("title", None, ""),
        ("title", " a\r\n b\tc ", "a b c"),
        ("title", 42, "42"),
        ("ticket_lock", 1, True),
        ("ticket_lock", "0", False),
        ("freeze", None, False),
        ("tags", "one, two,", ("one", "two")),
        ("tags", {"0": "one", "1": 2}, ("one", "2")),
        ("tags", [], ()),
        ("followers", "1,14", (1, 14)),
        ("cc", None, ()),
        ("custom_fields", [], ()),
        ("custom_fields", {}, ()),
    ],
)
def test_what_php_writes_is_understood(field: str, sent: object, meant: object) -> None:
    assert getattr(Ticket.model_validate({"id": 1, field: sent}), field) == meant


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["api_key", "id", "name", "x"]), inner, max_size=3)
    ),
)


@given(st.dictionaries(st.sampled_from(["api_key", "extra", "more"]), JSON))
def test_api_keys_are_dropped_at_any_depth(values: dict[str, Any]) -> None:
    record = Record.model_validate({"id": 1, **values})

    assert '"api_key":' not in record.model_dump_json()
    assert "api_key" not in (record.model_extra or {})


@given(st.dictionaries(st.sampled_from(["extra", "more"]), JSON))
def test_all_else_is_kept_as_it_came(values: dict[str, Any]) -> None:
    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(item) for key, item in value.items() if key != "api_key"}
        return [without(item) for item in value] if isinstance(value, list) else value

    record = Record.model_validate({"id": 1, **values})

    assert record.model_extra == without(values)


def test_the_key_of_a_user_inside_a_ticket_is_dropped_too() -> None:
    person = {"id": 41, "name": "John", "api_key": "sesame"}
    field = {"id": 3, "field_type": "user", "field_value": [person]}
    ticket = Ticket.model_validate({"id": 1, "custom_fields": [field], "client": person})
    user = User.model_validate({**person, "organization": {"id": 2, "name": "A", "api_key": "x"}})

    for record in (ticket, user):
        assert "sesame" not in repr(record) + record.model_dump_json()
        assert "api_key" not in repr(record)


def test_what_was_stored_is_read_again_unchanged() -> None:
    sent = {
        "id": 7,
        "user_name": "John",
        "sla_date": "13.01.2017 12:36",
        "tags": ["a"],
        "odd": {"b": 1},
    }
    ticket = Ticket.model_validate(sent)

    assert Ticket.model_validate(json.loads(ticket.model_dump_json())) == ticket


@pytest.mark.parametrize("sent", [{}, {"id": None}, {"id": "nine"}, {"id": []}])
def test_a_record_without_a_usable_id_is_no_record(sent: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Post.model_validate(sent)


@pytest.mark.parametrize(
    ("languages", "name"),
    [(("en",), "Open"), (("de", "ru"), "Открыто"), (("de",), "Open"), ((), "Open")],
)
def test_a_name_is_shown_in_the_first_language_there_is(
    languages: tuple[str, ...], name: str
) -> None:
    assert name_in({"en": "Open", "ru": "Открыто"}, languages) == name
