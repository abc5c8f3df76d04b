"""The file in which all processes of one user count what they send to a helpdesk.

It keeps a text for each bucket, changed by one process at a time. All is done on a thread of its
own, as it may have to wait for another process. A file that cannot be used ends no program: from
then on the texts are kept here alone, and that is said.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from eddytui.store import repair
from eddytui.store.database import prepare
from eddytui.store.errors import StoreError, told

S = TypeVar("S")
T = TypeVar("T")
Rule = Callable[[S], T]

_BUSY_SECONDS = 2.0
_TABLE = """CREATE TABLE IF NOT EXISTS allowances
(bucket TEXT PRIMARY KEY, tally TEXT NOT NULL) WITHOUT ROWID"""
_PUT = "INSERT OR REPLACE INTO allowances VALUES (?, ?)"
_ALONE = (
    "Other eddytui programs cannot see how many requests this one sends, so it sends half as many."
)
_REPLACED = "The count of requests was damaged. It is kept as {} and a new one was begun."


class AllowanceFile(Generic[S]):
    """Keeps what was counted for each bucket, shared with all who open the same file."""

    def __init__(
        self, path: Path, read: Callable[[str, str], S], written: Callable[[S], str]
    ) -> None:
        """Nothing is opened before the first change.

        `read` makes what is kept of a bucket's name and text, "" at first, and raises ValueError
        for a text that is none; `written` makes the text.
        """
        self._path = path
        self._read = read
        self._written = written
        self._owner = ThreadPoolExecutor(1, thread_name_prefix="allowance")
        self._db: sqlite3.Connection | None = None
        self._inode = 0
        """Of the file that is open."""
        self._texts: dict[str, str] = {}
        self._known: dict[str, S] = {}
        self._lost = ""
        """Why the file cannot be used."""
        self._replaced = ""

    @property
    def warning(self) -> str:
        """A sentence about what went wrong with the file, else ""."""
        return f"{self._lost} {_ALONE}" if self._lost else self._replaced

    @property
    def alone(self) -> bool:
        """Whether the file cannot be used, so that no other process sees what is counted."""
        return bool(self._lost)

    async def change(self, bucket: str, rule: Rule[S, T]) -> T:
        """What a rule gives, carried out on another thread while no other process is at it.

        It is carried out again when the file fails. Rules raise nothing.
        """
        return await asyncio.wrap_future(self._owner.submit(self._change, bucket, rule))

    def note(self, bucket: str, rule: Rule[S, object]) -> None:
        """Have a rule carried out, after those that came before it and before all others."""
        self._owner.submit(self._change, bucket, rule)

    def look(self, bucket: str) -> S:
        """What is kept of a bucket, as it was when this process last changed it."""
        known = self._known.get(bucket)
        return self._read(bucket, "") if known is None else known

    async def close(self) -> None:
        """Let go of the file; the next change opens it again."""
        await asyncio.wrap_future(self._owner.submit(self._close))

    def _change(self, bucket: str, rule: Rule[S, T]) -> T:
        if not self._lost:
            try:
                return self._shared(bucket, rule)
            except (sqlite3.Error, StoreError, OSError) as error:
                self._lost = self._why(error)
                self._close()
        outcome, known, after = self._applied(bucket, self._texts.get(bucket, ""), rule)
        self._known[bucket], self._texts[bucket] = known, after
        return outcome

    def _shared(self, bucket: str, rule: Rule[S, T]) -> T:
        """The outcome of a rule that is applied to the file, whose damage costs what it held."""
        try:
            return self._transact(self._opened(), bucket, rule)
        except sqlite3.DatabaseError as error:
            if not repair.is_damage(error):
                raise
        self._close()
        self._replace()
        return self._transact(self._opened(), bucket, rule)

    def _transact(self, db: sqlite3.Connection, bucket: str, rule: Rule[S, T]) -> T:
        db.execute("BEGIN IMMEDIATE")
        with db:
            row = db.execute("SELECT tally FROM allowances WHERE bucket = ?", (bucket,)).fetchone()
            before = str(row[0]) if row else ""
            outcome, known, after = self._applied(bucket, before, rule)
            if after != before:
                db.execute(_PUT, (bucket, after))
        self._known[bucket], self._texts[bucket] = known, after
        return outcome

    def _applied(self, bucket: str, before: str, rule: Rule[S, T]) -> tuple[T, S, str]:
        try:
            kept = self._read(bucket, before)
        except ValueError:
            kept = self._read(bucket, "")
        outcome = rule(kept)
        return outcome, kept, self._written(kept)

    def _opened(self) -> sqlite3.Connection:
        if self._db is not None and self._inode != _inode(self._path):
            self._close()  # another process has put it aside, or a person has removed it
        if self._db is None:
            prepare(self._path)
            self._db = sqlite3.connect(
                self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            # Never waits for the disk: the journal saves it from a process that dies, and what a
            # power cut takes is told by the helpdesk anew. Network disks know no write-ahead log.
            self._db.execute("PRAGMA synchronous = OFF")
            self._db.execute("PRAGMA journal_mode = PERSIST")
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(_TABLE)
            self._db.execute("COMMIT")
            self._inode = _inode(self._path)
        return self._db

    def _replace(self) -> None:
        """Put a damaged file aside, unless another process did so meanwhile."""
        seen = _inode(self._path)
        with suppress(sqlite3.DatabaseError):
            if self._opened().execute("PRAGMA quick_check").fetchone() == ("ok",):
                return
        self._close()
        if seen == _inode(self._path):
            self._replaced = _REPLACED.format(repair.set_aside(self._path).name)

    def _why(self, error: sqlite3.Error | StoreError | OSError) -> str:
        if isinstance(error, sqlite3.Error):
            error = told(error, self._path) or StoreError(f"{self._path} cannot be used.")
        return str(error)

    def _close(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
            self._db = None


def _inode(path: Path) -> int:
    """Which file is there; 0 for none."""
    return path.stat().st_ino if path.exists() else 0
