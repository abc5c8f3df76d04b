"""Signing in, step by step, by the client that the app uses."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

import eddytui
from eddytui.api.client import Client
from eddytui.api.errors import Blocked, WrongKey
from eddytui.api.pace import Pace
from eddytui.desk.sign_in import ADDRESS, CONNECTION, KEY, STEPS, YOU, Account, Step, check

URL, EMAIL = "acme.eddydesk.com/en/ticket/list", "Ira@acme.example"
CLEAN = "https://acme.eddydesk.com"
DEPARTMENTS = {"data": [{"id": 1, "name": {"en": "Support"}}]}
COLLEAGUES = {
    "data": [
        {"id": 8, "name": "Olga", "email": "olga-ira@acme.example"},
        {"id": 7, "name": "Ira", "lastname": "Kask", "email": "ira@acme.example"},
    ],
    "pagination": {"total": 2, "per_page": 30, "current_page": 1, "total_pages": 1},
}
BAN = {
    "errors": [{"code": "e-401", "title": "Ban", "details": "Ban for 20 min. API limit reached."}]
}
NO = {"errors": [{"code": "e-401", "title": "Unauthorized", "details": "Wrong key"}]}

Answer = tuple[int, object] | Exception


class Helpdesk:
    """A helpdesk that gives the answers it was told to."""

    def __init__(self, departments: Answer, users: Answer = (200, COLLEAGUES)) -> None:
        self.answers = {"departments": departments, "users": users}
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path}?{request.url.query.decode()}")
        answer = self.answers[request.url.path.strip("/").split("/")[-1]]
        if isinstance(answer, Exception):
            raise answer
        status, body = answer
        if isinstance(body, str):
            return httpx.Response(status, html=body)
        return httpx.Response(status, json=body)

    def client(self, url: str, email: str, key: str) -> Client:
        pace = Pace(clock=lambda: 1_795_000_000.0, sleep=no_pause)
        return Client(url, email, key, pace=pace, transport=httpx.MockTransport(self))


async def no_pause(_: float) -> None:
    """Take no time."""


async def steps(helpdesk: Helpdesk, url: str = URL) -> list[Step]:
    return [step async for step in check(helpdesk.client, url, EMAIL, "k3y")]


def states(steps: list[Step]) -> list[tuple[str, str]]:
    return [(step.name, step.state) for step in steps]


async def test_the_list_ticks_itself_and_ends_with_who_you_are() -> None:
    helpdesk = Helpdesk((200, DEPARTMENTS))
    seen = await steps(helpdesk)
    assert states(seen) == [
        (ADDRESS, "done"),
        (CONNECTION, "doing"),
        (CONNECTION, "done"),
        (KEY, "done"),
        (YOU, "doing"),
        (YOU, "done"),
    ]
    assert seen[0].sentence == CLEAN
    assert seen[-1].sentence == "Ira Kask"
    assert seen[-1].account == Account(CLEAN, 7, "Ira Kask"), "not the one the search also found"
    assert helpdesk.asked == [
        "GET /api/v2/departments/?",
        "GET /api/v2/users/?search=Ira%40acme.example",
    ]
    assert tuple(dict.fromkeys(step.name for step in seen)) == STEPS


@pytest.mark.parametrize(
    "users",
    [
        (200, {"data": []}),
        (200, {"data": COLLEAGUES["data"][:1]}),  # type: ignore[index]
        (403, {"errors": [{"code": "e-403", "title": "Forbidden", "details": "Not yours"}]}),
        (404, {"errors": [{"code": "e-404", "title": "Not found", "details": "No such"}]}),
        (400, {"errors": [{"code": "e-411", "title": "No", "details": "No search here"}]}),
    ],
)
async def test_a_person_the_helpdesk_does_not_show_is_signed_in_and_has_to_say_who(
    users: Answer,
) -> None:
    last = (await steps(Helpdesk((200, DEPARTMENTS), users)))[-1]
    assert (last.name, last.state, last.account) == (YOU, "done", Account(CLEAN, 0, ""))
    assert "me = NUMBER" in last.sentence


REFUSED = httpx.ConnectError("refused")
FAILURES: list[tuple[str, Answer, str, str]] = [
    ("unreachable", REFUSED, CONNECTION, "The helpdesk cannot be reached."),
    ("silent", httpx.ReadTimeout("slow"), CONNECTION, "did not answer in time."),
    ("a web page", (200, "<h1>Welcome</h1>"), CONNECTION, "is not a helpdesk"),
    ("no API there", (404, "<h1>Not found</h1>"), CONNECTION, "is not a helpdesk"),
    ("elsewhere", (302, ""), CONNECTION, "is not a helpdesk"),
    ("in repair", (503, "<h1>Soon</h1>"), CONNECTION, "is being repaired"),
    ("wrong key", (401, NO), KEY, "does not accept this e-mail address and API key."),
    ("blocked", (401, BAN), CONNECTION, "too many requests"),
    ("no rights", (403, {"errors": []}), KEY, "You do not have the permission"),
]


@pytest.mark.parametrize(
    ("answer", "name", "told"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES]
)
async def test_a_failure_stands_at_the_step_it_belongs_to(
    answer: Answer, name: str, told: str
) -> None:
    seen = await steps(Helpdesk(answer))
    last = seen[-1]
    assert (last.name, last.state, last.account) == (name, "failed", None)
    assert told in last.sentence
    assert last.sentence.endswith(".")
    assert last.error is not None
    assert [step.state for step in seen].count("failed") == 1
    assert (CONNECTION, "done") in states(seen) or name == CONNECTION
    assert "k3y" not in repr(seen)


async def test_a_block_is_not_taken_for_a_wrong_key() -> None:
    kinds = [type((await steps(Helpdesk((401, body))))[-1].error) for body in (NO, BAN)]
    assert kinds == [WrongKey, Blocked]


async def test_what_fails_after_the_key_was_accepted_stands_at_the_last_step() -> None:
    for answer in (REFUSED, (401, BAN), (200, "<h1>Hm</h1>")):
        seen = await steps(Helpdesk((200, DEPARTMENTS), answer))
        assert states(seen)[-3:] == [(KEY, "done"), (YOU, "doing"), (YOU, "failed")]


@pytest.mark.parametrize("url", ["", "http://acme.eddydesk.com", "not an address", "ftp://x.y"])
async def test_a_wrong_address_is_told_before_anything_is_sent(url: str) -> None:
    helpdesk = Helpdesk((200, DEPARTMENTS))
    seen = await steps(helpdesk, url)
    assert states(seen) == [(ADDRESS, "failed")]
    assert helpdesk.asked == []


async def test_settings_that_no_client_can_be_made_of_are_told() -> None:
    def client(url: str, email: str, key: str) -> Client:
        return Client(url, email, key, ca_file=Path("/no/such.pem"))

    *_, last = [step async for step in check(client, URL, EMAIL, "k3y")]
    assert (last.name, last.state) == (CONNECTION, "failed")
    assert "/no/such.pem" in last.sentence


def test_the_check_can_be_shown_before_the_client_is_loaded() -> None:
    code = (
        "import sys, eddytui.desk.sign_in; "
        "print([name for name in ('httpx', 'pydantic', 'textual') if name in sys.modules])"
    )
    loaded = subprocess.check_output(  # noqa: S603 - our own program
        [sys.executable, "-c", code], cwd=Path(eddytui.__file__).parents[1], text=True
    )
    assert loaded == "[]\n"
