"""What a view shows, and in which order."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.models.queries import TicketQuery
from eddytui.store.conditions import where
from eddytui.store.store import Store
from tests.store_records import ALL, IRA, JOHN, MARIA, NOW, OLGA, ids, opened, plan, ticket

store = pytest.fixture(opened)

PAST, SOON, LATER = "2026-11-24 08:55:00", "2026-11-24 10:00:00", "2026-11-24 10:00:01"

TICKETS: dict[int, dict[str, Any]] = {
    1: {"owner_id": IRA, "department_id": 1},
    2: {"owner_id": IRA, "viewed_by_staff": 0, "department_id": 2},
    3: {"owner_id": IRA, "sla_date": PAST},
    4: {"owner_id": IRA, "sla_date": SOON},
    5: {"owner_id": IRA, "sla_date": LATER},
    6: {"owner_id": 0, "department_id": 1},
    7: {"owner_id": 0, "department_id": 2, "user_id": MARIA},
    8: {"owner_id": OLGA, "viewed_by_staff": 0, "status_id": "process", "sla_date": PAST},
    9: {"owner_id": IRA, "viewed_by_staff": 0, "freeze": 1, "sla_date": PAST},
    10: {"owner_id": IRA, "viewed_by_staff": 0, "status_id": "closed", "sla_date": PAST},
    11: {"owner_id": 0, "department_id": 1, "freeze": 1},
    12: {"owner_id": 0, "department_id": 1, "deleted": 1, "viewed_by_staff": 0},
}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        (TicketQuery(), {1, 2, 3, 4, 5, 6, 7, 8, 10}),
        (TicketQuery(frozen=None), {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}),
        (TicketQuery(frozen=True), {9, 11}),
        (TicketQuery(open=True), {1, 2, 3, 4, 5, 6, 7, 8}),
        (TicketQuery(open=False), {10}),
        (TicketQuery(owners=(0,)), {6, 7}),
        (TicketQuery(owners=(0, OLGA)), {6, 7, 8}),
        (TicketQuery(departments=(1,)), {1, 6}),
        (TicketQuery(statuses=("process", "closed")), {8, 10}),
        (TicketQuery(requesters=(MARIA,)), {7}),
        (TicketQuery(late=True), {3, 8, 10}),
        (TicketQuery(open=True, late=True), {3, 8}),
        (TicketQuery(updated_since="2026-11-23 09:08:00"), {8, 10}),
        (TicketQuery(open=True, owners=(IRA,), departments=(1, 2)), {1, 2}),
        (TicketQuery(needs=IRA), {2, 3, 4, 6, 7}),
        (TicketQuery(needs=IRA, departments=(1,)), {2, 3, 4, 6}),
        (TicketQuery(needs=IRA, frozen=None), {2, 3, 4, 6, 7}),
        (TicketQuery(needs=OLGA), {6, 7, 8}),
        (TicketQuery(owners=(99,)), set()),
    ],
    ids=str,
)
async def test_a_view_shows_what_meets_all_its_conditions(
    store: Store, query: TicketQuery, shown: set[int]
) -> None:
    await store.tickets.put([ticket(number, **fields) for number, fields in TICKETS.items()])
    assert set(ids(store, query)) == shown
    assert store.tickets.count(query, NOW) == len(shown)


async def test_a_deleted_ticket_has_no_row(store: Store) -> None:
    await store.tickets.put([ticket(1, deleted=1)])
    assert store.tickets.rows([1]) == []


URGENT: list[tuple[int, dict[str, Any]]] = [
    (1, {"sla_date": SOON}),
    (2, {"sla_date": None, "date_updated": "2026-11-23 07:00:00"}),
    (3, {"sla_date": None, "date_updated": "2026-11-23 08:00:00"}),
    (4, {"sla_date": PAST}),
    (5, {"sla_date": SOON, "date_updated": "2026-11-23 12:00:00"}),
    (6, {"sla_date": SOON, "date_updated": "2026-11-23 12:00:00"}),
]


@pytest.mark.parametrize("opened", [None, True])
async def test_urgent_is_least_time_left_first_and_without_a_limit_last(
    store: Store, opened: bool | None
) -> None:
    await store.tickets.put([ticket(number, **fields) for number, fields in URGENT])
    assert ids(store, TicketQuery(open=opened, order="urgent")) == [4, 6, 5, 1, 3, 2]


@pytest.mark.parametrize(
    ("order", "field"), [("updated", "date_updated"), ("created", "date_created")]
)
@pytest.mark.parametrize("opened", [None, True])
async def test_the_newest_is_first(
    store: Store, order: Any, field: str, opened: bool | None
) -> None:
    dates = {1: "2026-11-23 10:00:00", 2: "2026-11-23 12:00:00", 3: "2026-11-22 10:00:00"}
    await store.tickets.put([ticket(number, **{field: date}) for number, date in dates.items()])
    await store.tickets.put([ticket(4, **{field: dates[2]})])
    assert ids(store, TicketQuery(open=opened, order=order)) == [4, 2, 1, 3]


async def test_time_alone_makes_a_ticket_late(store: Store) -> None:
    await store.tickets.put([ticket(1, sla_date=SOON)])
    late = TicketQuery(late=True)
    assert ids(store, late, now=SOON) == []
    assert ids(store, late, now=LATER) == [1]


@given(st.lists(st.text(), min_size=1), st.text(), st.text())
def test_values_never_become_sql(statuses: list[str], since: str, now: str) -> None:
    plain = TicketQuery(statuses=("x",) * len(statuses), updated_since="x", needs=1)
    text, _ = where(plain, "x")
    asked = replace(plain, statuses=tuple(statuses), updated_since=since or "x")
    assert where(asked, now)[0] == text
    assert set(statuses) <= set(where(asked, now)[1])


@pytest.mark.parametrize(
    "query",
    [
        TicketQuery(open=True, owners=(IRA,)),
        TicketQuery(needs=IRA),
        TicketQuery(open=True, words="vpn"),
    ],
)
def test_views_of_open_tickets_read_their_small_index_alone(
    store: Store, query: TicketQuery
) -> None:
    assert plan(store, query)[0] == "SCAN tickets USING COVERING INDEX open_tickets"
    assert not any("B-TREE" in step for step in plan(store, query))


def test_views_of_all_tickets_never_touch_the_wide_rows_nor_sort(store: Store) -> None:
    assert plan(store, ALL) == ["SCAN tickets USING COVERING INDEX all_tickets"]


def test_the_tickets_of_a_person_are_looked_up(store: Store) -> None:
    assert "tickets_by_requester" in plan(store, TicketQuery(frozen=None, requesters=(JOHN,)))[0]
