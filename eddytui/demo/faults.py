"""What can go wrong between a helpdesk and who asks it, for tests: a normal start has none of it.

A fault is an app in front of another one; `Faults` puts them where they are wanted.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection
from socket import SO_LINGER, SOL_SOCKET
from struct import pack
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE"})
MAINTENANCE = "<!doctype html><html><body><h1>Down for maintenance</h1></body></html>"
_AT_ONCE = pack("ii", 1, 0)
"""How a socket is told to reset its connection instead of ending it."""

Fault = Callable[[ASGIApp], ASGIApp]
Wait = Callable[[], Awaitable[object]]


class Faults:
    """An app with faults in front of it, which may be put there and cleared at any time."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._put: list[tuple[Collection[str], str, Fault]] = []

    def put(self, fault: Fault, *, methods: Collection[str] = METHODS, path: str = "") -> None:
        """Let requests of these methods, to addresses with `path` in them, meet a fault."""
        self._put.append((methods, path, fault))

    def clear(self) -> None:
        """Let all requests through as they are."""
        self._put.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as well as its faults let it."""
        app = self._app
        if scope["type"] == "http":
            for methods, path, fault in self._put:
                if scope["method"] in methods and path in scope["path"]:
                    app = fault(app)
        await app(scope, receive, send)


def held(wait: Wait) -> Fault:
    """Requests wait before they arrive: for an event, or so long."""

    def fault(app: ASGIApp) -> ASGIApp:
        async def late(scope: Scope, receive: Receive, send: Send) -> None:
            await wait()
            await app(scope, receive, send)

        return late

    return fault


def held_answers(wait: Wait) -> Fault:
    """Requests are done at once; their answers wait."""

    def fault(app: ASGIApp) -> ASGIApp:
        async def late(scope: Scope, receive: Receive, send: Send) -> None:
            answer = await _answer(app, scope, receive)
            await wait()
            for message in answer:
                await send(message)

        return late

    return fault


def slow(seconds: float, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> Fault:
    """Requests take so long."""
    return held(lambda: sleep(seconds))


def reset(_: ASGIApp) -> ASGIApp:
    """Connections are closed abruptly, and the requests reach nobody."""

    async def gone(_: Scope, receive: Receive, send: Send) -> None:
        await _hang_up(receive, send, abruptly=True)

    return gone


def lost_answers(app: ASGIApp) -> ASGIApp:
    """Requests arrive and are done; instead of an answer, the connection is closed abruptly."""

    async def gone(scope: Scope, receive: Receive, send: Send) -> None:
        await _answer(app, scope, receive)
        await _hang_up(receive, send, abruptly=True)

    return gone


def truncated(app: ASGIApp) -> ASGIApp:
    """Answers end in the middle."""

    async def cut(scope: Scope, receive: Receive, send: Send) -> None:
        start, *parts = await _answer(app, scope, receive)
        body = _body(parts)
        await send(start)
        await send(_part(body[: len(body) // 2], more_body=True))
        if _transport(send):
            await _hang_up(receive, send, abruptly=False)
        else:
            await send(_part(b"", more_body=False))

    return cut


def refused(status: int) -> Fault:
    """Requests reach nobody: the API itself answers with this status."""
    error = {"code": f"e-{status}", "title": "Refused", "details": "Refused by the test"}
    return lambda _: JSONResponse({"errors": [error]}, status)


def web_page(status: int) -> Fault:
    """Requests reach nobody: whoever stands in front of the helpdesk answers with a web page."""
    return lambda _: HTMLResponse(MAINTENANCE, status)


def not_json(app: ASGIApp) -> ASGIApp:
    """Requests are done; their answers are a web page with the status of the right one."""

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        start, *_ = await _answer(app, scope, receive)
        await HTMLResponse(MAINTENANCE, start["status"])(scope, receive, send)

    return page


def malformed(*fields: str) -> Fault:
    """Records have values of another kind in these fields; without any, in all but the id."""

    def fault(app: ASGIApp) -> ASGIApp:
        async def twisted(scope: Scope, receive: Receive, send: Send) -> None:
            start, *parts = await _answer(app, scope, receive)
            content = json.loads(_body(parts))
            if "data" in content:
                content["data"] = _twisted(content["data"], fields)
            kept = [pair for pair in start["headers"] if pair[0] != b"content-length"]
            await send({**start, "headers": kept})
            await send(_part(json.dumps(content).encode("ascii"), more_body=False))

        return twisted

    return fault


def _twisted(data: Any, fields: Collection[str]) -> Any:
    """Records with wrong values, in the shape they came in: one, a list, or a map by id."""
    if isinstance(data, list):
        return [_twisted(one, fields) for one in data]
    if isinstance(data, dict) and "id" not in data:
        return {key: _twisted(one, fields) for key, one in data.items()}
    wanted = set(fields) or set(data) - {"id"}
    return {key: _another(one) if key in wanted else one for key, one in data.items()}


def _another(value: Any) -> Any:
    """A value of another kind."""
    return "neither" if isinstance(value, int | list | dict) or value is None else [{"as": value}]


async def _answer(app: ASGIApp, scope: Scope, receive: Receive) -> list[Message]:
    """What an app answers, kept instead of sent."""
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, keep)
    return messages


def _body(parts: list[Message]) -> bytes:
    return b"".join(part.get("body", b"") for part in parts)


def _part(body: bytes, *, more_body: bool) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more_body}


def _transport(send: Send) -> asyncio.Transport | None:
    """The connection below: ASGI has no word for closing it, so this knows how uvicorn is made."""
    return getattr(getattr(send, "__self__", None), "transport", None)


async def _hang_up(receive: Receive, send: Send, *, abruptly: bool) -> None:
    """Close the connection, and wait until it is; in one process there is none, so it fails."""
    transport = _transport(send)
    if transport is None:
        raise ConnectionResetError("Connection reset by peer")
    if abruptly:
        transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, _AT_ONCE)
        transport.abort()
    else:
        transport.close()
    while (await receive())["type"] != "http.disconnect":
        pass
