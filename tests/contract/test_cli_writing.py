"""Answering and changing tickets from the command line: on disk first, sent at most once."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from eddytui.cli.outcomes import Outcome, each
from eddytui.demo.faults import held_answers, refused
from eddytui.models.rows import Draft
from eddytui.store import drafts
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.faults import WRITES
from tests.offices import Office

WAITS = "It waits on this machine and is sent by the next eddytui that reaches the helpdesk."


def posts(office: Office, ticket_id: int = 1042, kind: str = "post") -> list[str]:
    """The texts of a ticket that the helpdesk has."""
    return [each.text for each in office.helpdesk.world.thread(ticket_id).messages(kind)]


def store(office: Office) -> Store:
    """The copy on this machine."""
    (path,) = office.data.glob("*.db")
    return Store(Database(path))


@pytest.mark.parametrize(("name", "kind"), [("reply", "post"), ("note", "comment")])
def test_what_is_written_in_markdown_arrives_once(name: str, kind: str, office: Office) -> None:
    told = office.well(f"tickets {name} 1042 -m 'I am **on it**.'")
    assert told == f"The {name} is in #1042.\n"
    assert posts(office, kind=kind)[-1] == "<p>I am <strong>on it</strong>.</p>"
    assert "I am on it." in office.well("tickets show 1042")
    assert len(office.sent("POST")) == 1


def test_a_text_may_come_through_standard_input(office: Office) -> None:
    office.well("tickets reply 1042 -m -", "one\n\ntwo\n")
    assert posts(office)[-1] == "<p>one</p>\n<p>two</p>"


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("tickets reply 1042 -m ''", 2, "There is no text, so nothing is sent."),
        ("tickets note 1042 -m -", 2, "There is no text, so nothing is sent."),
        ("tickets reply 1042", 2, "Give the text with -m TEXT, or -m - for standard input."),
        ("tickets reply 999999 -m x", 1, "Ticket with id {999999} does not exist."),
        ("tickets reply 1042 -m x --attach nope.txt", 2, "nope.txt cannot be read"),
        ("tickets reply 1042 -m x --attach .", 2, "File: . is not a file."),
        ("tickets reply 1042 --edit 1 -m x --attach x", 2, "The API cannot add files"),
        ("tickets note 1042 --delete 99999", 2, "Delete note 99999 of #1042? Nobody can be asked"),
        ("tickets note 1042 --delete 1 -m x", 2, "--delete goes with nothing but --yes."),
        ("tickets set 1042 status=clsoed", 2, 'There is no status "clsoed". Did you mean Closed?'),
        ("tickets set 1042 prio=x", 2, "Choose Low, Standard, High or Very urgent."),
        ("tickets set 1042 owner=nobodyatall", 2, 'There is no colleague "nobodyatall". Choose'),
        ("tickets set 1042 status=", 2, 'There is no status "". Choose Open'),
        ("tickets set 1042 color=red", 2, '"color" cannot be set. These can: title, status,'),
        ("tickets set 1042 sla=soon", 2, '"soon" is no date. Write 2026-01-31'),
        ("tickets set 1042 lock=maybe", 2, '"maybe" is neither yes nor no.'),
        ("tickets set 1042 field.x=1", 2, '"x" is no custom field. Name it by its number'),
        ("tickets set 1042 field.8=soon", 2, '"soon" is no day. Write 2026-01-31, 1d, 2w or none.'),
        ("tickets set 1042 field.8='2026-02-01 14:30'", 2, '"2026-02-01 14:30" is no day.'),
        ("tickets set 1042 tags=vip", 2, "set undocumented = true in the profile."),
        ("tickets set 1042", 2, "Name at least one ticket and one NAME=VALUE."),
        ("tickets set status=open", 2, "Name at least one ticket and one NAME=VALUE."),
        ("tickets set ten status=open", 2, '"ten" is neither a ticket\'s number nor NAME=VALUE.'),
        ("tickets delete 1042", 2, "Delete #1042? Nobody can be asked here: add --yes."),
        ("tickets merge 1042 1041 --yes", 2, "set undocumented = true in the profile."),
        ("tickets merge 1042 1042 --yes", 2, "A ticket cannot be merged into itself."),
        ("tickets new --title '' -m x", 2, "A ticket needs a title."),
        ("tickets new --title x -m ''", 2, "There is no text, so nothing is sent."),
        ("tickets new --title x -m x --user bob", 2, "neither a user's id nor an e-mail address."),
        ("tickets new --title x -m x --dep moon", 2, 'There is no department "moon".'),
        ("tickets new -m x", 2, "Missing option '--title'."),
    ],
)
def test_a_mistake_is_a_sentence_and_nothing_is_sent(
    line: str, code: int, told: str, still: Office
) -> None:
    still.fails(line, code, told)
    assert [verb for verb, _ in still.helpdesk.requests if verb != "GET"] == []


def test_a_reply_that_is_not_there_cannot_be_changed(office: Office) -> None:
    result = office.run("tickets reply 1042 --edit 99999 -m x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "99999" in result.stderr


def test_all_mistakes_of_a_line_are_told_at_once(still: Office) -> None:
    told = still.run("tickets set 1042 status=x prio=y color=z").stderr
    assert [line.split('"')[1] for line in told.splitlines()] == ["x", "y", "color"]


def test_several_tickets_are_set_and_the_worst_gives_the_code(office: Office) -> None:
    result = office.run("tickets set 1042 '#1041' 999999 status=process owner=me prio=very-urgent")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "#1042: status=process owner=me prio=very-urgent",
        "#1041: status=process owner=me prio=very-urgent",
    ]
    assert result.stderr.startswith("#999999: Not found: ")
    ticket = office.helpdesk.world.tickets[1041]
    assert (ticket.status, ticket.owner, ticket.priority) == ("process", 7, 1)


def test_only_what_changes_is_sent(office: Office) -> None:
    office.well("tickets set 1042 status=process")
    assert office.well("tickets set 1042 status=process owner=none") == (
        "#1042: nothing to change.\n"
    )
    assert len(office.sent("PUT")) == 1


def test_dates_lists_flags_and_fields_are_set_as_they_are_typed(office: Office) -> None:
    office.well(
        "tickets set 1042 sla='2026-12-01 14:30' freeze=2h lock=yes cc=a@x.com,b@x.com"
        " followers='Olga,me' field.4=yes field.3='PO 7' field.2=21 field.5=31/312"
    )
    ticket = office.helpdesk.world.tickets[1042]
    assert f"{ticket.sla:%Y-%m-%d %H:%M}" == "2026-12-01 14:30"
    assert ticket.frozen_until is not None
    assert ticket.locked
    assert ticket.cc == ("a@x.com", "b@x.com")
    assert 7 in ticket.followers
    fields = dict(ticket.fields)
    assert (fields[2], fields[3], fields[4], fields[5]) == (21, "PO 7", 1, (31, 312))
    office.well("tickets set 1042 sla=none freeze=none cc= lock=no")
    ticket = office.helpdesk.world.tickets[1042]
    assert (ticket.sla, ticket.frozen_until, ticket.cc) == (None, None, ())


def test_a_date_of_a_custom_field_is_a_day_however_it_is_typed(office: Office) -> None:
    def kept(typed: str) -> object:
        office.well(f"tickets set 1042 field.8={typed}")
        return dict(office.helpdesk.world.tickets[1042].fields)[8]

    assert kept("2026-02-28") == "2026-02-28"
    assert kept("20260301") == "2026-03-01"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(kept("48h")))
    assert kept("none") == ""


def test_without_a_line_it_waits_and_the_next_eddytui_sends_it(office: Office) -> None:
    office.well("tickets list")
    office.server.__exit__()
    replied = office.run("tickets reply 1042 -m 'from the train'")
    changed = office.run("tickets set 1042 status=process")
    assert (replied.exit_code, replied.stdout, changed.exit_code) == (5, "", 5)
    assert WAITS in replied.stderr
    assert WAITS in changed.stderr
    assert "waiting" in office.run("tickets show 1042").stdout
    with office.server:
        office.well("tickets set 1042 owner=me")
        assert posts(office)[-1] == "<p>from the train</p>"
        assert office.helpdesk.world.tickets[1042].status == "process"
        assert len(office.sent("POST")) == 1


def test_what_is_refused_on_the_way_is_told(office: Office) -> None:
    office.well("tickets list")
    office.server.__exit__()
    assert office.run("tickets reply 1042 -m 'from the train'").exit_code == 5
    with office.server:
        office.server.faults.put(refused(422), methods={"POST"})
        result = office.run("tickets set 1042 owner=me")
    assert (result.exit_code, result.stdout) == (0, "#1042: owner=me\n")
    assert result.stderr == "Refused: Refused by the test.\n"


async def test_each_outcome_is_told_before_the_next_ticket(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told: list[str] = []

    async def deed(_: int) -> Outcome:
        told.append(capsys.readouterr().out)
        return Outcome("done.")

    assert await each([1042, 1041], deed) == 0
    assert told == ["", "#1042: done.\n"]


def test_a_ticket_that_is_not_here_cannot_be_set_without_a_line(office: Office) -> None:
    office.well("tickets list")
    office.server.__exit__()
    result = office.run("tickets set 801 status=process")
    assert result.exit_code == 5
    assert "This ticket is not on this machine." in result.stderr
    with office.server:
        pass


def test_a_refused_reply_is_kept_as_a_draft(office: Office) -> None:
    office.well("tickets set 1042 status=closed lock=yes")
    result = office.run("tickets reply 1042 -m 'too late'")
    assert result.exit_code == 4
    assert "is closed and locked." in result.stderr
    assert result.stderr.endswith("The text is kept here as the draft of this ticket.\n")
    with closing(store(office)) as copy:
        assert [draft.text for draft in copy.drafts.all()] == ["too late"]


def test_a_draft_of_the_app_stays_when_another_text_is_sent(office: Office) -> None:
    office.well("tickets list")
    with closing(store(office)) as copy:
        copy.database.look(
            lambda db: drafts.keep(db, Draft(1042, "post", "half a thought", "2026-01-01 00:00:00"))
        )
    office.well("tickets reply 1042 -m 'quick word'")
    assert posts(office)[-1] == "<p>quick word</p>"
    with closing(store(office)) as copy:
        assert [draft.text for draft in copy.drafts.all()] == ["half a thought"]


def test_files_go_along_and_are_listed(office: Office, tmp_path: Path) -> None:
    (tmp_path / "log one.txt").write_text("all of it")
    office.well(f"tickets reply 1042 -m 'see file' --attach '{tmp_path / 'log one.txt'}'")
    assert "log one.txt" in office.well("tickets files 1042")


def test_with_files_it_waits_too(office: Office, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("all of it")
    office.well("tickets list")
    office.server.__exit__()
    result = office.run(f"tickets reply 1042 -m x --attach {tmp_path / 'log.txt'}")
    assert result.exit_code == 5
    assert WAITS in result.stderr
    with office.server:
        office.well("tickets list")
        assert "log.txt" in office.well("tickets files 1042")
        assert len(office.sent("POST")) == 1


def test_a_file_that_is_too_large_is_told_before_anything_is_sent(
    office: Office, tmp_path: Path
) -> None:
    with (tmp_path / "big.bin").open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    result = office.run(f"tickets note 1042 -m x --attach {tmp_path / 'big.bin'}")
    assert result.exit_code == 2
    assert "big.bin has 60.0 MB; a file may have 50.0 MB at most." in result.stderr
    assert office.helpdesk.requests == []


def ban(office: Office) -> None:
    """Somebody else uses up the allowance of the whole helpdesk."""
    for _ in range(300):
        office.helpdesk.arrive("GET", "/api/v2/users", "")


def test_under_a_ban_it_is_told_why_something_waits_and_nothing_else_is_said_to(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "log.txt").write_text("all of it")
    office.well("tickets list")
    ban(office)
    attached = office.run(f"tickets reply 1042 -m x --attach {tmp_path / 'log.txt'}")
    assert attached.exit_code == 6
    assert " It says: " in attached.stderr
    assert "API limit reached" in attached.stderr
    assert WAITS in attached.stderr
    for line in ("tickets set 1042 status=process", "tickets note 1042 -m x"):
        result = office.run(line)
        assert (result.exit_code, result.stdout) == (6, "")
        assert "The helpdesk has had too many requests and takes none before" in result.stderr
        assert WAITS in result.stderr


def test_the_same_change_again_is_not_taken_for_done_while_it_waits(office: Office) -> None:
    office.well("tickets list")
    office.server.__exit__()
    for _ in range(2):
        result = office.run("tickets set 1042 status=process")
        assert (result.exit_code, result.stdout) == (5, "")
        assert WAITS in result.stderr
    with office.server:
        assert office.well("tickets set 1042 status=process") == "#1042: nothing to change.\n"
        assert office.helpdesk.world.tickets[1042].status == "process"
        assert len(office.sent("PUT")) == 1


def test_the_same_change_again_is_not_taken_for_done_while_it_is_unclear(office: Office) -> None:
    office.well("tickets list")
    office.server.__exit__()
    assert office.run("tickets set 1042 status=process").exit_code == 5
    with closing(store(office)) as copy:
        copy.database.look(lambda db: db.execute("UPDATE pending SET state = 'unclear'"))
    result = office.run("tickets set 1042 status=process")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "not known whether it kept this" in result.stderr
    with office.server:
        result = office.run("tickets set 1042 status=process")
    assert (result.exit_code, result.stdout) == (5, "")
    assert (
        "It is not known whether #1042 has your change. Open eddytui, then :outbox, to decide."
        in result.stderr
    )
    assert "It waits on this machine behind something" in result.stderr
    assert office.sent("PUT") == []


def test_that_nothing_changes_is_told_of_a_copy_that_may_be_old(office: Office) -> None:
    office.well("tickets list")
    ban(office)
    banned = office.run("tickets set 1042 owner=none")
    office.server.__exit__()
    assert (banned.exit_code, banned.stdout) == (6, "")
    assert "too many requests" in banned.stderr
    assert "nothing to change in the copy on this machine, which may be old." in banned.stderr
    with office.server:
        pass


def damaged_by_writes(office: Office) -> Path:
    """Let the copy be damaged whenever the helpdesk has done something; where it is."""
    (path,) = office.data.glob("*.db")

    async def damage() -> None:
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("DELETE FROM words_data")

    office.server.faults.put(held_answers(damage), methods=WRITES)
    return path


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("reply 1042 -m there", "The reply is in #1042."),
        ("note 1042 -m there", "The note is in #1042."),
        ("new --title Elsewhere -m there", "#1043 is open: Elsewhere"),
        ("delete 1042 --yes", "#1042: in the bin."),
        ("reply 1042 --delete {post} --yes", "The reply is deleted from #1042."),
        ("reply 1042 --edit {post} -m there", "The reply is changed in #1042."),
    ],
)
def test_what_the_helpdesk_did_is_told_though_the_copy_cannot_be_changed(
    line: str, told: str, boss: Office
) -> None:
    boss.well("tickets show 1042")
    post = boss.helpdesk.world.thread(1042).posts[-1].id
    path = damaged_by_writes(boss)
    result = boss.run(f"tickets {line.format(post=post)}")
    assert (result.exit_code, result.stdout) == (0, f"{told}\n")
    assert "the copy on this machine could not be changed." in result.stderr
    assert f"{path} is damaged." in result.stderr


def test_what_the_copy_could_not_take_is_found_at_the_helpdesk_and_not_sent_again(
    office: Office,
) -> None:
    office.well("tickets show 1042")
    damaged_by_writes(office)
    office.well("tickets reply 1042 -m there")
    office.server.faults.clear()
    office.well("tickets list")
    with closing(store(office)) as copy:
        assert (copy.pending.count(), copy.drafts.all()) == (0, [])
    assert len(office.sent("POST")) == 1


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("users list", 0),
        ("tickets show 1041", 0),
        ("tickets show 999999", 1),
        ("tickets note 1041 -m x", 0),
        ("tickets delete 1041 --yes", 0),
    ],
)
def test_every_command_that_reaches_the_helpdesk_sends_what_waits(
    line: str, code: int, office: Office
) -> None:
    office.well("tickets list")
    office.server.__exit__()
    assert office.run("tickets set 1042 status=process").exit_code == 5
    with office.server:
        assert office.run(line).exit_code == code
        assert office.helpdesk.world.tickets[1042].status == "process"
        assert len(office.sent("PUT")) == 1


def test_what_waited_and_is_refused_is_told_by_whatever_command_sent_it(office: Office) -> None:
    office.well("tickets list")
    office.server.__exit__()
    assert office.run("tickets reply 1042 -m 'from the train'").exit_code == 5
    with office.server:
        office.server.faults.put(refused(422), methods={"POST"})
        result = office.run("users list")
    assert result.exit_code == 0
    assert "Refused: Refused by the test.\n" in result.stderr
