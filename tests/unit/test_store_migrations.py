"""Files of other versions, and damaged ones."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eddytui.models.queries import TicketQuery
from eddytui.models.rows import Draft
from eddytui.models.terms import Among, Term
from eddytui.store.columns import COLUMNS
from eddytui.store.database import Database, choose_journal
from eddytui.store.errors import StoreError
from eddytui.store.migrations import STEPS, migrate, version
from tests.store_records import ids, plan, reopened, ticket


def before_begin(path: Path, other: Callable[[], None]) -> sqlite3.Connection:
    """A connection during whose life another process does something, just before it begins."""

    class Watched(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql == "BEGIN IMMEDIATE":
                other()
            return super().execute(sql, *values)

    return sqlite3.connect(path, isolation_level=None, factory=Watched)


def nothing(_: sqlite3.Connection) -> None:
    pass


def test_each_step_is_done_once_and_in_order() -> None:
    db, done = sqlite3.connect(":memory:", isolation_level=None), []
    steps = [lambda _, n=n: done.append(n) for n in range(3)]
    migrate(db, steps[:2])
    migrate(db, steps)
    migrate(db, steps)
    assert done == [0, 1, 2]
    assert version(db) == 3
    db.close()


def test_a_step_that_fails_changes_nothing() -> None:
    def half(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (id)")
        db.execute("SELECT nothing")

    db = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(db, [nothing, half])
    assert version(db) == 1
    assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    db.close()


def test_a_step_that_another_process_did_meanwhile_is_not_done_again(tmp_path: Path) -> None:
    done = []
    steps = [lambda _: done.append(1)]
    other = sqlite3.connect(tmp_path / "queue.db", isolation_level=None)
    db = before_begin(tmp_path / "queue.db", lambda: migrate(other, steps))
    migrate(db, steps)
    assert done == [1]
    db.close()
    other.close()


def test_the_first_start_of_two_at_once_waits_for_the_other(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "queue.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    db = before_begin(tmp_path / "queue.db", other.rollback)
    assert choose_journal(db) == "wal"
    db.close()
    other.close()


async def test_a_copy_of_the_first_version_answers_typed_queries(tmp_path: Path) -> None:
    """It was made before tags had a table of their own."""
    with reopened(tmp_path / "new.db") as store:
        await store.tickets.put([ticket(1, tags=["vip", "vpn"]), ticket(2), ticket(3, tags="vpn")])
    db = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    migrate(db, STEPS[:1])
    db.execute("ATTACH ? AS new", (str(tmp_path / "new.db"),))
    db.execute("INSERT INTO main.tickets SELECT * FROM new.tickets")
    db.close()
    with reopened(tmp_path / "old.db") as store:
        vpn = TicketQuery(terms=(Term((Among("tag", ("vpn",)),)),))
        assert ids(store, vpn) == [3, 1]
        assert store.tags.all() == ["vip", "vpn"]
        locked = TicketQuery(terms=(Term((Among("locked", (1,)),)),))
        assert "COVERING INDEX" in plan(store, locked)[0]
        await store.tickets.put([ticket(1, tags=["vip"], date_updated="2026-11-24 09:00:00")])
        assert ids(store, vpn) == [3]


async def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    newer = len(STEPS) + 1
    with reopened(path) as store:
        await store.database.write(lambda db: db.execute(f"PRAGMA user_version = {newer}"))
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer eddytui .* Update eddytui\."):
        Database(path)
    assert path.read_bytes() == before


def test_a_sound_file_is_not_repaired(tmp_path: Path) -> None:
    for _ in range(2):
        with reopened(tmp_path / "queue.db") as store:
            assert store.database.repaired == ""


async def test_a_file_that_is_no_database_is_kept_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    for number in (1, 2):
        path.write_text(f"scribble {number} " * 200)
        with reopened(path) as store:
            assert f"kept as queue.db.broken-{number} and a new one" in store.database.repaired
            await store.tickets.put([ticket(1)])
            assert len(store.tickets.rows([1])) == 1
    assert (tmp_path / "queue.db.broken-1").read_text().startswith("scribble 1")
    assert (tmp_path / "queue.db.broken-2").read_text().startswith("scribble 2")


async def test_what_was_typed_is_carried_over_from_a_file_that_broke_inside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "queue.db"
    with reopened(path) as store:
        await store.drafts.keep(Draft(7, "post", "Dear Maria", "2026-11-24 09:00:00"))
        await store.pending.stage(7, "change", {"status_id": "closed"}, now="2026-11-24 09:00:00")
        await store.tickets.put([ticket(number, title="x" * 3000) for number in range(1, 60)])
        root, size = store.database.look(
            lambda db: db.execute(
                "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size"
                " WHERE name = 'tickets'"
            ).fetchone()
        )
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)

    with reopened(path) as store, pytest.raises(StoreError, match=r"damaged\. Start eddytui again"):
        store.tickets.rows([1])
    with reopened(path) as store:
        assert "carried over: 2." in store.database.repaired
        assert [draft.text for draft in store.drafts.all()] == ["Dear Maria"]
        assert [waiting.patch for waiting in store.pending.all()] == [{"status_id": "closed"}]
        assert store.tickets.rows([1]) == []
    with reopened(path) as store:
        assert store.database.repaired == ""


def test_a_tag_that_waits_to_be_sent_is_there_after_the_upgrade(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "copy.db", isolation_level=None)
    STEPS[0](db)
    db.execute("PRAGMA user_version = 1")
    for ticket_id, record in ((7, '{"tags": ["old", "kept"]}'), (8, '{"tags": ["b"]}'), (9, "{no")):
        values = ", ".join(["?"] + ["''"] * (len(COLUMNS)) + ["''", "''", "?"])
        db.execute(f"INSERT INTO tickets VALUES ({values})", (ticket_id, record))  # noqa: S608
    db.execute(
        "INSERT INTO pending (ticket_id, kind, patch, blocks, state, made)"
        " VALUES (7, 'change', '{\"tags\": [\"mine\"]}', '', 'waiting', '')"
    )
    migrate(db)
    assert db.execute("SELECT ticket_id, tag FROM tags ORDER BY 1").fetchall() == [
        (7, "mine"),
        (8, "b"),
    ]
    db.close()


@pytest.mark.parametrize(
    "harm",
    [
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
        "DROP TABLE tags",
        "DROP TABLE marks",
    ],
)
def test_a_copy_that_is_half_made_is_kept_aside_and_begun_anew(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "copy.db"
    Database(path).close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("INSERT INTO drafts VALUES (7, 'post', 'On it.', '', '[]')")
    db.execute(harm)
    db.close()
    copy = Database(path)
    assert "Drafts and waiting changes carried over: 1." in copy.repaired
    assert copy.look(lambda db: db.execute("SELECT text FROM drafts").fetchall()) == [("On it.",)]
    copy.close()
    assert (tmp_path / "copy.db.broken-1").exists()
