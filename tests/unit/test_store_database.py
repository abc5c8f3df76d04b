"""The file: private, up to date, shared by processes, and replaced when it is damaged."""

import asyncio
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from eddytui.models.rows import Draft
from eddytui.store.database import Database, choose_journal
from eddytui.store.errors import StoreError, told
from eddytui.store.store import Store
from tests.store_records import reopened, ticket

SECONDS = 30


def rows(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM marks").fetchone()[0])


def add(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO marks VALUES (hex(randomblob(8)), '')")


async def emptied(store: Store) -> None:
    """Let some megabytes of the file be empty."""

    def fill(db: sqlite3.Connection) -> None:
        db.executemany("INSERT INTO marks VALUES (?, zeroblob(8000))", [(i,) for i in range(1000)])

    await store.database.write(fill)
    await store.empty_records()


def test_folder_and_files_belong_to_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "queue.db"
    with reopened(path):
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}

        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert modes == dict.fromkeys(["queue.db", "queue.db-shm", "queue.db-wal"], 0o600)


def test_a_file_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    path.touch(mode=0o644)
    with reopened(path):
        assert path.stat().st_mode & 0o777 == 0o600


async def test_what_was_written_is_seen_by_the_next_read(tmp_path: Path) -> None:
    with reopened(tmp_path / "queue.db") as store:
        await store.database.write(add)
        assert store.database.look(rows) == 1
        assert await store.database.read(rows) == 1


async def test_a_job_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def half(db: sqlite3.Connection) -> None:
        add(db)
        raise KeyError

    with reopened(tmp_path / "queue.db") as store:
        with pytest.raises(KeyError):
            await store.database.write(half)
        assert store.database.look(rows) == 0
        await store.database.write(add)
        assert store.database.look(rows) == 1


class Held:
    """A job that keeps the owner thread until it is let go."""

    def __init__(self) -> None:
        self._loop, self.begun, self.go_on = (
            asyncio.get_running_loop(),
            asyncio.Event(),
            asyncio.Event(),
        )

    def __call__(self, _: sqlite3.Connection) -> str:
        self._loop.call_soon_threadsafe(self.begun.set)
        asyncio.run_coroutine_threadsafe(self.go_on.wait(), self._loop).result(SECONDS)
        return "done"


async def test_the_caller_goes_on_while_the_owner_thread_works(tmp_path: Path) -> None:
    held = Held()
    with reopened(tmp_path / "queue.db") as store:
        asked = asyncio.ensure_future(store.database.read(held))
        await held.begun.wait()
        assert store.database.look(rows) == 0
        held.go_on.set()
        assert await asked == "done"


async def test_a_write_that_was_asked_for_is_done_although_its_screen_is_left(
    tmp_path: Path,
) -> None:
    held = Held()
    with reopened(tmp_path / "queue.db") as store:
        first = asyncio.ensure_future(store.database.read(held))
        await held.begun.wait()
        second = asyncio.ensure_future(store.database.write(add))
        await asyncio.sleep(0)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        held.go_on.set()
        await first
        assert await store.database.read(rows) == 1


async def test_a_draft_does_not_wait_until_a_large_file_is_smaller(tmp_path: Path) -> None:
    with reopened(tmp_path / "queue.db") as store:
        await emptied(store)
        trimming = asyncio.create_task(store.database.trim())
        await asyncio.sleep(0)
        await store.drafts.keep(Draft(7, "post", "Dear", "2026-11-24 09:00:00"))
        assert not trimming.done()
        assert store.database.size().free
        await trimming
        assert not store.database.size().free


async def test_a_file_of_an_older_eddytui_becomes_smaller_too(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    with reopened(path):
        pass
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA auto_vacuum = NONE")
        db.execute("VACUUM")
    with reopened(path) as store:
        await emptied(store)
        large = path.stat().st_size
        await store.database.trim()
        assert path.stat().st_size < large // 2
        await emptied(store)
        await store.database.trim()
        assert path.stat().st_size < large // 2


def test_closing_twice_is_fine_and_leaves_one_file(tmp_path: Path) -> None:
    database = Database(tmp_path / "queue.db")
    database.close()
    database.close()
    assert [file.name for file in tmp_path.iterdir()] == ["queue.db"]


def test_write_ahead_logging_is_used_where_it_works(tmp_path: Path) -> None:
    with reopened(tmp_path / "queue.db") as store:
        mode = store.database.look(lambda db: db.execute("PRAGMA journal_mode").fetchone())
        assert mode == ("wal",)


async def test_a_file_system_without_shared_memory_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def without_shared_memory(path: Path, **options: Any) -> sqlite3.Connection:
        return connect(f"file:{path}?vfs=unix-dotfile", **{**options, "uri": True})

    monkeypatch.setattr(sqlite3, "connect", without_shared_memory)
    with reopened(tmp_path / "queue.db") as store:
        await store.tickets.put([ticket(1)])
        assert [row.id for row in store.tickets.rows([1])] == [1]

        db = without_shared_memory(tmp_path / "other.db")
        assert choose_journal(db) == "delete"
        assert db.execute("PRAGMA synchronous").fetchone() == (2,), "nothing is lost with the power"
        db.close()


def test_an_old_sqlite_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match=r"needs SQLite 3\.37 .* \(FTS5\); this Python has 3\."):
        Database(tmp_path / "queue.db")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made: File exists"):
        Database(tmp_path / "file" / "queue.db")


def test_a_mistake_in_our_own_sql_is_not_dressed_up(tmp_path: Path) -> None:
    with reopened(tmp_path / "queue.db") as store, pytest.raises(sqlite3.OperationalError):
        store.database.look(lambda db: db.execute("SELECT nothing"))


@pytest.mark.parametrize(
    ("error_code", "sentence"),
    [
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_BUSY, "busy"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "busy"),
        (sqlite3.SQLITE_LOCKED, "busy"),
        (sqlite3.SQLITE_READONLY, "permissions"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_IOERR_WRITE, "Check the disk"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
    ],
)
def test_what_went_wrong_is_said_in_a_sentence(error_code: int, sentence: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = error_code
    plain = str(told(error, Path("/state/queue.db")))
    assert sentence in plain
    assert plain.endswith(".")
    assert "disk I/O error" not in plain


def work(path: Path, name: int, times: int) -> None:
    """What another eddytui does with the same file."""

    async def put() -> None:
        for number in range(times):
            await store.marks.put(f"{name}.{number}", "")

    with reopened(path) as store:
        asyncio.run(put())


def test_several_processes_start_and_write_at_once(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=work, args=(tmp_path / "queue.db", n, 40)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(SECONDS)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    with reopened(tmp_path / "queue.db") as store:
        assert store.database.look(rows) == 3 * 40


DIES = """
import asyncio, os, signal, sys
from pathlib import Path
from eddytui.models.rows import Draft
from eddytui.store.database import Database
from eddytui.store.store import Store

async def main():
    store = Store(Database(Path(sys.argv[1])))
    await store.drafts.keep(Draft(7, "post", "Dear Maria", "2026-11-24 09:00:00"))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


def test_a_draft_survives_a_program_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    done = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", DIES, str(path)], timeout=SECONDS, check=False
    )
    assert done.returncode == -signal.SIGKILL
    with reopened(path) as store:
        draft = store.drafts.one(7, "post")
        assert draft is not None
        assert draft.text == "Dear Maria"


def test_the_store_is_there_before_pydantic(tmp_path: Path) -> None:
    heavy = "pydantic", "httpx", "nh3", "markdown_it", "keyring"
    asked = f"import sys, eddytui.store.store; print(sorted(set({heavy}) & set(sys.modules)))"
    done = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=True,
        env={**os.environ},
    )
    assert done.stdout.strip() == "[]"
