"""The agent's own changes: on the glass at once, off again without a trace."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from eddytui.models.queries import TicketQuery
from eddytui.models.rows import TicketRow, Waiting
from eddytui.models.tickets import Ticket
from eddytui.store.store import Store
from tests.store_records import IRA, NOW, OLGA, ids, opened, ticket, user

store = pytest.fixture(opened)

OPEN = TicketQuery(open=True)


def row(store: Store) -> TicketRow:
    (found,) = store.tickets.rows([1])
    return found


@pytest.mark.parametrize(
    ("patch", "shown"),
    [
        ({"status_id": "closed"}, {"status_id": "closed", "closed": True}),
        ({"owner_id": OLGA}, {"owner_id": OLGA, "owner": "Olga Berg"}),
        ({"owner_id": str(OLGA)}, {"owner_id": OLGA, "owner": "Olga Berg"}),
        ({"owner_id": 99}, {"owner_id": 99, "owner": ""}),
        ({"owner_id": ""}, {"owner_id": 0, "owner": ""}),
        ({"priority_id": 1, "type_id": 0}, {"priority_id": 1, "type_id": 0}),
        ({"department_id": 2}, {"department_id": 2}),
        ({"title": "Fax"}, {"title": "Fax"}),
        ({"sla_date": "24.11.2026 11:30"}, {"sla": "2026-11-24 11:30:00"}),
        ({"sla_date": datetime(2026, 11, 24, 11, 30)}, {"sla": "2026-11-24 11:30:00"}),
        ({"sla_date": "2026-11-24T11:30:00"}, {"sla": "2026-11-24 11:30:00"}),
        ({"sla_date": ""}, {"sla": ""}),
        ({"freeze_date": "24.11.2026 11:30"}, {"frozen": True}),
        ({"freeze_date": ""}, {"frozen": False}),
        ({"freeze": True}, {"frozen": True}),
        ({"freeze": 0}, {"frozen": False}),
        ({"ticket_lock": True}, {"locked": True}),
        ({"custom_fields": {"5": "x"}, "tags": ["vpn"]}, {}),
    ],
    ids=str,
)
async def test_a_change_is_shown_at_once_and_gone_when_taken_off(
    store: Store, patch: dict[str, Any], shown: dict[str, Any]
) -> None:
    await store.people.put([user(OLGA, "Olga", lastname="Berg")])
    await store.tickets.put(
        [ticket(1, owner_id=IRA, owner_name="Ira", sla_date="2026-11-24 10:00:00")]
    )
    before = row(store)

    number = await store.pending.stage(1, "change", patch, now=NOW)
    assert row(store) == before._replace(**shown, waiting=1)

    await store.pending.unstage(number)
    assert row(store) == before


async def test_a_closed_ticket_leaves_the_open_view_at_once_and_comes_back_when_refused(
    store: Store,
) -> None:
    await store.tickets.put([ticket(1), ticket(2)])
    number = await store.pending.stage(1, "change", {"status_id": "closed"}, now=NOW)
    assert ids(store, OPEN) == [2]
    await store.pending.unstage(number)
    assert ids(store, OPEN) == [2, 1]


async def test_changes_lie_on_each_other_and_come_off_in_any_order(store: Store) -> None:
    await store.tickets.put([ticket(1, title="A")])
    first = await store.pending.stage(1, "change", {"title": "B", "type_id": 3}, now=NOW)
    second = await store.pending.stage(1, "change", {"title": "C"}, now=NOW)
    assert (row(store).title, row(store).type_id, row(store).waiting) == ("C", 3, 2)
    await store.pending.unstage(first)
    assert (row(store).title, row(store).type_id) == ("C", 0)
    await store.pending.unstage(second)
    assert row(store).title == "A"


async def test_a_change_stays_on_top_of_what_a_list_brings(store: Store) -> None:
    await store.tickets.put([ticket(1)])
    await store.pending.stage(1, "change", {"status_id": "closed"}, now=NOW)
    await store.tickets.put([ticket(1, title="Fax", date_updated="2026-11-24 08:59:00")], now=NOW)
    assert (row(store).title, row(store).closed) == ("Fax", True)
    assert ids(store, OPEN) == []


async def test_the_answer_takes_the_place_of_the_change_in_one_step(store: Store) -> None:
    await store.tickets.put([ticket(1)])
    number = await store.pending.stage(1, "change", {"status_id": "closed"}, now=NOW)
    answer = ticket(1, status_id="closed", date_updated=NOW)
    await store.pending.settle(number, [answer], now=NOW, sure_for=10)
    await store.tickets.put([ticket(1)], now=NOW)
    assert ids(store, OPEN) == [], "the list still lags behind the answer"
    assert (row(store).closed, row(store).waiting) == (True, 0)
    assert row(store).changed == "", "the agent did it"


async def test_an_answer_that_cannot_be_kept_leaves_the_change_on_top(store: Store) -> None:
    def answers() -> Iterator[Ticket]:
        yield ticket(1, title="Fax machine")
        raise KeyError

    await store.tickets.put([ticket(1)])
    number = await store.pending.stage(1, "change", {"title": "Fax"}, now=NOW)
    with pytest.raises(KeyError):
        await store.pending.settle(number, answers())
    assert (row(store).title, row(store).waiting) == ("Fax", 1)


async def test_an_answer_is_kept_although_an_earlier_one_is_sure(store: Store) -> None:
    await store.tickets.put([ticket(1)], now=NOW, sure_for=10)
    number = await store.pending.stage(1, "change", {"title": "Fax"}, now=NOW)
    await store.pending.settle(number, [ticket(1, title="Fax machine")])
    assert row(store).title == "Fax machine"


async def test_settling_keeps_the_changes_made_since(store: Store) -> None:
    await store.tickets.put([ticket(1)])
    first = await store.pending.stage(1, "change", {"title": "B"}, now=NOW)
    await store.pending.stage(1, "change", {"type_id": 3}, now=NOW)
    await store.pending.settle(first, [ticket(1, title="B")])
    assert (row(store).title, row(store).type_id, row(store).waiting) == ("B", 3, 1)


async def test_a_ticket_is_opened_with_the_changes_in_it(store: Store) -> None:
    fields = [
        {"id": 5, "field_type": "text", "field_value": "old"},
        {"id": 6, "field_type": "checkbox", "field_value": 1},
    ]
    await store.people.put([user(OLGA, "Olga", email="olga@acme.com")])
    await store.tickets.put([ticket(1, owner_id=IRA, owner_name="Ira", custom_fields=fields)])
    patch = {
        "owner_id": OLGA,
        "sla_date": "24.11.2026 11:30",
        "freeze_date": "",
        "tags": ["vpn"],
        "custom_fields": {"5": "new", 8: "3"},
    }
    await store.pending.stage(1, "change", patch, now=NOW)
    opened = Ticket.model_validate_json(store.tickets.one(1) or "")
    assert (opened.owner_id, opened.owner_name, opened.owner_email) == (
        OLGA,
        "Olga",
        "olga@acme.com",
    )
    assert (opened.sla_date, opened.freeze_date) == (datetime(2026, 11, 24, 11, 30), None)
    assert opened.tags == ("vpn",)
    values = {field.id: (field.field_type, field.field_value) for field in opened.custom_fields}
    assert values == {5: ("text", "new"), 6: ("checkbox", 1), 8: ("", "3")}


async def test_a_changed_title_is_found_and_the_old_one_is_not(store: Store) -> None:
    await store.tickets.put([ticket(1, title="Printer")])
    number = await store.pending.stage(1, "change", {"title": "Fax"}, now=NOW)
    assert (list(store.search.matches("fax")), list(store.search.matches("printer"))) == ([1], [])
    await store.pending.unstage(number)
    assert (list(store.search.matches("fax")), list(store.search.matches("printer"))) == ([], [1])


async def test_the_outbox_lists_what_waits_in_order(store: Store) -> None:
    first = await store.pending.stage(2, "change", {"title": "Факс"}, now=NOW)
    second = await store.pending.stage(1, "post", {"text": "<p>Hi</p>", "source": "Hi"}, now=NOW)
    await store.pending.mark(second, "unclear")
    reply = Waiting(second, 1, "post", {"text": "<p>Hi</p>", "source": "Hi"}, "unclear", NOW)
    assert store.pending.all() == [
        Waiting(first, 2, "change", {"title": "Факс"}, "waiting", NOW),
        reply,
    ]
    assert store.pending.of(1) == [reply]
    assert store.pending.count() == 2
    assert json.dumps(store.pending.of(3)) == "[]"


async def test_a_number_is_never_given_twice(store: Store) -> None:
    first = await store.pending.stage(1, "post", {}, now=NOW)
    await store.pending.unstage(first)
    await store.pending.unstage(first)
    assert await store.pending.stage(1, "post", {}, now=NOW) > first
