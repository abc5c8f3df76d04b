"""The tests' own line to the helpdesk fails in the ways it says it does."""

import asyncio

import httpx
import pytest

from eddytui.demo import EMAIL, KEY, URL
from eddytui.demo.helpdesk import DemoHelpdesk
from tests.faults import Line


@pytest.fixture
def helpdesk() -> DemoHelpdesk:
    return DemoHelpdesk(lively=False)


@pytest.fixture
def line(helpdesk: DemoHelpdesk) -> Line:
    return Line(helpdesk.app)


@pytest.fixture
def client(line: Line) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=line, base_url=f"{URL}/api/v2", auth=(EMAIL, KEY))


async def test_a_good_line_passes_everything_on(line: Line, client: httpx.AsyncClient) -> None:
    answer = await client.post("/tickets/1042/posts/?x=1", data={"text": "hi"})
    assert answer.json()["data"]["text"] == "hi"
    assert answer.headers["x-rate-limit-remaining"] == "299"
    assert line.sent == [("POST", "/api/v2/tickets/1042/posts/?x=1", b"text=hi")]


async def test_offline_nothing_arrives(
    line: Line, helpdesk: DemoHelpdesk, client: httpx.AsyncClient
) -> None:
    line.offline = True
    with pytest.raises(httpx.ConnectError):
        await client.get("/statuses")
    assert (line.sent, helpdesk.requests) == ([], [])


async def test_a_lost_answer_was_done_all_the_same(
    line: Line, helpdesk: DemoHelpdesk, client: httpx.AsyncClient
) -> None:
    line.lose_answers = True
    with pytest.raises(httpx.ReadTimeout):
        await client.put("/tickets/1042", json={"owner_id": 7})
    assert helpdesk.world.tickets[1042].owner == 7
    assert len(line.sent) == 1


async def test_a_held_line_waits(line: Line, client: httpx.AsyncClient) -> None:
    line.hold = asyncio.Event()
    waiting = asyncio.create_task(client.get("/statuses"))
    await line.held.wait()
    assert (line.sent, waiting.done()) == ([], False)
    line.hold.set()
    assert (await waiting).status_code == 200


async def test_answers_can_be_broken_or_refused(line: Line, client: httpx.AsyncClient) -> None:
    line.html = True
    page = await client.get("/statuses")
    assert page.headers["content-type"].startswith("text/html")
    line.html, line.truncate = False, True
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        (await client.get("/statuses")).json()
    line.truncate, line.refuse = False, 403
    answer = await client.get("/statuses")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "e-403")
    assert len(line.sent) == 2
