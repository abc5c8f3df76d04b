"""Deleting and uniting tickets of the pretend helpdesk."""

from datetime import timedelta
from typing import Any

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import Clock, Counter

VPN, DROPS, PRINTER = 1042, 1040, 1041
GONE = f"Ticket with id {{{VPN}}} does not exist"


async def test_deleting_moves_to_the_deleted_ones_where_it_can_be_read(ira: Counter) -> None:
    told = await ira.refused("DELETE", f"/tickets/{VPN}/")
    assert told == (200, ["s-204"], [f"Ticket with id {{{VPN}}} successfully deleted"])
    assert (await ira.data(f"/tickets/{VPN}"))["deleted"] == 1
    assert str(VPN) not in await ira.data("/tickets/")
    assert str(VPN) in await ira.data("/tickets/", deleted=1)
    assert len(await ira.data(f"/tickets/{VPN}/posts")) == 2
    assert (await ira.data(f"/tickets/{VPN}/audit"))["0"]["event"] == "ticket_delete"
    assert await ira.refused("DELETE", f"/tickets/{VPN}") == told, "once more changes nothing"


@pytest.mark.parametrize(
    "how",
    [
        {"params": {"delete": "true"}},
        {"params": {"delete": "1"}},
        {"data": {"delete": "true"}},
        {"json": {"delete": True}},
    ],
    ids=str,
)
async def test_deleting_for_ever_leaves_nothing(ira: Counter, how: dict[str, Any]) -> None:
    (file, *_) = (await ira.data(f"/tickets/{VPN}/posts"))[-1]["files"]
    assert (await ira.refused("DELETE", f"/tickets/{VPN}", **how))[0] == 200
    for path in (f"/tickets/{VPN}", f"/tickets/{VPN}/posts/", f"/tickets/{VPN}/audit/"):
        assert await ira.refused("GET", path) == (404, ["e-404"], [GONE])
    assert await ira.refused("DELETE", f"/tickets/{VPN}") == (404, ["e-404"], [GONE])
    assert str(VPN) not in await ira.data("/tickets/", deleted=1)
    assert (await ira.send("GET", file["url"])).status_code == 404
    new = await ira.post("/tickets/", title="Next", description="x")
    assert new["id"] == VPN + 1, "a number is given once"


async def test_what_is_deleted_stays_as_it_is(ira: Counter) -> None:
    await ira.refused("DELETE", f"/tickets/{VPN}")
    for method, path in (("PUT", ""), ("POST", "/posts"), ("POST", "/comments")):
        how = {"json": {"title": "x", "text": "x"}}
        status, codes, told = await ira.refused(method, f"/tickets/{VPN}{path}", **how)
        assert (status, codes, told) == (400, ["e-411"], [f"Ticket with id {{{VPN}}} is deleted"])


async def test_a_list_that_lags_has_what_was_erased_a_moment_ago(
    helpdesk: DemoHelpdesk, ira: Counter, clock: Clock
) -> None:
    helpdesk.lag = timedelta(seconds=5)
    clock.pass_(minutes=1)
    await ira.refused("DELETE", f"/tickets/{VPN}", params={"delete": "true"})
    assert str(VPN) in await ira.data("/tickets/")
    clock.pass_(seconds=6)
    assert str(VPN) not in await ira.data("/tickets/")


async def test_united_tickets_are_one_thread_by_time(ira: Counter, clock: Clock) -> None:
    posts = {n: await ira.data(f"/tickets/{n}/posts/") for n in (VPN, DROPS, PRINTER)}
    notes = await ira.data(f"/tickets/{DROPS}/comments/")
    clock.pass_(minutes=1)
    how = {"json": {"ticket_list": [DROPS, str(PRINTER)]}}
    answer = await ira.send("POST", f"/tickets/{VPN}/union/", **how)
    assert (answer.status_code, answer.json()["data"]) == (200, await ira.data(f"/tickets/{VPN}"))
    together = await ira.data(f"/tickets/{VPN}/posts/")
    assert {post["id"] for post in together} == {p["id"] for some in posts.values() for p in some}
    assert {post["ticket_id"] for post in together} == {VPN}
    times = [post["date_created"][9:] + post["date_created"][:8] for post in together]
    assert times == sorted(times, reverse=True)
    assert [note["id"] for note in await ira.data(f"/tickets/{VPN}/comments/")] == [
        note["id"] for note in notes
    ]
    for number in (DROPS, PRINTER):
        other = await ira.data(f"/tickets/{number}")
        assert (other["status_id"], other["deleted"], other["pid"]) == ("closed", 1, VPN)
        assert await ira.data(f"/tickets/{number}/posts/") == []
    (file, *_) = [file for post in together for file in post["files"]]
    assert (await ira.send("GET", file["url"])).status_code == 200


@pytest.mark.parametrize(
    ("named", "status"),
    [([], 400), (None, 400), ([VPN], 400), (["x"], 400), ([DROPS, 9], 404), ([1000000], 404)],
)
async def test_only_other_tickets_can_be_united(ira: Counter, named: Any, status: int) -> None:
    how = {"json": {"ticket_list": named}}
    assert (await ira.refused("POST", f"/tickets/{VPN}/union", **how))[0] == status
    assert (await ira.data(f"/tickets/{DROPS}"))["deleted"] == 0
