"""Files over real connections: sent with their message, once, or told to be unclear."""

import asyncio
from pathlib import Path

import pytest

from eddytui.api import (
    BadFile,
    Client,
    Unclear,
    Upload,
)
from tests.hosts import CONTENT, REPLY, Host, whole


async def test_files_are_sent_with_the_reply_piece_by_piece(
    host: Host, asker: Client, tmp_path: Path
) -> None:
    log, note = tmp_path / "log.bin", tmp_path / "счёт.txt"
    log.write_bytes(CONTENT)
    note.write_text("Да")
    host.answers["/api/v2/tickets/7/posts/"] = whole(REPLY)
    told: list[tuple[int, int]] = []

    await asker.tickets.posts(7).create(
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
async def test_a_note_takes_one_file(host: Host, asker: Client, tmp_path: Path, owner: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A")
    host.answers[f"/api/v2/{owner}/2/notes/"] = whole(REPLY)
    notes = getattr(asker, owner).notes(2)
    await notes.create(text="see", files=[Upload.of(path)])

    assert b'name="file"; filename="a.txt"' in host.bodies[0]
    with pytest.raises(TypeError, match="2 files are too many"):
        await notes.create(text="see", files=[Upload.of(path)] * 2)


async def test_a_lost_answer_leaves_a_reply_with_files_unclear(
    host: Host, asker: Client, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A")

    async def hang_up(writer: asyncio.StreamWriter) -> None:
        writer.close()

    host.answers["/api/v2/tickets/7/posts/"] = hang_up
    with pytest.raises(Unclear):
        await asker.tickets.posts(7).create(text="a", files=[Upload.of(path)])
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
    host: Host, asker: Client, tmp_path: Path, become: bytes | None
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A")
    upload = Upload.of(path)
    if become is None:
        path.unlink()
    else:
        path.write_bytes(become)

    with pytest.raises(BadFile, match=r"cannot be read|is being changed"):
        await asker.tickets.create(title="A", files=[upload])
    assert host.heads == []


@pytest.mark.parametrize("size", [100, len(CONTENT) - 1, len(CONTENT) + 40])
async def test_a_file_that_changes_while_it_is_sent_leaves_the_reply_unclear(
    host: Host, asker: Client, tmp_path: Path, size: int
) -> None:
    """Of one that has grown, what was announced is sent: that is the file as it was chosen."""
    path = tmp_path / "log.bin"
    path.write_bytes(CONTENT)
    host.answers["/api/v2/tickets/7/posts/"] = whole(REPLY)

    def change(so_far: int, _: int) -> None:
        if so_far < 100_000:
            with path.open("r+b") as file:
                file.truncate(size)

    reply = asker.tickets.posts(7).create(text="a", files=[Upload.of(path)], progress=change)
    if size > len(CONTENT):
        await reply
        assert CONTENT in host.bodies[0]
    else:
        with pytest.raises(Unclear, match=r"log\.bin changed while it was sent"):
            await reply
    assert len(host.heads) == 1
