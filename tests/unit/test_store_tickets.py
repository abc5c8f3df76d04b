"""Kept tickets: rows, answers that are sure, what changed, and forgetting."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.models.queries import TicketQuery
from eddytui.models.rows import Draft, TicketRow
from eddytui.models.tickets import Ticket
from eddytui.store.columns import COLUMNS, columns
from eddytui.store.pages import Page, Pages
from eddytui.store.store import Store
from tests.store_records import ALL, IRA, JOHN, NOW, comment, ids, opened, post, ticket

store = pytest.fixture(opened)


def row(store: Store, ticket_id: int = 1) -> TicketRow:
    (found,) = store.tickets.rows([ticket_id])
    return found


async def test_a_row_says_what_the_record_says(store: Store) -> None:
    kept = ticket(
        1,
        title="VPN down",
        priority_id="1",
        type_id=0,
        department_id=3,
        owner_id=IRA,
        owner_name="Ira",
        owner_lastname="Kask",
        sla_date="24.11.2026 09:25",
        ticket_lock=1,
        viewed_by_staff=0,
        rate="like",
    )
    await store.tickets.put([kept])
    assert row(store) == TicketRow(
        id=1,
        title="VPN down",
        requester_id=JOHN,
        requester="John Doe",
        status_id="open",
        priority_id=1,
        type_id=0,
        department_id=3,
        owner_id=IRA,
        owner="Ira Kask",
        sla="2026-11-24 09:25:00",
        created="2026-11-23 08:00:00",
        updated="2026-11-23 09:01:00",
        frozen=False,
        locked=True,
        closed=False,
        unread=True,
        rate="like",
        draft=False,
        waiting=0,
        changed="",
    )


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"user_name": "", "user_lastname": ""}, "requester", "john@acme.com"),
        ({"owner_id": 0, "owner_name": "Неприсвоенный"}, "owner", ""),
        ({"status_id": "closed"}, "closed", True),
        ({"freeze": 1}, "frozen", True),
        ({"sla_date": "null"}, "sla", ""),
        ({"sla_date": "soon"}, "sla", "soon"),
    ],
)
async def test_what_is_shown_is_what_it_means(
    store: Store, fields: dict[str, Any], name: str, value: object
) -> None:
    await store.tickets.put([ticket(1, **fields)])
    assert getattr(row(store), name) == value


async def test_rows_come_in_the_order_asked_for_without_those_not_kept(store: Store) -> None:
    await store.tickets.put([ticket(number) for number in (1, 2, 3)])
    assert [row.id for row in store.tickets.rows([3, 9, 1])] == [3, 1]
    assert store.tickets.rows([]) == []


async def test_the_whole_record_comes_back(store: Store) -> None:
    sent = ticket(1, tags=["vpn"], custom_fields=[{"id": 5, "field_value": "x"}], jira=[1])
    await store.tickets.put([sent])
    assert Ticket.model_validate_json(store.tickets.one(1) or "") == sent
    assert store.tickets.one(2) is None


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.text(),
            "user_name": st.text(),
            "owner_id": st.sampled_from([0, 7]),
            "sla_date": st.datetimes().map(str) | st.none(),
            "tags": st.lists(st.text()),
            "freeze": st.booleans(),
        },
    )
)
def test_the_quick_way_from_model_and_the_way_from_json_agree(fields: dict[str, Any]) -> None:
    sent = ticket(1, **fields)
    assert columns(vars(sent)) == columns(json.loads(sent.model_dump_json()))
    assert len(columns(vars(sent))) == len(COLUMNS)


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        ("2026-11-24 09:00:09", "answer"),
        ("2026-11-24 09:00:10", "list"),
        ("", "answer"),
    ],
)
async def test_a_lagging_list_does_not_undo_an_answer_that_is_sure(
    store: Store, now: str, kept: str
) -> None:
    await store.tickets.put([ticket(1, title="answer")], now=NOW, sure_for=10)
    await store.tickets.put([ticket(1, title="list")], now=now)
    assert row(store).title == kept


async def test_another_answer_replaces_a_sure_one(store: Store) -> None:
    await store.tickets.put([ticket(1, title="first")], now=NOW, sure_for=10)
    await store.tickets.put([ticket(1, title="second")], now=NOW, sure_for=10)
    assert row(store).title == "second"


async def test_what_the_server_changed_after_a_sure_answer_is_not_held_back(store: Store) -> None:
    await store.tickets.put([ticket(1, title="answer")], now=NOW, sure_for=10)
    later = ticket(1, title="colleague", date_updated="2026-11-24 09:00:03")
    await store.tickets.put([later], now="2026-11-24 09:00:05")
    assert row(store).title == "colleague"


LATER, NEWER = "2026-11-24 09:05:00", "2026-11-24 09:04:00"


@pytest.mark.parametrize(
    ("second", "now", "changed"),
    [
        (ticket(1, date_updated=NEWER), LATER, LATER),
        (ticket(1, date_updated=NEWER), "", ""),
        (ticket(1), LATER, ""),
        (ticket(2), LATER, LATER),
    ],
    ids=["newer", "without a time", "the same", "a new ticket"],
)
async def test_what_the_server_changed_is_marked(
    store: Store, second: Ticket, now: str, changed: str
) -> None:
    await store.tickets.put([ticket(1)], now=NOW)
    assert row(store).changed == "", "nothing was there to be changed"
    await store.tickets.put([second], now=now)
    assert row(store, second.id).changed == changed


async def test_a_mark_of_change_stays_until_the_next_change(store: Store) -> None:
    await store.tickets.put([ticket(1)])
    for now in (LATER, "2026-11-24 09:06:00"):
        await store.tickets.put([ticket(1, date_updated=NEWER)], now=now)
    assert row(store).changed == LATER


async def test_what_the_server_no_longer_shows_is_forgotten_with_its_thread(store: Store) -> None:
    await store.tickets.put([ticket(1), ticket(2)])
    for kind, message in (("post", post(1)), ("comment", comment(1))):
        await store.messages.put(kind, 1, [message], [""])
    await store.drafts.keep(Draft(1, "post", "Dear John", NOW))
    await store.tickets.forget([1])
    assert ids(store) == [2]
    assert store.messages.rows(1) == []
    assert store.search.matches("Printer").tolist() == [2]
    assert len(store.drafts.all()) == 1, "what was typed is never forgotten"


async def test_emptying_keeps_what_the_agent_typed_and_did(store: Store) -> None:
    await store.tickets.put([ticket(1)])
    await store.messages.put("post", 1, [post(1)], [""], Page(1, 1, NOW))
    await store.marks.put("cursor", NOW)
    await store.drafts.keep(Draft(1, "post", "Dear John", NOW))
    await store.pending.stage(1, "change", {"title": "Fax"}, now=NOW)
    await store.empty_records()
    assert ids(store) == []
    assert store.messages.rows(1) == []
    assert store.messages.pages(1, "post") == Pages(0, 0, 0, "")
    assert store.search.matches("Printer").tolist() == []
    assert store.marks.get("cursor") == "", "a cursor without records would hide them for good"
    assert (len(store.drafts.all()), store.pending.count()) == (1, 1)

    await store.tickets.put([ticket(1)])
    assert row(store).title == "Fax", "the change is still on top"


async def test_counts_and_ids_are_the_same_from_both_threads(store: Store) -> None:
    await store.tickets.put([ticket(number) for number in range(1, 9)])
    views = {"all": ALL, "mine": TicketQuery(owners=(IRA,))}
    assert await store.tickets.read_ids(ALL, NOW) == store.tickets.ids(ALL, NOW)
    assert await store.tickets.read_counts(views, NOW) == {"all": 8, "mine": 0}
    assert store.tickets.counts(views, NOW) == {"all": 8, "mine": 0}
    assert store.tickets.count(ALL, NOW) == 8


async def test_how_far_tickets_were_read_is_kept_with_them_or_not_at_all(store: Store) -> None:
    def broken() -> Iterator[Ticket]:
        yield ticket(1)
        raise LookupError

    with pytest.raises(LookupError):
        await store.tickets.put(broken(), noted={"oldest": NOW})
    assert (ids(store), store.marks.get("oldest")) == ([], "")

    await store.tickets.put([ticket(1)], noted={"oldest": NOW})
    assert (ids(store), store.marks.get("oldest")) == ([1], NOW)
