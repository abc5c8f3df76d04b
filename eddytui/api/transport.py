"""The one place that touches the network.

Nothing of httpx leaves this module but the type of a replacement transport. Its one known fault
is kept away here: cancelling a request that waits for a connection can fill the pool for good.
"""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from socket import gaierror
from typing import Any, TypeVar

import httpx
import truststore

from eddytui import __version__
from eddytui.api.address import API_ROOT, is_loopback
from eddytui.api.errors import (
    BadReply,
    Blocked,
    DeskError,
    Misconfigured,
    Offline,
    Unclear,
    Untrusted,
)
from eddytui.api.key import Key
from eddytui.api.pace import Pace
from eddytui.api.refusal import block_end, is_block, refusal
from eddytui.api.reply import Reply, complaint, problems, read
from eddytui.api.request import Request
from eddytui.text.clean import clean

T = TypeVar("T")
ASGIApp = Callable[[Any, Any, Any], Awaitable[None]]
Carrier = httpx.AsyncBaseTransport
"""What may stand in for the network, in tests."""

_log = logging.getLogger(__name__)

_ATTEMPTS = 3
_HOPS = 3
_TIMEOUT = httpx.Timeout(connect=10, read=30, write=30, pool=60)
# Kept longer than the minute between two looks at the queue: a TLS handshake holds the screen up.
_LIMITS = httpx.Limits(max_connections=6, max_keepalive_connections=3, keepalive_expiry=70)
_LIMIT, _REMAINING = "X-Rate-Limit", "X-Rate-Limit-Remaining"
_GLANCE = 2000
_NOT_FOUND = 404
_PASSING = frozenset({502, 503, 504})

_NOTHING_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.LocalProtocolError,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (gaierror, "The address of the helpdesk cannot be found. Check it, and your connection."),
    (httpx.ProxyError, "The proxy does not let the helpdesk be reached. Check the proxy settings."),
    (ssl.SSLError, "No secure connection to the helpdesk can be made. Check its address."),
    (httpx.TimeoutException, "The helpdesk did not answer in time. Check the connection."),
    (httpx.ReadError, "The connection broke before the helpdesk had answered. Try again."),
    (
        httpx.RemoteProtocolError,
        "The connection broke before the helpdesk had answered. Try again.",
    ),
)


@dataclass(frozen=True, slots=True)
class Wire:
    """How the helpdesk is reached: through the network, or an app in this very process."""

    address: str
    key: Key
    app: ASGIApp | None = None
    carrier: Carrier | None = None
    ca_file: Path | None = None

    def open(self) -> httpx.AsyncClient:
        """A client that has not connected yet. Raises Misconfigured."""
        trust, here = self._trust(), is_loopback(self._host())
        try:
            return httpx.AsyncClient(
                transport=httpx.ASGITransport(self.app) if self.app else self.carrier,
                verify=trust,
                trust_env=not here,  # plain http to this machine must not go through a proxy
                # A PHP session would make the server answer our requests one after the other.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
                headers={
                    "Authorization": self.key.header(),
                    "Accept": "application/json",
                    "User-Agent": f"eddytui/{__version__}",
                },
                timeout=_TIMEOUT,
                limits=_LIMITS,
            )
        except (ImportError, ValueError, httpx.InvalidURL):
            raise Misconfigured(
                "The proxy named in HTTPS_PROXY or ALL_PROXY cannot be used. "
                "Check these variables; a SOCKS proxy needs the package socksio."
            ) from None

    def _host(self) -> str:
        try:
            return httpx.URL(self.address).host
        except httpx.InvalidURL:
            raise Misconfigured("This is not the address of a helpdesk. Check it.") from None

    def _trust(self) -> ssl.SSLContext:
        """The system's own list of authorities, and the company's if one is named."""
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if self.ca_file is not None:
            try:
                context.load_verify_locations(self.ca_file)
            except OSError:
                raise Misconfigured(
                    f"The CA file {self.ca_file} cannot be read. Check ca_file in the profile."
                ) from None
        return context


class _Passing(BadReply):
    """The server is restarting or overloaded: worth another attempt."""


class Transport:
    """Sends requests to one helpdesk as one agent, no faster than `pace` lets it."""

    def __init__(self, wire: Wire, pace: Pace) -> None:
        """Prepare a client without connecting. Raises Misconfigured."""
        self._wire = wire
        self._pace = pace
        self._root = f"{wire.address}{API_ROOT}"
        self._http = wire.open()
        self._running: set[asyncio.Task[Any]] = set()

    @property
    def pace(self) -> Pace:
        """What is left of the allowance, and until when the helpdesk is blocked."""
        return self._pace

    async def aclose(self) -> None:
        """End what is running and close the connections."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._http.aclose()

    async def request(self, request: Request) -> Reply:
        """Send a request and return what the server said. Raises DeskError, and nothing else."""
        attempt = 1
        while True:
            try:
                return await self._once(request)
            except (Offline, _Passing) as error:
                last = request.changes or attempt == _ATTEMPTS
                if last or isinstance(error, Untrusted):
                    raise
            await self._pace.back_off(attempt)
            attempt += 1

    async def _once(self, request: Request) -> Reply:
        """One attempt; a GET follows redirects within the same helpdesk, each of them counted."""
        url = httpx.URL(self._root + request.path, params=request.query or None)
        for _ in range(_HOPS):
            await self._pace.turn(request.bucket, request.lane)
            outcome = await self._apart(self._exchange(request, url))
            if isinstance(outcome, Reply):
                return outcome
            url = outcome
        raise BadReply("The helpdesk sends this in circles. Check the address in the profile.")

    async def _apart(self, work: Coroutine[Any, Any, T]) -> T:
        """Let a request run to its end even when nobody waits for it any more.

        Cancelling httpx while it waits for a connection can fill its pool for good. `wait` leaves
        the task alone like `shield`, which in Python 3.14 reports failures nobody waits for.
        """
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        await asyncio.wait([task])
        return task.result()

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # taken note of, as the caller may have left

    async def _exchange(self, request: Request, url: httpx.URL) -> Reply | httpx.URL:
        """Send a request once; return the reply, or where a GET is sent on to."""
        try:
            response = await self._http.request(
                request.method, url, json=request.json, data=request.form
            )
        except httpx.RequestError as error:
            if isinstance(error, httpx.PoolTimeout):
                await self._renew()
            raise _fault(error, changes=request.changes) from error
        _log.debug("%s %s: %d", request.method, request.path, response.status_code)
        self._pace.heard(request.bucket, _figure(response, _LIMIT), _figure(response, _REMAINING))
        if response.has_redirect_location and not request.changes:
            return _onward(url, response.headers["Location"])
        return self._reply(request, response)

    async def _renew(self) -> None:
        """Replace a pool that is full though nothing of ours runs: the net below `_apart`."""
        if self._running <= {asyncio.current_task()}:
            full, self._http = self._http, self._wire.open()
            await full.aclose()

    def _reply(self, request: Request, response: httpx.Response) -> Reply:
        """The answer, or the error it means."""
        status, body, readable = response.status_code, None, True
        try:
            body = read(response.content) if response.content else None
        except ValueError:
            readable = False
        found = problems(body) if response.is_success else complaint(body)
        if is_block(status, found, _figure(response, _REMAINING)):
            until = block_end(response.headers.get("Retry-After", ""), self._pace.now())
            raise Blocked(self._pace.blocked(request.bucket, until))
        if not readable and (response.is_success or status == _NOT_FOUND):
            raise self._unreadable(request, response)
        if (error := refusal(status, found, changes=request.changes)) is not None:
            raise _Passing(str(error)) if status in _PASSING and not request.changes else error
        return Reply(body, self._pace.allowance(request.bucket))

    def _unreadable(self, request: Request, response: httpx.Response) -> DeskError:
        """Success without JSON: nobody knows whether a change was kept; else a foreign page."""
        if request.changes and response.is_success:
            return Unclear()
        excerpt = clean(self._wire.key.masked(response.text)[:_GLANCE])
        return BadReply(
            "This is not a helpdesk's answer. Check the address in the profile.", excerpt
        )


def _figure(response: httpx.Response, header: str) -> int | None:
    text = response.headers.get(header, "").strip()
    return int(text) if text.isdecimal() else None


def _onward(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads; only within the same helpdesk, as the key goes with it."""
    try:
        target = url.join(location)
    except httpx.InvalidURL:
        raise BadReply() from None
    if (target.scheme, target.host, target.port) != (url.scheme, url.host, url.port):
        raise BadReply(
            f"The helpdesk sends requests on to {target.scheme}://{target.host}. "
            "If that is its new address, write it into the profile."
        )
    return target


def _fault(error: httpx.RequestError, *, changes: bool) -> DeskError:
    """What a fault of the transport means: nothing was sent, or nobody knows what became of it.

    A lost answer to a GET is Offline too, as there was nothing to change.
    """
    causes = _causes(error)
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Untrusted()
    if changes and not isinstance(error, _NOTHING_SENT):
        return Unclear()
    if isinstance(error, httpx.DecodingError):
        return BadReply()
    for kind, reason in _REASONS:
        if any(isinstance(cause, kind) for cause in causes):
            return Offline(reason)
    return Offline()


def _causes(error: BaseException) -> list[BaseException]:
    """An error with everything that led to it: httpx hides the reason some levels down."""
    found = [error]
    for cause in found:  # grows while it is walked
        behind = (*getattr(cause, "exceptions", ()), cause.__cause__, cause.__context__)
        found += [reason for reason in behind if reason is not None and reason not in found]
    return found
