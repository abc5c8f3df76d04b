"""What no server should do, and some do: the client tells it in its own errors, and goes on."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from eddytui.api import (
    BadReply,
    Blocked,
    Client,
    DeskError,
    Offline,
    Pace,
    Refused,
    Unclear,
    WrongKey,
)
from eddytui.api.key import Key
from eddytui.api.lane import Lane
from eddytui.api.wire import Wire
from eddytui.cli.printing import document
from eddytui.cli.redaction import Redaction

KEY = "sesame-open-1234"
NINES = "9" * 5000
TICKET = {"data": {"id": 7, "title": "VPN"}}
BAN = {"errors": [{"code": "e-401", "title": "Ban", "details": "API limit reached"}]}
Answer = Callable[[httpx.Request], httpx.Response]


def client_of(answer: Answer, **how: Any) -> Client:
    pace = how.pop("pace", None) or Pace(sleep=lambda _: asyncio.sleep(0))
    line = httpx.MockTransport(answer)
    return Client("acme.example", "ira@acme.example", KEY, pace=pace, transport=line, **how)


def gives(status: int = 200, body: Any = None, **headers: str) -> Answer:
    """Answers the same to everything; `Retry_After` stands for `Retry-After`."""
    content = body if isinstance(body, bytes) else json.dumps(TICKET if body is None else body)
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return lambda _: httpx.Response(status, content=content, headers=named)


async def outcome(answer: Answer, *, changes: bool) -> object:
    async with client_of(answer) as client:
        try:
            return await (client.tickets.update(7, title="A") if changes else client.tickets.get(7))
        except DeskError as error:
            return error


@pytest.mark.parametrize("changes", [True, False], ids=["change", "question"])
@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        (gives(X_Rate_Limit=NINES, X_Rate_Limit_Remaining=NINES), (object, object)),
        (gives(429, BAN, Retry_After=NINES), (Blocked, Blocked)),
        (
            gives(429, BAN, Retry_After="Wed, 21 Oct 2015 07:28:00 +99999999999999"),
            (Blocked, Blocked),
        ),
        (gives(429, BAN, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"), (Blocked, Blocked)),
        *(
            (gives(404, b"\xff<p>", Content_Type=f"text/html; charset={name}"), (BadReply,) * 2)
            for name in ("hex", "base64", "zlib", "rot13", "idna", "undefined", "utf-16", "no\x7f")
        ),
        (gives(302, b"", Location="https://xn--a/x"), (Unclear, BadReply)),
        (gives(302, b"", Location="http://[::1"), (Unclear, DeskError)),
        (gives(302, b"", Location="https://user:pass@acme.example/"), (DeskError, BadReply)),
        (gives(200, b"junk", Content_Encoding="gzip"), (Unclear, BadReply)),
        (gives(200, b"junk", Content_Encoding="gzip, gzip"), (Unclear, BadReply)),
        (gives(200, {"data": {"id": 8}}), (object, BadReply)),
    ],
)
async def test_only_errors_of_ours_come_out(
    answer: Answer, kinds: tuple[type, type], changes: bool
) -> None:
    found = await outcome(answer, changes=changes)
    assert isinstance(found, kinds[0] if changes else kinds[1])


async def test_a_block_that_is_over_already_blocks_as_long_as_usual() -> None:
    async with client_of(gives(429, BAN, Retry_After="0")) as client:
        with pytest.raises(Blocked):
            await client.tickets.get(7)
        assert client.pace.allowance().blocked_for == 20 * 60


async def test_an_answer_without_end_is_not_taken_in() -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1_000_000
            yield b" " * 1_000_000

    async with client_of(lambda _: httpx.Response(200, content=endless())) as client:
        with pytest.raises(Unclear):
            await client.tickets.update(7, title="A")
    assert taken < 40_000_000


async def test_a_few_packed_bytes_do_not_fill_the_memory() -> None:
    packed = gzip.compress(b" " * 100_000_000)
    async with client_of(gives(200, packed, Content_Encoding="gzip")) as client:
        with pytest.raises(BadReply):
            await client.tickets.get(7)


@pytest.mark.parametrize("status", [400, 401, 404])
async def test_the_key_is_not_shown_when_the_server_says_it(status: int) -> None:
    said = {"errors": [{"code": "e-400", "title": KEY, "details": f"Key {KEY} unknown"}]}
    found = await outcome(gives(status, said), changes=True)

    assert isinstance(found, DeskError)
    assert KEY not in str(found) + repr(getattr(found, "messages", ""))
    assert "Key *** unknown" in str(found)


def test_a_key_that_is_no_text_is_sent_as_it_is() -> None:
    secret = b"sesame\xff".decode(errors="surrogateescape")
    assert Key("ira@acme.example", secret).header() == "Basic aXJhQGFjbWUuZXhhbXBsZTpzZXNhbWX/"
    redaction = Redaction()
    redaction.hide(secret, "ira@acme.example")
    assert redaction.clean(f"a {secret} b") == "a … b"


def test_a_proxys_password_is_not_shown() -> None:
    wire = Wire("https://acme.example", Key("a", KEY), proxy="http://ira:swordfish@127.0.0.1:1")
    assert "swordfish" not in repr(wire)
    assert KEY not in repr(wire)


@pytest.mark.parametrize(
    "write",
    [
        lambda c: c.tickets.update(7, stauts_id="closed"),
        lambda c: c.tickets.create(tittle="A"),
        lambda c: c.tickets.posts(7).create(txet="A"),
        lambda c: c.users.update(7, department_id=3),
        lambda c: c.organizations.notes(2).create(title="A"),
    ],
)
async def test_a_field_that_the_server_would_ignore_is_not_sent(write: Any) -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200, json=TICKET)

    async with client_of(answer, undocumented=True) as client:
        with pytest.raises(TypeError, match="has no field"):
            await write(client)
    assert sent == []


async def test_text_that_has_no_bytes_and_ids_that_are_no_ids_are_sent_somehow() -> None:
    paths: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        paths.append(request.url.raw_path.decode())
        return httpx.Response(200, json={"data": []})

    async with client_of(answer) as client:
        await client.tickets.page(search="\udc80")
        for record_id in ("7\n8", "../users/3", "7?x=1"):
            with pytest.raises(BadReply):
                await client.tickets.get(record_id)
    assert paths == [
        "/api/v2/tickets/?search=%3F",
        "/api/v2/tickets/7%0A8",
        "/api/v2/tickets/..%2Fusers%2F3",
        "/api/v2/tickets/7%3Fx%3D1",
    ]


async def test_pages_that_repeat_an_unreadable_record_come_to_an_end() -> None:
    body = {"data": [{"id": 7}, {"id": 8, "owner_id": "x"}], "pagination": {"total_pages": 200}}
    async with client_of(gives(200, body)) as client:
        assert [page.number async for page in client.tickets.pages()] == [1]


def test_nothing_in_a_document_can_act_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    document({"a\x07key": ["x\x9b2J\u202e", None, True, 3]})
    assert json.loads(capsys.readouterr().out) == {"akey": ["x", None, True, 3]}


class Held:
    """Answers when it is told to, and remembers what was asked."""

    def __init__(self, *, answer: httpx.Response) -> None:
        self.asked = 0
        self.full = asyncio.Event()
        self.answers = asyncio.Event()
        self._answer = answer

    async def __call__(self, _: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.asked == 6:
            self.full.set()
        await self.answers.wait()
        return self._answer


async def test_what_waits_behind_a_block_is_not_sent() -> None:
    held = Held(answer=httpx.Response(401, json=BAN))
    pace = Pace(sleep=lambda _: asyncio.sleep(0))
    line = httpx.MockTransport(held)
    async with Client("acme.example", "a@b.example", KEY, pace=pace, transport=line) as client:
        writing = [asyncio.create_task(client.tickets.update(7, title="A")) for _ in range(40)]
        await held.full.wait()
        held.answers.set()
        ends = await asyncio.gather(*writing, return_exceptions=True)

    assert held.asked == 6, "as many as there are connections"
    assert [type(end) for end in ends] == [Blocked] * 40


async def test_who_leaves_before_it_is_sent_sends_nothing() -> None:
    held = Held(answer=httpx.Response(200, json=TICKET))
    line = httpx.MockTransport(held)
    async with Client("acme.example", "a@b.example", KEY, transport=line) as client:
        asking = [asyncio.create_task(client.tickets.get(7)) for _ in range(8)]
        await held.full.wait()
        asking[7].cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking[7]
        held.answers.set()
        await asyncio.gather(*asking[:7])
    assert held.asked == 7


async def test_closing_tells_a_change_from_a_question() -> None:
    held = Held(answer=httpx.Response(200, json=TICKET))
    line = httpx.MockTransport(held)
    client = Client("acme.example", "a@b.example", KEY, transport=line)
    tasks = [asyncio.create_task(client.tickets.update(7, title="A")) for _ in range(3)]
    tasks += [asyncio.create_task(client.tickets.get(7)) for _ in range(3)]
    await held.full.wait()
    await client.aclose()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(end) for end in ends] == [Unclear] * 3 + [Offline] * 3
    with pytest.raises(Offline, match="closed"):
        await client.tickets.update(7, title="A")


async def test_what_is_on_its_way_is_taken_off_what_the_server_told() -> None:
    pace = Pace()
    numbers = [await pace.turn("api", Lane.WRITE) for _ in range(50)]
    await pace.heard("api", 300, 299, numbers[0])
    assert pace.allowance().remaining == 250

    for number in numbers:
        pace.landed("api", number)
    await pace.heard("api", 300, 250, numbers[9])
    assert pace.allowance().remaining == 250
    await pace.heard("api", 300, 299, numbers[4])
    assert pace.allowance().remaining == 250, "an older answer came late"
    await pace.heard("api", 300, 240, numbers[5])
    assert pace.allowance().remaining == 240, "it tells of less"


async def test_a_refusal_beside_a_record_is_a_refusal() -> None:
    body = {**TICKET, "errors": [{"code": "e-411", "details": "No"}]}
    assert isinstance(await outcome(gives(200, body), changes=False), Refused)


async def test_a_wrong_key_is_one_whatever_the_page() -> None:
    assert isinstance(await outcome(gives(401, b"<h1>Unauthorized"), changes=True), WrongKey)
