"""Custom fields and their options: of tickets, of users and of organizations, all alike."""

from typing import Any, NamedTuple

import pytest

from tests.canned import example, said
from tests.counter import Counter


class Owner(NamedTuple):
    """Whose fields: how examples call them, where they are, and some of them."""

    name: str
    place: str
    types: list[str]
    select: int
    text: int
    hierarchy: int = 0


OWNERS = (
    Owner(
        "ticket",
        "",
        ["select", "text", "checkbox", "hierarchy", "textarea", "number", "date", "text"],
        select=2,
        text=3,
        hierarchy=5,
    ),
    Owner("user", "/users", ["textarea", "checkbox", "select", "text"], select=89, text=90),
    Owner(
        "organization",
        "/organizations",
        ["text", "select", "hierarchy", "date"],
        select=92,
        text=91,
        hierarchy=93,
    ),
)
DEEP = tuple(owner for owner in OWNERS if owner.hierarchy)


def by_name(owner: Owner) -> str:
    return owner.name


@pytest.fixture(params=OWNERS, ids=by_name)
def owner(request: pytest.FixtureRequest) -> Owner:
    asked: Owner = request.param
    return asked


@pytest.fixture(params=DEEP, ids=by_name)
def deep(request: pytest.FixtureRequest) -> Owner:
    asked: Owner = request.param
    return asked


def options_of(owner: Owner, field: int | None = None) -> str:
    return f"{owner.place}/custom_fields/{field or owner.select}/options"


async def saved(counter: Counter, path: str, *options: dict[str, Any]) -> Any:
    answer = await counter.send("POST", path, json={"options": options})
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"data"}
    return answer.json()["data"]


def english(options: list[dict[str, Any]]) -> list[str]:
    return [option["name"].get("en", "") for option in options]


async def test_fields_are_by_id_and_look_like_those_of_the_document(
    marta: Counter, owner: Owner
) -> None:
    shown, answer = (
        example(f"{owner.name}_fields_list.200"),
        await marta.get(f"{owner.place}/custom_fields/"),
    )
    assert answer.keys() == shown.keys()
    assert [field["field_type"] for field in answer["data"].values()] == owner.types
    assert answer["pagination"] == {
        "total": len(owner.types),
        "per_page": 30,
        "current_page": 1,
        "total_pages": 1,
    }
    (documented,) = example(f"{owner.name}_fields_get.200")["data"].values()
    for number, field in answer["data"].items():
        one = await marta.data(f"{owner.place}/custom_fields/{number}")
        assert one == {number: field}
        assert field.keys() == documented.keys()
        assert {who: set(rights) for who, rights in field["permissions"].items()} == {
            who: set(rights) for who, rights in documented["permissions"].items()
        }


async def test_a_map_of_fields_can_be_a_list(marta: Counter, owner: Owner) -> None:
    marta.helpdesk.as_lists = True
    fields = await marta.data(f"{owner.place}/custom_fields/")
    assert [field["field_type"] for field in fields] == owner.types
    (one,) = await marta.data(f"{owner.place}/custom_fields/{owner.select}")
    assert one in fields


async def test_options_look_like_those_of_the_document(marta: Counter, owner: Owner) -> None:
    shown, answer = (
        example(f"{owner.name}_field_options_list.200"),
        await marta.get(f"{options_of(owner)}/"),
    )
    assert answer.keys() == shown.keys()
    assert {frozenset(option) for option in answer["data"]} == {frozenset(shown["data"][0])}
    assert {option["pid"] for option in answer["data"]} == {0}
    assert answer["pagination"]["per_page"] == 50


async def test_a_hierarchy_goes_down_from_parent_to_child(marta: Counter, deep: Owner) -> None:
    path = options_of(deep, deep.hierarchy)
    (field,) = (await marta.data(f"{deep.place}/custom_fields/{deep.hierarchy}")).values()
    everything = await marta.data(path)
    level, seen = {0}, 0
    for _ in field["name"]:
        below = await marta.data(path, pid=",".join(map(str, level)))
        assert below
        assert {option["pid"] for option in below} <= level
        level, seen = {option["id"] for option in below}, seen + len(below)
    assert seen == len(everything)


async def test_organizations_have_three_levels(marta: Counter) -> None:
    acme = await marta.data("/organizations/2")
    region = next(f["field_value"] for f in acme["custom_fields"] if f["id"] == 93)
    assert [region[level]["name"]["en"] for level in "123"] == ["Baltics", "Latvia", "Riga"]


async def test_options_are_added_and_renamed_and_those_touched_come_back(
    marta: Counter, owner: Owner
) -> None:
    path = options_of(owner)
    before = await marta.data(path)
    old = before[1]
    touched = await saved(
        marta,
        path,
        {"name": {"en": "new option", "ru": "новая", "ua": ""}},
        {"id": str(old["id"]), "name": {"en": "update option"}},
    )
    assert touched[0].keys() == example(f"{owner.name}_field_options_save.200")["data"][0].keys()
    renamed, new = touched
    assert renamed == {**old, "name": {**old["name"], "en": "update option"}}
    assert (new["pid"], new["name"]) == (0, {"en": "new option", "ru": "новая"})
    after = await marta.data(path)
    assert after == [before[0], renamed, *before[2:], new]


async def test_the_request_of_the_document_is_understood(marta: Counter, deep: Owner) -> None:
    path = options_of(deep, deep.hierarchy)
    top = (await marta.data(path))[0]["id"]
    asked = example(f"{deep.name}_field_options_save.request")["options"]
    asked[1]["pid"] = asked[2]["id"] = top
    renamed, new, child = await saved(marta, path, *asked)
    assert english([renamed, new, child]) == ["update option", "new option", "new option"]
    assert (renamed["id"], new["pid"], child["pid"]) == (top, 0, top)


async def test_a_form_with_nested_names_is_understood_too(marta: Counter, owner: Owner) -> None:
    answer = await marta.post(options_of(owner), **{"options[0][name][en]": "By form"})
    assert english(answer) == ["By form"]


async def test_all_that_is_wrong_with_options_is_said_at_once(marta: Counter, owner: Owner) -> None:
    known = (await marta.data(options_of(owner)))[0]["id"]
    wrong = [
        {"name": {"en": " "}},
        {"id": known},
        {"id": 9999, "name": {"en": "x"}},
        {"pid": "x", "name": {"en": "x"}},
        {"pid": known, "name": {"en": "x"}},
        {"name": {"en": "fine"}},
        "nonsense",
    ]
    before = await marta.data(options_of(owner))
    status, codes, details = await marta.refused("POST", options_of(owner), json={"options": wrong})
    assert (status, set(codes)) == (400, {"e-411"})
    assert details == [
        "Field {options[0][name]} value is incorrect or empty",
        "Field {options[1][name]} value is incorrect or empty",
        "Option with id {9999} does not exist",
        "Option with pid {x} does not exist",
        "Field {options[4][pid]}: the field has 1 levels",
        "Field {options[6]} value is incorrect",
    ]
    assert await marta.data(options_of(owner)) == before


async def test_options_neither_move_nor_lie_too_deep(marta: Counter, deep: Owner) -> None:
    path = options_of(deep, deep.hierarchy)
    everything = await marta.data(path)
    deepest = everything[-1]
    moved = {"id": deepest["id"], "pid": everything[0]["id"], "name": {"en": "x"}}
    below = {"pid": deepest["id"], "name": {"en": "x"}}
    _, __, details = await marta.refused("POST", path, json={"options": [moved, below]})
    assert details[0] == "Field {options[0][pid]}: moving options is prohibited"
    assert details[1].startswith("Field {options[1][pid]}: the field has ")
    same = await saved(marta, path, {**moved, "pid": deepest["pid"]})
    assert english(same) == ["x"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"options": []},
        {"options": [{"name": {"en": str(number)}} for number in range(101)]},
    ],
    ids=["nothing", "none", "101"],
)
async def test_one_to_a_hundred_options_are_saved_at_once(
    marta: Counter, owner: Owner, body: dict[str, Any]
) -> None:
    assert (await marta.refused("POST", options_of(owner), json=body))[:2] == (400, ["e-411"])


async def test_options_come_fifty_a_page(marta: Counter, owner: Owner) -> None:
    path = options_of(owner)
    before = await marta.total(path)
    await saved(marta, path, *({"name": {"en": str(number)}} for number in range(100)))
    pages = [await marta.get(path, page=page) for page in (1, 2, 3, 4)]
    assert [len(page["data"]) for page in pages] == [50, 50, before, 0]
    assert pages[0]["pagination"] == {
        "total": 100 + before,
        "per_page": 50,
        "current_page": 1,
        "total_pages": 3,
    }
    assert english(pages[2]["data"])[-1] == "99", "new ones are at the end"


async def test_a_deleted_option_takes_along_what_is_under_it(marta: Counter, deep: Owner) -> None:
    path = options_of(deep, deep.hierarchy)
    before = await marta.data(path)
    top = before[0]["id"]
    family = {top}
    for option in before:
        family |= {option["id"]} if option["pid"] in family else set()
    assert len(family) > 2
    answer = await marta.send("DELETE", f"{path}/{top}")
    done = said(f"{deep.name}_field_options_delete.200", _233=top)
    assert answer.status_code == 200
    assert [error["code"] for error in answer.json()["errors"]] == ["s-204"]
    assert [error["details"] for error in answer.json()["errors"]] == done
    assert await marta.data(path) == [one for one in before if one["id"] not in family]
    missing = (404, ["e-404"], [f"Option with id {{{top}}} does not exist"])
    assert await marta.refused("DELETE", f"{path}/{top}") == missing


async def test_ids_of_deleted_options_are_not_given_again(marta: Counter, owner: Owner) -> None:
    (one,) = await saved(marta, options_of(owner), {"name": {"en": "one"}})
    await marta.send("DELETE", f"{options_of(owner)}/{one['id']}")
    (two,) = await saved(marta, options_of(owner), {"name": {"en": "two"}})
    assert two["id"] > one["id"]


async def test_only_fields_to_choose_in_have_options(marta: Counter, owner: Owner) -> None:
    for method, path in (
        ("GET", options_of(owner, owner.text)),
        ("POST", options_of(owner, owner.text)),
        ("DELETE", f"{options_of(owner, owner.text)}/1"),
    ):
        status, _, details = await marta.refused(method, path, json={"options": [{}]})
        assert status == 400
        assert "only for fields with type {select} or {hierarchy}" in details[0]


async def test_unknown_fields_are_missing(marta: Counter, owner: Owner) -> None:
    others = next(other for other in OWNERS if other is not owner)
    for number in (5000, others.select):
        missing = (404, ["e-404"], [f"Custom field with id {{{number}}} does not exist"])
        path = f"{owner.place}/custom_fields/{number}"
        assert await marta.refused("GET", path) == missing
        for method, rest in (("GET", ""), ("POST", ""), ("DELETE", "/1")):
            assert await marta.refused(method, f"{path}/options{rest}") == missing


async def test_options_are_changed_by_administrators_alone(marta: Counter, owner: Owner) -> None:
    option = (await marta.data(options_of(owner)))[0]["id"]
    for who in (7, 41):
        other = Counter(marta.helpdesk, who)
        assert await other.data(options_of(owner)) == await marta.data(options_of(owner))
        body = {"options": [{"name": {"en": "x"}}]}
        refused = await other.refused("POST", options_of(owner), json=body)
        assert refused[:2] == (403, ["e-403"])
        refused = await other.refused("DELETE", f"{options_of(owner)}/{option}")
        assert refused[:2] == (403, ["e-403"])


async def test_values_follow_the_names_of_their_options(marta: Counter) -> None:
    await marta.put("/tickets/1042", custom_fields={"2": "22", "5": {"1": "31", "2": "311"}})
    await saved(marta, "/custom_fields/5/options", {"id": 311, "name": {"en": "Tunnel"}})
    await marta.send("DELETE", "/custom_fields/2/options/22")

    async def value(field: int) -> Any:
        ticket = await marta.data("/tickets/1042")
        return next(f["field_value"] for f in ticket["custom_fields"] if f["id"] == field)

    assert (await value(5))["2"] == {"id": 311, "name": {"en": "Tunnel"}}
    assert await value(2) == {"id": 0, "name": None}
    await marta.send("DELETE", "/custom_fields/5/options/311")
    assert list(await value(5)) == ["1"]
    wrong = {"custom_fields": {"2": "22"}}
    assert (await marta.refused("PUT", "/tickets/1042", json=wrong))[0] == 400


async def test_a_new_option_can_be_chosen(marta: Counter) -> None:
    (new,) = await saved(marta, "/users/custom_fields/89/options", {"name": {"en": "Pigeon"}})
    john = await marta.put("/users/41", custom_fields={"89": new["id"]})
    value = next(f["field_value"] for f in john["custom_fields"] if f["id"] == 89)
    assert value == {"id": new["id"], "name": {"en": "Pigeon"}}


async def test_all_that_is_wrong_with_custom_fields_is_said_at_once(ira: Counter) -> None:
    wrong = {"custom_fields": {"999": 1, "3": "fine", "2": "nothing"}}
    _, _, details = await ira.refused("PUT", "/tickets/1042", json=wrong)
    assert details == [f"Field {{custom_fields[{one}]}} value is incorrect" for one in (999, 2)]


@pytest.mark.parametrize("zero", [0, "0"])
async def test_zero_is_a_value(ira: Counter, zero: int | str) -> None:
    ticket = await ira.put("/tickets/1042", custom_fields={"7": zero, "3": zero})
    held = {field["id"]: field["field_value"] for field in ticket["custom_fields"]}
    assert (held[7], held[3]) == ("0", "0")


@pytest.mark.parametrize(
    "levels", [{"1": 311}, {"1": 31, "2": 321}, {"1": 31, "2": 31}, {"1": 0, "2": 311}]
)
async def test_each_level_lies_below_the_one_before(ira: Counter, levels: dict[str, int]) -> None:
    how = {"json": {"custom_fields": {"5": levels}}}
    status, _, details = await ira.refused("PUT", "/tickets/1042", **how)
    assert (status, details) == (400, ["Field {custom_fields[5]} value is incorrect"])
