"""The time that was spent on tickets, as it is kept."""

from typing import Any

import pytest

from eddytui.models.rows import BillingRow
from eddytui.models.tickets import BillingEntry
from eddytui.store.pages import Page, Pages
from eddytui.store.store import Store
from tests.store_records import IRA, NOW, OLGA, opened, ticket, user

store = pytest.fixture(opened)


def entry(entry_id: int, **fields: Any) -> BillingEntry:
    """An hour of Ira's, all of it to be paid for, but for `fields`."""
    sent = {"id": entry_id, "staff_id": IRA, "spent_seconds": 3600, "paid_seconds": "3600"}
    return BillingEntry.model_validate(sent | {"billing_date": "09:00:00 23.11.2026"} | fields)


async def kept(store: Store, *entries: BillingEntry) -> None:
    await store.billing.put(7, entries, Page(1, len(entries), NOW))


async def test_time_is_told_in_the_servers_order_with_names(store: Store) -> None:
    await store.people.put([user(IRA, "Ira")])
    await kept(
        store,
        entry(2, staff_id=OLGA, staff_name="Olga", paid_seconds=0, comment="Called"),
        entry(9, action="create-post"),
        entry(4, staff_id=-1, staff_name="System"),
    )
    day = "2026-11-23 09:00:00"
    assert store.billing.rows(7)[:2] == [
        BillingRow(2, "", "Called", 3600, 0, OLGA, "Olga", day),
        BillingRow(9, "create-post", "", 3600, 3600, IRA, "Ira", day),
    ]
    assert [row.id for row in store.billing.rows(7)] == [2, 9, 4]
    assert store.billing.pages(7) == Pages(3, 3, 1, NOW)
    records = map(BillingEntry.model_validate_json, store.billing.records(7))
    assert [record.id for record in records] == [2, 9, 4]


async def test_of_a_ticket_without_time_it_is_known_that_it_was_read(store: Store) -> None:
    assert store.billing.pages(7) == Pages(0, 0, 0, "")
    await kept(store)
    assert store.billing.pages(7) == Pages(0, 0, 1, NOW)
    assert store.billing.rows(7) == []


async def test_what_was_deleted_is_not_kept_and_other_tickets_are_left_alone(store: Store) -> None:
    await store.billing.put(8, [entry(2)], Page(1, 1, NOW))
    await kept(store, entry(1), entry(2))
    await kept(store, entry(2, spent_seconds=60))
    assert [(row.id, row.spent) for row in store.billing.rows(7)] == [(2, 60)]
    assert [row.id for row in store.billing.rows(8)] == [2]


@pytest.mark.parametrize("way", ["forget", "forget_threads", "empty_records"])
async def test_time_goes_with_its_ticket(store: Store, way: str) -> None:
    await store.tickets.put([ticket(7)])
    await kept(store, entry(1))
    assert (await store.holdings.parts())["threads"].records == 1
    if way == "forget":
        await store.tickets.forget([7])
    elif way == "forget_threads":
        await store.holdings.forget_threads([7])
    else:
        await store.empty_records()
    assert store.billing.rows(7) == []
    assert store.billing.pages(7) == Pages(0, 0, 0, "")
