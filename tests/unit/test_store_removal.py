"""A local copy deleted for good, and not while somebody works on it."""

import asyncio
from pathlib import Path

import pytest

from eddytui.models.rows import Draft
from eddytui.store.database import Database
from eddytui.store.engine import engine
from eddytui.store.errors import StoreError
from eddytui.store.removal import remove
from eddytui.store.store import Store


def test_everything_of_a_copy_is_deleted_and_nothing_of_another(tmp_path: Path) -> None:
    path, other = tmp_path / "acme-ira@acme.com.db", tmp_path / "acme-ira@acme.com.dbx.db"
    for each in (path, other):
        Store(Database(each)).close()
    path.with_name(f"{path.name}.broken-1").write_text("an earlier one")
    remove(path)
    assert [file.name for file in tmp_path.iterdir()] == [other.name]
    remove(path)


def test_a_copy_that_is_open_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    store = Store(Database(path))
    asyncio.run(store.drafts.keep(Draft(7, "post", "Dear", "2026-11-24 09:00:00")))
    with pytest.raises(StoreError, match="is open in another eddytui"):
        remove(path)
    assert [draft.text for draft in store.drafts.all()] == ["Dear"]
    store.close()
    remove(path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_copy_can_be_deleted(tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    path.write_bytes(b"no database at all " * 100)
    remove(path)
    assert not path.exists()


def test_a_copy_that_cannot_be_deleted_is_told(tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    path.mkdir()
    with pytest.raises(StoreError, match=r"copy\.db cannot be deleted: Is a directory\."):
        remove(path)


def test_the_version_of_sqlite_is_told() -> None:
    assert engine().startswith("3.")
