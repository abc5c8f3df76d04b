"""What went on in the tickets of the pretend helpdesk: history and time spent."""

import json
from collections import Counter as Tally
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import MORNING, Clock, Counter

EXAMPLE = Path(__file__).parents[1] / "data" / "examples" / "billing_list.200.json"


@pytest.fixture(scope="module")
def helpdesk() -> DemoHelpdesk:
    return DemoHelpdesk(clock=Clock(), lively=False)


def busiest(helpdesk: DemoHelpdesk) -> int:
    """A ticket on which several colleagues spent time, some of it entered by hand: one page."""
    world = helpdesk.world

    def variety(number: int) -> tuple[int, int]:
        bills = world.thread(number).bills
        staff, creators = ({getattr(bill, by) for bill in bills} for by in ("staff", "creator"))
        return min(len(staff), len(creators)), len(bills)

    seen = [number for number, one in world.tickets.items() if world.sees(world.people[7], one)]
    return max((one for one in seen if len(world.thread(one).bills) <= 30), key=variety)


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M:%S %d.%m.%Y")


async def test_time_spent_looks_like_the_document_s(helpdesk: DemoHelpdesk, ira: Counter) -> None:
    example = json.loads(EXAMPLE.read_text())
    answer = await ira.get(f"/tickets/{busiest(helpdesk)}/billing/")
    assert set(answer) == set(example)
    assert set(answer["pagination"]) == set(example["pagination"])
    for row in answer["data"]:
        assert set(row) == set(example["data"][0])
        assert row["action"] in {None, "create-post"}
        assert row["creator_name"] == "System" or row["creator_id"] > 0
    noted = next(row for row in answer["data"] if row["action"])
    assert (noted["creator_id"], noted["comment"]) == (-1, "Adding reply")
    assert [row["id"] for row in answer["data"]] == sorted(
        (row["id"] for row in answer["data"]), reverse=True
    )


def test_part_of_the_tickets_have_entries_of_every_kind(helpdesk: DemoHelpdesk) -> None:
    world = helpdesk.world
    some = [world.thread(number).bills for number in world.tickets]
    assert 40 < sum(bool(bills) for bills in some) < 140
    bills = [bill for bills in some for bill in bills]
    assert max(Tally(bill.id for bill in bills).values()) == 1
    assert {bill.action for bill in bills} == {None, "create-post"}
    assert any(bill.staff == -1 for bill in bills)
    assert any(bill.paid != bill.spent for bill in bills)
    assert all(bill.billed <= bill.created <= MORNING for bill in bills)


@pytest.mark.parametrize("name", ["staff_list", "creator_list"])
async def test_time_is_found_by_who_spent_or_entered_it(
    helpdesk: DemoHelpdesk, ira: Counter, name: str
) -> None:
    path, field = f"/tickets/{busiest(helpdesk)}/billing", name.replace("list", "id")
    rows = await ira.data(path)
    people = sorted({row[field] for row in rows})
    assert len(people) > 1
    found = [row for one in people for row in await ira.data(path, **{name: str(one)})]
    assert sorted(row["id"] for row in found) == sorted(row["id"] for row in rows)
    assert await ira.data(path, **{name: ",".join(map(str, people))}) == rows
    assert await ira.data(path, **{name: "5000"}) == []


@pytest.mark.parametrize("name", ["date_created", "billing_date"])
async def test_time_is_found_by_date(helpdesk: DemoHelpdesk, ira: Counter, name: str) -> None:
    path = f"/tickets/{busiest(helpdesk)}/billing"
    rows = await ira.data(path)
    middle = sorted(moment(row[name]) for row in rows)[len(rows) // 2]
    late: list[Any] = await ira.data(path, **{f"from_{name}": str(middle)})
    early = await ira.data(path, **{f"to_{name}": str(middle - timedelta(seconds=1))})
    assert {row["id"] for row in late} == {r["id"] for r in rows if moment(r[name]) >= middle}
    assert sorted(row["id"] for row in late + early) == sorted(row["id"] for row in rows)
    assert 0 < len(late) < len(rows)
    assert (await ira.refused("GET", path, params={f"from_{name}": "soon"}))[0] == 400


async def test_the_time_spent_on_a_ticket_one_may_not_see_is_not_told(
    helpdesk: DemoHelpdesk,
) -> None:
    assert (await Counter(helpdesk, 4).refused("GET", "/tickets/1042/billing/"))[0] == 404


async def test_the_history_is_found_by_event_person_and_date(ira: Counter) -> None:
    events = list((await ira.data("/tickets/1040/audit/")).values())
    for name, field in (("event_list", "event"), ("user_list", "user_id")):
        for value in {event[field] for event in events}:
            found = await ira.data("/tickets/1040/audit/", **{name: f"{value},nonsense"})
            assert list(found.values()) == [one for one in events if one[field] == value]
    middle = moment(events[len(events) // 2]["date_created"])
    late = await ira.data("/tickets/1040/audit/", from_date_created=str(middle))
    early = await ira.data("/tickets/1040/audit/", to_date_created=str(middle))
    assert all(moment(one["date_created"]) >= middle for one in late.values())
    assert all(moment(one["date_created"]) <= middle for one in early.values())
    assert len(late) + len(early) > len(events)
    assert (await ira.get("/tickets/1040/audit/", page=9))["data"] == []


async def test_replies_come_in_the_asked_order(ira: Counter) -> None:
    newest = await ira.data("/tickets/1040/posts/")
    for order in ("date_created{asc}", "ID", "Date_Created{ASC}"):
        assert await ira.data("/tickets/1040/posts/", order_by=order) == newest[::-1]
    for order in ("date_created{desc}", "id{desc}", "nonsense{asc}"):
        assert await ira.data("/tickets/1040/posts/", order_by=order) == newest
