"""Every operation of the API document: the demo answers it, and the client reaches it."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from eddytui.api import Client, OptionEdit
from eddytui.demo.account import URL
from eddytui.demo.app import ROUTES
from eddytui.demo.data.names import MARTA
from eddytui.demo.helpdesk import DemoHelpdesk

TICKET, OTHER, PERSON, COMPANY = 1036, 1035, 41, 2
FIELDS = {"": 2, "/users": 89, "/organizations": 92}
"""A field with options of each owner, by the beginning of its path."""
NOT_FOR_CLIENTS = {("GET", "/ips")}
"""Known of real servers, and of no use to an agent."""

Ask = Callable[[Client], Awaitable[Any]]


def owner(client: Client, place: str) -> Any:
    return getattr(client, place.strip("/") or "tickets")


def notes(client: Client, place: str) -> Any:
    return owner(client, place).notes({"/users": PERSON, "/organizations": COMPANY}[place])


async def saved(client: Client, place: str, name: str) -> int:
    """Add an option; its id."""
    saving = owner(client, place).options(FIELDS[place]).save([OptionEdit({"en": name})])
    (option,) = await anext(saving)
    return int(option.id)


async def delete_option(client: Client, place: str) -> None:
    number = await saved(client, place, "To be deleted")
    await owner(client, place).options(FIELDS[place]).delete(number)


async def delete_note(client: Client, place: str) -> None:
    note = await notes(client, place).create(text="To be deleted")
    await notes(client, place).delete(note.id)


def messages(client: Client, kind: str) -> Any:
    return getattr(client.tickets, kind)(TICKET)


async def edit_message(client: Client, kind: str) -> None:
    made = await messages(client, kind).create(text="One")
    assert (await messages(client, kind).update(made.id, text="Two")).text == "Two"


async def delete_message(client: Client, kind: str) -> None:
    made = await messages(client, kind).create(text="One")
    await messages(client, kind).delete(made.id)


def of(ask: Callable[[Client, str], Awaitable[Any]], place: str) -> Ask:
    return lambda client: ask(client, place)


ASKS: dict[tuple[str, str], Ask] = {
    ("GET", "/departments"): lambda c: c.departments.page(),
    ("GET", "/statuses"): lambda c: c.statuses.page(),
    ("GET", "/priorities"): lambda c: c.priorities.page(),
    ("GET", "/types"): lambda c: c.types.page(),
    ("GET", "/groups"): lambda c: c.groups.page(),
    ("GET", "/user_statuses"): lambda c: c.user_statuses.page(),
    ("GET", "/tickets"): lambda c: c.tickets.page(),
    ("POST", "/tickets"): lambda c: c.tickets.create(title="A", description="B"),
    ("GET", "/tickets/{}"): lambda c: c.tickets.get(TICKET),
    ("PUT", "/tickets/{}"): lambda c: c.tickets.update(TICKET, title="A"),
    ("DELETE", "/tickets/{}"): lambda c: c.tickets.delete(TICKET),
    ("POST", "/tickets/{}/union"): lambda c: c.tickets.union(TICKET, [OTHER]),
    ("GET", "/tickets/{}/audit"): lambda c: c.tickets.audit(TICKET).page(),
    ("GET", "/tickets/{}/billing"): lambda c: c.tickets.billing(TICKET).page(),
    ("GET", "/users"): lambda c: c.users.page(),
    ("POST", "/users"): lambda c: c.users.create(name="A", email="a@acme.example"),
    ("GET", "/users/{}"): lambda c: c.users.get(PERSON),
    ("PUT", "/users/{}"): lambda c: c.users.update(PERSON, phone="1"),
    ("DELETE", "/users/{}"): lambda c: c.users.delete(PERSON),
    ("GET", "/users/{}/statuses_log"): lambda c: c.users.statuses_log(MARTA).page(),
    ("GET", "/organizations"): lambda c: c.organizations.page(),
    ("POST", "/organizations"): lambda c: c.organizations.create(name="Another"),
    ("GET", "/organizations/{}"): lambda c: c.organizations.get(COMPANY),
    ("PUT", "/organizations/{}"): lambda c: c.organizations.update(COMPANY, phone="1"),
    ("DELETE", "/organizations/{}"): lambda c: c.organizations.delete(COMPANY),
    ("GET", "/knowledge_base/categories"): lambda c: c.knowledge.categories.page(),
    ("GET", "/knowledge_base/articles"): lambda c: c.knowledge.articles.page(),
    ("GET", "/knowledge_base/articles/{}"): lambda c: c.knowledge.articles.get(101),
}
for _kind in ("posts", "comments"):
    _path = f"/tickets/{{}}/{_kind}"
    ASKS |= {
        ("GET", _path): of(lambda c, kind: messages(c, kind).page(), _kind),
        ("POST", _path): of(lambda c, kind: messages(c, kind).create(text="A"), _kind),
        ("PUT", f"{_path}/{{}}"): of(edit_message, _kind),
        ("DELETE", f"{_path}/{{}}"): of(delete_message, _kind),
    }
for _place in FIELDS:
    _path = f"{_place}/custom_fields"
    ASKS |= {
        ("GET", _path): of(lambda c, place: owner(c, place).fields.page(), _place),
        ("GET", f"{_path}/{{}}"): of(
            lambda c, place: owner(c, place).fields.get(FIELDS[place]), _place
        ),
        ("GET", f"{_path}/{{}}/options"): of(
            lambda c, place: owner(c, place).options(FIELDS[place]).page(), _place
        ),
        ("POST", f"{_path}/{{}}/options"): of(lambda c, place: saved(c, place, "A"), _place),
        ("DELETE", f"{_path}/{{}}/options/{{}}"): of(delete_option, _place),
    }
for _place in ("/users", "/organizations"):
    _path = f"{_place}/{{}}/notes"
    ASKS |= {
        ("GET", _path): of(lambda c, place: notes(c, place).page(), _place),
        ("POST", _path): of(lambda c, place: notes(c, place).create(text="A"), _place),
        ("DELETE", f"{_path}/{{}}"): of(delete_note, _place),
    }

UNDOCUMENTED = {("POST", "/tickets/{}/union"), ("GET", "/knowledge_base/articles/{}")}


@pytest.fixture
def helpdesk() -> DemoHelpdesk:
    return DemoHelpdesk(tickets=60, lively=False)


@pytest.fixture
async def client(helpdesk: DemoHelpdesk) -> AsyncIterator[Client]:
    """The main administrator: all operations are for her."""
    marta = helpdesk.world.people[MARTA]
    async with Client(
        *(URL, marta.email, marta.key), app=helpdesk.app, undocumented=True
    ) as client:
        yield client


def plain(path: str) -> str:
    """A route without the names of its numbers."""
    return re.sub(r"\{\w+:int\}", "{}", path)


def test_every_route_of_the_demo_is_asked_by_the_client() -> None:
    routes = {(method, plain(path)) for method, path, _ in ROUTES}
    assert routes - NOT_FOR_CLIENTS == ASKS.keys()
    assert len(ASKS.keys() - UNDOCUMENTED) == 55, "as many as the document has"


@pytest.mark.parametrize("operation", ASKS, ids=" ".join)
async def test_every_operation_works_from_the_client_to_the_demo(
    helpdesk: DemoHelpdesk, client: Client, operation: tuple[str, str]
) -> None:
    method, path = operation
    await ASKS[operation](client)

    asked = re.compile(re.escape(f"/api/v2{path}").replace(r"\{\}", r"\d+") + r"/?(\?.*)?")
    seen = [sent for sent, address in helpdesk.requests if asked.fullmatch(address)]
    assert method in seen
