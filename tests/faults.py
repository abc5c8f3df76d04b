"""A line to the pretend helpdesk that can fail in every way a real one does."""

import asyncio
from typing import Any, NamedTuple

import httpx

from eddytui.demo.faults import METHODS, Fault, not_json, refused, truncated

WRITES = METHODS - {"GET", "HEAD"}


class Sent(NamedTuple):
    """A request that was passed on."""

    method: str
    path: str
    """With its query, as it went over the line."""
    body: bytes


class Line(httpx.AsyncBaseTransport):
    """`httpx.ASGITransport` with switches; all of them may be set and cleared at any time.

    What happens on this side of the line is here; what the helpdesk does is in `demo.faults`.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self.methods = METHODS
        """The switches are for requests of these methods; others are passed on."""
        self.address = ""
        """The switches are for addresses that have this in them."""
        self.offline = False
        """Nothing leaves the machine: connections fail."""
        self.lose_answers = False
        """Requests arrive and are done; their answers never come."""
        self.drop = False
        """Requests leave and arrive nowhere; no answer comes."""
        self.hold: asyncio.Event | None = None
        """Requests wait for this before they are passed on."""
        self.hold_answers: asyncio.Event | None = None
        """Answers wait for this before they are given."""
        self.held = asyncio.Event()
        """Set once a request or an answer is held."""
        self.html = False
        """Answers are a web page instead of JSON."""
        self.truncate = False
        """Answers end in the middle."""
        self.refuse: int | None = None
        """Requests are answered with this status and reach nobody."""
        self.sent: list[Sent] = []
        self.tried: list[tuple[str, str]] = []
        """Method and path of every request, whatever became of it."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass one request on, as far as the switches let it."""
        self.tried.append((request.method, request.url.path))
        if request.method not in self.methods or self.address not in str(request.url):
            return await self._pass_on(request)
        if self.offline:
            raise httpx.ConnectError("All connection attempts failed", request=request)
        if self.hold is not None:
            self.held.set()
            await self.hold.wait()
        if self.refuse is not None:
            return await self._asked(request, refused(self.refuse))
        if self.drop:
            raise httpx.ReadTimeout("The read operation timed out", request=request)
        answer = await self._pass_on(request, *self._broken())
        if self.hold_answers is not None:
            self.held.set()
            await self.hold_answers.wait()
        if self.lose_answers:
            raise httpx.ReadTimeout("The read operation timed out", request=request)
        return answer

    def _broken(self) -> list[Fault]:
        switches: tuple[tuple[bool, Fault], ...] = (
            (self.html, not_json),
            (self.truncate, truncated),
        )
        return [fault for is_on, fault in switches if is_on]

    async def _pass_on(self, request: httpx.Request, *faults: Fault) -> httpx.Response:
        body = await request.aread()
        self.sent.append(Sent(request.method, request.url.raw_path.decode("ascii"), body))
        return await self._asked(request, *faults)

    async def _asked(self, request: httpx.Request, *faults: Fault) -> httpx.Response:
        app = self._app
        for fault in faults:
            app = fault(app)
        answer = await httpx.ASGITransport(app=app).handle_async_request(request)
        content = await answer.aread()
        headers = [pair for pair in answer.headers.raw if pair[0].lower() != b"content-length"]
        return httpx.Response(answer.status_code, headers=headers, content=content)
