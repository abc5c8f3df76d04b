"""The document's own answers, read by the models and through the client."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from eddytui.api import (
    BadReply,
    Client,
    Collection,
    DeskError,
    Lane,
    Listing,
    Missing,
    Page,
    Refused,
)
from eddytui.models.catalog import CustomField, Department, Priority, Status, TicketType, UserStatus
from eddytui.models.people import Group, User
from eddytui.models.record import Record
from eddytui.models.tickets import AuditEvent, Comment, Post, Ticket

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
ROOT = "https://acme.eddydesk.com/api/v2"


class Canned:
    """A helpdesk that gives prepared answers and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(status, content=content)

    def gives(self, *bodies: Any, status: int = 200) -> None:
        self.answers = [(status, body) for body in bodies]

    def example(self, name: str) -> None:
        self.gives((EXAMPLES / f"{name}.json").read_bytes(), status=int(name.split(".")[1]))

    @property
    def lines(self) -> list[str]:
        return [f"{ask.method} {str(ask.url).removeprefix(ROOT)}" for ask in self.asked]

    @property
    def body(self) -> str:
        return self.asked[-1].content.decode()


@pytest.fixture
def helpdesk() -> Canned:
    return Canned()


@pytest.fixture
async def client(helpdesk: Canned) -> AsyncIterator[Client]:
    line = httpx.MockTransport(helpdesk)
    async with Client("acme.eddydesk.com", "ira@acme.com", "k", transport=line) as client:
        yield client


LISTS: dict[str, tuple[Callable[[Client], Listing[Any]], str, type[Record], list[object], int]] = {
    "audit_list": (
        lambda c: c.tickets.audit(9),
        "/tickets/9/audit/",
        AuditEvent,
        [2012, 2009, 2010, 2011, 2008, 2006, 2005, 2004, 2003],
        9,
    ),
    "comments_list": (lambda c: c.tickets.comments(9), "/tickets/9/comments/", Comment, [6], 1),
    "departments_list": (lambda c: c.departments, "/departments/", Department, [1, 2], 2),
    "groups_list": (lambda c: c.groups, "/groups/", Group, [1, 2, 3], 3),
    "posts_list": (lambda c: c.tickets.posts(9), "/tickets/9/posts/", Post, [139, 138], 85),
    "priorities_list": (lambda c: c.priorities, "/priorities/", Priority, [2, 3, 1], 3),
    "statuses_list": (lambda c: c.statuses, "/statuses/", Status, ["open", "process", "closed"], 3),
    "ticket_fields_list": (
        lambda c: c.tickets.fields,
        "/custom_fields/",
        CustomField,
        [2, 3, 4, 5, 6, 7, 8],
        7,
    ),
    "tickets_list": (lambda c: c.tickets, "/tickets/", Ticket, [10, 9], 2),
    "types_list": (lambda c: c.types, "/types/", TicketType, [0, 1, 2, 3], 4),
    "user_statuses_list": (
        lambda c: c.user_statuses,
        "/user_statuses/",
        UserStatus,
        ["online", "on-hold", "obed", "offline"],
        4,
    ),
    "users_list": (lambda c: c.users, "/users/", User, [1, 6], 2),
}


@pytest.mark.parametrize("name", LISTS)
async def test_every_list_of_the_document_is_read_whole(
    helpdesk: Canned, client: Client, name: str
) -> None:
    collection, path, model, ids, total = LISTS[name]
    helpdesk.example(f"{name}.200")
    page: Page[Any] = await collection(client).page()

    assert helpdesk.lines == [f"GET {path}"]
    assert {type(record) for record in page.items} == {model}
    assert [record.id for record in page.items] == ids
    assert (page.number, page.total, page.unreadable) == (1, total, 0)
    assert page.last == (3 if name == "posts_list" else 1)


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("tickets_get", Ticket),
        ("tickets_update", Ticket),
        ("posts_create", Post),
        ("posts_update", Post),
        ("comments_create", Comment),
        ("comments_update", Comment),
        ("users_get", User),
    ],
)
def test_every_record_of_the_document_keeps_what_was_sent(name: str, model: type[Record]) -> None:
    sent = json.loads((EXAMPLES / f"{name}.200.json").read_bytes())["data"]
    record = model.model_validate(sent)

    assert record.id == sent["id"]
    kept = json.loads(record.model_dump_json())
    assert sent.keys() - kept.keys() == sent.keys() & {"api_key"}
    assert "made-up" not in repr(record)


async def test_a_ticket_is_read_to_its_last_value(helpdesk: Canned, client: Client) -> None:
    helpdesk.example("tickets_get.200")
    ticket = await client.tickets.get(9)

    assert helpdesk.lines == ["GET /tickets/9"]
    assert (ticket.title, ticket.status_id, ticket.owner_id) == ("Test ticket", "process", 1)
    assert (ticket.user_name, ticket.user_lastname) == ("John", "Doe")
    assert ticket.date_updated == datetime(2017, 1, 18, 11, 44, 13)
    assert ticket.freeze_date is None
    assert [value.field_value for value in ticket.custom_fields][:1] == ["4345"]


async def test_a_cut_off_ticket_of_the_list_is_still_a_ticket(
    helpdesk: Canned, client: Client
) -> None:
    helpdesk.example("tickets_list.200")
    page = await client.tickets.page()

    assert page.items[0].sla_date == datetime(2017, 1, 13, 12, 36)
    assert page.items[0].user_name == "John", "the list says username"
    assert (page.items[1].title, page.items[1].owner_id) == ("Test ticket", 0)


async def test_a_hierarchy_has_a_name_for_each_level(helpdesk: Canned, client: Client) -> None:
    helpdesk.example("ticket_fields_list.200")
    fields = {field.id: field for field in (await client.tickets.fields.page()).items}

    assert [level["en"] for level in fields[8].levels] == [
        "Related",
        "Related 2",
        "Related 3",
        "Related 4",
    ]
    assert fields[4].levels == ({"fr": "Checkbox"},)


@pytest.mark.parametrize("kind", ["posts", "comments"])
async def test_messages_are_written_as_forms(helpdesk: Canned, client: Client, kind: str) -> None:
    messages: Collection[Any] = getattr(client.tickets, kind)(9)
    helpdesk.example(f"{kind}_create.200")
    made = await messages.create(text="<p>Да & нет</p>", user_id=None)
    assert helpdesk.body == "text=%3Cp%3E%D0%94%D0%B0+%26+%D0%BD%D0%B5%D1%82%3C%2Fp%3E"

    helpdesk.example(f"{kind}_update.200")
    await messages.update(made.id, text="b", user_id=7)
    assert helpdesk.body == "text=b&user_id=7"

    helpdesk.example(f"{kind}_delete.200")
    await messages.delete(made.id)
    assert helpdesk.lines == [
        f"POST /tickets/9/{kind}/",
        f"PUT /tickets/9/{kind}/{made.id}",
        f"DELETE /tickets/9/{kind}/{made.id}",
    ]


async def test_a_ticket_is_changed_by_json(helpdesk: Canned, client: Client) -> None:
    wanted = json.loads((EXAMPLES / "tickets_update.request.json").read_bytes())
    helpdesk.example("tickets_update.200")
    ticket = await client.tickets.update(9, **wanted)

    assert helpdesk.lines == ["PUT /tickets/9"]
    assert json.loads(helpdesk.body) == wanted
    assert ticket.id == 9


async def test_a_ticket_goes_to_the_bin(helpdesk: Canned, client: Client) -> None:
    helpdesk.example("tickets_delete.200")
    await client.tickets.delete(9)

    assert helpdesk.lines == ["DELETE /tickets/9"]


@pytest.mark.parametrize(
    ("name", "kind", "ask"),
    [
        ("tickets_get.404", Missing, lambda c: c.tickets.get(9)),
        ("tickets_update.400", Refused, lambda c: c.tickets.update(9, owner_id=5)),
        ("tickets_update.404", Missing, lambda c: c.tickets.update(9, owner_id=5)),
        ("tickets_delete.404", Missing, lambda c: c.tickets.delete(9)),
        *(
            (f"{kind}_{verb}", error, lambda c, k=kind, a=act: a(getattr(c.tickets, k)(9)))
            for kind in ("posts", "comments")
            for verb, error, act in (
                ("create.400", Refused, lambda m: m.create(text="")),
                ("create.404", Missing, lambda m: m.create(text="a")),
                ("update.404", Missing, lambda m: m.update(15, text="a")),
                ("delete.404", Missing, lambda m: m.delete(15)),
            )
        ),
    ],
)
async def test_every_refusal_of_the_document_is_understood(
    helpdesk: Canned, client: Client, name: str, kind: type[DeskError], ask: Callable[[Client], Any]
) -> None:
    helpdesk.example(name)
    with pytest.raises(kind) as caught:
        await ask(client)

    details = json.loads((EXAMPLES / f"{name}.json").read_bytes())["errors"]
    assert all(entry["details"] in str(caught.value) for entry in details)


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        ([], []),
        ({}, []),
        (None, []),
        ([{"id": 7}], [7]),
        ({"7": {"id": 7}, "nine": {"id": "9"}}, [7, 9]),
        ({"id": 7, "title": "VPN"}, [7]),
    ],
)
async def test_a_list_may_come_in_any_shape(
    helpdesk: Canned, client: Client, data: object, ids: list[int]
) -> None:
    helpdesk.gives({"data": data})
    page = await client.tickets.page()

    assert [ticket.id for ticket in page.items] == ids
    assert (page.last, page.total, page.unreadable) == (1, len(ids), 0)


@pytest.mark.parametrize(
    "data",
    [{"id": 7}, [{"id": 7}], {"7": {"id": 7}}, [{"id": 6}, {"id": "7"}], {"seven": {"id": 7}}],
)
async def test_one_record_may_come_in_any_shape(
    helpdesk: Canned, client: Client, data: object
) -> None:
    helpdesk.gives({"data": data})

    assert (await client.users.get(7)).id == 7


@pytest.mark.parametrize("body", [{}, [], {"data": 5}, {"data": "x"}, {"pagination": {}}, None])
async def test_an_answer_without_data_is_no_empty_list(
    helpdesk: Canned, client: Client, body: object
) -> None:
    helpdesk.gives(body)
    with pytest.raises(BadReply):
        await client.tickets.page()


async def test_a_record_that_cannot_be_read_hides_no_other(
    helpdesk: Canned, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    deep: Any = "x"
    for _ in range(400):
        deep = [deep]
    bad = [{"id": 8, "owner_id": "private words"}, "text", None, {"title": "no id"}]
    helpdesk.gives({"data": [{"id": 7}, *bad, {"id": 9, "odd": deep}, {"id": 10}]})
    page = await client.tickets.page()

    assert {ticket.id for ticket in page.items} >= {7, 10}
    assert page.unreadable == 7 - len(page.items) >= 4
    assert "Ticket 8 unreadable: owner_id" in caplog.text
    assert "private words" not in caplog.text


@pytest.mark.parametrize(
    "figures", [{"total": "85", "total_pages": "3"}, {"total": 85, "total_pages": 3}]
)
async def test_figures_may_be_text(
    helpdesk: Canned, client: Client, figures: dict[str, Any]
) -> None:
    helpdesk.gives({"data": [{"id": 7}], "pagination": figures})
    page = await client.tickets.page(2)

    assert (page.number, page.last, page.total) == (2, 3, 85)
    assert helpdesk.lines == ["GET /tickets/?page=2"]


def page_of(*ids: int, last: object = 3) -> dict[str, Any]:
    return {"data": [{"id": number} for number in ids], "pagination": {"total_pages": last}}


@pytest.mark.parametrize(
    ("answers", "numbers", "requests"),
    [
        ([page_of(1, 2), page_of(3), page_of(4)], [1, 2, 3], 3),
        ([page_of(1, 2), page_of(), page_of(4)], [1], 2),
        ([page_of(1, 2), page_of(2, 1), page_of(4)], [1], 2),
        ([page_of(1, 2), page_of(2, 3), page_of(4)], [1, 2, 3], 3),
        ([page_of(1, 2, last="1")], [1], 1),
        ([{"data": [{"id": 1}]}], [1], 1),
        ([{"data": []}], [], 1),
        ([page_of(1, last=99)], [1], 2),
    ],
)
async def test_reading_all_pages_comes_to_an_end(
    helpdesk: Canned, client: Client, answers: list[Any], numbers: list[int], requests: int
) -> None:
    helpdesk.gives(*answers)
    pages = [page async for page in client.tickets.pages(lane=Lane.BACKGROUND)]

    assert [page.number for page in pages] == numbers
    assert len(helpdesk.asked) == requests


async def test_reading_goes_on_where_it_was_left(helpdesk: Canned, client: Client) -> None:
    helpdesk.gives(page_of(5, last=3), page_of(6, last=3))
    pages = [page.number async for page in client.tickets.pages(2, search="vpn")]

    assert pages == [2, 3]
    assert helpdesk.lines == ["GET /tickets/?page=2&search=vpn", "GET /tickets/?page=3&search=vpn"]
