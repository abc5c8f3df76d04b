"""A client that knows the vendor's document alone, over a real connection: no line of it is ours.

One row an operation, with the document's own curl line (corrected where it cannot be run, and with
numbers of this helpdesk) and the document's own answer, whose shape has to come back.
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from eddytui.demo.account import EMAIL, KEY, ME
from eddytui.demo.world import World
from tests.e2e.server import Server

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
TEXT = (FORM, "text=Problem with email")
TICKET = (
    FORM,
    "title=Problem%20with%20email&description=Problem%20with%20email%20info%40example.com"
    "&custom_fields%5B6%5D=field%20value&custom_fields%5B2%5D=22",
)
CHANGE = (
    JSON,
    '{"status_id" :"process", "owner_id": "1", "custom_fields": {"6": "test", "2": "22"}}',
)
WRONG = (JSON, '{"sla_date": "x", "owner_id": 5000, "type_id": "x"}')
USER = (
    "name=John&email={email}&group_id=1&department%5B0%5D=1&department%5B1%5D=2&password=12345678"
    "&organization=Organization&custom_fields%5B89%5D=402&custom_fields%5B87%5D=test"
)
NO_USER = (JSON, '{"name": "", "email": "", "group_id": "", "department": [], "password": ""}')
USER_CHANGE = (JSON, '{"lastname":"Doe", "custom_fields": {"87": "test", "89": "401"}}')
COMPANY = (FORM, "name=Eddydesk99&custom_fields%5B92%5D=501&custom_fields%5B91%5D=test")
COMPANY_CHANGE = (
    JSON,
    '{"name":"Eddydesk2","domains":"@eddydesk.com", "custom_fields": {"91": "test", "92": "502"}}',
)
SAME_NAME = (JSON, '{"name": "Acme"}')
NOTE = (FORM, "text=test")
OPTIONS = (
    JSON,
    '{"options":[{"name":{"ru":"new option","en":"new option","ua":"new option"}}, {"pid": 31, '
    '"name":{"en":"new option"}}, {"id": 31,"name":{"en":"update option"}}]}',
)
OPTION = (JSON, '{"options":[{"name":{"en":"new option"}}]}')
# What live systems send and the document does not show.
UNDOCUMENTED = {"sla_flag"}

MISSPELT = {"username": "user_name"}
"""In the document's list of tickets."""

Body = tuple[str, str]


MARTA = 1
"""The main administrator: the document shows what she sees."""


class Row(NamedTuple):
    """An operation: `{post}`, `{comment}`, `{ticket}`, `{user}` and the like are made before."""

    example: str
    """What the document shows as the answer; its status is in the name."""
    method: str
    path: str
    body: Body | None = None
    who: int = ME


NOTES = {"/users/41/notes": "user", "/organizations/2/notes": "organization"}
FIELDS = {
    "/custom_fields/5/options": "ticket",
    "/users/custom_fields/89/options": "user",
    "/organizations/custom_fields/92/options": "organization",
}


def on_notes(path: str, kind: str) -> tuple[Row, ...]:
    """The operations on notes, of users and of organizations."""
    place = f"/{path.split('/')[1]}"
    return (
        Row(f"{kind}_notes_list.200", "GET", f"{place}/{{noted {kind}}}/notes/?page=1"),
        Row(f"{kind}_notes_list.404", "GET", f"{place}/5000/notes"),
        Row(f"{kind}_notes_create.200", "POST", f"{path}/", NOTE),
        Row(f"{kind}_notes_create.404", "POST", f"{place}/5000/notes/", NOTE),
        Row(f"{kind}_notes_delete.200", "DELETE", f"{path}/{{note {path}}}"),
        Row(f"{kind}_notes_delete.404", "DELETE", f"{path}/5000"),
    )


def on_fields(path: str, kind: str) -> tuple[Row, ...]:
    """The operations on custom fields, of tickets, users and organizations."""
    one = path.removesuffix("/options")
    options = OPTIONS if kind == "ticket" else OPTION
    return (
        Row(f"{kind}_fields_list.200", "GET", f"{one.rpartition('/')[0]}/"),
        Row(f"{kind}_fields_get.200", "GET", one),
        Row(f"{kind}_field_options_list.200", "GET", path),
        Row(f"{kind}_field_options_save.200", "POST", path, options, MARTA),
        Row(f"{kind}_field_options_delete.200", "DELETE", f"{path}/{{option {path}}}", None, MARTA),
    )


CONTACTS = (
    Row("groups_list.200", "GET", "/groups"),
    Row("user_statuses_list.200", "GET", "/user_statuses"),
    Row("users_list.200", "GET", "/users/?page=1&group_list=2,3", None, MARTA),
    Row("users_get.200", "GET", "/users/1", None, MARTA),
    Row("users_create.200", "POST", "/users/", (FORM, USER.format(email="a@b.lv")), MARTA),
    Row("users_create.400", "POST", "/users/", NO_USER),
    Row("users_update.200", "PUT", "/users/41", USER_CHANGE, MARTA),
    Row("users_update.400", "PUT", "/users/41", NO_USER),
    Row("users_delete.200", "DELETE", "/users/{user}", None, MARTA),
    Row("users_delete.404", "DELETE", "/users/5000", None, MARTA),
    Row("user_statuses_log.200", "GET", "/users/7/statuses_log"),
    Row("user_statuses_log.404", "GET", "/users/5000/statuses_log"),
    Row("organizations_list.200", "GET", "/organizations/?page=1"),
    Row("organizations_get.200", "GET", "/organizations/2"),
    Row("organizations_create.200", "POST", "/organizations/", COMPANY),
    Row("organizations_create.400", "POST", "/organizations/", SAME_NAME),
    Row("organizations_update.200", "PUT", "/organizations/3", COMPANY_CHANGE),
    Row("organizations_update.400", "PUT", "/organizations/3", SAME_NAME),
    Row("organizations_delete.200", "DELETE", "/organizations/12", None, MARTA),
    Row("organizations_delete.404", "DELETE", "/organizations/5000", None, MARTA),
    *chain.from_iterable(on_notes(path, kind) for path, kind in NOTES.items()),
    *chain.from_iterable(on_fields(path, kind) for path, kind in FIELDS.items()),
)

KNOWLEDGE = (
    Row("kb_categories_list.200", "GET", "/knowledge_base/categories?page=1"),
    Row("kb_articles_list.200", "GET", "/knowledge_base/articles?page=1"),
)

ROWS = (
    *CONTACTS,
    *KNOWLEDGE,
    Row("departments_list.200", "GET", "/departments/"),
    Row("statuses_list.200", "GET", "/statuses/"),
    Row("priorities_list.200", "GET", "/priorities/"),
    Row("types_list.200", "GET", "/types/"),
    Row("tickets_list.200", "GET", "/tickets/?page=1"),
    Row("tickets_get.200", "GET", "/tickets/1042"),
    Row("tickets_get.404", "GET", "/tickets/9"),
    Row("tickets_create.200", "POST", "/tickets/", TICKET),
    Row(
        "tickets_create.400",
        "POST",
        "/tickets/",
        (FORM, f"{TICKET[1]}&sla_date=x&owner_id=5000&type_id=x"),
    ),
    Row("tickets_update.200", "PUT", "/tickets/1042", CHANGE),
    Row("tickets_update.400", "PUT", "/tickets/1042", WRONG),
    Row("tickets_update.404", "PUT", "/tickets/9", CHANGE),
    Row("tickets_delete.200", "DELETE", "/tickets/{ticket}"),
    Row("tickets_delete.404", "DELETE", "/tickets/9"),
    Row("posts_list.200", "GET", "/tickets/1042/posts/?page=1"),
    Row("posts_create.200", "POST", "/tickets/1042/posts/", TEXT),
    Row("posts_create.400", "POST", "/tickets/1042/posts/", (FORM, "text=")),
    Row("posts_create.404", "POST", "/tickets/9/posts/", TEXT),
    Row("posts_update.200", "PUT", "/tickets/1042/posts/{post}", TEXT),
    Row("posts_update.404", "PUT", "/tickets/9/posts/150", TEXT),
    Row("posts_delete.200", "DELETE", "/tickets/1042/posts/{post}"),
    Row("posts_delete.404", "DELETE", "/tickets/1042/posts/1"),
    Row("comments_list.200", "GET", "/tickets/1040/comments/?page=1"),
    Row("comments_create.200", "POST", "/tickets/1042/comments/", TEXT),
    Row("comments_create.400", "POST", "/tickets/1042/comments/", (FORM, "text=")),
    Row("comments_create.404", "POST", "/tickets/9/comments/", TEXT),
    Row("comments_update.200", "PUT", "/tickets/1042/comments/{comment}", TEXT),
    Row("comments_update.404", "PUT", "/tickets/9/comments/150", TEXT),
    Row("comments_delete.200", "DELETE", "/tickets/1042/comments/{comment}"),
    Row("comments_delete.404", "DELETE", "/tickets/1042/comments/1"),
    Row("audit_list.200", "GET", "/tickets/1042/audit/?page=1"),
    Row("billing_list.200", "GET", "/tickets/{billed}/billing/?page=1"),
)


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Plain:
    """Sends what it is told, with the header the document describes."""

    def __init__(self, url: str, email: str = EMAIL, key: str = KEY) -> None:
        self.host = urlsplit(url).netloc
        self.authorization = "Basic " + b64encode(f"{email}:{key}".encode()).decode()

    def ask(self, method: str, path: str, body: Body | None = None) -> Answer:
        kind, content = body or ("", "")
        headers = {"Authorization": self.authorization, "Cache-Control": "no-cache"}
        connection = HTTPConnection(self.host, timeout=20)
        try:
            typed = headers | {"Content-Type": kind} if kind else headers
            connection.request(method, path, content or None, typed)
            answer: HTTPResponse = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()

    def api(self, method: str, path: str, body: Body | None = None) -> Answer:
        return self.ask(method, f"/api/v2{path}", body)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(tickets=240) as server:
        yield server


@pytest.fixture(scope="module")
def plain(server: Server) -> Plain:
    return Plain(server.environ["EDDYTUI_URL"])


@pytest.fixture(scope="module")
def marta(server: Server) -> Plain:
    person = server.helpdesk.world.people[MARTA]
    return Plain(server.environ["EDDYTUI_URL"], person.email, person.key)


def with_file(world: World, kind: str) -> int:
    """Somebody whose newest note has a file, as in the document."""
    return next(
        number for (owner, number), notes in world.notes.items() if owner == kind and notes[-1].file
    )


def filled(plain: Plain, server: Server, path: str) -> str:
    """The path, with what it names made."""
    world = server.helpdesk.world

    def made(place: str, body: Body) -> Callable[[], int]:
        def make() -> int:
            data = plain.api("POST", place, body).json["data"]
            return int((data if isinstance(data, dict) else data[0])["id"])

        return make

    makers: dict[str, Callable[[], int]] = {
        "{post}": made("/tickets/1042/posts/", TEXT),
        "{comment}": made("/tickets/1042/comments/", TEXT),
        "{ticket}": made("/tickets/", TICKET),
        "{user}": made("/users/", (FORM, USER.format(email="c@d.lv"))),
        **{f"{{note {place}}}": made(place, NOTE) for place in NOTES},
        **{f"{{option {place}}}": made(place, OPTION) for place in FIELDS},
        "{noted user}": lambda: with_file(world, "user"),
        "{noted organization}": lambda: with_file(world, "organization"),
        "{billed}": lambda: next(
            number
            for number, ticket in world.tickets.items()
            if world.sees(world.people[7], ticket) and world.thread(number).bills
        ),
    }
    for name, make in makers.items():
        if name in path:
            path = path.replace(name, str(make()))
    return path


def records(content: Any) -> list[dict[str, Any]]:
    """The records of an answer: one, a list, or a map by id."""
    data = content["data"]
    if isinstance(data, dict):
        return [data] if "id" in data else list(data.values())
    return list(data)


def kinds(record: dict[str, Any]) -> dict[str, type]:
    """The type of each value."""
    return {MISSPELT.get(key, key): type(value) for key, value in record.items()}


def told(content: Any) -> list[dict[str, str]]:
    """Errors, whatever numbers and companies they name."""
    text = re.sub(r"\{[\dA-Z]\w*\}", "{9}", json.dumps(content["errors"]))
    errors: list[dict[str, str]] = json.loads(text)
    return errors


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.example)
def test_the_document_s_line_gets_the_document_s_answer(
    plain: Plain, marta: Plain, server: Server, row: Row
) -> None:
    example = json.loads((EXAMPLES / f"{row.example}.json").read_text())
    asking = marta if row.who == MARTA else plain
    answer = asking.api(row.method, filled(asking, server, row.path), row.body)
    assert answer.status == int(row.example.partition(".")[2]), answer.body
    assert answer.headers["content-type"] == "application/json"
    allowance = 60 if "/knowledge_base/" in row.path else 300
    assert answer.headers["x-rate-limit"] == str(allowance)
    assert 0 <= int(answer.headers["x-rate-limit-remaining"]) < allowance
    if "errors" in example:
        assert set(answer.json) == {"errors"}
        assert told(answer.json) == told(example)
        return
    shown, sent = kinds(records(example)[0]), kinds(records(answer.json)[0])
    assert set(sent) - UNDOCUMENTED == set(shown)
    nothing = type(None)
    for key, kind in shown.items():
        assert nothing in {kind, sent[key]} or kind is sent[key], key
    # The document's list of tickets is cut off before its pages are told.
    if "pagination" in example:
        assert kinds(answer.json["pagination"]) == kinds(example["pagination"])
        assert set(answer.json) == {"data", "pagination"}


def test_an_attachment_is_had_with_the_same_header_and_not_without(plain: Plain) -> None:
    posts = plain.api("GET", "/tickets/1042/posts/").json["data"]
    file = next(file for post in posts for file in post["files"])
    example = json.loads((EXAMPLES / "posts_list.200.json").read_text())
    assert set(file) == set(example["data"][1]["files"][0])
    host, path = urlsplit(file["url"])[1:3]
    assert host == plain.host
    assert re.fullmatch(r"/en/file/download/[0-9a-f]{40}", path)
    for address in (path, f"{path}/{file['name']}"):
        answer = plain.ask("GET", address)
        assert (answer.status, len(answer.body)) == (200, int(answer.headers["content-length"]))
        assert f'filename="{file["name"]}"' in answer.headers["content-disposition"]
    head = plain.ask("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(answer.body))
    stranger = Plain(f"http://{plain.host}")
    stranger.authorization = "Basic bm9ib2R5Om5vbmU="
    assert stranger.ask("GET", path).status == 401


def test_no_answer_of_the_document_is_left_out() -> None:
    shown = {path.stem for path in EXAMPLES.glob("*.json") if ".request" not in path.stem}
    assert shown - {row.example for row in ROWS} == set()
