"""Files over real connections: fetched whole, for their owner alone, or not at all."""

import asyncio
import resource
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
)
from tests.hosts import CONTENT, Answer, Host, cut_off, listening, moved, whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "downloads"


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def names(folder: Path) -> list[str]:
    """What is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


async def test_a_file_is_fetched_whole_for_its_owner_alone(
    host: Host, asker: Client, folder: Path
) -> None:
    host.answers["/ru/file/download/abc/log.bin"] = whole(CONTENT)
    told: list[tuple[int, int]] = []
    url = f"{host.url}/ru/file/download/abc/log.bin"
    path = await asker.download(url, folder, progress=lambda *so_far: told.append(so_far))

    assert path == folder / "log.bin"
    assert path.read_bytes() == CONTENT
    assert (rights(path), rights(folder)) == (0o600, 0o700)
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert host.keys == [True]


async def test_nothing_is_overwritten(host: Host, asker: Client, tmp_path: Path) -> None:
    folder = tmp_path
    host.answers["/en/file/download/abc"] = whole(b"new")
    (folder / "a.txt").write_text("mine")
    (folder / "a (2).txt").symlink_to(folder / "nowhere")
    paths = [await asker.download("/en/file/download/abc", folder, "a.txt") for _ in range(2)]

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
    host: Host, asker: Client, folder: Path, answer: Answer, error: type[Exception], words: str
) -> None:
    host.answers["/en/file/download/abc"] = answer
    largest = 4000 if error is BadFile else 500_000_000
    with pytest.raises(error, match=words):
        await asker.download("/en/file/download/abc", folder, "a.txt", largest=largest)

    assert names(folder) == []


async def test_a_ban_is_a_ban_for_files_too(host: Host, asker: Client, folder: Path) -> None:
    said = b'{"errors": [{"code": "e-401", "title": "Ban", "details": "API limit reached"}]}'
    host.answers["/en/file/download/abc"] = whole(said, status="401 Unauthorized")
    with pytest.raises(Exception, match="too many requests"):
        await asker.download("/en/file/download/abc", folder)

    assert asker.pace.allowance().blocked_until is not None
    assert asker.pace.allowance("kb").blocked_until is None


async def test_a_redirect_within_the_helpdesk_is_followed_with_the_key(
    host: Host, asker: Client, folder: Path
) -> None:
    host.answers["/en/file/download/abc"] = moved("/storage/abc?sig=1")
    host.answers["/storage/abc?sig=1"] = whole(b"A")
    path = await asker.download("/en/file/download/abc", folder, "a.txt")

    assert path.read_bytes() == b"A"
    assert host.keys == [True, True]


@pytest.mark.parametrize("first", ["redirect", "address"])
async def test_another_host_is_asked_about_and_never_gets_the_key(
    host: Host, asker: Client, folder: Path, first: str
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
            await asker.download(url, folder, "a.txt", may_go=may_go)
        assert other.heads == []

        agrees = True
        path = await asker.download(url, folder, "a.txt", may_go=may_go)
        assert path.read_bytes() == b"A"
        assert asked == [other.url.removeprefix("http://")] * 2
        assert other.keys == [False]
    assert asker.pace.allowance().remaining > 0, "a stranger does not speak for the helpdesk"


async def test_a_download_that_nobody_waits_for_leaves_nothing(
    host: Host, asker: Client, folder: Path
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
        asker.download("/en/file/download/abc", folder, progress=lambda *_: coming.set())
    )
    await coming.wait()
    fetching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await fetching

    await stopped.wait()
    assert names(folder) == []
    host.answers["/api/v2/statuses/"] = whole(b'{"data": []}')
    assert (await asker.statuses.page()).total == 0, "the next request has a connection"


async def test_a_full_disk_leaves_nothing(host: Host, asker: Client, folder: Path) -> None:
    host.answers["/en/file/download/abc"] = whole(b"a" * 100_001)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, usual[1]))
    try:
        with pytest.raises(BadFile, match=r"a\.txt cannot be written: File too large"):
            await asker.download("/en/file/download/abc", folder, "a.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert names(folder) == []


async def test_a_file_that_is_taken_away_while_it_comes_leaves_no_empty_one(
    host: Host, asker: Client, folder: Path
) -> None:
    def take_away(*_: int) -> None:
        for part in folder.iterdir():
            part.unlink()

    host.answers["/en/file/download/abc"] = whole(b"A")
    with pytest.raises(BadFile, match="No such file"):
        await asker.download("/en/file/download/abc", folder, "a.txt", progress=take_away)
    assert names(folder) == []


async def test_folders_that_are_made_are_for_their_owner_alone(
    host: Host, asker: Client, folder: Path
) -> None:
    host.answers["/en/file/download/a%20b.txt"] = whole(b"A")
    path = await asker.download("/en/file/download/a%20b.txt", folder / "deep" / "down")

    assert path.name == "a b.txt"
    assert [rights(made) for made in (folder, folder / "deep", path.parent)] == [0o700] * 3


async def test_who_was_sent_elsewhere_comes_back_without_the_key(
    host: Host, asker: Client, folder: Path
) -> None:
    async def may_go(_: str) -> bool:
        return True

    async with listening(Host()) as other:
        host.answers["/en/file/download/abc"] = moved(f"{other.url}/a")
        other.answers["/a"] = moved(f"{host.url}/b")
        host.answers["/b"] = whole(b"B")
        await asker.download("/en/file/download/abc", folder, "b.txt", may_go=may_go)
        assert (host.keys, other.keys) == ([True, False], [False])


@pytest.mark.parametrize(
    "answer",
    [
        whole(b"<html>", "Content-Type: Text/HTML"),
        whole(b"A", status="206 Partial Content"),
        whole(b"", status="204 No Content"),
        whole(b"\x1f\x8b", "Content-Encoding: gzip"),
        moved("http://user:pass@127.0.0.1/"),
    ],
)
async def test_what_is_no_file_is_not_kept_as_one(
    host: Host, asker: Client, folder: Path, answer: Answer
) -> None:
    host.answers["/en/file/download/abc"] = answer
    with pytest.raises(BadReply):
        await asker.download("/en/file/download/abc", folder, "report.pdf")
    assert names(folder) == []


async def test_a_folder_that_cannot_be_written_is_told(
    host: Host, asker: Client, tmp_path: Path
) -> None:
    host.answers["/en/file/download/abc"] = whole(b"A")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadFile, match=r"file is in the way"):
        await asker.download("/en/file/download/abc", tmp_path / "file", "a.txt")
