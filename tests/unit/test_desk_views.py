"""The views of the queue: which tickets are in which."""

from datetime import datetime
from typing import Any

import pytest

from eddytui.desk.views import View, built_in
from eddytui.store.store import Store
from tests.store_records import IRA, NOW, OLGA, opened, ticket

store = pytest.fixture(opened)

SOON, LATE = "2026-11-24 09:40:00", "2026-11-24 08:30:00"
TICKETS: dict[str, dict[str, Any]] = {
    "mine, read": {"owner_id": IRA},
    "mine, unread": {"owner_id": IRA, "viewed_by_staff": 0},
    "mine, soon": {"owner_id": IRA, "sla_date": SOON},
    "mine, late": {"owner_id": IRA, "sla_date": LATE},
    "mine, frozen": {"owner_id": IRA, "freeze": 1, "viewed_by_staff": 0},
    "hers, late": {"owner_id": OLGA, "sla_date": LATE},
    "nobody's": {"department_id": 1},
    "nobody's, elsewhere": {"department_id": 2},
    "closed now": {"owner_id": IRA, "status_id": "closed", "sla_date": LATE},
    "closed long ago": {"status_id": "closed", "date_updated": "2026-11-01 09:00:00"},
}
OPEN = {name for name in TICKETS if not name.startswith("closed") and "frozen" not in name}
MINE = {name for name in OPEN if name.startswith("mine")}


def views(me: int = IRA, departments: tuple[int, ...] = (1,)) -> dict[str, View]:
    now = datetime.fromisoformat(NOW)
    return {view.id: view for view in built_in(me, departments, now)}


async def shown(store: Store, view: View) -> set[str]:
    """The tickets of a view, by name."""
    names = dict(enumerate(TICKETS, start=1))
    await store.tickets.put([ticket(number, **TICKETS[name]) for number, name in names.items()])
    return {names[number] for number in store.tickets.ids(view.query, NOW)}


@pytest.mark.parametrize(
    ("view_id", "tickets"),
    [
        ("needs-me", {"mine, unread", "mine, soon", "mine, late", "nobody's"}),
        ("mine", MINE),
        ("unassigned", {"nobody's", "nobody's, elsewhere"}),
        ("late", {"mine, late", "hers, late"}),
        ("open", OPEN),
        ("frozen", {"mine, frozen"}),
        ("recent", {"closed now"}),
    ],
)
async def test_a_view_has_the_tickets_its_name_promises(
    store: Store, view_id: str, tickets: set[str]
) -> None:
    assert await shown(store, views()[view_id]) == tickets


@pytest.mark.parametrize("view_id", ["needs-me", "mine"])
async def test_who_is_not_known_owns_nothing(store: Store, view_id: str) -> None:
    found = await shown(store, views(me=0)[view_id])
    assert not found & MINE


async def test_without_departments_every_unassigned_ticket_needs_me(store: Store) -> None:
    found = await shown(store, views(departments=())["needs-me"])
    assert {"nobody's", "nobody's, elsewhere"} <= found


async def test_what_is_most_urgent_comes_first(store: Store) -> None:
    await shown(store, views()["mine"])
    numbers = store.tickets.ids(views()["mine"].query, NOW).tolist()
    assert [list(TICKETS)[number - 1] for number in numbers[:2]] == ["mine, late", "mine, soon"]


def test_every_view_says_why_it_is_empty() -> None:
    found = views().values()
    assert [view.title for view in found][:3] == ["Needs me", "Mine", "Unassigned"]
    for view in found:
        assert view.empty.endswith("."), view.id
    assert len({view.title for view in found}) == len(found)
