"""Files over real connections on this machine: sent whole, fetched whole, or not at all."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from eddytui.api import (
    BadFile,
    BadReply,
    Client,
    Elsewhere,
    Forbidden,
    Missing,
    Offline,
    Pace,
    Unclear,
    Upload,
)

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

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
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


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    async with listening(Host()) as host:
        yield host


@pytest.fixture
async def client(host: Host) -> AsyncIterator[Client]:
    pace = Pace(sleep=lambda _seconds: asyncio.sleep(0))
    async with Client(host.url, "ira@acme.com", "sesame", pace=pace) as client:
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "downloads"


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def names(folder: Path) -> list[str]:
    """What is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


async def test_files_are_sent_with_the_reply_piece_by_piece(
    host: Host, client: Client, tmp_path: Path
) -> None:
    log, note = tmp_path / "log.bin", tmp_path / "счёт.txt"
    log.write_bytes(CONTENT)
    note.write_text("Да")
    host.answers["/api/v2/tickets/7/posts/"] = whole(REPLY)
    told: list[tuple[int, int]] = []

    await client.tickets.posts(7).create(
        text="<p>Да</p>",
        files=[Upload.of(log), Upload.of(note)],
        progress=lambda so_far, total: told.append((so_far, total)),
    )

    body = host.bodies[0]
    assert 'name="text"\r\n\r\n<p>Да</p>'.encode() in body
    assert b'name="files[0]"; filename="log.bin"\r\nContent-Type: application/octet-stream' in body
    assert b'name="files[1]"; filename=' in body
    assert CONTENT in body
    total = len(CONTENT) + len("Да".encode())
    assert told[-1] == (total, total)
    assert len(told) > 10
    assert [so_far for so_far, _ in told] == sorted(so_far for so_far, _ in told)


@pytest.mark.parametrize("owner", ["users", "organizations"])
async def test_a_note_takes_one_file(
    host: Host, client: Client, tmp_path: Path, owner: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A")
    host.answers[f"/api/v2/{owner}/2/notes/"] = whole(REPLY)
    notes = getattr(client, owner).notes(2)
    await notes.create(text="see", files=[Upload.of(path)])

    assert b'name="file"; filename="a.txt"' in host.bodies[0]
    with pytest.raises(TypeError, match="2 files are too many"):
        await notes.create(text="see", files=[Upload.of(path)] * 2)


async def test_a_lost_answer_leaves_a_reply_with_files_unclear(
    host: Host, client: Client, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A")

    async def hang_up(writer: asyncio.StreamWriter) -> None:
        writer.close()

    host.answers["/api/v2/tickets/7/posts/"] = hang_up
    with pytest.raises(Unclear):
        await client.tickets.posts(7).create(text="a", files=[Upload.of(path)])
    assert len(host.heads) == 1, "never sent again by itself"


def test_a_file_that_cannot_be_sent_is_told_before_anything_is(tmp_path: Path) -> None:
    small = tmp_path / "small.txt"
    small.write_bytes(b"a" * 2048)
    with pytest.raises(BadFile, match=r"missing\.txt cannot be read: No such file"):
        Upload.of(tmp_path / "missing.txt")
    with pytest.raises(BadFile, match="is not a file"):
        Upload.of(tmp_path)
    with pytest.raises(BadFile, match=r"0\.0 MB; a file may have 0\.0 MB at most"):
        Upload.of(small, largest=1024)


@pytest.mark.parametrize("become", [None, b"longer than it was"])
async def test_a_file_that_changes_after_it_was_chosen_is_not_sent(
    host: Host, client: Client, tmp_path: Path, become: bytes | None
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A")
    upload = Upload.of(path)
    if become is None:
        path.unlink()
    else:
        path.write_bytes(become)

    with pytest.raises(BadFile, match=r"cannot be read|is being changed"):
        await client.tickets.create(title="A", files=[upload])
    assert host.heads == []


async def test_a_file_is_fetched_whole_for_its_owner_alone(
    host: Host, client: Client, folder: Path
) -> None:
    host.answers["/ru/file/download/abc/log.bin"] = whole(CONTENT)
    told: list[tuple[int, int]] = []
    url = f"{host.url}/ru/file/download/abc/log.bin"
    path = await client.download(url, folder, progress=lambda *so_far: told.append(so_far))

    assert path == folder / "log.bin"
    assert path.read_bytes() == CONTENT
    assert (rights(path), rights(folder)) == (0o600, 0o700)
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert host.keys == [True]


async def test_nothing_is_overwritten(host: Host, client: Client, tmp_path: Path) -> None:
    folder = tmp_path
    host.answers["/en/file/download/abc"] = whole(b"new")
    (folder / "a.txt").write_text("mine")
    (folder / "a (2).txt").symlink_to(folder / "nowhere")
    paths = [await client.download("/en/file/download/abc", folder, "a.txt") for _ in range(2)]

    assert [path.name for path in paths] == ["a (3).txt", "a (4).txt"]
    assert (folder / "a.txt").read_text() == "mine"
    assert names(folder) == ["a (2).txt", "a (3).txt", "a (4).txt", "a.txt"]


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (cut_off(CONTENT), Offline, "The connection broke"),
        (whole(b"", status="404 Not Found"), Missing, "does not have this file any more"),
        (whole(b"<html>", status="403 Forbidden"), Forbidden, "permission"),
        (whole(b"<html>", status="500 Oops"), BadReply, "cannot answer now"),
        (whole(b"<html>", "Content-Type: text/html"), BadReply, "A web page came instead"),
        (whole(b"a" * 5000), BadFile, "has more than"),
        (whole(b"", size=10**12), BadFile, "has more than"),
        (moved("/en/file/download/abc"), BadReply, "in circles"),
        (moved("http://192.0.2.7/a"), Elsewhere, "without a secure connection"),
        (moved("https://files.example/a"), Elsewhere, r"another host, files\.example"),
    ],
)
async def test_of_what_does_not_come_whole_nothing_is_left(
    host: Host, client: Client, folder: Path, answer: Answer, error: type[Exception], words: str
) -> None:
    host.answers["/en/file/download/abc"] = answer
    largest = 4000 if error is BadFile else 500_000_000
    with pytest.raises(error, match=words):
        await client.download("/en/file/download/abc", folder, "a.txt", largest=largest)

    assert names(folder) == []


async def test_a_ban_is_a_ban_for_files_too(host: Host, client: Client, folder: Path) -> None:
    said = b'{"errors": [{"code": "e-401", "title": "Ban", "details": "API limit reached"}]}'
    host.answers["/en/file/download/abc"] = whole(said, status="401 Unauthorized")
    with pytest.raises(Exception, match="too many requests"):
        await client.download("/en/file/download/abc", folder)

    assert client.pace.allowance().blocked_until is not None
    assert client.pace.allowance("kb").blocked_until is None


async def test_a_redirect_within_the_helpdesk_is_followed_with_the_key(
    host: Host, client: Client, folder: Path
) -> None:
    host.answers["/en/file/download/abc"] = moved("/storage/abc?sig=1")
    host.answers["/storage/abc?sig=1"] = whole(b"A")
    path = await client.download("/en/file/download/abc", folder, "a.txt")

    assert path.read_bytes() == b"A"
    assert host.keys == [True, True]


@pytest.mark.parametrize("first", ["redirect", "address"])
async def test_another_host_is_asked_about_and_never_gets_the_key(
    host: Host, client: Client, folder: Path, first: str
) -> None:
    asked: list[str] = []
    agrees = False

    async def may_go(name: str) -> bool:
        asked.append(name)
        return agrees

    async with listening(Host()) as other:
        other.answers["/a"] = whole(b"A", "X-Rate-Limit-Remaining: 0")
        host.answers["/en/file/download/abc"] = moved(f"{other.url}/a")
        url = f"{other.url}/a" if first == "address" else "/en/file/download/abc"
        with pytest.raises(Elsewhere):
            await client.download(url, folder, "a.txt", may_go=may_go)
        assert other.heads == []

        agrees = True
        path = await client.download(url, folder, "a.txt", may_go=may_go)
        assert path.read_bytes() == b"A"
        assert asked == [other.url.removeprefix("http://")] * 2
        assert other.keys == [False]
    assert client.pace.allowance().remaining > 0, "a stranger does not speak for the helpdesk"


async def test_a_download_that_nobody_waits_for_leaves_nothing(
    host: Host, client: Client, folder: Path
) -> None:
    coming, stopped = asyncio.Event(), asyncio.Event()

    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 400000000\r\n\r\n")
        try:
            while True:
                writer.write(b"a" * 65536)
                await writer.drain()
        except ConnectionError:
            stopped.set()
            raise

    host.answers["/en/file/download/abc"] = endless
    fetching = asyncio.create_task(
        client.download("/en/file/download/abc", folder, progress=lambda *_: coming.set())
    )
    await coming.wait()
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching

    await stopped.wait()
    assert names(folder) == []
    host.answers["/api/v2/statuses/"] = whole(b'{"data": []}')
    assert (await client.statuses.page()).total == 0, "the next request has a connection"


async def test_a_folder_that_cannot_be_written_is_told(
    host: Host, client: Client, tmp_path: Path
) -> None:
    host.answers["/en/file/download/abc"] = whole(b"A")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadFile, match=r"file is in the way"):
        await client.download("/en/file/download/abc", tmp_path / "file", "a.txt")
