"""The one place that sends anything.

The known fault of httpx is kept away here: cancelling a request that is under way can fill its pool
of connections for good. So none is cancelled: nobody's request ends by itself at its next piece.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NoReturn, TypeVar

import httpx

from eddytui.api.address import API_ROOT
from eddytui.api.answer import Answer, Turn, glance, taken
from eddytui.api.errors import BadReply, DeskError, Missing, Offline, Unclear, Untrusted
from eddytui.api.faults import fault_of
from eddytui.api.fetching import Fetch, onward, own_address, same_helpdesk
from eddytui.api.lane import Lane
from eddytui.api.meaning import meaning
from eddytui.api.pace import Bucket, Pace
from eddytui.api.progress import Told
from eddytui.api.reply import Reply
from eddytui.api.request import Request
from eddytui.api.uploads import Reading, opened
from eddytui.api.wire import CONNECTIONS, Wire

T = TypeVar("T")

_log = logging.getLogger(__name__)

_ATTEMPTS = 3
_HOPS = 3
_LONGEST = 90
"""Seconds that an exchange may take; httpx counts between two bytes alone."""
_SLOWEST = 10_000
"""Bytes a second, at which files are given time to be sent."""
_GLANCE = 2000
_OK, _NOT_FOUND = 200, 404
_PASSING = frozenset({502, 503, 504})
_CIRCLES = "The helpdesk sends this in circles. Check the address in the profile."
_CLOSED = "The connection to the helpdesk is closed."


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
        self._changing: set[asyncio.Task[Any]] = set()
        self._places = asyncio.Semaphore(CONNECTIONS)

    @property
    def pace(self) -> Pace:
        """What is left of the allowance, and until when the helpdesk is blocked."""
        return self._pace

    @property
    def changing(self) -> bool:
        """Whether something that may change records is on its way, and not answered."""
        return bool(self._changing)

    async def aclose(self) -> None:
        """End what is running and close the connections."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._http.aclose()
        await self._pace.close()

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

            async def exchange(turn: Turn, url: httpx.URL = url) -> Reply | httpx.URL:
                return await self._exchange(request, url, turn)

            outcome = await self._in_turn(
                request.bucket, request.lane, exchange, changes=request.changes
            )
            if isinstance(outcome, Reply):
                return outcome
            url = outcome
        raise BadReply(_CIRCLES)

    async def fetch(self, fetch: Fetch) -> None:
        """Fetch a file, piece by piece, into what `fetch` has for it. Raises DeskError.

        The key goes to the helpdesk's own address alone, and not when another host has sent us
        there. Another host is asked, without it, when the agent agrees.
        """
        url, own = own_address(httpx.URL(self._wire.address), fetch.address), True
        for _ in range(_HOPS):
            own = own and same_helpdesk(url, self._wire.address)
            if not own:
                await fetch.check_elsewhere(url)

            async def receive(
                turn: Turn, url: httpx.URL = url, own: bool = own
            ) -> httpx.URL | None:
                return await self._receive(fetch, url, turn.number if own else None)

            target = await self._in_turn(fetch.bucket, fetch.lane, receive, changes=False)
            if target is None:
                return
            url = target
        raise BadReply(_CIRCLES)

    async def _in_turn(
        self,
        bucket: Bucket,
        lane: Lane,
        exchange: Callable[[Turn], Awaitable[T]],
        *,
        changes: bool,
    ) -> T:
        """Do an exchange when it is its turn.

        One that may change something runs to its end even when nobody waits for it any more: what
        became of it must be known. Any other ends as soon as it can.
        """
        turn = Turn(await self._pace.turn(bucket, lane))
        task = self._started(self._placed(bucket, turn, exchange))
        if changes:
            self._changing.add(task)
        try:
            # `wait` leaves the task alone like `shield`, which in Python 3.14 reports failures
            # that nobody waits for.
            await asyncio.wait([task])
        except asyncio.CancelledError:
            turn.given_up = not changes
            raise
        if task.cancelled():
            raise Unclear() if changes else Offline(_CLOSED)
        return task.result()

    async def _placed(
        self, bucket: Bucket, turn: Turn, exchange: Callable[[Turn], Awaitable[T]]
    ) -> T:
        try:
            async with self._places:
                if turn.given_up or self._http.is_closed:
                    _leave()
                # Another's answer may have been a block since it was this one's turn.
                await self._pace.check(bucket)
                return await exchange(turn)
        except Offline as error:
            if isinstance(error.__cause__, httpx.PoolTimeout):
                await self._renew()
            raise
        finally:
            self._pace.landed(bucket, turn.number)

    async def _renew(self) -> None:
        """Replace a pool that is full though nothing of ours runs: the net below the places."""
        if self._running <= {asyncio.current_task()}:
            full, self._http = self._http, self._wire.open()
            await full.aclose()

    def _started(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        self._changing.discard(task)
        if not task.cancelled():
            task.exception()  # taken note of, as the caller may have left

    async def _exchange(self, request: Request, url: httpx.URL, turn: Turn) -> Reply | httpx.URL:
        """Send a request once; return the reply, or where a GET is sent on to."""
        size = sum(upload.size for _, upload in request.files)
        with _parts(request) as files, _only_ours(changes=request.changes):
            async with asyncio.timeout(_LONGEST + size / _SLOWEST):
                outgoing = self._http.build_request(
                    request.method, url, json=request.json, data=request.form, files=files or None
                )
                response = await self._http.send(outgoing, stream=True)
                try:
                    answer = await taken(response, turn)
                except BadReply:
                    raise Unclear() if request.changes else BadReply() from None
                finally:
                    await response.aclose()
        _log.debug("%s %s: %d", request.method, request.path, answer.status)
        await self._pace.heard(request.bucket, answer.limit, answer.remaining, turn.number)
        if response.has_redirect_location and not request.changes:
            return _within(url, response.headers["Location"])
        return await self._reply(request, answer)

    async def _receive(self, fetch: Fetch, url: httpx.URL, number: int | None) -> httpx.URL | None:
        """Take in one answer; None when it was the file, else where to go on.

        Without a number it is another host that is asked: without the key, and what it says of
        allowances counts for nothing.
        """
        with _only_ours(changes=False):
            # As it is: packed, the size in the header would not be the file's.
            wanted = {"Accept": "*/*", "Accept-Encoding": "identity"}
            request = self._http.build_request("GET", url, headers=wanted)
            if number is None:
                del request.headers["Authorization"]
            response = await self._http.send(request, stream=True)
            try:
                if number is not None:
                    start = Answer(response.status_code, response.headers, b"")
                    await self._pace.heard(fetch.bucket, start.limit, start.remaining, number)
                if response.has_redirect_location:
                    return onward(url, response.headers["Location"])
                if response.status_code != _OK:
                    raise await self._not_given(fetch, response, own=number is not None)
                await fetch.take(response)
            finally:
                await response.aclose()
        return None

    async def _not_given(self, fetch: Fetch, response: httpx.Response, *, own: bool) -> DeskError:
        """Why there is no file."""
        if not own:
            return BadReply(f"{response.url.host} does not give the file ({response.status_code}).")
        if response.status_code == _NOT_FOUND:
            return Missing("The helpdesk does not have this file any more.")
        request = Request("GET", fetch.address, bucket=fetch.bucket)
        try:
            await self._reply(request, await glance(response, _GLANCE))
        except DeskError as error:
            return error
        return BadReply(f"The helpdesk does not give the file ({response.status_code}).")

    async def _reply(self, request: Request, answer: Answer) -> Reply:
        """The answer, or the error it means."""
        try:
            body = await meaning(request, answer, self._pace, self._wire.key)
        except BadReply as error:
            if answer.status in _PASSING and not request.changes:
                raise _Passing(str(error)) from None
            raise
        return Reply(body, self._pace.allowance(request.bucket), len(answer.content))


def _leave() -> NoReturn:
    raise Offline(_CLOSED)


@contextmanager
def _only_ours(*, changes: bool) -> Iterator[None]:
    """Everything that goes wrong in here comes out as one of our errors."""
    try:
        yield
    except DeskError:
        raise
    except Exception as error:  # of httpx, and what it lets through: h11, idna, codecs …
        raise fault_of(error, changes=changes) from error


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
                    Reading(stack.enter_context(opened(upload)), upload, told),
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
