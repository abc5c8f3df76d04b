"""New tickets at the pretend helpdesk: every way to write one, and everything wrong at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import Counter

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
WORDS = {"title": "Lift is stuck", "description": "<p>Between two floors.</p>"}
VPN = 1042
SIMPLE = {
    **WORDS,
    "pid": "1040",
    "sla_date": "04.03.2026 16:30",
    "freeze_date": "03.03.2026 08:00",
    "status_id": "process",
    "priority_id": "1",
    "type_id": "2",
    "department_id": "3",
    "ticket_lock": "true",
    "owner_id": "8",
    "user_id": "41",
}
AS_FORM = {
    **SIMPLE,
    "cc[]": "x@mail.example",
    "bcc": "y@mail.example, z@mail.example",
    "followers[0]": "8",
    "followers[1]": "9",
    "tags[0]": "lift",
    "custom_fields[3]": "A-1",
    "custom_fields[5][1]": "31",
    "custom_fields[5][2]": "312",
}
NESTED = {
    **SIMPLE,
    "cc": ["x@mail.example"],
    "bcc": ["y@mail.example", "z@mail.example"],
    "followers": [8, 9],
    "tags": ["lift"],
    "custom_fields": {"3": "A-1", "5": {"1": "31", "2": "312"}},
}
SHOWN = {
    "pid": 1040,
    "sla_date": "04.03.2026 16:30",
    "freeze_date": "03.03.2026 08:00",
    "freeze": 1,
    "status_id": "process",
    "priority_id": 1,
    "type_id": 2,
    "department_id": 3,
    "ticket_lock": 1,
    "owner_id": 8,
    "user_id": 41,
    "cc": ["x@mail.example"],
    "bcc": ["y@mail.example", "z@mail.example"],
    "followers": [8, 9],
    "tags": ["lift"],
}
ENCODINGS = pytest.mark.parametrize("encoding", ["form", "json", "multipart"])


def encoded(encoding: str) -> dict[str, Any]:
    """The same ticket in different encodings."""
    if encoding == "json":
        return {"json": NESTED}
    return {
        "data": AS_FORM,
        "files": {"files[0]": ("a.txt", b"a")} if encoding == "multipart" else None,
    }


async def opened(ira: Counter, **how: Any) -> dict[str, Any]:
    answer = await ira.send("POST", "/tickets/", **how)
    assert answer.status_code == 200, answer.text
    ticket: dict[str, Any] = answer.json()["data"]
    return ticket


async def test_a_ticket_needs_a_title_and_a_text_alone(ira: Counter) -> None:
    ticket = await ira.post("/tickets/", **WORDS)
    assert ticket["id"] == 1043
    assert (ticket["title"], ticket["user_id"], ticket["owner_id"]) == (WORDS["title"], 7, 0)
    assert (ticket["status_id"], ticket["type_id"], ticket["priority_id"]) == ("open", 0, 2)
    assert ticket == await ira.data("/tickets/1043")
    assert next(iter(await ira.data("/tickets/"))) == "1043"
    (post,) = await ira.data("/tickets/1043/posts/")
    assert (post["text"], post["user_id"], post["files"]) == (WORDS["description"], 7, [])
    (event,) = (await ira.data("/tickets/1043/audit/")).values()
    assert (event["event"], event["user_id"]) == ("ticket_create", 7)


async def test_the_answer_has_the_keys_of_the_document(ira: Counter) -> None:
    example = json.loads((EXAMPLES / "tickets_create.200.json").read_text())["data"]
    assert set(await ira.post("/tickets/", **WORDS)) == set(example) | {"sla_flag"}


@ENCODINGS
async def test_everything_documented_can_be_said_in_every_encoding(
    ira: Counter, encoding: str
) -> None:
    ticket = await opened(ira, **encoded(encoding))
    assert {key: ticket[key] for key in SHOWN} == SHOWN
    fields = {field["id"]: field["field_value"] for field in ticket["custom_fields"]}
    assert fields[3] == "A-1"
    assert [level["id"] for level in fields[5].values()] == [31, 312]


async def test_who_is_unknown_becomes_a_client(helpdesk: DemoHelpdesk, ira: Counter) -> None:
    ticket = await ira.post("/tickets/", **WORDS, user_email="new.one@mail.example")
    assert (ticket["user_name"], ticket["user_email"]) == ("new.one", "new.one@mail.example")
    client = await ira.data(f"/users/{ticket['user_id']}")
    assert client["group"]["type"] == "user"
    again = await ira.post("/tickets/", **WORDS, user_email="New.One@mail.example")
    assert again["user_id"] == ticket["user_id"]
    known = await ira.post("/tickets/", **WORDS, user_email="john@acme.com")
    assert known["user_id"] == 41
    named = await ira.post("/tickets/", **WORDS, user_id="42", user_email="john@acme.com")
    assert named["user_id"] == 42
    assert len(helpdesk.world.people) == 93


@pytest.mark.parametrize(
    ("said", "author", "unread"),
    [({}, 41, 0), ({"create_from_user": "1"}, 41, 0), ({"create_from_user": "0"}, 7, 1)],
)
async def test_the_first_reply_is_the_client_s_unless_said_otherwise(
    ira: Counter, said: dict[str, str], author: int, unread: int
) -> None:
    ticket = await ira.post("/tickets/", **WORDS, user_id="41", **said)
    (post,) = await ira.data(f"/tickets/{ticket['id']}/posts/")
    assert (post["user_id"], ticket["viewed_by_staff"]) == (author, unread)
    assert ticket["user_id"] == 41


@pytest.mark.parametrize("name", ["files[0]", "files[]", "files"])
async def test_files_go_to_the_first_reply(ira: Counter, name: str) -> None:
    files = [(name, ("one.txt", b"1")), (name.replace("0", "1"), ("two.PNG", b"2"))]
    ticket = await opened(ira, data=WORDS, files=files)
    (post,) = await ira.data(f"/tickets/{ticket['id']}/posts/")
    assert [(f["name"], f["data_type"]) for f in post["files"]] == [
        ("one.txt", "txt"),
        ("two.PNG", "png"),
    ]


async def test_everything_wrong_is_said_at_once_in_the_words_of_the_document(ira: Counter) -> None:
    wrong = {**WORDS, "sla_date": "tomorrow", "owner_id": "5000", "type_id": "77"}
    answer = await ira.send("POST", "/tickets/", data=wrong)
    example = (EXAMPLES / "tickets_create.400.json").read_text().replace("{5}", "{5000}")
    assert (answer.status_code, answer.json()) == (400, json.loads(example))
    assert len(await ira.data("/tickets/", search=WORDS["title"])) == 0


@pytest.mark.parametrize(
    ("said", "details"),
    [
        ({}, ["title", "description"]),
        ({"title": " ", "description": ""}, ["title", "description"]),
        ({**WORDS, "user_email": "nobody"}, ["user_email"]),
        ({**WORDS, "pid": "9", "user_id": "5000"}, ["pid", "user_id"]),
    ],
)
async def test_what_is_missing_or_makes_no_sense_is_refused(
    ira: Counter, said: dict[str, str], details: list[str]
) -> None:
    status, codes, told = await ira.refused("POST", "/tickets/", data=said)
    assert (status, set(codes)) == (400, {"e-411"})
    assert [text.partition("}")[0].removeprefix("Field {") for text in told] == details


async def test_clients_open_nothing_through_the_api(helpdesk: DemoHelpdesk) -> None:
    assert (await Counter(helpdesk, 41).refused("POST", "/tickets/", data=WORDS))[0] == 403


async def test_a_change_takes_what_live_systems_take(ira: Counter) -> None:
    changed = await ira.put(f"/tickets/{VPN}", pid="1040", sla_policy_id=3, description="x")
    assert changed["pid"] == 1040
    assert (await ira.put(f"/tickets/{VPN}", pid=""))["pid"] == 0
    _, _, told = await ira.refused("PUT", f"/tickets/{VPN}", json={"pid": VPN})
    assert told == [f"Field {{pid}} with id {{{VPN}}} does not exist"]
