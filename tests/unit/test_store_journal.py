"""The journal on disk: in order, by action, with what became of each entry, and not for ever."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from eddytui.models.rows import Draft, JournalRow, Text
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.store_records import NOW, opened, reopened, ticket

store = pytest.fixture(opened)
CLOSED = JournalRow("change", "#1 Closed", NOW, 1, {"status_id": "open"}, {"status_id": "closed"})


async def staged(store: Store, ticket_id: int = 1, lot: int = 0) -> JournalRow:
    """A change that waits, as it stands in the journal."""
    number = await store.pending.stage(ticket_id, "change", {"status_id": "closed"}, now=NOW)
    row = CLOSED._replace(ticket_id=ticket_id, lot=lot, pending=number)
    return one(store, await store.journal.note(row))


def one(store: Store, number: int) -> JournalRow:
    (row,) = store.journal.rows([number])
    return row


def words(store: Store) -> list[str]:
    return [row.words for row in store.journal.rows(store.journal.ids())]


async def test_an_entry_comes_back_as_it_was_noted_with_the_title_of_its_ticket(
    tmp_path: Path,
) -> None:
    path = tmp_path / "copy.db"
    with reopened(path) as store:
        await store.tickets.put([ticket(1, title="Fax")])
        number = await store.journal.note(CLOSED._replace(pending=9))
    with reopened(path) as store:
        whole = CLOSED._replace(id=number, lot=number, pending=9, title="Fax")
        assert store.journal.rows([number, 99]) == [whole]
        assert next_undo(store) == (number, "#1 Closed")


async def test_the_newest_action_comes_first_and_its_head_before_its_parts(store: Store) -> None:
    await store.journal.note(CLOSED._replace(words="first"))
    lot = await store.journal.note(JournalRow("lot", "head", NOW))
    await store.journal.note(CLOSED._replace(words="meanwhile"))
    await store.journal.note(CLOSED._replace(words="part 1", lot=lot))
    await store.journal.note(CLOSED._replace(words="part 2", lot=lot))
    assert words(store) == ["meanwhile", "head", "part 1", "part 2", "first"]
    assert [row.words for row in store.journal.of(lot)] == ["head", "part 1", "part 2"]
    assert [row.words for row in store.journal.of(lot + 2)] == ["part 1"], "one of it"
    found = store.journal.rows(reversed(store.journal.ids()))
    assert [row.words for row in found] == words(store)[::-1], "as asked for"


def next_undo(store: Store) -> tuple[int, str] | None:
    """Number and words of what would be taken back next."""
    found = store.journal.last()
    return found and found[:2]


async def test_what_would_be_taken_back_next_is_the_newest_that_still_holds(store: Store) -> None:
    assert store.journal.last() is None
    first = await store.journal.note(CLOSED)
    lot = await store.journal.note(JournalRow("lot", "2 tickets closed", NOW))
    parts = [await store.journal.note(CLOSED._replace(lot=lot)) for _ in "12"]
    await store.journal.note(JournalRow("post", "Dear John", NOW, 1))
    await store.journal.note(CLOSED._replace(before={}))
    await store.journal.note(CLOSED._replace(kind="undo"))
    assert next_undo(store) == (lot, "2 tickets closed")
    await store.journal.mark(parts[0], "undone")
    assert next_undo(store) == (lot, "2 tickets closed"), "a part of it holds"
    await store.journal.mark(parts[1], "kept")
    assert next_undo(store) == (first, "#1 Closed")
    await store.journal.mark(first, "undone")
    assert store.journal.last() is None


@pytest.mark.parametrize(
    ("states", "told"),
    [
        (("undone", "made", "refused"), "made"),
        (("undone", "kept"), "undone"),
        (("refused", "kept"), "kept"),
        (("refused",), "refused"),
        ((), "refused"),
    ],
)
async def test_a_head_is_what_its_parts_are(
    store: Store, states: tuple[str, ...], told: str
) -> None:
    lot = await store.journal.note(JournalRow("lot", "many", NOW))
    for state in states:
        await store.journal.note(CLOSED._replace(lot=lot, state=state))
    assert one(store, lot).state == told


async def test_an_entry_and_its_head_wait_as_long_as_it_is_in_the_outbox(store: Store) -> None:
    lot = await store.journal.note(JournalRow("lot", "many", NOW))
    row = await staged(store, lot=lot)
    assert [each.waiting for each in store.journal.of(lot)] == ["waiting", "waiting"]
    await store.pending.unstage(row.pending)
    assert [each.waiting for each in store.journal.of(lot)] == ["", ""]


async def test_what_has_to_be_decided_first_is_not_the_next_to_be_taken_back(store: Store) -> None:
    first, perhaps = await staged(store), await staged(store)
    await store.pending.mark(perhaps.pending, "undecided")
    assert next_undo(store) == (first.id, "#1 Closed")


@pytest.mark.parametrize("state", ["waiting", "conflict"])
async def test_what_never_left_goes_from_the_outbox_when_it_is_taken_back(
    store: Store, state: str
) -> None:
    await store.tickets.put([ticket(1)])
    row = await staged(store)
    await store.pending.mark(row.pending, state)
    assert await store.journal.claim(row.id) == "unsent"
    assert store.pending.all() == []
    assert [found.status_id for found in store.tickets.rows([1])] == ["open"]
    assert one(store, row.id).state == "undone"


@pytest.mark.parametrize("state", ["sending", "unclear", "undecided"])
async def test_what_may_have_left_stays_in_the_outbox(store: Store, state: str) -> None:
    row = await staged(store)
    await store.pending.mark(row.pending, state)
    assert await store.journal.claim(row.id) == "sent"
    assert [waiting.number for waiting in store.pending.all()] == [row.pending]


async def test_only_one_can_take_an_entry_back(store: Store) -> None:
    number = await store.journal.note(CLOSED)
    assert await store.journal.claim(number) == "sent"
    assert await store.journal.claim(number) == "gone"
    assert await store.journal.claim(99) == "gone"


async def test_what_comes_off_the_outbox_did_not_come_about_and_what_is_settled_did(
    store: Store,
) -> None:
    refused, settled = await staged(store), await staged(store, 2)
    number = await store.pending.stage(3, "post", {"text": "x", "source": "x"}, now=NOW)
    post = await store.journal.note(JournalRow("post", "x", NOW, 3, pending=number))
    await store.pending.unstage(refused.pending)
    await store.pending.settle(settled.pending, [ticket(2)])
    await store.pending.give_back(Draft(3, "post", "x", NOW), number)
    states = [row.state for row in store.journal.rows([refused.id, settled.id, post])]
    assert states == ["refused", "made", "refused"]


async def test_when_an_undo_is_refused_its_change_stays(store: Store) -> None:
    row = await staged(store)
    await store.pending.mark(row.pending, "sending")
    assert await store.journal.claim(row.id) == "sent"
    number = await store.pending.stage(1, "change", {"status_id": "open"}, now=NOW)
    await store.journal.undone(row.id, CLOSED._replace(kind="undo", pending=number))
    undo = store.journal.ids()[0]
    assert (one(store, row.id).state, one(store, undo).state) == ("undone", "made")
    await store.pending.unstage(number)
    assert (one(store, row.id).state, one(store, undo).state) == ("kept", "refused")


async def test_what_was_done_to_a_ticket_since_is_found(store: Store) -> None:
    first = await store.journal.note(CLOSED)
    await store.journal.note(CLOSED._replace(ticket_id=2))
    await store.journal.note(CLOSED._replace(words="undone", state="undone"))
    await store.journal.note(CLOSED._replace(words="later"))
    assert [row.words for row in store.journal.since(first, 1)] == ["later"]


def fill(path: Path, count: int, made: str) -> None:
    """Entries of an earlier time."""
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO journal (lot, pending, ticket_id, kind, words, before, after, state, made)"
            " VALUES (?, 0, 1, 'change', 'old', '{}', '{}', 'made', ?)",
            [(number, made) for number in range(1, count + 1)],
        )


@pytest.mark.parametrize(
    ("count", "made", "left"),
    [
        (990, "2026-01-01 09:00:00", 1000),
        (1100, "2026-01-01 09:00:00", 1000),
        (1100, "2026-11-01 09:00:00", 1110),
    ],
    ids=["few", "many and old", "many and new"],
)
async def test_what_is_old_goes_when_there_is_much_of_it(
    tmp_path: Path, count: int, made: str, left: int
) -> None:
    path = tmp_path / "copy.db"
    with reopened(path):
        fill(path, count, made)
    with reopened(path) as store:
        for _ in range(10):
            await store.journal.note(CLOSED)
        assert len(store.journal.ids()) == left
        assert words(store)[0] == "#1 Closed"


async def test_a_damaged_copy_hands_its_journal_on_action_by_action(tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    with reopened(path) as store:
        await store.journal.note(CLOSED._replace(words="first"))
        lot = await store.journal.note(JournalRow("lot", "many", NOW))
        await store.journal.note(CLOSED._replace(words="part", lot=lot))
    path.with_name(f"{path.name}.damaged").touch()
    store = Store(Database(path))
    assert words(store) == ["many", "part", "first"]
    assert next_undo(store) == (lot, "many")
    store.close()


async def test_what_cannot_be_written_down_is_not_staged_either(store: Store) -> None:
    refuse = "CREATE TRIGGER no BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no'); END"
    await store.database.write(lambda db: db.execute(refuse).rowcount)
    await store.drafts.keep(Draft(1, "post", "Hi", NOW))
    with pytest.raises(sqlite3.IntegrityError):
        await store.pending.stage(
            1,
            "post",
            {"text": "<p>Hi</p>", "source": "Hi"},
            now=NOW,
            text=Text(),
            entry=JournalRow("post", "Hi", NOW, 1),
        )
    assert store.pending.all() == []
    assert [draft.text for draft in store.drafts.all()] == ["Hi"]
