"""A copy in memory alone: as good as a file while it is open, and never on the disk."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from eddytui.models.rows import Draft
from eddytui.store.claims import Claims
from eddytui.store.database import MEMORY, Database
from eddytui.store.store import Store
from tests.store_records import ticket

BATCH = 30


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store in memory, of a program that runs in an empty folder."""
    monkeypatch.chdir(tmp_path)
    with closing(Store(Database(MEMORY))) as store:
        yield store


def nothing_in(folder: Path) -> bool:
    return not any(folder.iterdir())


async def test_what_is_written_is_read_and_found(store: Store, tmp_path: Path) -> None:
    await store.tickets.put([ticket(1)])
    await store.drafts.keep(Draft(1, "post", "Dear Maria", "2026-11-24 09:00:00"))
    number = await store.pending.stage(1, "change", {"owner_id": 8}, now="2026-11-24 09:00:00")
    assert await store.pending.claim(number)
    assert not await store.pending.inherit(number), "it is being sent"
    store.pending.release(number)
    assert await store.pending.inherit(number), "nobody is sending it any more"
    assert [row.id for row in store.tickets.rows([1])] == [1]
    assert [draft.text for draft in store.drafts.all()] == ["Dear Maria"]
    assert nothing_in(tmp_path)


async def test_it_is_gone_when_it_is_closed_and_no_two_are_the_same(store: Store) -> None:
    await store.marks.put("name", "value")
    with closing(Store(Database(MEMORY))) as other:
        assert other.marks.get("name") == ""
    assert store.marks.get("name") == "value"


async def test_a_reader_meets_neither_locks_nor_halves_while_another_thread_writes(
    store: Store,
) -> None:
    def batch(db: sqlite3.Connection) -> None:
        db.executemany("INSERT INTO marks VALUES (hex(randomblob(8)), ?)", [("x" * 1000,)] * BATCH)

    def count(db: sqlite3.Connection) -> int:
        return int(db.execute("SELECT count(*) FROM marks").fetchone()[0])

    async def write() -> None:
        for _ in range(100):
            await store.database.write(batch)

    writing = asyncio.create_task(write())
    seen = set()
    while not writing.done():
        seen.add(store.database.look(count))
        await asyncio.sleep(0)
    assert len(seen) > 1
    assert {each % BATCH for each in seen} == {0}
    assert store.database.look(count) == 100 * BATCH


def test_damage_leaves_no_sign_on_the_disk(store: Store, tmp_path: Path) -> None:
    def damage(_: sqlite3.Connection) -> None:
        error = sqlite3.DatabaseError("malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    with pytest.raises(Exception, match="damaged"):
        store.database.look(damage)
    assert nothing_in(tmp_path)


@pytest.mark.parametrize("way", ["shrink", "trim"])
async def test_room_that_became_empty_is_given_back(tmp_path: Path, way: str) -> None:
    for place in (MEMORY, tmp_path / "copy.db"):
        with closing(Store(Database(place))) as store:
            await store.tickets.put([ticket(number) for number in range(1, 500)])
            full = store.database.size()
            await store.tickets.forget(range(1, 500))
            assert store.database.size().free > full.whole // 4
            await getattr(store.database, way)()
            assert store.database.size().whole < full.whole // 2
            assert store.database.size().free == 0


def test_who_sends_is_known_without_a_file() -> None:
    claims = Claims(MEMORY)
    claims.take(1)
    with claims.alone() as alone:
        assert not alone
    claims.release(1)
    with claims.alone() as alone:
        assert alone
