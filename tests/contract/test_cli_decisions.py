"""What only the agent can decide, told by commands: with what to do, and a code of its own."""

from contextlib import closing
from pathlib import Path

import pytest

from eddytui.demo.deeds import Deed, do
from eddytui.demo.faults import reset, web_page
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.faults import WRITES
from tests.offices import Office

DECIDE = "Open eddytui, then :outbox, to decide."


def store(office: Office) -> Store:
    """The copy on this machine."""
    (path,) = office.data.glob("*.db")
    return Store(Database(path))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("tickets reply 1042 -m x", "reply"),
        ("tickets note 1042 -m x", "note"),
        ("tickets set 1042 status=process", "change"),
    ],
)
def test_what_got_no_answer_and_is_not_there_is_told_and_never_sent_again(
    line: str, what: str, office: Office
) -> None:
    office.well("tickets list")
    office.server.faults.put(reset, methods=WRITES)
    result = office.run(line)
    office.server.faults.clear()
    assert (result.exit_code, result.stdout) == (5, "")
    assert f"It is not known whether #1042 has your {what}. {DECIDE}\n" in result.stderr
    assert "draft" not in result.stderr
    assert office.run("tickets show 1042").exit_code == 0
    assert [verb for verb, _ in office.helpdesk.requests if verb != "GET"] == []
    with closing(store(office)) as copy:
        assert (copy.pending.count("undecided"), copy.drafts.all()) == (1, [])


def test_what_comes_after_it_waits_and_says_for_what(office: Office) -> None:
    office.well("tickets list")
    office.server.faults.put(web_page(502), methods={"POST"})
    assert office.run("tickets reply 1042 -m x").exit_code == 5
    office.server.faults.clear()
    result = office.run("tickets set 1042 status=process")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "It waits on this machine behind something of this ticket" in result.stderr
    assert DECIDE in result.stderr
    assert office.sent("PUT") == []


def test_a_conflict_is_told_and_what_comes_after_it_has_its_code(office: Office) -> None:
    office.well("tickets list")
    office.server.__exit__()
    assert office.run("tickets set 1042 prio=high").exit_code == 5
    world = office.helpdesk.world
    do(world, Deed(office.helpdesk._now(), 8, "change", {"ticket": 1042, "set": {"priority": 4}}))
    with office.server:
        result = office.run("tickets set 1042 owner=me")
    assert (result.exit_code, result.stdout) == (4, "")
    assert (
        f"#1042 was changed at the same place meanwhile, so your change was not sent. {DECIDE}"
        in (result.stderr)
    )
    assert (world.tickets[1042].priority, office.sent("PUT")) == (4, [])


def test_files_that_went_away_leave_the_text_as_a_draft(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "log.txt"
    file.write_text("all of it")
    office.well("tickets list")
    office.server.__exit__()
    assert office.run(f"tickets reply 1042 -m x --attach {file}").exit_code == 5
    file.unlink()
    with office.server:
        told = office.run("users list").stderr
    assert f"File: {file} cannot be read" in told
    with closing(store(office)) as copy:
        (draft,) = copy.drafts.all()
    assert (draft.text, draft.files, office.sent("POST")) == ("x", (str(file),), [])
