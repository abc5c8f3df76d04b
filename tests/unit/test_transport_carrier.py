"""Requests that outlive their callers, a pool that is full, and redirects."""

import asyncio
import gc
from collections.abc import AsyncIterator

import httpx
import pytest
import respx

from eddytui.api import BadReply, Client, Offline, Pace

ROOT = "https://acme.eddydesk.com/api/v2"
TICKET = {"data": {"id": 7, "title": "VPN"}}


class Line(httpx.AsyncBaseTransport):
    """Stands for the network: says what was sent, holds answers back, fails when told to."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.answered: list[str] = []
        self.faults: list[Exception] = []
        self.late_fault: Exception | None = None
        self.closed = 0
        self.arrived = asyncio.Event()
        self.released = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request.method)
        self.arrived.set()
        if self.faults:
            raise self.faults.pop(0)
        await self.released.wait()
        if self.late_fault is not None:
            raise self.late_fault
        self.answered.append(request.method)
        return httpx.Response(200, json=TICKET, headers={"X-Rate-Limit-Remaining": "123"})

    async def aclose(self) -> None:
        self.closed += 1


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
async def client(line: Line) -> AsyncIterator[Client]:
    pace = Pace(clock=lambda: 1_795_000_000.0, sleep=lambda _seconds: asyncio.sleep(0))
    async with Client(
        "acme.eddydesk.com", "ira@acme.com", "k", pace=pace, transport=line
    ) as client:
        yield client


@pytest.fixture
async def mocked(respx_mock: respx.MockRouter) -> AsyncIterator[Client]:
    pace = Pace(clock=lambda: 1_795_000_000.0, sleep=lambda _seconds: asyncio.sleep(0))
    async with Client("acme.eddydesk.com", "ira@acme.com", "k", pace=pace) as client:
        yield client


async def test_a_change_goes_on_when_nobody_waits_for_it_any_more(
    line: Line, client: Client
) -> None:
    sending = asyncio.create_task(client.tickets.update(7, status_id="closed"))
    await line.arrived.wait()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    assert sending.cancelled()
    assert line.answered == []

    line.released.set()
    await client.tickets.get(7)
    assert line.answered == ["PUT", "GET"]
    assert client.pace.allowance().remaining == 123


async def test_a_failure_nobody_waits_for_makes_no_noise(line: Line, client: Client) -> None:
    noise: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: noise.append(context))
    line.late_fault = httpx.ReadError("reset")
    sending = asyncio.create_task(client.tickets.update(7, status_id="closed"))
    await line.arrived.wait()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    line.released.set()
    with pytest.raises(Offline):
        await client.tickets.get(7)

    del sending
    gc.collect()  # forgotten failures are reported when their task is thrown away
    assert noise == []


async def test_one_who_leaves_before_the_turn_comes_sends_nothing(
    line: Line, client: Client
) -> None:
    await client.pace.heard("api", 300, 0)
    sending = asyncio.create_task(client.tickets.update(7, status_id="closed"))
    await asyncio.sleep(0)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)

    assert line.sent == []


async def test_a_pool_that_is_full_of_nothing_is_replaced(line: Line, client: Client) -> None:
    line.released.set()
    line.faults = [httpx.PoolTimeout("full")]

    assert (await client.tickets.get(7)).title == "VPN"
    assert line.closed == 1
    assert line.sent == ["GET", "GET"]


async def test_a_pool_that_is_busy_with_our_requests_is_kept(line: Line, client: Client) -> None:
    busy = asyncio.create_task(client.tickets.get(7))
    await line.arrived.wait()
    line.faults = [httpx.PoolTimeout("full")]
    with pytest.raises(Offline):
        await client.tickets.update(7, status_id="closed")
    assert line.closed == 0

    line.released.set()
    assert (await busy).title == "VPN"


def sent_on(location: str, status: int = 301) -> httpx.Response:
    return httpx.Response(status, headers={"Location": location})


@pytest.mark.parametrize(
    "location",
    [
        "/api/v2/tickets/7/",
        "7/",
        f"{ROOT}/tickets/7/",
        "https://ACME.eddydesk.com:443/api/v2/tickets/7/",
    ],
)
async def test_a_question_follows_the_helpdesk_to_its_other_spelling(
    respx_mock: respx.MockRouter, mocked: Client, location: str
) -> None:
    respx_mock.get(f"{ROOT}/tickets/7").mock(return_value=sent_on(location))
    target = respx_mock.get(f"{ROOT}/tickets/7/").mock(
        return_value=httpx.Response(200, json=TICKET)
    )

    assert (await mocked.tickets.get(7)).title == "VPN"
    assert "Authorization" in target.calls.last.request.headers
    assert mocked.pace.allowance().remaining == 298, "each step is counted"


async def test_filters_are_not_sent_twice_on_the_way(
    respx_mock: respx.MockRouter, mocked: Client
) -> None:
    here = respx_mock.get(f"{ROOT}/tickets/", params={"search": "vpn", "page": "2"})
    here.mock(return_value=sent_on("/api/v2/tickets?page=2&search=vpn"))
    there = respx_mock.get(f"{ROOT}/tickets").mock(
        return_value=httpx.Response(200, json={"data": []})
    )
    await mocked.tickets.page(2, search="vpn")

    assert there.calls.last.request.url.query == b"page=2&search=vpn"


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/api/v2/tickets/7/",
        "//evil.example/",
        "http://acme.eddydesk.com/api/v2/tickets/7/",
        "https://acme.eddydesk.com:8443/api/v2/tickets/7/",
        "https://acme.eddydesk.com.evil.example/",
    ],
)
async def test_the_key_is_never_taken_to_another_place(
    respx_mock: respx.MockRouter, mocked: Client, location: str
) -> None:
    route = respx_mock.get(f"{ROOT}/tickets/7").mock(return_value=sent_on(location))
    with pytest.raises(BadReply, match="sends requests on to"):
        await mocked.tickets.get(7)

    assert route.call_count == len(respx_mock.calls) == 1


@pytest.mark.parametrize("location", ["https://[broken", "/api/v2/tickets/7"])
async def test_a_redirect_to_nowhere_ends(
    respx_mock: respx.MockRouter, mocked: Client, location: str
) -> None:
    respx_mock.get(f"{ROOT}/tickets/7").mock(return_value=sent_on(location))
    with pytest.raises(BadReply):
        await mocked.tickets.get(7)

    assert len(respx_mock.calls) <= 3


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_change_is_never_sent_on(
    respx_mock: respx.MockRouter, mocked: Client, status: int
) -> None:
    answer = sent_on("/api/v2/tickets/7/posts", status)
    route = respx_mock.post(f"{ROOT}/tickets/7/posts/").mock(return_value=answer)
    with pytest.raises(BadReply, match="elsewhere"):
        await mocked.tickets.posts(7).create(text="Hello")

    assert route.call_count == len(respx_mock.calls) == 1
