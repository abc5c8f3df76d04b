"""What must not be lost when the power goes is on the disk before anything is sent."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from eddytui.desk.drafts import Drafts
from eddytui.models.rows import Draft
from eddytui.store.store import Store
from tests.store_records import NOW, opened, reopened

store = pytest.fixture(opened)

FULL, NORMAL = 2, 1


def levels(store: Store) -> list[int]:
    """How far each commit from now on waits for the disk, as SQLite's number."""
    heard: list[int] = []
    writer = store.database._writer

    def hear(statement: str) -> None:
        if statement == "COMMIT":
            heard.append(writer.execute("PRAGMA synchronous").fetchone()[0])

    writer.set_trace_callback(hear)
    return heard


@pytest.mark.parametrize(
    ("write", "level"),
    [
        (lambda store: store.pending.stage(1, "post", {}, now=NOW), FULL),
        (lambda store: store.pending.claim(1), FULL),
        (lambda store: store.pending.mark(1, "unclear"), FULL),
        (lambda store: store.drafts.attach(1, "post", ["/x"], NOW), FULL),
        (lambda store: store.drafts.keep(Draft(1, "post", "x", NOW), durable=True), FULL),
        (lambda store: store.drafts.keep(Draft(1, "post", "x", NOW)), NORMAL),
        (lambda store: store.marks.put("x", "y"), NORMAL),
    ],
    ids=["stage", "claim", "mark", "attach", "a durable draft", "a key", "a mark"],
)
async def test_what_waits_for_the_disk(
    store: Store, write: Callable[[Store], Awaitable[object]], level: int
) -> None:
    await store.pending.stage(1, "post", {}, now=NOW)
    heard = levels(store)
    await write(store)
    assert heard == [level]


async def test_a_write_that_fails_leaves_the_next_ones_quick(store: Store) -> None:
    def fail(_: object) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        await store.database.write(fail, durable=True)
    heard = levels(store)
    await store.marks.put("x", "y")
    assert heard == [NORMAL]


async def test_without_the_log_everything_waits_for_the_disk(tmp_path: Path) -> None:
    with reopened(tmp_path / "queue.db") as store:
        store.database._writer.execute("PRAGMA synchronous = FULL")
        heard = levels(store)
        await store.pending.stage(1, "post", {}, now=NOW)
        await store.marks.put("x", "y")
        assert heard == [FULL, FULL]


async def test_of_keys_one_a_second_waits_for_the_disk(store: Store) -> None:
    now = [""]
    drafts = Drafts(store, lambda: now[0])
    heard = levels(store)
    for second, text in (("00", "H"), ("00", "He"), ("00", "Hel"), ("01", "Hell"), ("01", "Hello")):
        now[0] = f"2026-03-02 09:00:{second}"
        await drafts.keep(1, "post", text)
    assert heard == [FULL, NORMAL, NORMAL, FULL, NORMAL]
