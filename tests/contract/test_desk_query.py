"""A typed query finds what a look at every ticket of the helpdesk finds."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.demo.account import ME
from eddytui.demo.records import Ticket
from eddytui.demo.world import World
from eddytui.desk.desk import Desk
from eddytui.desk.server_part import server_part
from eddytui.store.database import Database
from eddytui.store.store import Store
from eddytui.text.problems import QueryError
from eddytui.text.vocabulary import KEYS
from tests.place import START, Place

OPENED = (1042, 1033, 1041, 1009)
"""Whose threads and people are here."""
DRAFT, CHANGED = 1040, 1036
Holds = Callable[[World, Ticket], bool]


async def _read(place: Place) -> None:
    """The whole copy, some threads, a draft, and a change that waits for the line."""
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        for ticket_id in OPENED:
            await desk.open(ticket_id)
        await desk.drafts.keep(DRAFT, "post", "Dear John")
        place.line.offline = True
        await desk.change(CHANGED, "priority", priority_id=1)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, World]]:
    """A desk without a line, over everything that Ira sees."""
    place = Place(tmp_path_factory.mktemp("query"))
    asyncio.run(_read(place))
    store = Store(Database(place.folder / "store" / "copy.db"))
    yield Desk(store, clock=lambda: START, me=ME), place.helpdesk.world
    store.close()


def name(world: World, ticket: Ticket) -> str:
    person = world.people[ticket.user]
    return f"{person.full_name} {person.email}".lower()


def words(world: World, ticket: Ticket) -> str:
    owner = world.people.get(ticket.owner)
    parts = (ticket.title, name(world, ticket), owner.full_name if owner else "", *ticket.tags)
    return " ".join(parts).lower().replace("ё", "е")


def left(ticket: Ticket) -> timedelta | None:
    """How much time is left, where time runs."""
    if ticket.sla is None or ticket.frozen_until or ticket.status == "closed":
        return None
    return ticket.sla - START


def less(ticket: Ticket, **span: float) -> bool:
    time = left(ticket)
    return time is not None and time < timedelta(**span)


def files(world: World, ticket: Ticket) -> bool:
    thread = world.thread(ticket.id)
    return ticket.id in OPENED and any(one.files for one in (*thread.posts, *thread.comments))


MEANINGS: dict[str, Holds] = {
    "": lambda w, t: True,
    "status:open": lambda w, t: t.status == "open",
    "status:open,process": lambda w, t: t.status in {"open", "process"},
    'status:"In progress"': lambda w, t: t.status == "process",
    "status:in": lambda w, t: t.status == "process",
    "status:закрыта": lambda w, t: t.status == "closed",
    "status:6": lambda w, t: t.status == "6",
    "-status:closed": lambda w, t: t.status != "closed",
    "owner:me": lambda w, t: t.owner == ME,
    "owner:none": lambda w, t: t.owner == 0,
    "owner:me,none": lambda w, t: t.owner in {0, ME},
    "owner:olga": lambda w, t: t.owner == 8,
    "owner:olga.petrova@eddytui.example": lambda w, t: t.owner == 8,
    'owner:"Petrova Olga"': lambda w, t: t.owner == 8,
    "owner:8": lambda w, t: t.owner == 8,
    "-owner:me": lambda w, t: t.owner != ME,
    "prio:low": lambda w, t: t.priority == 4,
    "-prio:high": lambda w, t: t.priority != 3,
    "prio:высокий": lambda w, t: t.priority == 3,
    "dep:support": lambda w, t: t.department == 1,
    "dep:обор": lambda w, t: t.department == 4,
    "type:bug": lambda w, t: t.type == 3,
    'type:"without type"': lambda w, t: t.type == 0,
    "tag:vpn": lambda w, t: "vpn" in t.tags,
    "tag:СРОЧНО,vpn": lambda w, t: bool({"срочно", "vpn"} & set(t.tags)),
    "-tag:spam": lambda w, t: "spam" not in t.tags,
    "user:john@acme.com": lambda w, t: "john@acme.com" in name(w, t),
    "user:maria": lambda w, t: "maria" in name(w, t),
    'user:"john doe",lopez': lambda w, t: "doe" in name(w, t) or "lopez" in name(w, t),
    "user:ковалева": lambda w, t: "kovaleva@" in name(w, t),
    "user:@acme.com": lambda w, t: name(w, t).endswith("@acme.com"),
    # Of companies, only those people are known whose tickets were opened.
    "org:acme": lambda w, t: name(w, t).endswith(("john@acme.com", "elena.conti@acme.com")),
    "org:hotels": lambda w, t: "maria.lopez" in name(w, t),
    "sla<2h": lambda w, t: less(t, hours=2),
    "sla:2h": lambda w, t: less(t, hours=2, seconds=1),
    "sla>2h": lambda w, t: left(t) is not None and not less(t, hours=2, seconds=1),
    "-sla<2h": lambda w, t: not less(t, hours=2),
    "sla:today": lambda w, t: less(t, hours=15) and not less(t, hours=-9),
    "updated<1d": lambda w, t: t.updated > START - timedelta(days=1),
    "updated>1d": lambda w, t: t.updated < START - timedelta(days=1),
    "updated:today": lambda w, t: t.updated.date() == START.date(),
    "created>2026-02-28": lambda w, t: t.created >= datetime(2026, 3, 1),
    "created>=2026-03-01": lambda w, t: t.created >= datetime(2026, 3, 1),
    "created<2026-02-20": lambda w, t: t.created < datetime(2026, 2, 20),
    "created<=2026-02-20": lambda w, t: t.created < datetime(2026, 2, 21),
    "created:2026-02-20": lambda w, t: t.created.date() == datetime(2026, 2, 20).date(),
    "created:yesterday,today": lambda w, t: t.created >= datetime(2026, 3, 1),
    "is:unread": lambda w, t: not t.seen_by_staff,
    "is:frozen": lambda w, t: t.frozen_until is not None,
    "is:locked": lambda w, t: t.locked,
    "is:open": lambda w, t: t.status != "closed",
    "is:closed": lambda w, t: t.status == "closed",
    "is:late": lambda w, t: less(t),
    "is:mine": lambda w, t: t.owner == ME,
    "is:unassigned": lambda w, t: t.owner == 0,
    "is:deleted": lambda w, t: False,
    "is:frozen,locked": lambda w, t: t.locked or t.frozen_until is not None,
    "has:files": files,
    "has:tags": lambda w, t: bool(t.tags),
    "has:rating": lambda w, t: bool(t.rate),
    "has:sla": lambda w, t: t.sla is not None,
    "has:draft": lambda w, t: t.id == DRAFT,
    "has:waiting": lambda w, t: t.id == CHANGED,
    "rate:dislike": lambda w, t: t.rate == "dislike",
    "#1042": lambda w, t: t.id == 1042,
    "id:1031,1042": lambda w, t: t.id in {1031, 1042},
    "id>1031": lambda w, t: t.id > 1031,
    "id<=990": lambda w, t: t.id <= 990,
    "print": lambda w, t: any(one.startswith("print") for one in words(w, t).split()),
    "vpn office": lambda w, t: "vpn" in words(w, t) and "office" in words(w, t),
    "vpn,invoice -tag:vpn": lambda w, t: (
        "vpn" not in t.tags and ("invoice" in words(w, t) or " vpn" in f" {words(w, t)}")
    ),
    '"password"': lambda w, t: "password" in words(w, t),
    "status:open,process owner:me -prio:low sla<8h": lambda w, t: (
        t.status in {"open", "process"} and t.owner == ME and t.priority != 4 and less(t, hours=8)
    ),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_a_query_finds_what_it_means(read: tuple[Desk, World], text: str) -> None:
    desk, world = read
    me = world.people[ME]
    meant = {
        ticket.id
        for ticket in world.tickets.values()
        if world.sees(me, ticket) and MEANINGS[text](world, ticket)
    }
    found = desk.ids(desk.query(text))
    assert set(found) == meant
    assert len(desk.rows(found)) == len(found)


def test_the_agents_own_waiting_changes_count(read: tuple[Desk, World]) -> None:
    desk, world = read
    assert world.tickets[CHANGED].priority != 1
    assert CHANGED in desk.ids(desk.query("prio:very"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("is:open sort:id", lambda t: t.id),
        ("is:open sort:-created", lambda t: -t.created.timestamp()),
        ("is:open sort:updated", lambda t: t.updated),
        ("has:sla -is:closed sort:sla,id", lambda t: (t.sla, t.id)),
        ("is:open sort:-type,-id", lambda t: (-t.type, -t.id)),
        ("-sort:dep is:open sort:id", lambda t: (-t.department, t.id)),
        ("is:open -has:waiting sort:-prio,id", lambda t: ([1, 3, 2, 4].index(t.priority), t.id)),
        (
            "sort:status,id",
            lambda t: (["open", "process", "awaiting-client", "6", "closed"].index(t.status), t.id),
        ),
    ],
)
def test_the_order_is_the_one_that_was_asked_for(
    read: tuple[Desk, World], text: str, key: Callable[[Ticket], object]
) -> None:
    desk, world = read
    found = desk.ids(desk.query(text)).tolist()
    assert len(found) > 5
    assert found == sorted(found, key=lambda ticket_id: key(world.tickets[ticket_id]))  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("status:opne", "status:opne: did you mean Open?"),
        (
            "status:xyz",
            "status:xyz: choose Open, In progress, Awaiting client, With the supplier or Closed.",
        ),
        ("prio:о", "prio:о may be Standard or Very urgent. Type some more letters."),
        ("dep:suport", "dep:suport: did you mean Support?"),
        ("owner:olag", "owner:olag: did you mean Olga?"),
        ("owner:xxxx", "owner:xxxx: nobody of this name or e-mail address is known here."),
        ("user:mariia", "user:mariia: did you mean Maria?"),
        ("tag:vnp", "tag:vnp: did you mean vpn?"),
        ("tag:quux", "tag:quux: no ticket here has this tag."),
        ("org:acne", "org:acne: did you mean Acme?"),
        (
            "stauts:open owner:olag",
            "stauts: did you mean status? owner:olag: did you mean Olga?",
        ),
        ("owner:john", "owner:john: nobody of this name or e-mail address is known here."),
    ],
)
def test_a_name_that_nobody_has_is_told_with_the_one_that_was_meant(
    read: tuple[Desk, World], text: str, told: str
) -> None:
    desk, _ = read
    with pytest.raises(QueryError) as caught:
        desk.query(text)
    assert str(caught.value) == told


HOSTILE = st.lists(
    st.sampled_from([f"{key.name}:" for key in KEYS])
    | st.sampled_from(
        ["-", ",", " ", '"', "<", "%", "_", "'", "\0", "\ud800", "#1", "1d", "о", "a"]
    )
).map("".join)


@given(st.text() | HOSTILE)
def test_whatever_is_typed_is_answered_or_told(read: tuple[Desk, World], text: str) -> None:
    desk, _ = read
    try:
        query = desk.query(text)
    except QueryError:
        return
    assert len(desk.rows(desk.ids(query))) == len(desk.ids(query))
    assert "order_by" in server_part(query, desk.now()).filters or query.sorts


def test_a_wrong_name_is_told_with_its_place(read: tuple[Desk, World]) -> None:
    desk, _ = read
    with pytest.raises(QueryError) as caught:
        desk.query("vpn owner:me,olag")
    ((start, length, _),) = caught.value.problems
    assert (start, length) == (13, 4)


async def test_before_the_lists_are_read_ids_are_enough(tmp_path: Path) -> None:
    store = Store(Database(tmp_path / "empty.db"))
    desk = Desk(store, clock=lambda: START)
    assert list(desk.ids(desk.query("status:process,6 prio:3 owner:7"))) == []
    for text, told in (
        ("prio:high", "prio:high: the list is not here yet. Use ids."),
        ("is:mine", "It is not known yet who you are. Write your user id into the profile."),
    ):
        with pytest.raises(QueryError) as caught:
            desk.query(text)
        assert str(caught.value) == told
    store.close()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("stat", "status:"),
        ("status:cl", "Closed"),
        ("prio:very", '"Very urgent"'),
        ("owner:olg", '"Olga Petrova"'),
        ("tag:vp", "vpn"),
        ("org:ac", "Acme"),
        ("user:m", "me"),
    ],
)
def test_a_query_is_completed_with_the_names_of_the_helpdesk(
    read: tuple[Desk, World], typed: str, first: str
) -> None:
    desk, _ = read
    assert desk.completions(typed, len(typed))[0].text == first


@pytest.mark.parametrize(
    ("text", "filters", "server", "local"),
    [
        ("", {}, "", ""),
        (
            "status:open,process owner:me sla<2h org:acme",
            {"status_list": ("open", "process"), "owner_list": (7,)},
            "status, owner",
            "sla, org",
        ),
        (
            "prio:low type:bug user:john@acme.com",
            {"priority_list": (4,), "type_list": (3,)},
            "",
            "",
        ),
        ("owner:none -prio:low tag:vpn", {}, "", "owner, prio, tag"),
        ("dep:support", {}, "", "dep"),
        ("is:frozen", {"freeze": 1}, "frozen", ""),
        ("-is:frozen is:unread is:open", {"freeze": 0}, "frozen", "unread, open"),
        ("is:deleted", {"deleted": 1}, "deleted", ""),
        ("status:open status:process", {"status_list": ("open",)}, "status", "status"),
        ("vpn has:files", {"search": "vpn"}, "words", "files"),
        (
            "updated<1d",
            {"from_date_updated": "2026-03-01 09:00:01"},
            "updated",
            "",
        ),
        (
            "created:yesterday",
            {
                "from_date_created": "2026-03-01 00:00:00",
                "to_date_created": "2026-03-01 23:59:59",
            },
            "created",
            "",
        ),
    ],
)
def test_the_server_is_asked_what_it_can_answer(
    read: tuple[Desk, World], text: str, filters: dict[str, object], server: str, local: str
) -> None:
    desk, _ = read
    part = server_part(desk.query(text), desk.now())
    order = part.filters["order_by"]
    assert order == "date_updated{desc}"
    assert filters.items() <= part.filters.items()
    if server or local:
        assert (", ".join(part.server), ", ".join(part.local)) == (server, local)
        assert part.filters == {**filters, "order_by": order}


def test_what_no_document_promises_is_asked_only_when_told_to(read: tuple[Desk, World]) -> None:
    desk, _ = read
    part = server_part(desk.query("dep:support"), desk.now(), undocumented=True)
    assert part.filters["department_list"] == (1,)
    assert part.local == ()


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("sort:created", "date_created{asc}"),
        ("sort:-updated,created", "date_updated{desc},date_created{asc}"),
        ("sort:sla", None),
    ],
)
def test_the_server_sorts_by_what_it_can(
    read: tuple[Desk, World], sort: str, order: str | None
) -> None:
    desk, _ = read
    assert server_part(desk.query(sort), desk.now()).filters.get("order_by") == order


@pytest.mark.parametrize(
    "text", ["status:open,process", "prio:high,low type:problem", "created>2026-02-20", "is:frozen"]
)
async def test_the_server_finds_what_the_copy_finds(place: Place, text: str) -> None:
    async with place.desk() as desk:
        await desk.refresh()
        await desk.complete()
        query = desk.query(text)
        assert desk.client
        filters = server_part(query, desk.now()).filters
        pages = [page async for page in desk.client.tickets.pages(**filters)]
        assert [ticket.id for page in pages for ticket in page.items] == desk.ids(query).tolist()


def test_a_view_says_too_what_the_server_can_answer(read: tuple[Desk, World]) -> None:
    desk, _ = read
    views = {view.id: server_part(view.query, desk.now()) for view in desk.views()}
    assert views["mine"].filters == {"owner_list": (7,), "freeze": 0}
    assert views["mine"].local == ("open",)
    assert (views["needs-me"].server, views["needs-me"].local) == (("frozen",), ("owner", "open"))
    assert views["late"].local == ("open", "sla")
    assert views["recent"].filters["from_date_updated"] == "2026-02-23 09:00:00"
