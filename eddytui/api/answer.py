"""What came back over the line, taken in within limits."""

from dataclasses import dataclass
from typing import NamedTuple

import httpx

from eddytui.api.errors import BadReply
from eddytui.api.figures import figure

LARGEST = 32 * 1024 * 1024
"""Bytes of an answer: a page of articles may have some megabytes."""

_LIMIT, _REMAINING = "X-Rate-Limit", "X-Rate-Limit-Remaining"
_SUCCESS, _FIRST_FAILURE = 200, 300


class Answer(NamedTuple):
    """An answer of the helpdesk."""

    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def is_success(self) -> bool:
        """Whether its status says that it worked."""
        return _SUCCESS <= self.status < _FIRST_FAILURE

    @property
    def limit(self) -> int | None:
        """How many requests a minute the helpdesk allows, if it says so."""
        return figure(self.headers.get(_LIMIT, ""))

    @property
    def remaining(self) -> int | None:
        """How many of them are left."""
        return figure(self.headers.get(_REMAINING, ""))

    @property
    def text(self) -> str:
        """The body, whatever it is."""
        return self.content.decode("utf-8", errors="replace")


@dataclass(slots=True)
class Turn:
    """A request that is under way."""

    number: int
    """The pace's."""
    given_up: bool = False
    """Nobody waits for it any more, and nothing is changed by it."""


async def taken(response: httpx.Response, turn: Turn, *, most: int = LARGEST) -> Answer:
    """The whole answer. Raises BadReply when it is too long, packed more than once, or unwanted.

    A few packed bytes can be unpacked to fill the machine's memory.
    """
    if "," in response.headers.get("Content-Encoding", ""):
        raise BadReply("The helpdesk's answer is packed in a way that is not asked for.")
    pieces: list[bytes] = []
    size = 0
    async for piece in response.aiter_bytes():
        size += len(piece)
        if turn.given_up:
            raise BadReply()
        if size > most:
            raise BadReply("The helpdesk's answer is too long to be one.")
        pieces.append(piece)
    return Answer(response.status_code, response.headers, b"".join(pieces))


async def glance(response: httpx.Response, size: int) -> Answer:
    """The beginning of an answer, as it came: enough to see what is wrong."""
    start = b""
    async for piece in response.aiter_raw():
        start += piece
        if len(start) > size:
            break
    return Answer(response.status_code, response.headers, start)
