"""The pretend helpdesk's people and lists."""

from typing import Any

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import Counter


@pytest.fixture
def ira() -> Counter:
    return Counter(DemoHelpdesk(lively=False))


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("departments", [1, 2, 3, 4, 5]),
        ("statuses", ["open", "process", "awaiting-client", "6", "closed"]),
        ("priorities", [4, 2, 3, 1]),
        ("types", [0, 1, 2, 3, 4]),
        ("groups", [1, 2, 3]),
        ("user_statuses", ["online", "on-hold", "obed", "offline"]),
    ],
)
async def test_lists_come_whole_and_in_the_server_s_order(
    ira: Counter, name: str, ids: list[Any]
) -> None:
    for slash in ("", "/"):
        answer = await ira.get(f"/{name}{slash}")
        assert set(answer) == {"data"}
        assert [entry["id"] for entry in answer["data"]] == ids
        assert all(entry["name"] for entry in answer["data"])


async def test_some_names_are_not_translated(ira: Counter) -> None:
    names = [entry["name"] for entry in await ira.data("/statuses")]
    assert {"ua"} <= {language for name in names for language in {"en", "ru", "ua"} - set(name)}
    fields = await ira.data("/custom_fields/")
    assert any("en" not in field["name"] and "1" not in field["name"] for field in fields.values())


async def test_custom_fields_are_of_many_types_and_one_is_required_to_close(ira: Counter) -> None:
    answer = await ira.get("/custom_fields/")
    fields = answer["data"]
    assert all(key == str(field["id"]) for key, field in fields.items())
    types = {field["field_type"] for field in fields.values()}
    assert types == {"select", "text", "checkbox", "hierarchy", "textarea", "number", "date"}
    required = [
        field["name"]["en"]
        for field in fields.values()
        if field["permissions"]["staff"]["required_to_close_ticket"]
    ]
    assert required == ["Resolution"]
    product = next(field for field in fields.values() if field["field_type"] == "hierarchy")
    assert product["name"]["2"]["en"] == "Product"
    assert answer["pagination"]["total"] == len(fields)


async def test_users_are_a_list_by_name(ira: Counter) -> None:
    answer = await ira.get("/users/")
    assert isinstance(answer["data"], list)
    assert answer["pagination"]["total"] == 92
    names = [f"{user['name']} {user['lastname']}".strip().casefold() for user in answer["data"]]
    assert names == sorted(names)


async def test_a_user_has_all_that_the_document_shows(ira: Counter) -> None:
    john = await ira.data("/users/41/")
    assert set(john) == {
        *("id", "date_created", "date_updated", "name", "lastname", "email", "phone", "skype"),
        *("website", "organization", "status", "language", "notifications", "group"),
        *("department", "ldap_username", "user_status", "custom_fields"),
    }
    assert (john["organization"]["id"], john["organization"]["name"]) == (2, "Acme")
    assert (john["group"]["type"], john["email"]) == ("user", "john@acme.com")
    ira_herself = await ira.data("/users/7")
    assert (ira_herself["organization"], ira_herself["group"]["type"]) == ("", "staff")
    assert ira_herself["department"] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"id_list": "7,41"}, {7, 41}),
        ({"group_list": "2"}, {1}),
        ({"search": "ira kask"}, {7}),
        ({"search": "maria.lopez@"}, {42}),
        ({"search": "john doe", "exact_search": "1"}, {41}),
        ({"search": "john", "exact_search": "1"}, set()),
        ({"organization_list": "6", "search": "tamm"}, {52}),
    ],
    ids=str,
)
async def test_users_can_be_found(ira: Counter, query: dict[str, str], ids: set[int]) -> None:
    assert {user["id"] for user in await ira.data("/users/", **query)} == ids


async def test_users_can_be_asked_for_by_date_and_order(ira: Counter) -> None:
    dates = [
        user["date_created"]
        for user in await ira.data(
            "/users/", from_date_created="2025-01-01 00:00:00", order_by="date_created{desc}"
        )
    ]
    assert dates == sorted(dates, reverse=True)
    assert dates[-1] >= "2025-01-01"
    assert await ira.total("/users/", to_date_updated="2024-01-01 00:00:00") < 40


async def test_an_unknown_user_or_address_is_missing(ira: Counter) -> None:
    assert await ira.refused("GET", "/users/5000") == (
        404,
        ["e-404"],
        ["User with id {5000} does not exist"],
    )
    assert (await ira.refused("GET", "/nowhere/"))[:2] == (404, ["e-404"])
    assert (await ira.refused("DELETE", "/statuses"))[0] == 405
