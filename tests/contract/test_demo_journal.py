"""A demo can be left and found again: the journal, and what colleagues did meanwhile."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import MORNING, Clock, Counter

VPN, PRINTER = 1042, 1041
HEAD = '{"seed": 7, "tickets": 240, "long_thread": 0, "anchor": "2026-03-02 09:00:00"}\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "demo.jsonl"


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def same(one: DemoHelpdesk, two: DemoHelpdesk) -> bool:
    return one.world.state() == two.world.state()


async def a_busy_hour(helpdesk: DemoHelpdesk, clock: Clock) -> None:
    """An agent at work, with everything she can do, and colleagues around her."""
    ira = Counter(helpdesk)
    await ira.put(f"/tickets/{VPN}", owner_id=7, status_id="process", sla_date="02.03.2026 18:00")
    clock.pass_(minutes=2)
    await ira.put(f"/tickets/{VPN}", custom_fields={"5": {"1": "33"}, "2": "22"}, tags=["a", "b"])
    reply = await ira.post(f"/tickets/{VPN}/posts/", text="Привет 😀 \x1b[2J")
    note = await ira.post(f"/tickets/{VPN}/comments/", text="note", user_id=8)
    clock.pass_(minutes=2)
    await ira.send("PUT", f"/tickets/{VPN}/posts/{reply['id']}", data={"text": "better"})
    await ira.send("DELETE", f"/tickets/{VPN}/comments/{note['id']}")
    await ira.put("/tickets/1041", freeze_date="02.03.2026 09:20", followers=[8])
    await ira.send("POST", "/tickets/1041/posts", data={"text": "x"}, files={"files": ("a", b"")})
    await ira.put("/tickets/1038", status_id="closed", owner_id="")
    new = await ira.post("/tickets/", title="x", description="y", user_email="new@mail.example")
    await ira.post("/tickets/", title="z", description="y", user_id="41", create_from_user="0")
    await ira.send("POST", f"/tickets/{new['id']}/union", json={"ticket_list": [1037, 1036]})
    await ira.send("DELETE", "/tickets/1035")
    await ira.send("DELETE", "/tickets/1034?delete=true")
    for _ in range(20):
        clock.pass_(minutes=2)
        await ira.get("/tickets/")


async def test_what_was_done_is_there_after_a_restart(path: Path, clock: Clock) -> None:
    first = DemoHelpdesk(clock=clock, journal=path)
    assert first.fresh
    await a_busy_hour(first, clock)
    clock.pass_(hours=3)
    second = DemoHelpdesk(clock=clock, journal=path)
    assert not second.fresh
    assert second.anchor == first.anchor == MORNING
    assert same(first, second)
    post = (await Counter(second).data(f"/tickets/{VPN}/posts"))[0]
    assert post["text"] == "better"
    third = DemoHelpdesk(clock=clock, journal=path)
    assert same(second, third), "and what is done later is kept as well"


async def a_tidy_hour(helpdesk: DemoHelpdesk, clock: Clock) -> None:
    """The administrator at work on people, organizations, their notes and custom fields."""
    marta = Counter(helpdesk, 1)
    facts = {"name": "Ann", "email": "ann@acme.com", "organization": "Ann & Co"}
    ann = await marta.send("POST", "/users/", json={**facts, "custom_fields": {"89": 402}})
    clock.pass_(minutes=2)
    await marta.put("/users/8", user_status="offline", department=[1, 2, 3], name="Ольга")
    await marta.put("/users/41", organiz_id=3, custom_fields={"87": "Director"})
    await marta.send("DELETE", "/users/43")
    await marta.put("/organizations/2", employees=[42, 44], managers=[44], minute_limit=5)
    await marta.post("/organizations/", name="New", **{"custom_fields[93][1]": "511"})
    await marta.send("DELETE", "/organizations/4")
    clock.pass_(minutes=2)
    note = await marta.post("/users/42/notes/", text="Привет 😀")
    await marta.send("POST", "/organizations/2/notes/", files={"file": ("план.png", b"")})
    await marta.send("DELETE", f"/users/42/notes/{note['id']}")
    options = [{"name": {"en": "new"}}, {"pid": 31, "name": {"en": "new"}}]
    answer = await marta.send("POST", "/custom_fields/5/options/", json={"options": options})
    new = answer.json()["data"][0]["id"]
    renamed = {"options": [{"id": 31, "name": {"ru": "Сеть"}}]}
    await marta.send("POST", "/custom_fields/5/options/", json=renamed)
    await marta.put("/tickets/1042", custom_fields={"5": {"1": new}})
    await marta.send("DELETE", "/custom_fields/5/options/33")
    await marta.put("/tickets/1041", user_id=ann.json()["data"]["id"])


async def test_contacts_and_options_are_there_after_a_restart(path: Path, clock: Clock) -> None:
    first = DemoHelpdesk(clock=clock, journal=path)
    of_john = first.world.thread(1040)
    await a_tidy_hour(first, clock)
    clock.pass_(hours=3)
    second = DemoHelpdesk(clock=clock, journal=path)
    assert not second.fresh
    assert same(first, second)
    assert second.world.thread(1040) == of_john, "old mail does not follow a new name"
    one, two = (Counter(helpdesk, 1) for helpdesk in (first, second))
    for place in ("/users/121", "/organizations/2", "/users/8/statuses_log", "/tickets/1041"):
        assert await two.data(place) == await one.data(place)
    await two.post("/users/", name="Bea", email="bea@acme.com")
    assert (await two.data("/users/122"))["name"] == "Bea"


async def test_only_what_succeeded_is_kept(path: Path, clock: Clock) -> None:
    ira = Counter(DemoHelpdesk(clock=clock, journal=path, lively=False))
    await ira.get("/tickets/")
    await ira.refused("PUT", f"/tickets/{VPN}", json={"status_id": "nowhere"})
    await ira.refused("POST", f"/tickets/{VPN}/posts", data={"text": ""})
    await ira.refused("POST", "/users/", data={"name": ""})
    await ira.refused("DELETE", "/users/41")
    await ira.put(f"/tickets/{VPN}", owner_id=7)
    head, *deeds = map(json.loads, lines(path))
    assert (head["seed"], head["tickets"], head["anchor"]) == (7, 240, "2026-03-02 09:00:00")
    assert [deed["what"] for deed in deeds] == ["change"]


def test_nobody_else_may_read_it(path: Path, clock: Clock) -> None:
    DemoHelpdesk(clock=clock, journal=path)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", [b'{"at": "2026-03-02 0', b"\xff\xfe", b"{"])
async def test_a_last_line_cut_short_by_a_kill_is_forgotten(
    path: Path, clock: Clock, damage: bytes
) -> None:
    first = DemoHelpdesk(clock=clock, journal=path, lively=False)
    await Counter(first).put(f"/tickets/{VPN}", owner_id=7)
    with path.open("ab") as journal:
        journal.write(damage)
    second = DemoHelpdesk(clock=clock, journal=path, lively=False)
    assert not second.fresh
    await Counter(second).put(f"/tickets/{VPN}", status_id="process")
    third = DemoHelpdesk(clock=clock, journal=path, lively=False)
    assert same(second, third)
    assert (await Counter(third).data(f"/tickets/{VPN}"))["status_id"] == "process"


@pytest.mark.parametrize(
    "again",
    [
        lambda clock, path: DemoHelpdesk(clock=clock, journal=path, seed=8),
        lambda clock, path: DemoHelpdesk(clock=clock, journal=path, tickets=30),
        lambda _, path: DemoHelpdesk(clock=Clock(MORNING + timedelta(hours=12)), journal=path),
        lambda _, path: DemoHelpdesk(clock=Clock(MORNING - timedelta(minutes=1)), journal=path),
    ],
    ids=["other seed", "other size", "long ago", "from the future"],
)
async def test_another_world_begins_anew(
    path: Path, clock: Clock, again: Callable[[Clock, Path], DemoHelpdesk]
) -> None:
    await Counter(DemoHelpdesk(clock=clock, journal=path)).put(f"/tickets/{VPN}", title="old")
    assert again(clock, path).fresh
    assert len(lines(path)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense\n",
        '{"seed": 7}\n',
        HEAD + '{"at": "2026-03-02 09:00:00", "by": 7, "what": "dance", "of": {}}\n',
        HEAD + '{"at": "2026-03-02 09:00:00", "by": 7, "what": "edit", "of": {"ticket": 1}}\n',
        HEAD + '{"at": "2026-03-02 09:00:00", "by": 7, "what": "change", '
        '"of": {"ticket": 1042, "set": []}}\n',
        HEAD + '{"at": "2026-03-02 09:00:00", "by": 7, "what": "bin", "of": []}\n',
        HEAD + '{"at": "2026-03-02 09:00:00Z", "by": 7, "what": "bin", "of": {"ticket": 1042}}\n',
        HEAD.replace("9:00:00", "9:00:00Z"),
        HEAD + "[" * 100_000 + "\n",
    ],
)
def test_a_journal_that_makes_no_sense_begins_anew(path: Path, clock: Clock, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    assert DemoHelpdesk(clock=clock, journal=path).fresh
    assert not DemoHelpdesk(clock=clock, journal=path).fresh


async def test_colleagues_and_clients_do_things_while_somebody_looks(clock: Clock) -> None:
    helpdesk = DemoHelpdesk(clock=clock)
    ira = Counter(helpdesk)
    before = dict(helpdesk.world.tickets)
    for _ in range(60):
        await ira.get("/statuses")
        clock.pass_(minutes=1)
    after = helpdesk.world.tickets
    new = [number for number in after if number not in before]
    changed = [number for number in before if after[number] != before[number]]
    assert 40 <= len(new) + len(changed) <= 90
    assert 5 <= len(new) <= 30
    assert min(new) == 1043
    text = (await ira.data(f"/tickets/{VPN}"))["date_updated"]
    assert text == "2026-03-02 08:58:00", "the stories are left to the agent"
    authors = {
        helpdesk.world.people[helpdesk.world.thread(number).posts[-1].author].is_staff
        for number in changed
    }
    assert authors == {True, False}
    newest = next(iter((await Counter(helpdesk, 1).data("/tickets/")).values()))
    assert newest["viewed_by_staff"] == 0


async def test_nothing_happens_while_nobody_looks_or_when_it_is_switched_off(clock: Clock) -> None:
    left, quiet = DemoHelpdesk(clock=clock), DemoHelpdesk(clock=clock, lively=False)
    for helpdesk in (left, quiet):
        await Counter(helpdesk).get("/statuses")
    clock.pass_(hours=6)
    for helpdesk in (left, quiet):
        await Counter(helpdesk).get("/statuses")
    updates = [t.updated for t in left.world.tickets.values()]
    assert sum(at > MORNING for at in updates) <= 8
    assert max(updates) < MORNING + timedelta(minutes=6)
    for _ in range(10):
        clock.pass_(minutes=2)
        await Counter(quiet).get("/statuses")
    assert same(quiet, DemoHelpdesk(clock=lambda: MORNING, lively=False))


async def test_life_goes_on_around_tickets_whose_only_reply_was_deleted(clock: Clock) -> None:
    helpdesk = DemoHelpdesk(clock=clock)
    marta = Counter(helpdesk, 1)
    short = [number for number, one in helpdesk.world.tickets.items() if one.posts == 1]
    for number in short:
        (post,) = await marta.data(f"/tickets/{number}/posts/")
        await marta.send("DELETE", f"/tickets/{number}/posts/{post['id']}")
    for _ in range(120):
        clock.pass_(minutes=1)
        await marta.get("/statuses")
    written = [number for number in short if helpdesk.world.thread(number).posts]
    assert written, "their clients write again"


async def test_two_at_the_same_time_share_one_world(path: Path, clock: Clock) -> None:
    one, two = (DemoHelpdesk(clock=clock, journal=path, lively=False) for _ in "ab")
    a, b = Counter(one), Counter(two)
    first = await a.post(f"/tickets/{VPN}/posts/", text="from one")
    second = await b.post(f"/tickets/{VPN}/posts/", text="from two")
    assert first["id"] != second["id"]
    assert (await a.data(f"/tickets/{VPN}/posts/"))[:2] == [second, first]
    await a.send("PUT", f"/tickets/{VPN}/posts/{second['id']}", json={"text": "better"})
    await b.put(f"/tickets/{VPN}", owner_id=7)
    assert (await a.data(f"/tickets/{VPN}"))["owner_id"] == 7
    assert same(one, two)
    third = DemoHelpdesk(clock=clock, journal=path, lively=False)
    assert not third.fresh
    assert same(two, third)


def test_nothing_is_lost_when_both_write_at_once(path: Path, clock: Clock) -> None:
    told: dict[int, str] = {}

    async def write(helpdesk: DemoHelpdesk, text: str) -> None:
        for number in range(20):
            said = f"{text} {number}"
            post = await Counter(helpdesk).post(f"/tickets/{VPN}/posts/", text=said)
            told[post["id"]] = said

    desks = [DemoHelpdesk(clock=clock, journal=path, lively=False) for _ in "ab"]
    threads = [
        Thread(target=asyncio.run, args=(write(desk, text),))
        for desk, text in zip(desks, ("one", "two"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    left = DemoHelpdesk(clock=clock, journal=path, lively=False)
    assert not left.fresh
    assert len(told) == 40
    assert {post.id: post.text for post in left.world.thread(VPN).posts[2:]} == told


async def test_who_stayed_goes_on_in_the_world_that_another_began(path: Path, clock: Clock) -> None:
    old = DemoHelpdesk(clock=clock, journal=path)
    await Counter(old).put(f"/tickets/{VPN}", title="old")
    clock.pass_(hours=12)
    new = DemoHelpdesk(clock=clock, journal=path)
    assert new.fresh
    await Counter(new).put(f"/tickets/{PRINTER}", title="new")
    assert (await Counter(old).data(f"/tickets/{PRINTER}"))["title"] == "new"
    assert (await Counter(old).data(f"/tickets/{VPN}"))["title"] != "old"
    assert old.anchor == new.anchor
    await Counter(old).put(f"/tickets/{VPN}", title="newer")
    assert (await Counter(new).data(f"/tickets/{VPN}"))["title"] == "newer"
