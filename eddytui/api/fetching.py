"""A file that is to be fetched: from where, into what, and where it may lead."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from eddytui.api.address import is_loopback
from eddytui.api.errors import BadReply, Elsewhere
from eddytui.api.figures import figure
from eddytui.api.lane import Lane
from eddytui.api.pace import Bucket
from eddytui.api.saving import Saving

MayGo = Callable[[str], Awaitable[bool]]
"""Asks the agent whether a file may be fetched from this other host."""

_PAGE = "text/html"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One file to be fetched."""

    address: str
    """As a record names it: a whole URL, or a path on the helpdesk."""
    saving: Saving
    may_go: MayGo | None = None
    """None: only the helpdesk itself is asked."""
    lane: Lane = Lane.SCREEN

    @property
    def bucket(self) -> Bucket:
        """The allowance that it counts against."""
        return "kb" if "/knowledge_base/" in self.address else "api"

    async def check_elsewhere(self, url: httpx.URL) -> None:
        """Ask whether another host may be asked. Raises Elsewhere when not."""
        host = _spelled(url)
        if url.scheme not in {"https", "http"} or not host:
            raise Elsewhere("The file has an address that cannot be fetched.")
        if url.scheme != "https" and not is_loopback(url.host):
            raise Elsewhere(f"The file is at {host}, without a secure connection.")
        if self.may_go is None or not await self.may_go(host):
            raise Elsewhere(f"The file is at another host, {host}.")

    async def take(self, response: httpx.Response) -> None:
        """Save the body of an answer; stops when nobody wants it any more."""
        kind = response.headers.get("Content-Type", "").lower()
        shown = response.headers.get("Content-Disposition", "").strip().lower()
        if (
            kind.startswith(_PAGE)
            and not shown.startswith("attachment")
            and not self.saving.is_page
        ):
            raise BadReply("A web page came instead of the file. Sign in again and look for it.")
        if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
            raise BadReply("The file came packed, which was not asked for.")
        await asyncio.to_thread(
            self.saving.begin, figure(response.headers.get("Content-Length", "")) or 0
        )
        async for piece in response.aiter_raw():
            if not await asyncio.to_thread(self.saving.write, piece):
                return
            self.saving.tell(len(piece))


def own_address(home: httpx.URL, address: str) -> httpx.URL:
    """The URL of a file; plain http on the helpdesk's own host is asked for as the helpdesk is.

    Helpdesks behind a proxy write their own addresses without the s.
    """
    url = onward(home, address)
    if url.host == home.host and url.scheme == "http" and url.port is None:
        return url.copy_with(scheme=home.scheme, port=home.port)
    return url


def onward(url: httpx.URL, location: str) -> httpx.URL:
    """Where an address leads that was found at another. Raises BadReply when it is none.

    A name and password in an address would take the place of ours, and are refused.
    """
    try:
        target = url.join(location)
        fits = bool(target.host or not target.is_absolute_url) and not target.userinfo
    except (httpx.InvalidURL, ValueError):
        fits = False
    if not fits:
        raise BadReply("The helpdesk gives an address that cannot be used.")
    return target


def same_helpdesk(url: httpx.URL, address: str) -> bool:
    """Whether a URL is on the helpdesk itself, so that the key may go there."""
    home = httpx.URL(address)
    return (url.scheme, url.host, url.port) == (home.scheme, home.host, home.port)


def _spelled(url: httpx.URL) -> str:
    """Host and port in ASCII: letters of other alphabets can look like another host's."""
    host = url.raw_host.decode("ascii", errors="replace")
    return host if url.port is None else f"{host}:{url.port}"
