"""The document's own bodies, all of them: read by the models, written by the client."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from eddytui.api import Client, Collection, DeskError, Listing, Missing, OptionEdit, Page, Refused
from eddytui.api.owners import Noted
from eddytui.models import catalog, knowledge, people, tickets
from eddytui.models.record import Record
from tests.canned import EXAMPLES, Canned, example

Of = Callable[[Client], Any]
OWNERS: dict[str, tuple[str, Of]] = {
    "ticket": ("/custom_fields", lambda c: c.tickets),
    "user": ("/users/custom_fields", lambda c: c.users),
    "organization": ("/organizations/custom_fields", lambda c: c.organizations),
}
"""Who has custom fields, and at which path."""
NOTED: dict[str, tuple[str, Of]] = {
    "user": ("/users/22/notes/", lambda c: c.users.notes(22)),
    "organization": ("/organizations/2/notes/", lambda c: c.organizations.notes(2)),
}


def then(of: Of, act: Callable[[Any], Any]) -> Of:
    return lambda client: act(of(client))


def fields_of(owner: Of) -> Of:
    return then(owner, lambda records: records.fields)


def options_of(owner: Of) -> Of:
    return then(owner, lambda records: records.options(2))


LISTS: dict[str, tuple[str, Of, type[Record]]] = {
    "audit_list": ("/tickets/9/audit/", lambda c: c.tickets.audit(9), tickets.AuditEvent),
    "billing_list": ("/tickets/9/billing/", lambda c: c.tickets.billing(9), tickets.BillingEntry),
    "comments_list": ("/tickets/9/comments/", lambda c: c.tickets.comments(9), tickets.Comment),
    "departments_list": ("/departments/", lambda c: c.departments, catalog.Department),
    "groups_list": ("/groups/", lambda c: c.groups, people.Group),
    "kb_articles_list": (
        "/knowledge_base/articles",
        lambda c: c.knowledge.articles,
        knowledge.Article,
    ),
    "kb_categories_list": (
        "/knowledge_base/categories",
        lambda c: c.knowledge.categories,
        knowledge.Category,
    ),
    "organizations_list": ("/organizations/", lambda c: c.organizations, people.Organization),
    "posts_list": ("/tickets/9/posts/", lambda c: c.tickets.posts(9), tickets.Post),
    "priorities_list": ("/priorities/", lambda c: c.priorities, catalog.Priority),
    "statuses_list": ("/statuses/", lambda c: c.statuses, catalog.Status),
    "tickets_list": ("/tickets/", lambda c: c.tickets, tickets.Ticket),
    "types_list": ("/types/", lambda c: c.types, catalog.TicketType),
    "user_statuses_list": ("/user_statuses/", lambda c: c.user_statuses, catalog.UserStatus),
    "user_statuses_log": (
        "/users/22/statuses_log/",
        lambda c: c.users.statuses_log(22),
        people.StatusChange,
    ),
    "users_list": ("/users/", lambda c: c.users, people.User),
}
for _name, (_path, _of) in OWNERS.items():
    LISTS[f"{_name}_fields_list"] = (f"{_path}/", fields_of(_of), catalog.CustomField)
    LISTS[f"{_name}_field_options_list"] = (
        f"{_path}/2/options/",
        options_of(_of),
        catalog.Option,
    )
for _name, (_path, _of) in NOTED.items():
    LISTS[f"{_name}_notes_list"] = (_path, _of, people.Note)

RECORDS: dict[str, type[Record]] = {
    **dict.fromkeys(("tickets_get", "tickets_create", "tickets_update"), tickets.Ticket),
    **dict.fromkeys(("posts_create", "posts_update"), tickets.Post),
    **dict.fromkeys(("comments_create", "comments_update"), tickets.Comment),
    **dict.fromkeys(("users_get", "users_create", "users_update"), people.User),
    **{f"organizations_{verb}": people.Organization for verb in ("get", "create", "update")},
    **{f"{name}_notes_create": people.Note for name in NOTED},
}

MESSAGES: dict[str, Of] = {
    "posts": lambda c: c.tickets.posts(9),
    "comments": lambda c: c.tickets.comments(9),
}
ANY: dict[str, Any] = {"name": "Eddydesk"}
REFUSALS: dict[str, tuple[type[DeskError], Of]] = {
    "tickets_get.404": (Missing, lambda c: c.tickets.get(9)),
    "tickets_create.400": (Refused, lambda c: c.tickets.create(owner_id=5)),
    "tickets_update.400": (Refused, lambda c: c.tickets.update(9, owner_id=5)),
    "tickets_update.404": (Missing, lambda c: c.tickets.update(9, owner_id=5)),
    "tickets_delete.404": (Missing, lambda c: c.tickets.delete(9)),
    **{
        f"{kind}_{verb}": (error, then(of, act))
        for kind, of in MESSAGES.items()
        for verb, error, act in (
            ("create.400", Refused, lambda m: m.create(text="")),
            ("create.404", Missing, lambda m: m.create(text="a")),
            ("update.404", Missing, lambda m: m.update(15, text="a")),
            ("delete.404", Missing, lambda m: m.delete(15)),
        )
    },
    "users_create.400": (Refused, lambda c: c.users.create(lastname="Doe")),
    "users_update.400": (Refused, lambda c: c.users.update(22, name="")),
    "users_delete.404": (Missing, lambda c: c.users.delete(22)),
    "user_statuses_log.404": (Missing, lambda c: c.users.statuses_log(22).page()),
    "organizations_create.400": (Refused, lambda c: c.organizations.create(**ANY)),
    "organizations_update.400": (Refused, lambda c: c.organizations.update(2, **ANY)),
    "organizations_delete.404": (Missing, lambda c: c.organizations.delete(2)),
    **{
        f"{name}_notes_{verb}.404": (Missing, then(of, act))
        for name, (_, of) in NOTED.items()
        for verb, act in (
            ("list", lambda n: n.page()),
            ("create", lambda n: n.create(text="test")),
            ("delete", lambda n: n.delete(80)),
        )
    },
}

DELETIONS: dict[str, tuple[str, Of]] = {
    "tickets": ("/tickets/9", lambda c: c.tickets.delete(9)),
    "posts": ("/tickets/9/posts/15", lambda c: c.tickets.posts(9).delete(15)),
    "comments": ("/tickets/9/comments/15", lambda c: c.tickets.comments(9).delete(15)),
    "users": ("/users/22", lambda c: c.users.delete(22)),
    "organizations": ("/organizations/2", lambda c: c.organizations.delete(2)),
    **{
        f"{name}_notes": (f"{path}80", then(of, lambda notes: notes.delete(80)))
        for name, (path, of) in NOTED.items()
    },
    **{
        f"{name}_field_options": (
            f"{path}/2/options/233",
            then(options_of(of), lambda options: options.delete(233)),
        )
        for name, (path, of) in OWNERS.items()
    },
}


@pytest.mark.parametrize("name", LISTS)
async def test_every_list_of_the_document_is_read_whole(
    helpdesk: Canned, client: Client, name: str
) -> None:
    path, of, model = LISTS[name]
    helpdesk.example(f"{name}.200")
    listing: Listing[Any] = of(client)
    page: Page[Any] = await listing.page()
    sent = example(f"{name}.200")
    rows = list(sent["data"].values() if isinstance(sent["data"], dict) else sent["data"])
    figures = sent.get("pagination", {"total": len(rows), "total_pages": 1})

    assert helpdesk.lines == [f"GET {path}"]
    assert {type(record) for record in page.items} == {model}
    assert [record.id for record in page.items] == [row["id"] for row in rows]
    assert (page.number, page.unreadable) == (1, 0)
    assert (page.total, page.last) == (int(figures["total"]), int(figures["total_pages"]))


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_of_the_document_keeps_what_was_sent(name: str) -> None:
    sent = example(f"{name}.200")["data"]
    record = RECORDS[name].model_validate(sent)

    assert record.id == sent["id"]
    kept = record.model_dump(mode="json")
    assert sent.keys() - kept.keys() == sent.keys() & {"api_key"}
    assert "made-up" not in repr(record)


@pytest.mark.parametrize("name", REFUSALS)
async def test_every_refusal_of_the_document_is_understood(
    helpdesk: Canned, client: Client, name: str
) -> None:
    error, ask = REFUSALS[name]
    helpdesk.example(name)
    with pytest.raises(error) as caught:
        await ask(client)

    assert all(entry["details"] in str(caught.value) for entry in example(name)["errors"])


@pytest.mark.parametrize("name", DELETIONS)
async def test_every_deletion_of_the_document_is_a_success(
    helpdesk: Canned, client: Client, name: str
) -> None:
    path, delete = DELETIONS[name]
    helpdesk.example(f"{name}_delete.200")
    await delete(client)

    assert helpdesk.lines == [f"DELETE {path}"]


async def test_a_ticket_is_deleted_for_ever_only_when_it_is_said(
    helpdesk: Canned, client: Client
) -> None:
    helpdesk.example("tickets_delete.200")
    await client.tickets.delete(9, forever=True)

    assert helpdesk.lines == ["DELETE /tickets/9?delete=true"]


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

    names = ["Related", "Related 2", "Related 3", "Related 4"]
    assert [level["en"] for level in fields[8].levels] == names
    assert fields[4].levels == ({"fr": "Checkbox"},)
    assert fields[2].permissions.staff.required_to_close_ticket


@pytest.mark.parametrize("owner", OWNERS)
async def test_one_field_comes_as_a_map_by_its_id(
    helpdesk: Canned, client: Client, owner: str
) -> None:
    path, of = OWNERS[owner]
    helpdesk.example(f"{owner}_fields_get.200")
    field = await of(client).fields.get(2)

    assert helpdesk.lines == [f"GET {path}/2"]
    assert (field.id, field.field_type, field.permissions.staff.edit) == (2, "select", True)


@pytest.mark.parametrize("owner", OWNERS)
async def test_options_are_added_and_renamed_as_the_document_shows(
    helpdesk: Canned, client: Client, owner: str
) -> None:
    path, of = OWNERS[owner]
    new, other = (dict.fromkeys(("ru", "en", "ua"), f"{word} option") for word in ("new", "update"))
    helpdesk.example(f"{owner}_field_options_save.200")
    edits = [OptionEdit(new), OptionEdit(new, parent=21), OptionEdit(other, id=20)]
    kept = [option async for part in of(client).options(2).save(edits) for option in part]

    assert helpdesk.lines == [f"POST {path}/2/options/"]
    assert helpdesk.json == example(f"{owner}_field_options_save.request")
    assert [(option.id, option.pid) for option in kept] == [(20, 0), (233, 0), (234, 21)]


@pytest.mark.parametrize("kind", MESSAGES)
async def test_messages_are_written_as_forms(helpdesk: Canned, client: Client, kind: str) -> None:
    messages: Collection[Any] = MESSAGES[kind](client)
    helpdesk.example(f"{kind}_create.200")
    made = await messages.create(text="<p>Да & нет</p>", user_id=None)
    assert helpdesk.body == "text=%3Cp%3E%D0%94%D0%B0+%26+%D0%BD%D0%B5%D1%82%3C%2Fp%3E"

    helpdesk.example(f"{kind}_update.200")
    await messages.update(made.id, text="b", user_id=7)
    assert helpdesk.body == "text=b&user_id=7"
    assert helpdesk.lines == [f"POST /tickets/9/{kind}/", f"PUT /tickets/9/{kind}/{made.id}"]


@pytest.mark.parametrize(
    ("name", "of", "ids"),
    [
        ("tickets", lambda c: c.tickets, "followers"),
        ("users", lambda c: c.users, "department"),
        ("organizations", lambda c: c.organizations, "managers"),
    ],
)
async def test_records_are_changed_by_json_and_made_by_forms(
    helpdesk: Canned, client: Client, name: str, of: Callable[[Client], Noted[Any]], ids: str
) -> None:
    wanted = example(f"{name}_update.request")
    helpdesk.example(f"{name}_update.200")
    changed = await of(client).update(9, **wanted)
    assert helpdesk.json == wanted

    helpdesk.example(f"{name}_create.200")
    values: dict[str, Any] = {"custom_fields": {6: "x", 8: {1: 3}}, ids: {5, 4}}
    made = await of(client).create(**values)
    assert helpdesk.body == (
        f"custom_fields%5B6%5D=x&custom_fields%5B8%5D%5B1%5D=3&{ids}%5B0%5D=4&{ids}%5B1%5D=5"
    )
    assert helpdesk.lines == [f"PUT /{name}/9", f"POST /{name}/"]
    assert changed.id
    assert made.id


def test_no_example_of_the_document_is_left_out() -> None:
    read = {f"{name}.200" for name in (*LISTS, *RECORDS)} | REFUSALS.keys()
    read |= {f"{name}_delete.200" for name in DELETIONS}
    for owner in OWNERS:
        read |= {f"{owner}_fields_get.200", f"{owner}_field_options_save.200"}
        # The other three show one kind of change each, all of which are in the first.
        read |= {
            f"{owner}_field_options_save.request{part}"
            for part in ("", "_add", "_add_child", "_update")
        }
    read |= {f"{name}_update.request" for name in ("tickets", "users", "organizations")}

    assert {path.stem for path in EXAMPLES.glob("*.json")} == read
