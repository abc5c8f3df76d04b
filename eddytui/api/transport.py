"""The one place that sends anything.

The known fault of httpx is kept away here: cancelling a request that waits for a connection can
fill the pool for good.
"""

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

import httpx

from eddytui.api.address import API_ROOT
from eddytui.api.errors import BadReply, Blocked, DeskError, Missing, Offline, Unclear, Untrusted
from eddytui.api.faults import fault_of
from eddytui.api.fetching import Fetch, onward, own_address, same_helpdesk
from eddytui.api.pace import Bucket, Pace
from eddytui.api.progress import Told
from eddytui.api.refusal import block_end, is_block, refusal
from eddytui.api.reply import Reply, complaint, problems, read
from eddytui.api.request import Request
from eddytui.api.uploads import Reading, opened
from eddytui.api.wire import Wire
from eddytui.text.clean import clean

T = TypeVar("T")

_log = logging.getLogger(__name__)

_ATTEMPTS = 3
_HOPS = 3
_LIMIT, _REMAINING = "X-Rate-Limit", "X-Rate-Limit-Remaining"
_GLANCE = 2000
_NOT_FOUND = 404
_PASSING = frozenset({502, 503, 504})
_CIRCLES = "The helpdesk sends this in circles. Check the address in the profile."


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
        raise BadReply(_CIRCLES)

    async def fetch(self, fetch: Fetch) -> None:
        """Fetch a file, piece by piece, into what `fetch` has for it. Raises DeskError.

        The key goes to the helpdesk's own address alone. Another host is asked, without it, when
        the agent agrees.
        """
        url = own_address(httpx.URL(self._wire.address), fetch.address)
        for _ in range(_HOPS):
            if not (own := same_helpdesk(url, self._wire.address)):
                await fetch.check_elsewhere(url)
            await self._pace.turn(fetch.bucket, fetch.lane)
            target = await self._apart(self._receive(fetch, url, own=own))
            if target is None:
                return
            url = target
        raise BadReply(_CIRCLES)

    async def _receive(self, fetch: Fetch, url: httpx.URL, *, own: bool) -> httpx.URL | None:
        """Take in one answer; None when it was the file, else where to go on."""
        # As it is: packed, the size in the header would not be the file's.
        wanted = {"Accept": "*/*", "Accept-Encoding": "identity"}
        request = self._http.build_request("GET", url, headers=wanted)
        if not own:
            del request.headers["Authorization"]
        try:
            response = await self._http.send(request, stream=True)
            try:
                if own:
                    self._heard(fetch.bucket, response)
                if response.has_redirect_location:
                    return onward(url, response.headers["Location"])
                if not response.is_success:
                    raise await self._not_given(fetch, response, own=own)
                await fetch.take(response)
            finally:
                await response.aclose()
        except httpx.RequestError as error:
            raise fault_of(error, changes=False) from error
        return None

    async def _not_given(self, fetch: Fetch, response: httpx.Response, *, own: bool) -> DeskError:
        """Why there is no file."""
        if not own:
            return BadReply(f"{response.url.host} does not give the file ({response.status_code}).")
        if response.status_code == _NOT_FOUND:
            return Missing("The helpdesk does not have this file any more.")
        start = b""
        async for chunk in response.aiter_bytes():
            start += chunk
            if len(start) > _GLANCE:
                break
        answer = httpx.Response(response.status_code, headers=_plain(response), content=start)
        request = Request("GET", fetch.address, bucket=fetch.bucket)
        try:
            self._reply(request, answer)
        except DeskError as error:
            return error
        return BadReply()

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
        with _parts(request) as files:
            try:
                response = await self._http.request(
                    request.method, url, json=request.json, data=request.form, files=files or None
                )
            except httpx.RequestError as error:
                if isinstance(error, httpx.PoolTimeout):
                    await self._renew()
                raise fault_of(error, changes=request.changes) from error
        _log.debug("%s %s: %d", request.method, request.path, response.status_code)
        self._heard(request.bucket, response)
        if response.has_redirect_location and not request.changes:
            return _within(url, response.headers["Location"])
        return self._reply(request, response)

    def _heard(self, bucket: Bucket, response: httpx.Response) -> None:
        self._pace.heard(bucket, _figure(response, _LIMIT), _figure(response, _REMAINING))

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


@contextmanager
def _parts(request: Request) -> Iterator[list[tuple[str, tuple[str, Any, str]]]]:
    """The files of a request as httpx takes them, open while it is sent. Raises BadFile."""
    told = Told(request.progress, sum(upload.size for _, upload in request.files))
    with ExitStack() as stack:
        yield [
            (
                field,
                (
                    upload.name,
                    Reading(stack.enter_context(opened(upload)), told),
                    upload.content_type,
                ),
            )
            for field, upload in request.files
        ]


def _within(url: httpx.URL, location: str) -> httpx.URL:
    """Where a redirect leads; only within the same helpdesk, as the key goes with it."""
    target = onward(url, location)
    if not same_helpdesk(target, str(url)):
        raise BadReply(
            f"The helpdesk sends requests on to {target.scheme}://{target.host}. "
            "If that is its new address, write it into the profile."
        )
    return target


def _plain(response: httpx.Response) -> dict[str, str]:
    """The headers that say something about a refusal."""
    names = ("Retry-After", _LIMIT, _REMAINING)
    return {name: response.headers[name] for name in names if name in response.headers}
