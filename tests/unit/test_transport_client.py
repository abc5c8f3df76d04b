"""The client as others use it: cheap to name, cheap to build, strict about filters."""

import json
import socket
import subprocess
import sys
from datetime import datetime
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import eddytui.api
from eddytui.api import Client, Listing, Misconfigured, Offline

HEAVY = ("httpx", "pydantic", "truststore")
ANY_DATES = ("from_date_created", "to_date_created")
CHANGES = (*ANY_DATES, "from_date_updated", "to_date_updated")
FILTERS = {
    "tickets": (
        *("search", "exact_search", "user_list", "owner_list", "status_list", "priority_list"),
        *("type_list", "freeze", "deleted", *CHANGES, "order_by"),
    ),
    "users": (
        *("search", "exact_search", "group_list", "id_list", "organization_list"),
        *(*CHANGES, "order_by"),
    ),
    "organizations": ("search", "exact_search", *CHANGES, "order_by"),
    "departments": (),
    "statuses": (),
    "priorities": (),
    "types": (),
    "groups": (),
    "user_statuses": (),
}


@pytest.mark.parametrize(
    "line",
    [
        "import eddytui.api.errors",
        "import eddytui.api.pace",
        "import eddytui.api.address",
        "from eddytui.api import DeskError, Lane, Pace, Allowance, base_url",
    ],
)
def test_names_for_the_first_frame_load_nothing_heavy(line: str) -> None:
    code = f"import sys; sys.path[:0] = {sys.path!r}; {line}; print(sorted(sys.modules))"
    loaded = subprocess.run(  # noqa: S603 - this very Python, with a line written above
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert not [name for name in HEAVY if f"'{name}'" in loaded]


@pytest.mark.parametrize("name", eddytui.api.__all__)
def test_every_promised_name_is_there(name: str) -> None:
    assert getattr(eddytui.api, name).__name__ == name


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="Nonsense"):
        _ = eddytui.api.Nonsense


def collections(client: Client) -> dict[str, tuple[Listing[Any], tuple[str, ...]]]:
    below = {
        "posts": (client.tickets.posts(7), ()),
        "comments": (client.tickets.comments(7), ()),
        "audit": (client.tickets.audit(7), ("event_list", "user_list", *ANY_DATES)),
        "billing": (
            client.tickets.billing(7),
            (
                *("staff_list", "creator_list", *ANY_DATES),
                *("from_billing_date", "to_billing_date"),
            ),
        ),
        "fields": (client.tickets.fields, ()),
        "options": (client.users.options(3), ()),
        "notes": (client.organizations.notes(2), ()),
        "statuses_log": (client.users.statuses_log(7), ("statuses", *ANY_DATES)),
        "categories": (
            client.knowledge.categories,
            ("public", "parent_list", *CHANGES, "order_by"),
        ),
        "articles": (client.knowledge.articles, ("public", "category_list", *CHANGES, "order_by")),
    }
    return {name: (getattr(client, name), filters) for name, filters in FILTERS.items()} | below


async def test_every_documented_filter_is_passed_on_and_no_other() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"data": []})

    line = httpx.MockTransport(answer)
    async with Client("acme.eddydesk.com", "ira@acme.com", "k", transport=line) as client:
        for collection, filters in collections(client).values():
            values: dict[str, Any] = dict.fromkeys(filters, "x")
            await collection.page(**values)
            assert dict(asked[-1].url.params) == values

            sent = len(asked)
            with pytest.raises(TypeError, match="status_id"):
                await collection.page(status_id="open")
            with pytest.raises(TypeError, match="updated_from"):
                [page async for page in collection.pages(updated_from="2026-11-24")]
            assert len(asked) == sent, "an unfiltered list would look like an answer"

        await client.tickets.page(
            status_list=["open", "v-processe"],
            owner_list=(7, 0),
            freeze=False,
            from_date_updated=datetime(2026, 11, 24, 9),
            order_by="date_updated{asc}",
        )
    assert asked[-1].url.query == (
        b"status_list=open%2Cv-processe&owner_list=7%2C0&freeze=0"
        b"&from_date_updated=2026-11-24+09%3A00%3A00&order_by=date_updated%7Basc%7D"
    )


async def test_an_app_in_this_process_is_asked_without_a_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def ticket(request: Request) -> Response:
        seen.append(request)
        return JSONResponse({"data": {"id": request.path_params["id"], "title": "VPN"}})

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    seen: list[Request] = []
    app = Starlette(routes=[Route("/api/v2/tickets/{id:int}", ticket)])
    monkeypatch.setattr(socket.socket, "connect", refuse)
    async with Client("https://demo.eddytui.example", "ira@acme.com", "k", app=app) as client:
        assert (await client.tickets.get(7)).title == "VPN"

    assert seen[0].headers["host"] == "demo.eddytui.example"
    assert seen[0].headers["authorization"].startswith("Basic ")
    assert seen[0].headers["accept"] == "application/json"


def test_building_a_client_connects_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    client = Client("acme.eddydesk.com", "ira@acme.com", "k")

    assert client.pace.allowance().remaining == 300


@pytest.mark.parametrize("url", ["", "http://acme.eddydesk.com", "https://-\u2126\u2126.\u0301x"])
def test_a_bad_address_is_told_when_the_client_is_built(url: str) -> None:
    with pytest.raises(Misconfigured):
        Client(url, "ira@acme.com", "k")


async def test_clients_may_share_one_pace() -> None:
    line = httpx.MockTransport(lambda _: httpx.Response(200, json={"data": {"id": 7}}))
    async with Client("acme.eddydesk.com", "ira@acme.com", "k", transport=line) as one:
        other = Client("acme.eddydesk.com", "max@acme.com", "k", pace=one.pace, transport=line)
        await one.tickets.get(7)
        await other.tickets.get(7)
        await other.aclose()

    assert one.pace.allowance().remaining == 298


async def test_a_users_key_never_leaves_the_client() -> None:
    person = {"id": 7, "name": "Ira", "api_key": "sesame", "group": {"id": 2, "api_key": "sesame"}}
    line = httpx.MockTransport(lambda _: httpx.Response(200, json={"data": [person]}))
    async with Client("acme.eddydesk.com", "ira@acme.com", "k", transport=line) as client:
        page = await client.users.page()

    assert "sesame" not in repr(page) + json.dumps([user.model_dump() for user in page.items])


async def test_control_characters_never_leave_the_client() -> None:
    body = rb'{"data": [{"id": 7, "title": "a\u001b[2Jb\u202e", "tags": ["\u0007"]}]}'
    line = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    async with Client("acme.eddydesk.com", "ira@acme.com", "k", transport=line) as client:
        ticket = (await client.tickets.page()).items[0]

    assert (ticket.title, ticket.tags) == ("ab", ("",))


async def test_a_refusal_is_shown_without_control_characters() -> None:
    body = rb'{"errors": [{"code": "e-411", "details": "No\u001b[31m\u0007 way"}]}'
    line = httpx.MockTransport(lambda _: httpx.Response(400, content=body))
    async with Client("acme.eddydesk.com", "ira@acme.com", "k", transport=line) as client:
        with pytest.raises(eddytui.api.Refused) as caught:
            await client.tickets.update(7, title="A")

    assert caught.value.messages == ("No way.",)
    assert not isinstance(caught.value, Offline)
