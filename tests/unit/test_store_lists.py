"""The helpdesk's lists, history, drafts and marks."""

import pytest

from eddytui.models.catalog import CustomField, Priority, Status, TicketType, UserStatus
from eddytui.models.people import Group
from eddytui.models.rows import AuditRow, Draft, EntryRow
from eddytui.models.tickets import AuditEvent
from eddytui.store.pages import Page, Pages
from eddytui.store.store import Store
from tests.store_records import IRA, NOW, opened, ticket, user

store = pytest.fixture(opened)


def named(names: object) -> dict[str, object]:
    return {"name": names}


async def test_a_list_keeps_the_servers_order(store: Store) -> None:
    await store.catalog.put("priority", [Priority(id=number) for number in (2, 3, 1)])
    assert [entry.id for entry in store.catalog.entries("priority", ())] == ["2", "3", "1"]


async def test_a_list_is_replaced_as_a_whole(store: Store) -> None:
    await store.catalog.put("status", [Status(id="open"), Status(id="obsolete")])
    await store.catalog.put("type", [TicketType(id=0)])
    await store.catalog.put("status", [Status(id="open"), Status(id="closed")])
    assert [entry.id for entry in store.catalog.entries("status", ())] == ["open", "closed"]
    assert [entry.id for entry in store.catalog.entries("type", ())] == ["0"]


@pytest.mark.parametrize(
    ("languages", "name"),
    [(("uk", "ru"), "Открыт"), (("en",), "Open"), (("fr",), "Открыт"), ((), "Открыт")],
)
async def test_names_come_in_the_first_language_that_has_one(
    store: Store, languages: tuple[str, ...], name: str
) -> None:
    names = {"ru": "Открыт", "en": "Open"}
    await store.catalog.put("status", [Status.model_validate({"id": "open", **named(names)})])
    assert store.catalog.entries("status", languages) == [EntryRow("open", name)]


async def test_presences_have_a_colour_and_groups_a_name(store: Store) -> None:
    lunch = UserStatus.model_validate({"id": "obed", "name": "Lunch", "color": "#fa0"})
    await store.catalog.put("presence", [lunch])
    await store.catalog.put(
        "group", [Group.model_validate({"id": 2, "type": "staff", **named("A")})]
    )
    assert store.catalog.entries("presence", ("en",)) == [EntryRow("obed", "Lunch", "#fa0")]
    assert store.catalog.entries("group", ("en",)) == [EntryRow("2", "A")]


async def test_fields_have_a_name_and_a_type_and_hierarchies_a_name_a_level(store: Store) -> None:
    levels = {"1": {"en": "Product"}, "2": {"en": "Part", "ru": "Часть"}}
    fields = [
        {"id": 6, "field_type": "text", **named({"en": "Room"})},
        {"id": 8, "field_type": "hierarchy", **named(levels)},
    ]
    await store.catalog.put("field", map(CustomField.model_validate, fields))
    assert store.catalog.fields(("ru", "en")) == {
        6: ("Room", "text"),
        8: ("Product > Часть", "hierarchy"),
    }


def event(event_id: int, **fields: object) -> AuditEvent:
    created = f"08:{event_id:02}:00 23.11.2026"
    sent = {"id": event_id, "event": "view", "date_created": created, "user_id": IRA}
    return AuditEvent.model_validate(sent | fields)


async def test_history_is_told_oldest_first_with_names(store: Store) -> None:
    await store.people.put([user(IRA, "Ira")])
    events = [event(3, user_name="Olga"), event(2), event(1, user_id=-1)]
    await store.audit.put(7, events, ['{"en":"c"}', '{"en":"b"}', "{}"], Page(1, 9, NOW))
    rows = store.audit.rows(7)
    assert rows[1:] == [
        AuditRow(2, "view", '{"en":"b"}', IRA, "Ira", "2026-11-23 08:02:00"),
        AuditRow(3, "view", '{"en":"c"}', IRA, "Olga", "2026-11-23 08:03:00"),
    ]
    assert rows[0].author == ""
    assert store.audit.rows(7, newest_first=True) == rows[::-1]
    assert store.audit.pages(7) == Pages(3, 9, 1, NOW)
    assert store.audit.pages(8) == Pages(0, 0, 0, "")


async def test_a_gap_in_history_is_noticed(store: Store) -> None:
    for events, page in (((2, 1), Page(1, 4)), ((0,), Page(2, 4)), ((9, 8), Page(1, 9))):
        await store.audit.put(7, [event(number) for number in events], ["{}"] * len(events), page)
    assert store.audit.pages(7) == Pages(5, 9, 1, "")


async def test_a_draft_is_kept_shown_and_dropped(store: Store) -> None:
    await store.tickets.put([ticket(1)])
    await store.drafts.keep(Draft(1, "post", "Dear", "2026-11-24 09:00:00"))
    await store.drafts.keep(Draft(1, "post", "Dear John", "2026-11-24 09:01:00"))
    await store.drafts.keep(Draft(2, "comment", "note", "2026-11-24 09:02:00"))
    reply = Draft(1, "post", "Dear John", "2026-11-24 09:01:00")
    assert store.drafts.one(1, "post") == reply
    assert store.drafts.one(1, "comment") is None
    assert store.drafts.all() == [Draft(2, "comment", "note", "2026-11-24 09:02:00"), reply]
    assert store.tickets.rows([1])[0].draft

    await store.drafts.put(reply._replace(text=""))
    assert store.drafts.one(1, "post") is None
    assert not store.tickets.rows([1])[0].draft


@pytest.mark.parametrize("text", ["", " \n"])
async def test_an_empty_draft_is_none(store: Store, text: str) -> None:
    await store.drafts.keep(Draft(1, "post", "Dear", NOW))
    await store.drafts.keep(Draft(1, "post", text, NOW))
    assert store.drafts.all() == []


async def test_marks_are_texts_by_name(store: Store) -> None:
    assert store.marks.get("cursor") == ""
    for value in ("2026-11-24 09:00:00", "2026-11-24 09:01:00"):
        await store.marks.put("cursor", value)
    assert store.marks.get("cursor") == "2026-11-24 09:01:00"
