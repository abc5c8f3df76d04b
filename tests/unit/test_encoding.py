"""How values are written for the API."""

from datetime import datetime
from urllib.parse import parse_qsl

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.api import encoding

WHEN = datetime(2017, 12, 31, 9, 5, 7)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (7, "7"),
        (0, "0"),
        ("VPN", "VPN"),
        ("", ""),
        (True, "1"),
        (False, "0"),
        ([1, 14, 22], "1,14,22"),
        (("open", "v-processe"), "open,v-processe"),
        ({"b", "a"}, "a,b"),
        (WHEN, "2017-12-31 09:05:07"),
        ("date_updated{asc}", "date_updated{asc}"),
    ],
)
def test_filters_are_written_as_the_document_shows(value: object, written: str) -> None:
    assert encoding.query({"name": value}) == {"name": written}


@pytest.mark.parametrize("value", [None, [], (), set()])
def test_nothing_asks_for_nothing(value: object) -> None:
    assert encoding.query({"name": value}) == {}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"text": "<p>Да</p>", "user_id": None}, {"text": "<p>Да</p>"}),
        ({"user_id": 7}, {"user_id": "7"}),
        (
            {"custom_fields": {6: "x", 8: {1: 3}}},
            {"custom_fields[6]": "x", "custom_fields[8][1]": "3"},
        ),
        ({"department": [4, 5]}, {"department[0]": "4", "department[1]": "5"}),
        ({"tags": []}, {"tags": ""}),
        (
            {"ticket_lock": True, "sla_date": WHEN},
            {"ticket_lock": "1", "sla_date": "31.12.2017 09:05"},
        ),
    ],
)
def test_forms_nest_the_way_php_reads(values: dict[str, object], fields: dict[str, str]) -> None:
    assert encoding.form(values) == fields


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("status_id", "closed", "closed"),
        ("ticket_lock", True, True),
        ("owner_id", 7, 7),
        ("owner_id", None, ""),
        ("owner_id", 0, ""),
        ("type_id", 0, 0),
        ("sla_date", WHEN, "31.12.2017 09:05"),
        ("sla_date", "2017-12-31 09:05:07", "31.12.2017 09:05"),
        ("freeze_date", "31.12.2017 09:05", "31.12.2017 09:05"),
        ("sla_date", "", ""),
        ("sla_date", None, ""),
        ("tags", ("one", "2"), ["one", "2"]),
        ("tags", None, []),
        ("cc", [], []),
        ("custom_fields", {6: "x", 8: {1: 3}}, {"6": "x", "8": {"1": 3}}),
    ],
)
def test_json_bodies_keep_types_and_know_the_resets(
    name: str, value: object, written: object
) -> None:
    written_body = encoding.body({name: value})

    assert written_body == {name: written}
    assert type(written_body[name]) is type(written)


@given(
    st.dictionaries(
        st.text(min_size=1), st.text() | st.integers() | st.lists(st.integers(), min_size=1)
    )
)
def test_any_filter_survives_the_address_line(filters: dict[str, object]) -> None:
    plain = encoding.query(filters)
    url = httpx.URL("https://acme.eddydesk.com/api/v2/tickets/", params=plain)

    assert dict(parse_qsl(url.query.decode(), keep_blank_values=True)) == plain


def test_the_braces_of_an_order_are_percent_encoded() -> None:
    url = httpx.URL("https://x.y/", params=encoding.query({"order_by": "date_updated{asc}"}))

    assert url.query == b"order_by=date_updated%7Basc%7D"
