"""New tickets, files, the bin, merging: what needs more of the helpdesk than a text."""

from contextlib import closing
from pathlib import Path

from eddytui.demo.faults import lost_answers, malformed, refused
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.offices import Office

FULL = (
    "tickets new --title 'Printer offline' -m 'Since **today**.' --user ann@lee.example"
    " --dep network --status process --prio high --type bug --owner me --sla 4h"
    " --cc a@x.example --cc b@x.example --field 4=yes --field 5=network/vpn"
)


def test_a_ticket_is_opened_with_all_that_is_said_of_it(boss: Office, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("all of it")
    told = boss.well(f"{FULL} --attach {tmp_path / 'log.txt'}")
    number = max(boss.helpdesk.world.tickets)
    assert told == f"#{number} is open: Printer offline\n"
    ticket = boss.helpdesk.world.tickets[number]
    assert (ticket.department, ticket.status, ticket.priority, ticket.type) == (2, "process", 3, 3)
    assert ticket.cc == ("a@x.example", "b@x.example")
    assert (dict(ticket.fields)[4], dict(ticket.fields)[5]) == (1, (31, 311))
    assert boss.helpdesk.world.people[ticket.user].email == "ann@lee.example"
    shown = boss.document(f"tickets show {number}")
    assert shown["posts"][0]["text"] == "<p>Since <strong>today</strong>.</p>"
    assert str(number) in boss.well("tickets list --query printer")


def test_a_new_ticket_as_json_is_its_record(boss: Office) -> None:
    record = boss.document("tickets new --title Fax -m -", "the text")
    assert (record["title"], record["status_id"]) == ("Fax", "open")


def test_without_an_answer_it_is_not_said_that_a_ticket_was_opened(boss: Office) -> None:
    boss.server.faults.put(lost_answers, methods={"POST"})
    result = boss.run("tickets new --title Fax -m x")
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.startswith("Perhaps sent: It is not known whether the helpdesk kept this.")
    assert len(boss.sent("POST")) == 1


def test_a_reply_whose_answer_is_lost_is_found_and_not_sent_again(boss: Office) -> None:
    boss.server.faults.put(lost_answers, methods={"POST"})
    assert boss.well("tickets reply 1042 -m 'only once'") == "The reply is in #1042.\n"
    assert len(boss.sent("POST")) == 1


def test_a_reply_that_cannot_be_looked_for_is_unclear(boss: Office) -> None:
    boss.well("tickets list")
    boss.server.faults.put(lost_answers, methods={"POST"})
    boss.server.faults.put(refused(503), methods={"GET"}, path="/posts")
    result = boss.run("tickets reply 1042 -m 'only once'")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "it is not known whether it kept this" in result.stderr
    boss.server.faults.clear()
    boss.well("tickets set 1042 owner=me")
    assert "only once" in boss.well("tickets show 1042")
    assert len(boss.sent("POST")) == 1


def test_a_reply_with_files_whose_answer_is_lost_is_found(boss: Office, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("all of it")
    boss.server.faults.put(lost_answers, methods={"POST"})
    told = boss.well(f"tickets reply 1042 -m x --attach {tmp_path / 'log.txt'}")
    assert told == "The reply is in #1042.\n"
    assert len(boss.sent("POST")) == 1


def test_what_cannot_be_read_is_not_passed_over_in_silence(boss: Office) -> None:
    boss.server.faults.put(malformed("id"), path="/users")
    result = boss.run("users list")
    assert result.exit_code == 0
    assert "could not be read and are left out." in result.stderr


def test_a_field_that_the_helpdesk_leaves_as_it_was_is_told(boss: Office) -> None:
    boss.well("tickets show 1042")
    boss.server.faults.put(malformed("freeze_date"), methods={"PUT"})
    result = boss.run("tickets set 1042 freeze=2h")
    assert result.exit_code == 4
    assert result.stderr == "#1042: the helpdesk accepted this and did not keep freeze_date.\n"


def test_files_are_saved_under_safe_names_and_nothing_is_overwritten(
    boss: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "saved"
    boss.well(f"tickets files 1042 --save {folder}")
    boss.well(f"tickets files 1042 --save {folder} vpn.log")
    assert sorted(path.name for path in folder.iterdir()) == [
        *("screen.png", "vpn (2).log", "vpn.log")
    ]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    (tmp_path / "file").write_text("in the way")
    blocked = boss.run(f"tickets files 1042 --save {tmp_path / 'file'}")
    assert blocked.exit_code == 2


def test_a_file_of_another_host_is_not_fetched_where_nobody_can_be_asked(
    boss: Office, tmp_path: Path
) -> None:
    boss.helpdesk.address = "https://elsewhere.example"
    result = boss.run(f"tickets files 1042 --save {tmp_path / 'saved'}")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "The file is at another host, elsewhere.example." in result.stderr


def test_tickets_go_into_the_bin_and_out_of_the_copy(boss: Office) -> None:
    boss.well("tickets list")
    told = boss.well("tickets delete 1042 1041 --yes")
    assert told.splitlines() == ["#1042: in the bin.", "#1041: in the bin."]
    assert "1042" not in boss.well("tickets list")
    assert boss.helpdesk.world.tickets[1042].deleted
    result = boss.run("tickets delete 1042 999999 --forever --yes")
    assert (result.exit_code, result.stdout) == (1, "#1042: deleted for ever.\n")
    assert 1042 not in boss.helpdesk.world.tickets
    assert boss.run("tickets show 1042").exit_code == 1


def test_tickets_are_merged_where_the_profile_allows_it(boss: Office) -> None:
    boss.config.write_text(
        f'[profiles.work]\nurl = "{boss.helpdesk.address}"\n'
        f'email = "{boss.email}"\nundocumented = true\n'
    )
    told = boss.well("tickets merge 1042 1041 1040 --yes")
    assert told == "#1042 has #1041, #1040 in it now.\n"
    (path,) = boss.data.glob("*.db")
    with closing(Store(Database(path))) as copy:
        assert copy.tickets.rows([1041, 1040]) == []


def test_time_spent_is_printed(boss: Office) -> None:
    billed = next(
        number
        for number in sorted(boss.helpdesk.world.tickets)
        if boss.run(f"tickets billing {number}").exit_code == 0
    )
    entries = boss.document(f"tickets billing {billed}")["items"]
    assert {"spent_seconds", "staff_name"} < {*entries[0]}
    assert boss.document(f"tickets show {billed} --billing")["billing"] == entries
    assert "Spent" in boss.well(f"tickets show {billed} --billing")
