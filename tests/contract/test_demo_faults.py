"""The faults that can be put in front of the pretend helpdesk do what they say."""

import asyncio
import threading
from collections.abc import Iterator
from http.client import IncompleteRead
from pathlib import Path

import httpx
import pytest

import eddytui
from eddytui.demo import EMAIL, KEY, URL
from eddytui.demo import faults as of
from eddytui.demo.faults import Faults
from eddytui.demo.helpdesk import DemoHelpdesk
from tests.contract.test_plain_client import TEXT, Plain
from tests.e2e.server import Server

POSTS = "/tickets/1042/posts"


@pytest.fixture
def helpdesk() -> DemoHelpdesk:
    return DemoHelpdesk(lively=False)


@pytest.fixture
def faults(helpdesk: DemoHelpdesk) -> Faults:
    return Faults(helpdesk.app)


@pytest.fixture
def client(faults: Faults) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=faults)
    return httpx.AsyncClient(transport=transport, base_url=f"{URL}/api/v2", auth=(EMAIL, KEY))


def written(helpdesk: DemoHelpdesk) -> list[str]:
    """The texts of the replies, oldest first, after the two that were there."""
    return [post.text for post in helpdesk.world.thread(1042).posts[2:]]


async def test_a_fault_meets_the_requests_it_is_for_until_it_is_cleared(
    faults: Faults, client: httpx.AsyncClient
) -> None:
    faults.put(of.web_page(503), methods={"POST"}, path="/posts")
    answers = [
        await client.post(POSTS, data={"text": "x"}),
        await client.get(POSTS),
        await client.post("/tickets/1042/comments", data={"text": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [503, 200, 200]
    faults.clear()
    assert (await client.post(POSTS, data={"text": "x"})).status_code == 200


@pytest.mark.parametrize("status", [502, 503])
async def test_a_web_page_comes_instead_and_nothing_is_done(
    faults: Faults, client: httpx.AsyncClient, helpdesk: DemoHelpdesk, status: int
) -> None:
    faults.put(of.web_page(status))
    answer = await client.post(POSTS, data={"text": "x"})
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    assert (helpdesk.requests, written(helpdesk)) == ([], [])


async def test_what_is_no_json_comes_after_it_was_done(
    faults: Faults, client: httpx.AsyncClient, helpdesk: DemoHelpdesk
) -> None:
    faults.put(of.not_json)
    answer = await client.post(POSTS, data={"text": "x"})
    assert (answer.status_code, answer.text) == (200, of.MAINTENANCE)
    assert written(helpdesk) == ["x"]


async def test_slow_is_slow(faults: Faults, client: httpx.AsyncClient) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    faults.put(of.slow(3, sleep))
    assert (await client.get("/statuses")).status_code == 200
    assert slept == [3]


async def test_requests_and_answers_wait_for_an_event(
    faults: Faults, client: httpx.AsyncClient, helpdesk: DemoHelpdesk
) -> None:
    event, reached = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        reached.set()
        await event.wait()

    for fault, done in ((of.held(wait), 0), (of.held_answers(wait), 2)):
        faults.clear()
        faults.put(fault)
        asking = asyncio.create_task(client.post(POSTS, data={"text": "x"}))
        await reached.wait()
        assert (len(written(helpdesk)), asking.done()) == (done, False)
        event.set()
        assert (await asking).status_code == 200
        event.clear()
        reached.clear()


async def test_records_come_with_values_of_another_kind(
    faults: Faults, client: httpx.AsyncClient
) -> None:
    right = (await client.get("/tickets")).json()["data"]["1042"]
    faults.put(of.malformed("title", "owner_id", "tags"))
    answer = (await client.get("/tickets")).json()
    for ticket in answer["data"].values():
        assert (ticket["owner_id"], ticket["tags"]) == ("neither", "neither")
        assert isinstance(ticket["title"], list)
    assert answer["data"]["1042"]["date_created"] == right["date_created"]
    assert answer["pagination"]["current_page"] == 1
    faults.clear()
    faults.put(of.malformed())
    one = (await client.get("/tickets/1042")).json()["data"]
    assert one["id"] == 1042
    assert [key for key in one if one[key] == right[key]] == ["id"]
    events = (await client.get("/tickets/1042/audit")).json()["data"]
    assert {event["text"] for event in events.values()} == {"neither"}
    errors = await client.get("/tickets/9")
    assert errors.json()["errors"][0]["code"] == "e-404", "what is no record stays as it is"


async def test_the_api_can_refuse(faults: Faults, client: httpx.AsyncClient) -> None:
    faults.put(of.refused(403))
    answer = await client.get("/tickets/1042")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "e-403")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture
def plain(server: Server) -> Iterator[Plain]:
    server.helpdesk.requests.clear()
    yield Plain(server.environ["EDDYTUI_URL"])
    server.faults.clear()


def test_a_reset_connection_has_done_nothing(server: Server, plain: Plain) -> None:
    before = written(server.helpdesk)
    server.faults.put(of.reset, methods={"POST"})
    with pytest.raises(ConnectionError):
        plain.api("POST", POSTS, TEXT)
    assert (server.helpdesk.requests, written(server.helpdesk)) == ([], before)
    assert plain.api("GET", POSTS).status == 200, "others are answered"


def test_an_answer_that_is_lost_leaves_what_was_done(server: Server, plain: Plain) -> None:
    before = written(server.helpdesk)
    server.faults.put(of.lost_answers, methods={"POST"})
    with pytest.raises(ConnectionError):
        plain.api("POST", POSTS, TEXT)
    assert written(server.helpdesk) == [*before, "Problem with email"]


def test_an_answer_can_end_in_the_middle(server: Server, plain: Plain) -> None:
    whole = plain.api("GET", POSTS).body
    server.faults.put(of.truncated)
    with pytest.raises(IncompleteRead) as cut:
        plain.api("GET", POSTS)
    assert cut.value.partial == whole[: len(whole) // 2]


def test_a_helpdesk_can_hang_until_it_is_told(server: Server, plain: Plain) -> None:
    free, answers = threading.Event(), list[int]()
    server.faults.put(of.held(lambda: asyncio.to_thread(free.wait)), path="/statuses")
    waiting = threading.Thread(target=lambda: answers.append(plain.api("GET", "/statuses").status))
    waiting.start()
    assert plain.api("GET", POSTS).status == 200, "others are answered meanwhile"
    assert answers == []
    free.set()
    waiting.join()
    assert answers == [200]


async def test_without_a_connection_a_reset_is_an_error(
    faults: Faults, client: httpx.AsyncClient
) -> None:
    faults.put(of.reset)
    with pytest.raises(ConnectionResetError):
        await client.get("/statuses")


def test_no_part_of_the_program_has_faults() -> None:
    sources = Path(eddytui.__file__).parent.rglob("*.py")
    users = [path.name for path in sources if "demo.faults" in path.read_text(encoding="utf-8")]
    assert users == []
