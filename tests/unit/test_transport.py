"""What becomes of a request when the network or the server fails."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator
from socket import gaierror

import httpx
import pytest
import respx

from eddytui.api import (
    BadReply,
    Blocked,
    Client,
    DeskError,
    Forbidden,
    Missing,
    Offline,
    Pace,
    Refused,
    Unclear,
    Untrusted,
    WrongKey,
)

ROOT = "https://acme.eddydesk.com/api/v2"
KEY = "sesame-42"
TICKET = {"data": {"id": 7, "title": "VPN"}}
POST = {"data": {"id": 9, "text": "<p>Hello</p>"}}
BAN = {
    "errors": [{"code": "e-401", "title": "Ban", "details": "Ban for 20 min. API limit reached."}]
}


class Waits:
    """The pauses a client made; they take no time."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
async def client(waits: Waits) -> AsyncIterator[Client]:
    pace = Pace(clock=lambda: 1_795_000_000.0, sleep=waits.sleep, jitter=lambda: 0.5)
    async with Client("acme.eddydesk.com/en", "ira@acme.com", KEY, pace=pace) as client:
        yield client


NOT_SENT = {
    "refused": httpx.ConnectError("refused"),
    "no route": httpx.ConnectTimeout("no route"),
    "proxy": httpx.ProxyError("407"),
}
LOST = {
    "slow": httpx.ReadTimeout("slow"),
    "reset": httpx.ReadError("reset"),
    "half sent": httpx.WriteError("reset"),
    "disconnected": httpx.RemoteProtocolError("disconnected"),
}


@pytest.mark.parametrize("fault", NOT_SENT.values(), ids=NOT_SENT.keys())
async def test_what_never_left_may_be_queued(
    respx_mock: respx.MockRouter, client: Client, waits: Waits, fault: Exception
) -> None:
    route = respx_mock.post(f"{ROOT}/tickets/7/posts/").mock(side_effect=fault)
    with pytest.raises(Offline) as caught:
        await client.tickets.posts(7).create(text="Hello")

    assert type(caught.value) is Offline
    assert str(caught.value).endswith(".")
    assert route.call_count == 1, "the outbox sends it again, not the transport"
    assert waits.slept == []


@pytest.mark.parametrize("fault", [*LOST.values(), httpx.DecodingError("gzip")], ids=repr)
async def test_what_was_sent_without_an_answer_is_unclear_and_sent_once(
    respx_mock: respx.MockRouter, client: Client, waits: Waits, fault: Exception
) -> None:
    route = respx_mock.post(f"{ROOT}/tickets/7/posts/").mock(side_effect=fault)
    with pytest.raises(Unclear):
        await client.tickets.posts(7).create(text="Hello")

    assert route.call_count == 1
    assert waits.slept == []


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(502, html="<h1>Bad Gateway</h1>"),
        httpx.Response(500, json={"errors": [{"title": "Internal"}]}),
        httpx.Response(200, html="<h1>Saved</h1>"),
        httpx.Response(200, text='{"data": {"id": 7, "ti'),
        httpx.Response(200, json={"data": []}),
        httpx.Response(200, json={"ok": True}),
        httpx.Response(200, json={"data": {"id": "nine"}}),
    ],
    ids=lambda answer: f"{answer.status_code} {answer.text[:20]}",
)
async def test_an_answer_that_does_not_tell_leaves_a_change_unclear(
    respx_mock: respx.MockRouter, client: Client, answer: httpx.Response
) -> None:
    route = respx_mock.route().mock(return_value=answer)
    with pytest.raises(Unclear):
        await client.tickets.posts(7).create(text="Hello")
    with pytest.raises(Unclear):
        await client.tickets.update(7, status_id="closed")

    assert route.call_count == 2


@pytest.mark.parametrize("fault", (NOT_SENT | LOST).values(), ids=(NOT_SENT | LOST).keys())
async def test_a_question_is_asked_three_times_then_given_up(
    respx_mock: respx.MockRouter, client: Client, waits: Waits, fault: Exception
) -> None:
    route = respx_mock.get(f"{ROOT}/tickets/7").mock(side_effect=fault)
    with pytest.raises(Offline):
        await client.tickets.get(7)

    assert route.call_count == 3
    assert waits.slept == [0.5, 1.0]
    assert client.pace.allowance().remaining == 297, "each attempt is counted"


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_server_that_restarts_is_asked_again(
    respx_mock: respx.MockRouter, client: Client, status: int
) -> None:
    busy = httpx.Response(status, html="<h1>Bad Gateway</h1>")
    route = respx_mock.get(f"{ROOT}/tickets/7")
    route.side_effect = [busy, httpx.ReadTimeout("slow"), httpx.Response(200, json=TICKET)]

    assert (await client.tickets.get(7)).title == "VPN"
    assert route.call_count == 3

    route.side_effect = [busy, busy, busy]
    with pytest.raises(BadReply, match=str(status)):
        await client.tickets.get(7)
    assert route.call_count == 6


@pytest.mark.parametrize("failure", [httpx.Response(500), httpx.Response(404, json={})])
async def test_what_will_not_change_is_asked_once(
    respx_mock: respx.MockRouter, client: Client, failure: httpx.Response
) -> None:
    route = respx_mock.get(f"{ROOT}/tickets/7").mock(return_value=failure)
    with pytest.raises(DeskError):
        await client.tickets.get(7)

    assert route.call_count == 1


@pytest.mark.parametrize(
    ("reason", "kind", "words", "attempts"),
    [
        (ssl.SSLCertVerificationError(1, "self-signed"), Untrusted, "certificate", 1),
        (ssl.SSLError(1, "WRONG_VERSION_NUMBER"), Offline, "secure connection", 3),
        (ExceptionGroup("all", [gaierror(-2, "unknown")]), Offline, "cannot be found", 3),
        (ConnectionRefusedError(), Offline, "cannot be reached", 3),
    ],
    ids=repr,
)
async def test_the_reason_of_a_failed_connection_is_told(
    waits: Waits, reason: Exception, kind: type[DeskError], words: str, attempts: int
) -> None:
    calls: list[str] = []

    def fail(request: httpx.Request) -> httpx.Response:
        calls.append(request.method)
        try:
            open_socket(reason)
        except OSError as error:
            raise httpx.ConnectError("failed", request=request) from error
        raise AssertionError

    pace, carrier = Pace(sleep=waits.sleep), httpx.MockTransport(fail)
    async with Client(
        "acme.eddydesk.com", "ira@acme.com", KEY, pace=pace, transport=carrier
    ) as client:
        with pytest.raises(kind, match=words) as caught:
            await client.tickets.get(7)
        with pytest.raises(kind, match=words):
            await client.tickets.update(7, title="A")

    assert type(caught.value) is kind
    assert calls == ["GET"] * attempts + ["PUT"]


def open_socket(reason: Exception) -> None:
    raise OSError("All connection attempts failed") from reason


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (httpx.Response(200, html="<h1>Sign in</h1>"), "Sign in"),
        (httpx.Response(404, html="<h1>nginx</h1>"), "nginx"),
        (httpx.Response(200, text='{"data": {"id": 7, "title": "V'), '"title": "V'),
        (httpx.Response(200, text="\x1b[31mred"), "begins: red"),
        (httpx.Response(200), "cannot be read"),
        (httpx.Response(200, json=[]), "cannot be read"),
        (httpx.Response(200, json={"data": "nothing"}), "cannot be read"),
        (httpx.Response(200, json={"data": None}), "cannot be read"),
        (httpx.Response(200, text="x" * 9000), "xxx…"),
    ],
    ids=lambda value: repr(value)[:30],
)
async def test_what_is_no_answer_of_a_helpdesk_is_quoted(
    respx_mock: respx.MockRouter, client: Client, answer: httpx.Response, words: str
) -> None:
    respx_mock.get(f"{ROOT}/tickets/7").mock(return_value=answer)
    with pytest.raises(BadReply) as caught:
        await client.tickets.get(7)

    assert words in str(caught.value)
    assert len(str(caught.value)) < 300
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "headers", "kind"),
    [
        (400, {}, Refused),
        (401, {}, WrongKey),
        (401, {"X-Rate-Limit-Remaining": "0"}, Blocked),
        (403, {}, Forbidden),
        (404, {}, Missing),
        (418, {}, Refused),
        (429, {}, Blocked),
    ],
)
async def test_a_refusal_is_no_riddle(
    respx_mock: respx.MockRouter,
    client: Client,
    status: int,
    headers: dict[str, str],
    kind: type[DeskError],
) -> None:
    errors = {"errors": [{"code": f"e-{status}", "title": "No", "details": "Not today"}]}
    answer = httpx.Response(status, json=errors, headers=headers)
    respx_mock.put(f"{ROOT}/tickets/7").mock(return_value=answer)
    with pytest.raises(kind) as caught:
        await client.tickets.update(7, status_id="closed")

    assert type(caught.value) is kind


@pytest.mark.parametrize(("headers", "seconds"), [({}, 1200), ({"Retry-After": "90"}, 90)])
async def test_after_a_ban_nothing_more_is_sent(
    respx_mock: respx.MockRouter, client: Client, headers: dict[str, str], seconds: int
) -> None:
    answer = httpx.Response(401, json=BAN, headers={"X-Rate-Limit-Remaining": "0", **headers})
    route = respx_mock.route().mock(return_value=answer)
    for _ in range(3):
        with pytest.raises(Blocked) as caught:
            await client.tickets.get(7)
        assert (caught.value.until - client.pace.now()).total_seconds() == seconds

    assert route.call_count == 1
    assert client.pace.allowance().blocked_until == caught.value.until


async def test_what_the_server_says_of_the_allowance_is_heard(
    respx_mock: respx.MockRouter, client: Client
) -> None:
    headers = {"X-Rate-Limit": "120", "X-Rate-Limit-Remaining": "77"}
    respx_mock.route().mock(return_value=httpx.Response(200, json=TICKET, headers=headers))
    await client.tickets.get(7)
    assert (client.pace.allowance().limit, client.pace.allowance().remaining) == (120, 77)

    respx_mock.route().mock(
        return_value=httpx.Response(200, json=TICKET, headers={"X-Rate-Limit-Remaining": "-"})
    )
    await client.tickets.get(7)
    assert client.pace.allowance().remaining == 76


async def test_the_key_shows_up_nowhere(
    respx_mock: respx.MockRouter, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = "aXJhQGFjbWUuY29tOnNlc2FtZS00Mg=="  # noqa: S105 - made from the made-up key above
    echo = f'{{"key": "{KEY}", "basic": "{token}", "api_key": "other-secret", '
    seen: list[str] = []
    for answer in (
        httpx.Response(200, text=echo),
        httpx.Response(404, html=echo),
        httpx.Response(401, json={}),
        httpx.ReadTimeout("slow"),
    ):
        respx_mock.get(f"{ROOT}/tickets/7").mock(side_effect=[answer, answer, answer])
        with pytest.raises(DeskError) as caught:
            await client.tickets.get(7)
        seen += [str(caught.value), repr(caught.value), repr(caught.value.__cause__)]

    assert respx_mock.calls.last.request.headers["Authorization"] == f"Basic {token}"
    seen += [repr(vars(client)), repr(vars(client._transport)), repr(client._transport._wire)]
    for text in [*seen, caplog.text]:
        assert not any(secret in text for secret in (KEY, token, "other-secret"))


async def test_nothing_is_kept_that_would_queue_our_requests_in_a_session(
    respx_mock: respx.MockRouter, client: Client
) -> None:
    answer = httpx.Response(200, json=TICKET, headers={"Set-Cookie": "PHPSESSID=abc; path=/"})
    respx_mock.get(f"{ROOT}/tickets/7").mock(return_value=answer)
    await client.tickets.get(7)
    await client.tickets.get(7)

    assert "Cookie" not in respx_mock.calls.last.request.headers


async def test_leaving_ends_what_is_still_running(waits: Waits) -> None:
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            started.set()
            await asyncio.Event().wait()
            raise AssertionError(request)

    started = asyncio.Event()
    async with Client("acme.eddydesk.com", "ira@acme.com", KEY, transport=Silent()) as client:
        asking = asyncio.create_task(client.tickets.get(7))
        await started.wait()

    with pytest.raises(Offline, match="is closed"):
        await asking
