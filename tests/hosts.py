"""Hosts on this machine that answer as a test tells them, byte by byte."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]
REPLY = b'{"data": {"id": 5, "ticket_id": 7, "text": "a"}}'
CONTENT = bytes(range(256)) * 4096
KEY_LINE = "authorization: basic"


def whole(body: bytes, *lines: str, status: str = "200 OK", size: int | None = None) -> Answer:
    """An answer with this body; `size` is what it says of its length."""
    length = len(body) if size is None else size
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {length}", *lines, "", ""])

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(head.encode() + body)
        await writer.drain()

    return answer


def cut_off(body: bytes) -> Answer:
    """An answer that ends before its end."""
    beginning = whole(body, size=len(body) + 1)

    async def answer(writer: asyncio.StreamWriter) -> None:
        await beginning(writer)
        writer.close()

    return answer


def moved(to: str) -> Answer:
    return whole(b"", f"Location: {to}", status="302 Found")


class Host:
    """A host that answers by path and keeps what it was sent."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: dict[str, Answer] = {}
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.writers: set[asyncio.StreamWriter] = set()
        """The connections that are open."""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.add(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                self.heads.append(head)
                length = head.lower().partition("content-length: ")[2].partition("\r\n")[0]
                self.bodies.append(await reader.readexactly(int(length or 0)))
                await self.answers[head.split()[1]](writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.writers.discard(writer)
            writer.close()

    @property
    def asked(self) -> list[str]:
        return [head.split()[1] for head in self.heads]

    @property
    def keys(self) -> list[bool]:
        """For each request, whether the key came with it."""
        return [KEY_LINE in head.lower() for head in self.heads]


@asynccontextmanager
async def listening(host: Host) -> AsyncIterator[Host]:
    server = await asyncio.start_server(host, "127.0.0.1", 0)
    host.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, asyncio.timeout(20):
        yield host
        for writer in list(host.writers):
            writer.close()  # since Python 3.12 a server waits for its connections
