"""What was typed, asked of the store: each term, their order, and how they are looked up."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.models.catalog import Lettered
from eddytui.models.queries import TicketQuery
from eddytui.models.rows import Draft
from eddytui.models.terms import (
    Among,
    Condition,
    Has,
    Sort,
    SortColumn,
    Term,
    When,
    Within,
    Words,
)
from eddytui.store.conditions import where
from eddytui.store.store import Store
from tests.store_records import (
    IRA,
    JOHN,
    MARIA,
    NOW,
    OLGA,
    blocks,
    ids,
    opened,
    plan,
    post,
    ticket,
    user,
)

store = pytest.fixture(opened)

TICKETS: dict[int, dict[str, Any]] = {
    1: {
        "priority_id": 1,
        "tags": ["vip", "vpn"],
        "sla_date": "2026-11-24 08:00:00",
        "rate": "like",
    },
    2: {"priority_id": 2, "type_id": 3, "owner_id": IRA, "sla_date": "2026-11-24 10:59:59"},
    3: {"status_id": "closed", "sla_date": "2026-11-24 08:00:00", "rate": "dislike"},
    4: {"status_id": "process", "freeze": 1, "sla_date": "2026-11-24 08:00:00", "ticket_lock": 1},
    5: {"department_id": 2, "user_id": MARIA, "viewed_by_staff": 0, "sla_date": None},
    6: {"deleted": 1, "tags": ["vpn"], "date_updated": None},
    7: {"title": "Office fire", "date_updated": "2026-11-24 09:00:00", "sla_date": "soon"},
    8: {"title": "Fire in the office", "date_created": "2026-11-24 00:00:00", "user_id": MARIA},
}


@pytest.fixture
async def filled(store: Store) -> Store:
    await store.tickets.put([ticket(number, **fields) for number, fields in TICKETS.items()])
    acme = {"organization": {"id": 2, "name": "Acme"}, "group": {"id": 1, "type": "user"}}
    await store.people.put([user(MARIA, "Maria", **acme)])
    await store.messages.put("post", 2, [post(1, files=[{"name": "a", "url": "b"}])], [blocks("x")])
    await store.drafts.keep(Draft(5, "post", "Dear", NOW))
    await store.pending.stage(8, "change", {"tags": ["late", "vip"]}, now=NOW)
    return store


def asking(*conditions: Condition, negated: bool = False, **rest: Any) -> TicketQuery:
    """One term; frozen tickets and those in the bin belong to it."""
    asked = {"frozen": None, "deleted": None, "terms": (Term(conditions, negated),)}
    return TicketQuery(**{**asked, **rest})


EVERY = set(TICKETS)


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (Among("id", (1, 7, 99)), {1, 7}),
        (Among("status_id", ("process", "closed")), {3, 4}),
        (Among("priority_id", (1, 2)), {1, 2}),
        (Among("type_id", (3,)), {2}),
        (Among("department_id", (2,)), {5}),
        (Among("owner_id", (IRA,)), {2}),
        (Among("requester_id", (MARIA,)), {5, 8}),
        (Among("rate", ("dislike",)), {3}),
        (Among("tag", ("vip",)), {1, 8}),
        (Among("tag", ("late", "vpn")), {1, 6, 8}),
        (Among("organization", ("Acme",)), {5, 8}),
        (Among("locked", (1,)), {4}),
        (Among("unread", (1,)), {5}),
        (Among("closed", (0,)), EVERY - {3}),
        (Among("deleted", (1,)), {6}),
        (Has("files"), {2}),
        (Has("draft"), {5}),
        (Has("waiting"), {8}),
        (Has("tags"), {1, 6, 8}),
        (Has("rating"), {1, 3}),
        (Within("id", 3, 6), {3, 4, 5}),
        (Within("sla", end=When("now", 7200)), {1, 2}),
        (Within("sla", end=When("now", 7199)), {1}),
        (Within("sla", end=When("now")), {1}),
        (Within("created", When("today")), {8}),
        (Within("created", When("today", 1)), set()),
        (Within("created", None, When("2026-11-24 00:00:00")), EVERY - {8}),
        (Within("updated", When("now", -3600)), {7}),
        (Within("updated", None, When("now", -3600)), EVERY - {6, 7}),
        (Words("fire"), {7, 8}),
        (Words("fire office"), {7, 8}),
        (Words("office fire", phrase=True), {7}),
        (Words("offic", phrase=True), set()),
        (Words("---"), EVERY),
    ],
    ids=str,
)
async def test_a_term_finds_what_it_says_and_negated_everything_else(
    filled: Store, condition: Condition, found: set[int]
) -> None:
    assert set(ids(filled, asking(condition))) == found
    others = EVERY if found == EVERY else EVERY - found
    assert set(ids(filled, asking(condition, negated=True))) == others


async def test_commas_are_or_and_spaces_are_and(filled: Store) -> None:
    assert set(ids(filled, asking(Has("files"), Among("tag", ("vip",)), Words("fire")))) == {
        1,
        2,
        7,
        8,
    }
    both = (Term((Words("fire"), Words("x"))), Term((Words("office"),)), Term((Has("waiting"),)))
    assert ids(filled, asking(terms=both)) == [8]
    neither = asking(Has("files"), Has("draft"), negated=True)
    assert set(ids(filled, neither)) == EVERY - {2, 5}


async def test_the_bin_is_shown_to_those_who_ask_for_it(filled: Store) -> None:
    assert 6 not in ids(filled, asking(Has("tags"), deleted=False))
    assert ids(filled, asking(Has("tags"), deleted=True)) == [6]
    assert filled.tickets.rows([6]) == []
    assert [row.id for row in filled.tickets.rows([1, 6], deleted=True)] == [1, 6]


async def test_tags_follow_the_ticket(store: Store) -> None:
    def tagged() -> list[str]:
        return store.tags.all()

    await store.tickets.put([ticket(1, tags=["b", "a"]), ticket(2, tags=["a"])])
    assert tagged() == ["a", "b"]
    await store.tickets.put([ticket(1, tags=["c"])], now=NOW, sure_for=10)
    assert tagged() == ["a", "c"]
    await store.tickets.put([ticket(1, tags=["lagging"])], now=NOW)
    assert tagged() == ["a", "c"], "an answer that is still sure stays"
    number = await store.pending.stage(2, "change", {"tags": ["mine"]}, now=NOW)
    assert tagged() == ["c", "mine"]
    await store.pending.unstage(number)
    assert tagged() == ["a", "c"]
    await store.tickets.forget([1])
    assert tagged() == ["a"]
    await store.empty_records()
    assert tagged() == []


SORTED: list[tuple[int, dict[str, Any]]] = [
    (1, {"title": "Ёлка", "priority_id": 3, "status_id": "process", "sla_date": "2026-11-25"}),
    (2, {"title": "Юг", "priority_id": 1, "owner_id": IRA, "owner_name": "ira", "user_name": "b"}),
    (3, {"title": "ель", "priority_id": 9, "owner_id": OLGA, "owner_name": "Olga"}),
]
LISTS: dict[Any, list[Any]] = {"priority": [3, 2, 1], "status": ["open", "process"]}


@pytest.mark.parametrize(
    ("column", "order"),
    [
        ("id", [1, 2, 3]),
        ("title", [1, 3, 2]),
        ("user", [2, 3, 1]),
        ("owner", [2, 3, 1]),
        ("status", [3, 2, 1]),
        ("prio", [1, 2, 3]),
        ("sla", [1, 3, 2]),
        ("created", [3, 2, 1]),
        ("updated", [1, 2, 3]),
        ("type", [3, 2, 1]),
        ("dep", [3, 2, 1]),
    ],
)
async def test_every_column_can_be_sorted_by(
    store: Store, column: SortColumn, order: list[int]
) -> None:
    for kind, entries in LISTS.items():
        await store.catalog.put(kind, [Lettered.model_validate({"id": each}) for each in entries])
    await store.tickets.put([ticket(number, **fields) for number, fields in SORTED])
    assert ids(store, TicketQuery(frozen=None, sorts=(Sort(column),))) == order
    assert len(ids(store, TicketQuery(frozen=None, sorts=(Sort(column, descending=True),)))) == 3


async def test_the_second_key_orders_what_the_first_leaves_equal(store: Store) -> None:
    await store.tickets.put([ticket(1, user_id=MARIA), ticket(2), ticket(3, priority_id=1)])
    assert ids(store, TicketQuery(sorts=(Sort("user"), Sort("id")))) == [1, 2, 3]
    assert ids(store, TicketQuery(sorts=(Sort("user"), Sort("id", descending=True)))) == [3, 2, 1]


async def test_what_has_no_deadline_is_last_in_both_directions(store: Store) -> None:
    dates = {1: None, 2: "2026-11-25 09:00:00", 3: "2026-11-26 09:00:00"}
    await store.tickets.put([ticket(number, sla_date=date) for number, date in dates.items()])
    assert ids(store, TicketQuery(sorts=(Sort("sla"),))) == [2, 3, 1]
    assert ids(store, TicketQuery(sorts=(Sort("sla", descending=True),))) == [3, 2, 1]


@given(st.lists(st.text(), min_size=1), st.text(), st.text())
def test_what_was_typed_never_becomes_sql(values: list[str], words: str, since: str) -> None:
    def asked(tag: str, text: str, date: str) -> str:
        terms = (Among("tag", (tag, *values)), Within("sla", When(date)), Words(f"x {text}"))
        return where(asking(*terms), NOW)[0]

    assert asked(values[0], words, since) == asked("x", "", NOW)


@pytest.mark.parametrize(
    "condition",
    [
        Among("priority_id", (1,)),
        Among("type_id", (1,)),
        Among("rate", ("like",)),
        Among("locked", (1,)),
        Among("owner_id", (IRA,)),
        Within("updated", When("now", -60)),
        Has("tags"),
    ],
    ids=str,
)
@pytest.mark.parametrize("opened", [None, True])
def test_no_usual_term_touches_the_wide_rows(
    store: Store, condition: Condition, opened: bool | None
) -> None:
    first = plan(store, asking(condition, open=opened, deleted=False))[0]
    assert "COVERING INDEX" in first


@pytest.mark.parametrize("descending", [False, True])
def test_the_date_of_the_last_change_is_in_order_already(store: Store, descending: bool) -> None:
    query = TicketQuery(frozen=None, sorts=(Sort("updated", descending),))
    assert plan(store, query) == ["SCAN tickets USING COVERING INDEX all_tickets"]


async def test_people_are_found_as_their_newest_ticket_names_them(store: Store) -> None:
    doe = {"user_id": JOHN, "user_name": "John", "user_lastname": "Doe"}
    await store.tickets.put(
        [
            ticket(1, **doe, user_email="old@acme.com"),
            ticket(2, **doe, user_email="john@acme.com", owner_id=IRA, owner_name="Ira"),
            ticket(3, user_id=0, title="John"),
        ]
    )
    assert store.parties.near("requester", "doe") == [(JOHN, "John Doe", "john@acme.com")]
    assert store.parties.near("owner", "ira") == [(IRA, "Ira", "")]
    assert store.parties.near("requester", "--") == []
