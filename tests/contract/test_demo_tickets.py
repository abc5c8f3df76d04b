"""The pretend helpdesk's tickets answer like the API document and the systems behind it."""

from datetime import timedelta
from typing import Any

import pytest

from eddytui.demo import wire
from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import Clock, Counter

VPN, PASSWORD, FROZEN = 1042, 1036, 1030


async def test_a_page_is_thirty_tickets_by_id_newest_first(ira: Counter) -> None:
    answer = await ira.get("/tickets/")
    keys = list(answer["data"])
    assert keys[:3] == ["1042", "1041", "1040"]
    assert len(keys) == 30
    pagination = answer["pagination"]
    assert (pagination["per_page"], pagination["current_page"]) == (30, 1)
    assert pagination["total_pages"] == -(-pagination["total"] // 30)
    second = await ira.data("/tickets/", page=2)
    assert not set(second) & set(keys)


async def test_both_slash_styles_lead_to_the_same_place(ira: Counter) -> None:
    assert await ira.get("/tickets") == await ira.get("/tickets/")
    assert await ira.get(f"/tickets/{VPN}") == await ira.get(f"/tickets/{VPN}/")


async def test_past_the_end_is_an_empty_list_with_pagination(ira: Counter) -> None:
    answer = await ira.get("/tickets/", page=99)
    assert answer["data"] == []
    assert answer["pagination"]["current_page"] == 99
    assert (await ira.get("/tickets/", owner_list=999))["data"] == []


async def test_a_ticket_has_all_that_the_document_shows(ira: Counter) -> None:
    ticket = await ira.data(f"/tickets/{VPN}/")
    documented = {
        *("id", "pid", "unique_id", "date_created", "date_updated", "title", "source"),
        *("status_id", "priority_id", "type_id", "department_id", "department_name"),
        *("owner_id", "owner_name", "owner_lastname", "owner_email"),
        *("user_id", "user_name", "user_lastname", "user_email", "cc", "bcc", "followers"),
        *("ticket_lock", "sla_date", "freeze_date", "freeze", "deleted"),
        *("viewed_by_staff", "viewed_by_client", "rate", "rate_comment", "rate_date"),
        *("custom_fields", "tags", "jira_issues"),
    }
    assert set(ticket) == documented | {"sla_flag"}
    assert ticket["date_created"] == "2026-03-02 08:47:00"
    assert ticket["sla_date"] == "02.03.2026 09:25"
    assert (ticket["freeze_date"], ticket["rate_date"]) == ("null", "")
    assert (ticket["owner_id"], ticket["owner_name"]) == (0, "Unassigned")
    assert ticket["custom_fields"][0]["field_value"]["2"] == {"id": 311, "name": {"en": "VPN"}}
    spam = await ira.data("/tickets/1039/")
    assert (spam["sla_date"], spam["custom_fields"]) == (None, [])
    frozen = await ira.data(f"/tickets/{FROZEN}/")
    assert (frozen["freeze"], frozen["freeze_date"]) == (1, "07.03.2026 11:00")


def everything(helpdesk: DemoHelpdesk) -> list[dict[str, Any]]:
    world = helpdesk.world
    ira = world.people[7]
    return [
        wire.ticket(world, Clock().now, ticket)
        for ticket in world.tickets.values()
        if world.sees(ira, ticket)
    ]


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ({"owner_list": "7"}, lambda t: t["owner_id"] == 7),
        ({"owner_list": "0,7,"}, lambda t: t["owner_id"] in {0, 7}),
        ({"user_list": "41, 42"}, lambda t: t["user_id"] in {41, 42}),
        ({"status_list": "open,6"}, lambda t: t["status_id"] in {"open", "6"}),
        ({"status_list[0]": "open", "status_list[1]": "6"}, lambda t: t["status_id"] in "open6"),
        ({"priority_list": "1"}, lambda t: t["priority_id"] == 1),
        ({"type_list": "0"}, lambda t: t["type_id"] == 0),
        ({"department_list": "3,4"}, lambda t: t["department_id"] in {3, 4}),
        ({"source_list": "telegram"}, lambda t: t["source"] == "telegram"),
        ({"freeze": "0"}, lambda t: t["freeze"] == 0),
        ({"freeze": "1"}, lambda t: t["freeze"] == 1),
        (
            {"from_date_created": "2026-03-01 00:00:00"},
            lambda t: t["date_created"] >= "2026-03-01",
        ),
        (
            {"to_date_updated": "2026-02-20 12:00:00"},
            lambda t: t["date_updated"] <= "2026-02-20 12:00:00",
        ),
        (
            {"from_date_updated": "2026-03-02 08:00:00", "to_date_created": "2026-03-01 23:00:00"},
            lambda t: (
                t["date_updated"] >= "2026-03-02 08" and t["date_created"] <= "2026-03-01 23:00:00"
            ),
        ),
        ({"search": "vpn OFFICE"}, lambda t: t["id"] == VPN),
        ({"search": "maria"}, lambda t: t["user_id"] == 42),
        ({"search": "john@acme.com"}, lambda t: t["user_id"] == 41),
        ({"search": "john@acme.com", "exact_search": "1"}, lambda t: t["user_id"] == 41),
        ({"search": "SEO", "exact_search": "1"}, lambda _: False),
        ({"per_page": "5", "limit": "5", "nonsense": "1"}, lambda _: True),
    ],
    ids=str,
)
async def test_filters_find_exactly_what_they_say(
    helpdesk: DemoHelpdesk, ira: Counter, query: dict[str, str], holds: Any
) -> None:
    wanted = {t["id"] for t in everything(helpdesk) if not t["deleted"] and holds(t)}
    answer = await ira.get("/tickets/", **query)
    found = set(map(int, answer["data"]))
    for page in range(2, answer["pagination"]["total_pages"] + 1):
        found |= set(map(int, await ira.data("/tickets/", page=page, **query)))
    assert found == wanted
    assert answer["pagination"]["total"] == len(wanted)


async def test_deleted_tickets_are_shown_only_when_asked_for(
    helpdesk: DemoHelpdesk, ira: Counter
) -> None:
    deleted = {str(t["id"]) for t in everything(helpdesk) if t["deleted"]}
    assert len(deleted) >= 3
    assert set(await ira.data("/tickets/", deleted=1)) == deleted


@pytest.mark.parametrize(
    ("order", "field", "backwards"),
    [
        ("date_updated{asc}", "date_updated", False),
        ("DATE_UPDATED{DESC}", "date_updated", True),
        ("date_updated", "date_updated", False),
        ("date_created{asc}", "date_created", False),
        ("viewed_by_staff{asc},date_updated{desc}", "viewed_by_staff", False),
        ("nonsense{asc}", "date_created", True),
    ],
)
async def test_order_is_asked_for_in_any_spelling(
    ira: Counter, order: str, field: str, backwards: bool
) -> None:
    values = [ticket[field] for ticket in (await ira.data("/tickets/", order_by=order)).values()]
    assert values == sorted(values, reverse=backwards)
    assert len(set(values)) > 1 or field == "viewed_by_staff"


async def test_an_unreadable_date_is_refused(ira: Counter) -> None:
    query = {"from_date_updated": "yesterday"}
    status, codes, details = await ira.refused("GET", "/tickets/", params=query)
    assert (status, codes) == (400, ["e-411"])
    assert "{from_date_updated}" in details[0]


async def test_what_is_missing_is_said_as_the_document_says_it(ira: Counter) -> None:
    answer = await ira.send("GET", "/tickets/9/")
    assert answer.status_code == 404
    details = "Ticket with id {9} does not exist"
    assert answer.json() == {
        "errors": [{"code": "e-404", "title": "Not found", "details": details}]
    }


async def test_a_change_is_there_at_once_in_ticket_list_and_history(
    ira: Counter, clock: Clock
) -> None:
    clock.pass_(minutes=1)
    changed = await ira.put(f"/tickets/{VPN}/", owner_id="7", status_id="process")
    assert (changed["owner_id"], changed["owner_lastname"]) == (7, "Kask")
    assert (changed["status_id"], changed["viewed_by_staff"]) == ("process", 1)
    assert changed["date_updated"] == "2026-03-02 09:01:00"
    assert await ira.data(f"/tickets/{VPN}/") == changed
    newest = await ira.data("/tickets/", order_by="date_updated{desc}")
    assert next(iter(newest.values())) == changed
    events = await ira.data(f"/tickets/{VPN}/audit/")
    assert [(events[n]["event"], events[n]["user_name"]) for n in "01"] == [
        ("status_update", "Ira"),
        ("owner_update", "Ira"),
    ]
    assert events["1"]["text"]["en"] == (
        'Changing responsible party from "Unassigned"</strong> to "Ira "</strong>'
    )


async def test_everything_wrong_with_a_change_is_said_at_once_and_nothing_is_changed(
    ira: Counter,
) -> None:
    before = await ira.data(f"/tickets/{VPN}/")
    wrong = {
        "sla_date": "2026-03-02",
        "owner_id": "5000",
        "followers": [41],
        "type_id": "77",
        "status_id": "nowhere",
        "priority_id": "",
        "department_id": 0,
        "title": " ",
        "custom_fields": {"7": "many"},
        "cc": ["nobody"],
    }
    status, codes, details = await ira.refused("PUT", f"/tickets/{VPN}", json=wrong)
    # Who does not exist is no colleague either, and the document has it both ways at once.
    assert (status, set(codes), len(details)) == (400, {"e-411"}, len(wrong) + 1)
    assert "Field {sla_date} value is incorrect or empty (date format 01.01.1970 00:00)" in details
    assert "Field {owner_id} with id {5000} does not exist" in details
    assert await ira.data(f"/tickets/{VPN}/") == before
    _, _, details = await ira.refused("PUT", f"/tickets/{VPN}", json={"owner_id": 41})
    assert details == ["Field {owner_id} value is incorrect, user must be with staff permissions"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"owner_id": ""}, {"owner_id": 0}),
        ({"sla_date": ""}, {"sla_date": None}),
        ({"sla_date": "04.03.2026 16:30"}, {"sla_date": "04.03.2026 16:30"}),
        ({"tags": ["a", "b"]}, {"tags": ["a", "b"]}),
        ({"tags": []}, {"tags": []}),
        ({"cc": []}, {"cc": []}),
        ({"cc": "x@mail.example, y@mail.example"}, {"cc": ["x@mail.example", "y@mail.example"]}),
        ({"followers": ["8", 9]}, {"followers": [8, 9]}),
        ({"ticket_lock": True}, {"ticket_lock": 1}),
        ({"ticket_lock": "false"}, {"ticket_lock": 0}),
        ({"type_id": 0}, {"type_id": 0}),
        ({"title": "[b] new"}, {"title": "[b] new"}),
        ({"user_id": 42}, {"user_id": 42, "user_name": "Maria"}),
        ({"freeze_date": "02.03.2026 11:00"}, {"freeze": 1, "freeze_date": "02.03.2026 11:00"}),
        ({"nonsense": 1}, {}),
    ],
    ids=str,
)
async def test_fields_are_set_and_reset(
    ira: Counter, sent: dict[str, Any], shown: dict[str, Any]
) -> None:
    await ira.put(f"/tickets/{VPN}", tags=["x"], cc=["z@mail.example"], owner_id=8)
    changed = await ira.put(f"/tickets/{VPN}", **sent)
    assert {key: changed[key] for key in shown} == shown


@pytest.mark.parametrize(
    ("field", "sent", "shown"),
    [
        ("2", "22", {"id": 22, "name": {"en": "Password reset"}}),
        ("3", "A-1", "A-1"),
        ("4", "1", 1),
        (
            "5",
            {"1": "31", "2": "312"},
            {"1": {"id": 31}, "2": {"id": 312, "name": {"en": "Wi-Fi"}}},
        ),
        ("6", "two\nlines", "two\nlines"),
        ("7", 12, "12"),
    ],
)
async def test_custom_fields_are_written_as_options_and_read_as_names(
    ira: Counter, field: str, sent: Any, shown: Any
) -> None:
    changed = await ira.put(f"/tickets/{PASSWORD}", custom_fields={field: sent})
    values = {str(f["id"]): f["field_value"] for f in changed["custom_fields"]}
    assert contains(values[field], shown)
    assert "5" in values, "the others stay"


def contains(value: Any, part: Any) -> bool:
    if isinstance(part, dict):
        return all(contains(value[key], inner) for key, inner in part.items())
    return bool(value == part)


async def test_a_frozen_ticket_comes_back_when_its_time_has_come(
    ira: Counter, clock: Clock
) -> None:
    await ira.put(f"/tickets/{VPN}", freeze_date="02.03.2026 11:00")
    assert str(VPN) in await ira.data("/tickets/", freeze=1)
    clock.pass_(hours=2, minutes=5)
    ticket = await ira.data(f"/tickets/{VPN}/")
    assert (ticket["freeze"], ticket["freeze_date"]) == (0, "null")
    assert ticket["date_updated"] == "2026-03-02 11:00:00"
    assert (await ira.data(f"/tickets/{VPN}/audit"))["0"]["user_id"] == -1


async def test_a_passed_deadline_raises_the_flag(ira: Counter, clock: Clock) -> None:
    assert (await ira.data(f"/tickets/{VPN}/"))["sla_flag"] == 0
    clock.pass_(minutes=26)
    assert (await ira.data(f"/tickets/{VPN}/"))["sla_flag"] == 1
    assert (await ira.put(f"/tickets/{VPN}", status_id="closed"))["sla_flag"] == 0


async def test_the_history_is_by_place_with_its_total_as_text(ira: Counter) -> None:
    answer = await ira.get("/tickets/1040/audit/")
    assert list(answer["data"]) == [str(n) for n in range(len(answer["data"]))]
    assert answer["pagination"]["total"] == str(len(answer["data"]))
    times = [event["date_created"] for event in answer["data"].values()]
    assert times[-1] == "17:30:00 01.03.2026"
    assert set(answer["data"]["0"]) == {
        *("id", "event", "text", "user_id", "user_name", "date_created")
    }
    views = await ira.data("/tickets/1042/audit/", event_list="ticket_view", user_list="8,9")
    assert [event["user_name"] for event in views.values()] == ["Olga"]
    late = {"from_date_created": "2026-03-02 08:55:00"}
    assert len(await ira.data("/tickets/1042/audit/", **late)) == 1
    assert await ira.data("/tickets/1042/audit/", event_list="nonsense") == []


async def test_lists_can_lag_while_single_tickets_do_not(
    helpdesk: DemoHelpdesk, ira: Counter, clock: Clock
) -> None:
    helpdesk.lag = timedelta(seconds=5)
    clock.pass_(minutes=1)
    await ira.put(f"/tickets/{VPN}", status_id="closed")
    assert (await ira.data(f"/tickets/{VPN}/"))["status_id"] == "closed"
    assert (await ira.data("/tickets/"))[str(VPN)]["status_id"] == "open"
    clock.pass_(seconds=6)
    assert (await ira.data("/tickets/"))[str(VPN)]["status_id"] == "closed"


async def test_maps_can_be_lists_as_on_some_systems(helpdesk: DemoHelpdesk, ira: Counter) -> None:
    helpdesk.as_lists = True
    assert [ticket["id"] for ticket in await ira.data("/tickets/")][:2] == [1042, 1041]
    assert (await ira.data("/tickets/1042/audit"))[0]["event"] == "ticket_answer"
    assert [user["id"] for user in await ira.data("/users/7")] == [7]
