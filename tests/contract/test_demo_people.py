"""The pretend helpdesk's users: made, changed and deleted as the API document has it."""

from datetime import timedelta
from typing import Any

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from tests.canned import example, said
from tests.counter import Clock, Counter

IRA, OLGA, JOHN, MARIA, ACME = 7, 8, 41, 42, 2


async def test_users_look_like_those_of_the_document(marta: Counter) -> None:
    shown = example("users_get.200")["data"]
    for person in (await marta.data(f"/users/{JOHN}"), (await marta.data("/users/"))[0]):
        assert person.keys() == shown.keys()
        assert person["group"].keys() == shown["group"].keys()
        assert person["custom_fields"][0].keys() == shown["custom_fields"][0].keys()
    pagination = (await marta.get("/users/"))["pagination"]
    assert pagination.keys() == example("users_list.200")["pagination"].keys()


async def test_a_new_user_is_made_from_all_that_was_said(marta: Counter) -> None:
    form = {
        "name": "John",
        "lastname": "Doe",
        "email": "info@example.com",
        "group_id": "1",
        "department[0]": "1",
        "department[1]": "2",
        "password": "12345678",
        "phone": "37192345678",
        "website": "http://example.com",
        "language": "ua",
        "organization": "Organization",
        "organiz_id": "999",
        "notifications": "1",
        "user_status": "online",
        "custom_fields[87]": "test",
        "custom_fields[89]": "402",
    }
    new = await marta.post("/users/", **form)
    shown = example("users_create.200")["data"]
    assert new.keys() == shown.keys()
    company = {key: new["organization"][key] for key in shown["organization"] if key != "id"}
    assert company == {key: shown["organization"][key] for key in company}
    same = {"name", "lastname", "email", "phone", "website", "status", "department", "user_status"}
    assert {key: new[key] for key in same} == {key: shown[key] for key in same}
    assert (new["id"], new["language"], new["notifications"]) == (121, "ua", 1)
    assert [field["field_value"] for field in new["custom_fields"]] == [
        "test",
        {"id": 402, "name": {"en": "Phone", "ru": "Телефон", "ua": "Телефон"}},
    ]
    assert await marta.data("/users/121") == new
    assert "12345678" not in str(marta.helpdesk.world.state()), "a password is kept nowhere"
    organizations = await marta.data("/organizations/", search="Organization")
    assert [one["employees"] for one in organizations] == [[121]]


async def test_name_and_email_are_enough_for_a_client(ira: Counter) -> None:
    answer = await ira.send("POST", "/users", json={"name": "Ann", "email": "ann@acme.com"})
    new = answer.json()["data"]
    assert (new["group"]["type"], new["status"], new["organization"]) == ("user", "active", "")
    assert (new["department"], new["custom_fields"]) == ([], [])


async def test_a_new_user_signs_in_with_a_key_of_their_own(
    helpdesk: DemoHelpdesk, marta: Counter
) -> None:
    new = await marta.post("/users/", name="Ann", email="ann@acme.com")
    ann = Counter(helpdesk)
    ann.auth = (new["email"], new["api_key"])
    assert (await ann.data(f"/users/{new['id']}"))["api_key"] == new["api_key"]
    keys = {person.key for person in helpdesk.world.people.values()}
    assert len(keys) == 93


async def test_all_that_is_missing_is_said_in_the_document_s_words(marta: Counter) -> None:
    empty = {"name": "", "email": " ", "group_id": "", "department": "", "password": ""}
    for method, path in (("POST", "/users/"), ("PUT", f"/users/{JOHN}")):
        answer = await marta.send(method, path, json=empty)
        assert answer.status_code == 400
        assert answer.json() == example("users_create.400")
    assert example("users_create.400") == example("users_update.400")
    answer = await marta.send("POST", "/users/", json={})
    assert [error["title"] for error in answer.json()["errors"]] == [
        "Required {name} field",
        "Required {email} field",
    ]


async def test_all_that_is_wrong_is_said_at_once(marta: Counter) -> None:
    wrong: dict[str, Any] = {
        "name": {"en": "x"},
        "email": "nobody",
        "group_id": 9,
        "department": [1, 9],
        "organiz_id": 99,
        "status": "test user",
        "language": "fr",
        "user_status": "asleep",
        "custom_fields": {"2": "x"},
    }
    status, codes, details = await marta.refused("POST", "/users/", json=wrong)
    assert (status, set(codes), len(details)) == (400, {"e-411"}, len(wrong))
    assert [detail.split("{")[1].split("}")[0] for detail in details] == [
        *("name", "email", "group_id", "department", "organiz_id", "status", "language"),
        *("user_status", "custom_fields[2]"),
    ]


async def test_an_email_belongs_to_one_user(ira: Counter) -> None:
    taken = {"name": "John", "email": "JOHN@acme.com"}
    assert await ira.refused("POST", "/users/", json=taken) == (
        *(400, ["e-411"]),
        ["User with email {JOHN@acme.com} already exists"],
    )
    assert (await ira.refused("PUT", f"/users/{MARIA}", json=taken))[0] == 400
    assert (await ira.put(f"/users/{JOHN}", **taken))["email"] == "JOHN@acme.com"


async def test_a_change_touches_what_it_names_and_nothing_else(ira: Counter, clock: Clock) -> None:
    before = await ira.data(f"/users/{JOHN}")
    clock.pass_(minutes=3)
    fields = {"87": "Director", "89": ""}
    after = await ira.put(f"/users/{JOHN}", lastname="Dow", custom_fields=fields, nonsense=1)
    assert after["lastname"] == "Dow"
    assert after["date_updated"] == "2026-03-02 09:03:00"
    values = {field["id"]: field["field_value"] for field in after["custom_fields"]}
    assert values == {87: "Director", 88: 0, 89: {"id": 0, "name": None}}
    kept = before.keys() - {"lastname", "date_updated", "custom_fields"}
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert await ira.data(f"/users/{JOHN}") == after


async def test_a_user_moves_to_another_organization_and_out_of_all(ira: Counter) -> None:
    assert (await ira.put(f"/users/{JOHN}", organiz_id="3"))["organization"]["id"] == 3
    acme, hotels = await ira.data("/organizations/2"), await ira.data("/organizations/3")
    assert JOHN not in acme["employees"] + acme["managers"]
    assert JOHN in hotels["employees"]
    by_name = await ira.put(f"/users/{JOHN}", organization="acme", organiz_id=3)
    assert by_name["organization"]["id"] == ACME, "a name wins, and finds what there is"
    assert (await ira.put(f"/users/{JOHN}", organiz_id=""))["organization"] == ""
    assert JOHN not in (await ira.data("/organizations/2"))["employees"]


async def test_a_new_name_is_there_in_tickets_and_in_what_was_searched_before(
    ira: Counter,
) -> None:
    assert await ira.total("/tickets/", search="johannes") == 0
    await ira.put(f"/users/{JOHN}", name="Johannes")
    found = await ira.data("/tickets/", search="johannes")
    assert {ticket["user_name"] for ticket in found.values()} == {"Johannes"}


async def test_a_deleted_user_is_gone_from_lists_and_stays_in_tickets(
    helpdesk: DemoHelpdesk, marta: Counter
) -> None:
    answer = await marta.send("DELETE", f"/users/{JOHN}")
    gone = {"code": "s-204", "title": "No content"}
    assert (answer.status_code, answer.json()["errors"][0]) == (
        200,
        {**gone, "details": said("users_delete.200", _22=JOHN)[0]},
    )
    missing = (404, ["e-404"], said("users_delete.404", _22=JOHN))
    for method in ("GET", "PUT", "DELETE"):
        assert await marta.refused(method, f"/users/{JOHN}") == missing
    assert await marta.data("/users/", id_list=JOHN) == []
    assert JOHN not in (await marta.data("/organizations/2"))["employees"]
    assert (await marta.data("/tickets/1042"))["user_email"] == "john@acme.com"
    assert (await Counter(helpdesk, JOHN).refused("GET", "/tickets/"))[0] == 401
    assert (await marta.refused("PUT", "/tickets/1042", json={"user_id": JOHN}))[0] == 400
    assert (await marta.post("/users/", name="J", email="john@acme.com"))["id"] == 121


@pytest.mark.parametrize("status", ["disabled", "fired"])
async def test_who_is_shut_out_cannot_sign_in(
    helpdesk: DemoHelpdesk, marta: Counter, status: str
) -> None:
    assert (await marta.put(f"/users/{OLGA}", status=status))["status"] == status
    assert (await Counter(helpdesk, OLGA).refused("GET", "/tickets/"))[:2] == (401, ["e-401"])
    await marta.put(f"/users/{OLGA}", status="active")
    assert await Counter(helpdesk, OLGA).data("/tickets/")


async def test_keys_are_for_their_owner_and_the_main_administrator(
    helpdesk: DemoHelpdesk, marta: Counter, ira: Counter
) -> None:
    assert all("api_key" in person for person in await marta.data("/users/"))
    with_key = [person["id"] for person in await ira.data("/users/", search="eddytui.example")]
    assert len(with_key) == 12
    shown = [p["id"] for p in await ira.data("/users/", search="kask") if "api_key" in p]
    assert shown == [IRA]
    assert "api_key" not in await ira.data(f"/users/{JOHN}")
    assert "api_key" in await Counter(helpdesk, JOHN).data(f"/users/{JOHN}")


FORBIDDEN = (403, ["e-403"])


@pytest.mark.parametrize(
    ("who", "method", "path", "values"),
    [
        (IRA, "DELETE", f"/users/{JOHN}", {}),
        (IRA, "PUT", f"/users/{OLGA}", {"name": "x"}),
        (IRA, "PUT", f"/users/{JOHN}", {"group_id": 3}),
        (IRA, "PUT", f"/users/{IRA}", {"group_id": 2}),
        (IRA, "PUT", f"/users/{IRA}", {"department": [5]}),
        (IRA, "POST", "/users/", {"name": "x", "email": "x@x.lv", "group_id": 2}),
        (JOHN, "POST", "/users/", {"name": "x", "email": "x@x.lv"}),
        (JOHN, "PUT", f"/users/{JOHN}", {"name": "x", "email": "x@x.lv"}),
        (JOHN, "PUT", f"/users/{IRA}", {"name": "x"}),
        (JOHN, "DELETE", f"/users/{JOHN}", {}),
        (1, "DELETE", "/users/1", {}),
    ],
    ids=str,
)
async def test_some_changes_are_not_for_everybody(
    helpdesk: DemoHelpdesk, who: int, method: str, path: str, values: dict[str, Any]
) -> None:
    before = {number: person._asdict() for number, person in helpdesk.world.people.items()}
    refused = await Counter(helpdesk, who).refused(method, path, json=values)
    assert refused[:2] == FORBIDDEN
    after = {number: person._asdict() for number, person in helpdesk.world.people.items()}
    assert after == before


async def test_clients_and_colleagues_may_change_what_is_theirs(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    john = Counter(helpdesk, JOHN)
    mine = {"name": "Jon", "phone": "1", "language": "ru"}
    changed = await john.put(f"/users/{JOHN}", **mine)
    assert {key: changed[key] for key in mine} == mine
    assert (await ira.put(f"/users/{IRA}", skype="ira.kask"))["skype"] == "ira.kask"


async def test_lists_of_users_can_lag_and_may_show_who_is_deleted(
    helpdesk: DemoHelpdesk, marta: Counter, clock: Clock
) -> None:
    helpdesk.lag = timedelta(seconds=5)
    clock.pass_(minutes=1)
    await marta.send("DELETE", f"/users/{JOHN}")
    await marta.put(f"/users/{MARIA}", name="Mary")
    new = await marta.post("/users/", name="Ann", email="ann@acme.com")
    ids = f"{JOHN},{MARIA},{new['id']}"
    behind = await marta.data("/users/", id_list=ids)
    assert [person["name"] for person in behind] == ["John", "Maria"]
    assert (await marta.data(f"/users/{MARIA}"))["name"] == "Mary"
    clock.pass_(seconds=6)
    assert [person["name"] for person in await marta.data("/users/", id_list=ids)] == [
        *("Ann", "Mary")
    ]


async def test_the_presence_log_is_newest_first_and_agrees_with_the_user(ira: Counter) -> None:
    shown = example("user_statuses_log.200")
    for user in await ira.data("/users/", group_list="2,3"):
        answer = await ira.get(f"/users/{user['id']}/statuses_log")
        assert answer["pagination"].keys() == shown["pagination"].keys()
        lines = answer["data"]
        assert lines[0].keys() == shown["data"][0].keys()
        assert lines[0]["status_id"] == user["user_status"]
        times = [line["date_created"] for line in lines]
        assert times == sorted(times, reverse=True)
        assert times[0] < "2026-03-02 09:00:00"
    assert await ira.data(f"/users/{JOHN}/statuses_log/") == []
    missing = (404, ["e-404"], said("user_statuses_log.404", _22=5000))
    assert await ira.refused("GET", "/users/5000/statuses_log/") == missing


async def test_the_presence_log_can_be_asked_by_date_status_and_page(ira: Counter) -> None:
    path = f"/users/{OLGA}/statuses_log/"
    meals = await ira.data(path, statuses="obed,on-hold")
    assert {line["status_id"] for line in meals} == {"obed", "on-hold"}
    day = {"from_date_created": "2026-02-27 00:00:00", "to_date_created": "2026-02-27 23:59:59"}
    statuses = [line["status_id"] for line in await ira.data(path, **day)]
    assert statuses[0] == "offline"
    assert statuses[-1] == "online"
    total = await ira.total(path)
    assert total > 30
    assert len(await ira.data(path, page=2)) == total - 30
    assert (await ira.refused("GET", f"{path}?from_date_created=x"))[0] == 400


async def test_a_new_status_is_a_line_of_the_log(ira: Counter, clock: Clock) -> None:
    path = f"/users/{IRA}/statuses_log/"
    before = await ira.total(path)
    clock.pass_(minutes=1)
    assert (await ira.put(f"/users/{IRA}", user_status="obed"))["user_status"] == "obed"
    await ira.put(f"/users/{IRA}", user_status="obed")
    newest, *_ = await ira.data(path)
    assert (newest["status_id"], newest["name"]["en"]) == ("obed", "Lunch break")
    assert newest["date_created"] == "2026-03-02 09:01:00"
    assert await ira.total(path) == before + 1
