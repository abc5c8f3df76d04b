"""The pretend helpdesk's organizations: found, made, changed and deleted."""

from datetime import timedelta
from typing import Any

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from tests.canned import example, said
from tests.counter import Clock, Counter

JOHN, MARIA, ACME = 41, 42, 2


async def test_organizations_look_like_those_of_the_document(ira: Counter) -> None:
    shown, answer = example("organizations_list.200"), await ira.get("/organizations/")
    assert isinstance(answer["data"], list)
    assert {frozenset(one) for one in answer["data"]} == {frozenset(shown["data"][0])}
    assert answer["pagination"] == {
        "total": "12",
        "per_page": 30,
        "current_page": 1,
        "total_pages": 1,
    }
    acme = await ira.data(f"/organizations/{ACME}")
    assert acme == next(one for one in answer["data"] if one["id"] == ACME)
    assert (acme["name"], acme["domains"]) == ("Acme", "@acme.com")
    names = [one["name"].casefold() for one in answer["data"]]
    assert names == sorted(names)


async def test_employees_are_the_users_who_say_so(ira: Counter) -> None:
    for one in await ira.data("/organizations/"):
        people = await ira.data("/users/", organization_list=one["id"])
        assert {person["id"] for person in people} == set(one["employees"])
        assert set(one["managers"]) <= set(one["employees"])
        for person in people:
            company = person["organization"]
            assert company == {key: one[key] for key in company}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({"search": "acme"}, {2}),
        ({"search": "blue hotels"}, {3}),
        ({"search": "Acm", "exact_search": "1"}, set()),
        ({"search": "acme", "exact_search": "1"}, {2}),
        ({"search": "галерея"}, set()),
        ({"from_date_created": "2026-03-01 00:00:00"}, set()),
        ({"page": "2"}, set()),
    ],
    ids=str,
)
async def test_organizations_can_be_found(
    ira: Counter, query: dict[str, str], ids: set[int]
) -> None:
    assert {one["id"] for one in await ira.data("/organizations/", **query)} == ids


async def test_organizations_can_be_ordered_and_asked_for_by_date(ira: Counter) -> None:
    for order in ("date_created", "date_updated"):
        rows = await ira.data("/organizations/", order_by=f"{order}{{DESC}}")
        dates = [one[order] for one in rows]
        assert dates == sorted(dates, reverse=True)
        older = await ira.data("/organizations/", **{f"to_{order}": dates[3]})
        assert len(older) == 9


async def test_a_new_organization_has_what_was_said(ira: Counter) -> None:
    new = await ira.post("/organizations/", name="Eddydesk99")
    shown = example("organizations_create.200")["data"]
    same = shown.keys() - {"id", "date_created", "date_updated", "custom_fields"}
    assert new.keys() == shown.keys()
    assert {key: new[key] for key in same} == {key: shown[key] for key in same}
    form = {
        "name": "Two",
        "domains": "@two.lv, @two.ee",
        "email": "a@two.lv",
        "phone": "1",
        "web": "https://two.lv",
        "minute_limit": "60",
        "address": "Riga",
        "employees[0]": "41",
        "managers[0]": "42",
        "custom_fields[91]": "C-1",
        "custom_fields[93][1]": "511",
        "custom_fields[93][2]": "522",
    }
    two = await ira.post("/organizations", **form)
    assert (two["id"], two["domains"], two["minute_limit"]) == (14, "@two.lv, @two.ee", 60)
    assert (two["employees"], two["managers"]) == ([JOHN, MARIA], [MARIA])
    contract, region = two["custom_fields"]
    assert contract["field_value"] == "C-1"
    assert [level["name"]["en"] for level in region["field_value"].values()] == [
        *("Baltics", "Latvia")
    ]
    assert (await ira.data(f"/users/{JOHN}"))["organization"]["name"] == "Two"
    assert JOHN not in (await ira.data(f"/organizations/{ACME}"))["employees"]


async def test_a_name_belongs_to_one_organization(ira: Counter) -> None:
    await ira.post("/organizations/", name="Eddydesk99")
    answer = await ira.send("POST", "/organizations/", json={"name": "Eddydesk99"})
    assert (answer.status_code, answer.json()) == (400, example("organizations_create.400"))
    await ira.post("/organizations/", name="Eddydesk2")
    answer = await ira.send("PUT", f"/organizations/{ACME}", json={"name": "Eddydesk2"})
    assert (answer.status_code, answer.json()) == (400, example("organizations_update.400"))
    assert (await ira.put(f"/organizations/{ACME}", name="ACME"))["name"] == "ACME"


async def test_all_that_is_wrong_is_said_at_once(ira: Counter) -> None:
    wrong: dict[str, Any] = {
        "email": "nobody",
        "minute_limit": "-1",
        "employees": [5000],
        "managers": "x",
        "custom_fields": {"87": "of users"},
    }
    for method, path, more in (("POST", "", ["name"]), ("PUT", f"/{ACME}", [])):
        status, _, details = await ira.refused(method, f"/organizations{path}", json=wrong)
        fields = [detail.split("{")[1].split("}")[0] for detail in details]
        assert (status, fields) == (
            400,
            [*more, "email", "minute_limit", "employees", "managers", "custom_fields[87]"],
        )


async def test_a_change_touches_what_it_names_and_nothing_else(ira: Counter, clock: Clock) -> None:
    before = await ira.data(f"/organizations/{ACME}")
    clock.pass_(minutes=3)
    after = await ira.put(f"/organizations/{ACME}", address="adress", custom_fields={"91": "new"})
    assert after["address"] == "adress"
    assert after["date_updated"] == "2026-03-02 09:03:00"
    assert after["custom_fields"][0]["field_value"] == "new"
    assert after["custom_fields"][1:] == before["custom_fields"][1:]
    kept = before.keys() - {"address", "date_updated", "custom_fields"}
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}


async def test_employees_and_managers_are_set_as_a_whole(ira: Counter) -> None:
    after = await ira.put(f"/organizations/{ACME}", employees=[JOHN, MARIA], managers=[])
    assert (after["employees"], after["managers"]) == ([JOHN, MARIA], [])
    assert (await ira.data("/users/55"))["organization"] == ""
    assert (await ira.data(f"/users/{MARIA}"))["organization"]["id"] == ACME
    after = await ira.put(f"/organizations/{ACME}", managers=[43])
    assert (after["employees"], after["managers"]) == ([JOHN, MARIA, 43], [43])
    after = await ira.put(f"/organizations/{ACME}", employees=[])
    assert (after["employees"], after["managers"]) == ([], [])


async def test_a_deleted_organization_leaves_its_people_without_one(marta: Counter) -> None:
    answer = await marta.send("DELETE", f"/organizations/{ACME}")
    assert answer.status_code == 200
    assert [error["code"] for error in answer.json()["errors"]] == ["s-204"]
    assert [error["details"] for error in answer.json()["errors"]] == said(
        "organizations_delete.200", _36=ACME
    )
    missing = (404, ["e-404"], said("organizations_delete.404", _36=ACME))
    for method in ("GET", "PUT", "DELETE"):
        assert await marta.refused(method, f"/organizations/{ACME}") == missing
    assert (await marta.data(f"/users/{JOHN}"))["organization"] == ""
    assert await marta.total("/organizations/") == 11
    assert (await marta.post("/organizations/", name="Acme"))["id"] == 13


async def test_employees_make_and_change_organizations_but_delete_none(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    assert (await ira.refused("DELETE", f"/organizations/{ACME}"))[:2] == (403, ["e-403"])
    john = Counter(helpdesk, JOHN)
    assert [one["id"] for one in await john.data("/organizations/")] == [ACME]
    assert (await john.refused("GET", "/organizations/3"))[0] == 404
    for method, path in (("POST", ""), ("PUT", f"/{ACME}"), ("DELETE", f"/{ACME}")):
        refused = await john.refused(method, f"/organizations{path}", json={"name": "x"})
        assert refused[:2] == (403, ["e-403"])


async def test_more_than_a_page_of_organizations_comes_in_pages(ira: Counter) -> None:
    for number in range(20):
        await ira.post("/organizations/", name=f"Company {number}")
    answer = await ira.get("/organizations/", page=2)
    assert len(answer["data"]) == 2
    assert (answer["pagination"]["total"], answer["pagination"]["total_pages"]) == ("32", 2)


async def test_the_list_of_organizations_can_lag(
    helpdesk: DemoHelpdesk, marta: Counter, clock: Clock
) -> None:
    helpdesk.lag = timedelta(seconds=5)
    clock.pass_(minutes=1)
    await marta.send("DELETE", f"/organizations/{ACME}")
    await marta.put("/organizations/3", name="Blue Hotels")
    names = [one["name"] for one in await marta.data("/organizations/")]
    assert names[0] == "Acme"
    assert "Blue Hotels" not in names
    clock.pass_(seconds=6)
    names = [one["name"] for one in await marta.data("/organizations/")]
    assert names[0] == "Blue Hotels"
