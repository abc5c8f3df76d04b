"""Replies and notes of the pretend helpdesk: read, written, edited, deleted, refused."""

from typing import Any

import pytest

from eddytui.demo.helpdesk import DemoHelpdesk
from eddytui.demo.records import CLOSED
from tests.counter import Clock, Counter

VPN, DROPS = 1042, 1040
KINDS = pytest.mark.parametrize("kind", ["posts", "comments"])


@pytest.fixture
def helpdesk(clock: Clock) -> DemoHelpdesk:
    return DemoHelpdesk(clock=clock, lively=False, long_thread=70)


async def test_replies_come_newest_first_and_the_oldest_is_the_ticket_s_text(ira: Counter) -> None:
    answer = await ira.get(f"/tickets/{VPN}/posts/")
    newest, oldest = answer["data"]
    assert answer["pagination"] == {
        "total": 2,
        "per_page": 30,
        "current_page": 1,
        "total_pages": 1,
    }
    assert set(newest) == {
        *("ticket_id", "id", "user_id", "text", "date_created", "date_updated", "files")
    }
    assert newest["id"] > oldest["id"]
    assert (oldest["user_id"], oldest["date_created"]) == (41, "08:47:00 02.03.2026")
    assert "since eight this morning" in oldest["text"]
    log = oldest["files"][0]
    assert (log["name"], log["data_type"]) == ("vpn.log", "log")
    assert log["url"].startswith("https://demo.eddytui.example/en/file/download/")


async def test_notes_have_no_second_date_and_say_who_sees_them(ira: Counter) -> None:
    (note,) = await ira.data(f"/tickets/{DROPS}/comments/")
    assert set(note) == {"ticket_id", "id", "user_id", "text", "date_created", "visible", "files"}
    assert note["visible"] == "staff"
    assert await ira.data(f"/tickets/{VPN}/comments") == []


async def test_notes_are_for_colleagues_alone(helpdesk: DemoHelpdesk, ira: Counter) -> None:
    await ira.post(f"/tickets/{VPN}/comments/", text="between us")
    john = Counter(helpdesk, 41)
    assert await john.total(f"/tickets/{VPN}/posts/") == 2
    assert (await john.refused("GET", f"/tickets/{VPN}/comments/"))[:2] == (403, ["e-403"])


async def test_a_long_thread_has_pages_without_gaps(helpdesk: DemoHelpdesk, ira: Counter) -> None:
    long = max(helpdesk.world.tickets.values(), key=lambda t: (t.title.startswith("Migr"), t.posts))
    pages = [await ira.data(f"/tickets/{long.id}/posts/", page=n) for n in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [30, 30, 10, 0]
    ids = [post["id"] for page in pages for post in page]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 70


@KINDS
@pytest.mark.parametrize("encoding", ["data", "json", "multipart"])
async def test_writing_is_taken_in_every_encoding(ira: Counter, kind: str, encoding: str) -> None:
    text = "<p>Привет & hello [gw-1] \u2028 é</p>"
    ways: dict[str, dict[str, Any]] = {
        "data": {"data": {"text": text}},
        "json": {"json": {"text": text}},
        "multipart": {"data": {"text": text}, "files": {"files[0]": ("a b.PNG", b"x")}},
    }
    answer = await ira.send("POST", f"/tickets/{VPN}/{kind}/", **ways[encoding])
    written = answer.json()["data"]
    assert answer.status_code == 200
    assert (written["text"], written["user_id"], written["ticket_id"]) == (text, 7, VPN)
    assert [f["data_type"] for f in written["files"]] == ["png"] * (encoding == "multipart")
    assert (await ira.data(f"/tickets/{VPN}/{kind}/"))[0] == written


@pytest.mark.parametrize("name", ["files[0]", "files[]", "files"])
async def test_files_are_taken_under_every_name_in_use(ira: Counter, name: str) -> None:
    second = name.replace("0", "1")
    files = [(name, ("one.txt", b"1")), (second, ("two.txt", b"2"))]
    answer = await ira.send("POST", f"/tickets/{VPN}/posts", data={"text": "x"}, files=files)
    names = [file["name"] for file in answer.json()["data"]["files"]]
    assert names == ["one.txt", "two.txt"]


async def test_a_reply_moves_the_ticket_and_its_history(ira: Counter, clock: Clock) -> None:
    clock.pass_(minutes=3)
    await ira.post(f"/tickets/{VPN}/posts/", text="On it.")
    ticket = await ira.data(f"/tickets/{VPN}")
    assert ticket["date_updated"] == "2026-03-02 09:03:00"
    assert (ticket["viewed_by_staff"], ticket["viewed_by_client"]) == (1, 0)
    events = await ira.data(f"/tickets/{VPN}/audit")
    assert events["0"]["text"]["en"] == 'Send a message to email "john@acme.com"</strong>'
    assert events["1"]["event"] == "ticket_answer"


async def test_a_client_s_answer_is_unread_and_opens_a_closed_ticket(ira: Counter) -> None:
    await ira.put(f"/tickets/{VPN}", status_id="closed")
    written = await ira.post(f"/tickets/{VPN}/posts/", text="Still broken", user_id=41)
    assert written["user_id"] == 41
    ticket = await ira.data(f"/tickets/{VPN}")
    assert (ticket["status_id"], ticket["viewed_by_staff"]) == ("open", 0)


@KINDS
async def test_editing_keeps_place_and_author(ira: Counter, clock: Clock, kind: str) -> None:
    written = await ira.post(f"/tickets/{VPN}/{kind}/", text="one", user_id=8)
    clock.pass_(minutes=1)
    address = f"/tickets/{VPN}/{kind}/{written['id']}/"
    answer = await ira.send("PUT", address, data={"text": "two"})
    edited = answer.json()["data"]
    assert (edited["id"], edited["text"], edited["user_id"]) == (written["id"], "two", 8)
    assert edited["date_created"] == written["date_created"]
    assert edited.get("date_updated") in (None, "09:01:00 02.03.2026")


@pytest.mark.parametrize(("kind", "name"), [("posts", "Post"), ("comments", "Comment")])
async def test_deleting_is_told_as_an_error_that_is_none(
    ira: Counter, kind: str, name: str
) -> None:
    number = (await ira.post(f"/tickets/{VPN}/{kind}/", text="one"))["id"]
    address = f"/tickets/{VPN}/{kind}/{number}"
    place = f"{name} with id {{{number}}} in ticket with id {{{VPN}}}"
    assert await ira.refused("DELETE", address) == (
        200,
        ["s-204"],
        [f"{place} successfully deleted"],
    )
    assert await ira.refused("DELETE", address) == (404, ["e-404"], [f"{place} does not exist"])
    assert number not in [one["id"] for one in await ira.data(f"/tickets/{VPN}/{kind}/")]


@KINDS
@pytest.mark.parametrize("text", ["", "  \n", None])
async def test_an_empty_text_is_refused(ira: Counter, kind: str, text: str | None) -> None:
    for how in ({"json": {"text": text}}, {"data": {"text": text or ""}}):
        answer = await ira.send("POST", f"/tickets/{VPN}/{kind}/", **how)
        assert answer.status_code == 400
        assert answer.json()["errors"] == [
            {
                "code": "e-411",
                "title": "Required {text} request",
                "details": "Required field is missing or empty",
            }
        ]


async def test_a_closed_and_locked_ticket_takes_notes_but_no_replies(ira: Counter) -> None:
    await ira.put(f"/tickets/{VPN}", status_id=CLOSED, ticket_lock=True)
    status, codes, details = await ira.refused(
        "POST", f"/tickets/{VPN}/posts/", data={"text": "too late"}
    )
    assert (status, codes) == (400, ["e-411"])
    assert "closed" in details[0]
    await ira.post(f"/tickets/{VPN}/comments/", text="noted")
    await ira.put(f"/tickets/{VPN}", ticket_lock=False)
    await ira.post(f"/tickets/{VPN}/posts/", text="in time")


@KINDS
async def test_what_does_not_exist_is_missing(ira: Counter, kind: str) -> None:
    for method, path in (
        ("GET", f"/tickets/9/{kind}/"),
        ("POST", f"/tickets/9/{kind}/"),
        ("PUT", f"/tickets/{VPN}/{kind}/999999"),
        ("DELETE", f"/tickets/{VPN}/{kind}/999999"),
    ):
        how = {"data": {"text": "x"}} if method in {"POST", "PUT"} else {}
        status, codes, _ = await ira.refused(method, path, **how)
        assert (status, codes) == (404, ["e-404"]), method


async def test_an_unknown_author_is_refused(ira: Counter) -> None:
    how = {"data": {"text": "x", "user_id": "5000"}}
    _, _, details = await ira.refused("POST", f"/tickets/{VPN}/posts/", **how)
    assert details == ["Field {user_id} with id {5000} does not exist"]


async def test_all_that_is_wrong_with_a_reply_is_said_at_once(ira: Counter) -> None:
    _, _, details = await ira.refused("POST", f"/tickets/{VPN}/posts/", json={"user_id": 5000})
    assert details == [
        "Required field is missing or empty",
        "Field {user_id} with id {5000} does not exist",
    ]


async def test_json_that_is_none_is_refused(ira: Counter) -> None:
    headers = {"content-type": "application/json"}
    answer = await ira.send("PUT", f"/tickets/{VPN}", content=b"{no", headers=headers)
    assert answer.status_code == 400
