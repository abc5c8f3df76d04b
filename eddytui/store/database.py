"""SQLite behind the local copy: one writer on its own thread, a reader for the caller.

The copy is a file, or at `MEMORY` nothing but memory of this process. There writer and reader share
a memory of SQLite's own (`memdb`) that knows transactions as a file does; in its other one, the
shared cache, a reader meets locked tables or halves of what is being written.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

from eddytui.store import repair
from eddytui.store.engine import check_floor
from eddytui.store.errors import StoreError, code, told
from eddytui.store.migrations import check, migrate

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]

MEMORY = Path(":memory:")
"""In the place of a path: a copy that is gone when it is closed, and never touches the disk."""
_BUSY_SECONDS = 5.0
_TRIES = 50
_LITTLE = 64
"""Pages of half a megabyte, which the disk has back in some milliseconds."""
_FULL = 2
"""The number by which SQLite knows `synchronous = FULL`."""


class Size(NamedTuple):
    """How much room a copy takes, in bytes."""

    whole: int
    free: int
    """What of it is empty: a smaller file could hold the same."""


def prepare(path: Path) -> None:
    """Make folder and file, for their owner alone: SQLite gives its log files the same rights."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}.") from error
    with suppress(PermissionError):
        path.chmod(0o600)


def _connect(place: Path | str) -> sqlite3.Connection:
    """A connection to a file or an address that waits for others and leaves transactions to us."""
    db = sqlite3.connect(
        place,
        uri=isinstance(place, str),
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    db.execute("PRAGMA page_size = 8192")  # a ticket's row is 1.5 KB: five a page, not two
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA temp_store = MEMORY")
    return db


def _allow_trimming(db: sqlite3.Connection) -> None:
    """Let a file become smaller in parts; one that is not empty once it is written anew."""
    db.execute("PRAGMA auto_vacuum = INCREMENTAL")


def _version(db: sqlite3.Connection) -> int:
    """A number that is another one when others than this connection have written."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def _ask_for_log(db: sqlite3.Connection) -> str:
    """The answer to asking for write-ahead logging, which does not wait for others by itself."""
    for _ in range(_TRIES):
        try:
            return str(db.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if code(error) != sqlite3.SQLITE_BUSY:
                return ""
        db.execute("BEGIN IMMEDIATE")  # this does wait
        db.rollback()
    return ""


def choose_journal(db: sqlite3.Connection) -> str:
    """The journal in force: `wal`, or `delete` where the file system has no shared memory."""
    mode = _ask_for_log(db)
    if mode != "wal":
        (mode,) = db.execute("PRAGMA journal_mode = DELETE").fetchone()
    # Without the log, NORMAL could lose the file itself when the power goes.
    db.execute(f"PRAGMA synchronous = {'NORMAL' if mode == 'wal' else 'FULL'}")
    return str(mode)


def _open(place: Path | str) -> sqlite3.Connection:
    """A writer on a copy that is ours, up to date and readable."""
    db = _connect(place)
    try:
        check_floor(db)
        if not db.execute("PRAGMA page_count").fetchone()[0]:  # else that would be a write
            _allow_trimming(db)
        choose_journal(db)
        migrate(db)
        check(db)
    except BaseException:
        db.close()
        raise
    return db


class Database:
    """An open local copy; the calling thread reads, an owner thread does everything else."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the copy, made or brought up to date or replaced where needed; not if `read_only`.

        Raises StoreError when it cannot be used.
        """
        self.path = path
        self.repaired = ""
        """A sentence when a damaged file had to be replaced, else ""."""
        self._read_only = read_only
        self._place = self._found(path)
        if not (read_only or self.in_memory):
            prepare(path)
        with self._plainly():
            self._writer = _connect(self._place) if read_only else self._open_or_replace()
            self._reader = _connect(self._place)
            self._version = _version(self._writer)
        self._owner = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._closed = False

    @property
    def in_memory(self) -> bool:
        """Whether all of it is gone when it is closed."""
        return self.path == MEMORY

    def look(self, job: Job[T]) -> T:
        """The result of a small read, at once, on the caller's thread."""
        with self._plainly():
            return job(self._reader)

    async def read(self, job: Job[T]) -> T:
        """The result of a large read, made while the caller's thread goes on."""
        return await self._owned(lambda: job(self._writer))

    async def write(self, job: Job[T], *, durable: bool = False) -> T:
        """The result of a job that was done whole, in one transaction, or not at all.

        When the power goes, the last ones may be lost; a `durable` one is on the disk by then, with
        all that was written before it.
        """
        return await self._owned(lambda: self._transact(job, durable=durable))

    async def written_elsewhere(self) -> bool:
        """Whether another program has written since this was asked last."""
        before = self._version
        self._version = await self._owned(lambda: _version(self._writer))
        return self._version != before

    def size(self) -> Size:
        """How much room the copy takes."""
        return self.look(_size)

    async def shrink(self) -> None:
        """Write all of it anew, without what is empty; what is to be written meanwhile waits.

        Raises StoreError while others keep it busy.
        """
        await self._owned(self._shrink)

    async def trim(self) -> None:
        """Give what is empty back to the disk, a little at a time: nothing waits for all of it.

        Raises StoreError while others keep it busy.
        """
        while await self._owned(self._trim):
            pass
        await self._owned(self._empty_log)

    def close(self) -> None:
        """Finish what was begun, tidy the log away and let go of the file."""
        if self._closed:
            return
        self._closed = True
        self._owner.shutdown(wait=True)
        self._reader.close()
        with suppress(sqlite3.Error):
            self._writer.execute("PRAGMA wal_checkpoint(PASSIVE)")
        self._writer.close()

    def _found(self, path: Path) -> Path | str:
        """What SQLite is told to open; a memory is named after this object, so it is its own."""
        if path == MEMORY:
            return f"file:/{id(self)}?vfs=memdb"
        return f"{path.absolute().as_uri()}?mode=ro" if self._read_only else path

    def _open_or_replace(self) -> sqlite3.Connection:
        if self.in_memory or not repair.is_reported(self.path):
            try:
                return _open(self._place)
            except sqlite3.DatabaseError as error:
                if not repair.is_damage(error):
                    raise
        place = repair.set_aside(self.path)
        prepare(self.path)
        db = _open(self._place)
        carried = repair.carry_over(place, db)
        self.repaired = (
            f"The local copy was damaged. It is kept as {place.name} and a new one was begun."
            f" Drafts and waiting changes carried over: {carried}."
        )
        return db

    def _shrink(self) -> None:
        self._writer.execute("VACUUM")
        self._empty_log()

    def _trim(self) -> bool:
        """Give a little back; whether there is more."""
        (can_trim,) = self._writer.execute("PRAGMA auto_vacuum").fetchone()
        if not can_trim:  # a copy that an older eddytui began; once written anew it can
            _allow_trimming(self._writer)
            self._writer.execute("VACUUM")
        before = _size(self._writer).free
        # `execute` would take the first step of it alone, which is one page.
        self._writer.executescript(f"PRAGMA incremental_vacuum({_LITTLE})")
        return 0 < _size(self._writer).free < before

    def _empty_log(self) -> None:
        self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _owned(self, work: Callable[[], T]) -> T:
        """Done by the owner thread, to its end even when the one who asked is cancelled."""
        task = self._owner.submit(self._run, work)
        return await asyncio.shield(asyncio.wrap_future(task))

    def _run(self, work: Callable[[], T]) -> T:
        with self._plainly():
            return work()

    def _transact(self, job: Job[T], *, durable: bool) -> T:
        with self._synchronous(durable=durable):
            self._writer.execute("BEGIN IMMEDIATE")
            with self._writer:
                return job(self._writer)

    @contextmanager
    def _synchronous(self, *, durable: bool) -> Iterator[None]:
        """Let a commit wait for the disk."""
        (usual,) = self._writer.execute("PRAGMA synchronous").fetchone()
        if not durable or usual >= _FULL:
            yield
            return
        self._writer.execute(f"PRAGMA synchronous = {_FULL}")
        try:
            yield
        finally:
            self._writer.execute(f"PRAGMA synchronous = {usual}")

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Turn SQLite's errors into sentences; remember damage for the next start."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if repair.is_damage(error) and not (self._read_only or self.in_memory):
                repair.report(self.path)
            if (plain := told(error, self.path)) is None:
                raise
            raise plain from error


def _size(db: sqlite3.Connection) -> Size:
    page, pages, free = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_size", "page_count", "freelist_count")
    )
    return Size(page * pages, page * free)
