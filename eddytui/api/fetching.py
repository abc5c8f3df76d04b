"""A file that is to be fetched: from where, into what, and where it may lead."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import httpx

from eddytui.api.address import is_loopback
from eddytui.api.errors import BadReply, Elsewhere
from eddytui.api.pace import Bucket, Lane
from eddytui.api.saving import Saving

MayGo = Callable[[str], Awaitable[bool]]
"""Asks the agent whether a file may be fetched from this other host."""

_PIECE = 64 * 1024
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
        if url.scheme != "https" and not is_loopback(url.host):
            raise Elsewhere(f"The file is at {url.host}, without a secure connection.")
        if self.may_go is None or not await self.may_go(url.host):
            raise Elsewhere(f"The file is at another host, {url.host}.")

    async def take(self, response: httpx.Response) -> None:
        """Save the body of an answer; stops when nobody wants it any more."""
        kind = response.headers.get("Content-Type", "")
        attached = response.headers.get("Content-Disposition", "").startswith("attachment")
        if kind.startswith(_PAGE) and not attached and not self.saving.is_page:
            raise BadReply("A web page came instead of the file. Sign in again and look for it.")
        length = response.headers.get("Content-Length", "")
        self.saving.begin(int(length) if length.isdecimal() else 0)
        async for piece in response.aiter_bytes(_PIECE):
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
    """Where an address leads that was found at another. Raises BadReply when it is none."""
    try:
        target = url.join(location)
    except httpx.InvalidURL:
        raise BadReply() from None
    return target


def same_helpdesk(url: httpx.URL, address: str) -> bool:
    """Whether a URL is on the helpdesk itself, so that the key may go there."""
    home = httpx.URL(address)
    return (url.scheme, url.host, url.port) == (home.scheme, home.host, home.port)
