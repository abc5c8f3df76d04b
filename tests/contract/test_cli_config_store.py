"""`eddytui config store`: how large copies are, and one emptied that keeps what was typed."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from eddytui.models.rows import Draft
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.offices import Office

T = TypeVar("T")
NOW = "2026-11-24 09:00:00"


def of_copy(office: Office, job: Callable[[Store], T]) -> T:
    (path,) = office.data.glob("*.db")
    store = Store(Database(path))
    try:
        return job(store)
    finally:
        store.close()


@pytest.fixture
def filled(office: Office) -> Office:
    """A copy with tickets, a thread, articles, a draft and a reply that is not sent."""
    office.well("sync --all --kb")
    office.well("tickets show 1042")

    def type_(store: Store) -> None:
        asyncio.run(store.drafts.keep(Draft(7, "post", "Dear", NOW)))
        asyncio.run(
            store.pending.stage(8, "post", {"text": "<p>Yes</p>", "source": "Yes"}, now=NOW)
        )

    of_copy(office, type_)
    return office


def test_each_copy_is_shown_in_parts(filled: Office) -> None:
    heading, line = filled.well("config store").splitlines()
    assert heading.split()[:3] == ["copy", "size", "tickets"]
    assert line.endswith("1 draft and 1 unsent change")
    (copy,) = json.loads(filled.well("config store --json"))["copies"]
    assert Path(copy["path"]).stat().st_size <= copy["bytes"]
    assert copy["tickets"]["records"] > 50
    assert copy["threads"]["records"] > 0
    assert copy["articles"]["records"] > 10
    letters = sum(copy[part]["letters"] for part in ("tickets", "threads", "articles"))
    assert 0 < letters < copy["bytes"]
    assert (copy["drafts"], copy["waiting"]) == (1, 1)


def test_an_emptied_copy_is_small_and_has_what_was_typed(filled: Office) -> None:
    refused = filled.run("config store --empty")
    assert refused.exit_code == 2
    assert "add --yes" in refused.stderr
    (before,) = json.loads(filled.well("config store --json"))["copies"]
    said = filled.well("config store --empty --yes")
    assert "Kept: 1 draft and 1 unsent change." in said
    (after,) = json.loads(filled.well("config store --json"))["copies"]
    assert after["bytes"] < before["bytes"], "what is empty goes back to the disk"
    assert [after[part]["records"] for part in ("tickets", "threads", "articles")] == [0, 0, 0]
    assert of_copy(filled, lambda store: [draft.text for draft in store.drafts.all()]) == ["Dear"]
    assert of_copy(filled, lambda store: store.pending.count()) == 1
    assert filled.document("sync --all")["tickets"]["complete"], "and is filled again"


def test_without_a_copy_it_says_so(office: Office) -> None:
    result = office.run("config store")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "There is no copy on this machine.\n"
    office.fails("config store --empty --yes", 1, "There is no copy on this machine.")


def test_what_the_profile_limits_is_told(office: Office) -> None:
    office.config.write_text(
        f'[profiles.work]\nurl = "{office.helpdesk.address}"\nemail = "{office.email}"\n'
        'horizon = 2\nstore_limit = "200 MB"\n'
    )
    office.config.chmod(0o600)
    told = office.run("config store").stderr
    assert "The profile limits its copy to 200.0 MB." in told
    assert "Closed tickets are kept for 2 days after their last change." in told


def test_a_copy_of_a_newer_eddytui_is_told_and_hides_no_other(filled: Office) -> None:
    newer = filled.data / "another.db"
    with_copy = Database(newer)
    asyncio.run(with_copy.write(lambda db: db.execute("PRAGMA user_version = 999")))
    with_copy.close()
    result = filled.run("config store")
    assert "Update eddytui." in result.stderr
    assert len(result.stdout.splitlines()) == 2
