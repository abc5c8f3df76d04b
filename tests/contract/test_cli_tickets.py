"""`eddytui tickets list` and `show`, and `eddytui views`, against a helpdesk on this machine."""

import json
import re

import pytest

from tests.offices import Office

COLUMNS = ["#", "Title", "Requester", "Status", "Priority", "Owner", "SLA", "Updated"]


def test_the_open_tickets_are_listed_in_columns_by_the_helpdesks_own_words(still: Office) -> None:
    heading, first, *others = still.well("tickets list").splitlines()
    assert heading.split() == COLUMNS
    assert first.startswith("1042  VPN down for the whole office")
    for word in ("John Doe", "Open", "Very urgent", "–"):
        assert word in first
    assert others
    assert not any("Closed" in line for line in others)


def test_a_list_as_json_is_one_document_with_the_apis_own_keys(still: Office) -> None:
    document = still.document("tickets list --limit 2")
    assert list(document) == ["items", "total", "as_of", "complete"]
    first = document["items"][0]
    assert (first["id"], first["status_id"], first["user_email"]) == (1042, "open", "john@acme.com")
    assert "api_key" not in json.dumps(document)
    assert len(document["items"]) == 2
    assert document["total"] > 2
    assert document["complete"] is False


def test_views_and_queries_narrow_the_list(still: Office) -> None:
    late = still.document("tickets list --view late")
    assert all(ticket["sla_date"] for ticket in late["items"])
    by_title = still.document("tickets list --view 'ALL open'")
    assert by_title["total"] == still.document("tickets list")["total"]
    mine = still.document("tickets list --query 'owner:me status:open'")
    assert {(item["owner_id"], item["status_id"]) for item in mine["items"]} == {(7, "open")}


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("tickets list --query xyzzyx", 1, "No ticket matches this query.\n"),
        ("tickets list --view nope", 2, "The views are needs-me, mine, unassigned, late, open,"),
        ("tickets list --view open --query x", 2, "Give either --query or --view."),
        ("tickets list --query stauts:x", 2, "Query: stauts: did you mean status?"),
        ("tickets list --limit 0", 2, "0 is not in the range"),
        ("tickets show 999999", 1, "Ticket with id {999999} does not exist."),
        ("tickets show x", 2, "'x' is not a number."),
        ("tickets audit 999999", 1, "Ticket with id {999999} does not exist."),
        ("tickets audit 1042 --event x", 1, "This ticket has no such events."),
    ],
)
def test_what_is_not_there_or_wrong_is_told_in_a_sentence(
    line: str, code: int, told: str, still: Office
) -> None:
    still.fails(line, code, told)


def test_nothing_found_is_a_document_too(still: Office) -> None:
    result = still.run("tickets list --query xyzzyx --json")
    assert (result.exit_code, json.loads(result.stdout)["items"]) == (1, [])
    assert result.stderr == "No ticket matches this query.\n"


def test_a_short_list_never_looks_complete(office: Office) -> None:
    short = office.run("tickets list --limit 3")
    assert short.stderr.startswith("30 of ")
    assert "There may be more than these" in short.stderr
    whole = office.run("tickets list --limit 1000 --json")
    document = json.loads(whole.stdout)
    assert (whole.stderr, document["complete"]) == ("", True)
    assert document["total"] == len(document["items"])


def test_what_the_copy_lacks_is_asked_of_the_helpdesk_by_its_filters(office: Office) -> None:
    office.well("tickets list --limit 1")
    before = len(office.sent("GET"))
    found = office.document("tickets list --query 'status:closed' --limit 5")
    assert [path for path in office.sent("GET")[before:] if "status_list=closed" in path]
    closed = sum(ticket.status == "closed" for ticket in office.helpdesk.world.tickets.values())
    assert (len(found["items"]), found["complete"]) == (5, False)
    assert found["total"] >= 30 or found["total"] == closed


def test_a_copy_that_is_a_minute_young_is_not_asked_again(still: Office) -> None:
    still.well("tickets list --limit 1000")
    before = len(still.helpdesk.requests)
    still.well("tickets list")
    still.well("tickets list --query printer")
    still.well("views")
    assert len(still.helpdesk.requests) == before


def test_without_a_copy_and_without_a_line_nothing_looks_like_an_empty_list(office: Office) -> None:
    office.server.__exit__()
    for line in ("tickets list", "users list"):
        result = office.run(line)
        assert (result.exit_code, result.stdout) == (5, ""), line
        assert result.stderr.startswith("No connection: "), line
    for line in ("tickets list --offline", "views"):
        result = office.run(line)
        assert (result.exit_code, result.stdout) == (5, ""), line
        assert result.stderr.startswith("There is no copy of this helpdesk here yet."), line
    with office.server:
        pass


def timeless(shown: str) -> str:
    """Without the time that is left, which goes on."""
    return re.sub(r" \(\S+\)$", "", shown, flags=re.MULTILINE)


def test_without_a_line_what_is_here_is_printed_and_said_to_be_old(office: Office) -> None:
    shown = office.well("tickets show 1042")
    office.well("tickets list")
    office.server.__exit__()
    again = office.run("tickets show 1042")
    assert (again.exit_code, timeless(again.stdout)) == (0, timeless(shown))
    assert again.stderr.startswith("No connection: ")
    assert "This is as of " in again.stderr
    listed = office.run("tickets list")
    assert listed.exit_code == 0
    assert "1042" in listed.stdout
    with office.server:
        pass


def test_a_wrong_key_is_not_an_empty_list(office: Office) -> None:
    result = office.run("tickets list", EDDYTUI_API_KEY="wr0ng-key-of-ira")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("Not signed in: ")
    assert "wr0ng" not in result.stderr


def test_a_ticket_is_shown_with_its_fields_and_its_thread(still: Office) -> None:
    shown = still.well("tickets show 1042 --audit")
    for words in (
        "Ticket           #1042 VPN down for the whole office",
        "Requester        John Doe <john@acme.com>",
        "Priority         Very urgent",
        "Area > Product   Network > VPN",
        "  1. restarted the router",
        "  [file] vpn.log",
        "History",
        "Create request",
    ):
        assert words in shown
    assert shown.index("since eight this morning") < shown.index("It is 34 people now.")


def test_a_ticket_as_json_has_its_replies_and_notes_oldest_first(still: Office) -> None:
    document = still.document("tickets show 1042 --audit")
    assert [*document] == ["ticket", "posts", "comments", "audit", "totals", "as_of", "complete"]
    posts = document["posts"]
    assert posts == sorted(posts, key=lambda post: post["date_created"])
    assert posts[0]["text"].startswith("<")
    assert "since eight this morning" in posts[0]["plain"]
    assert [file["name"] for file in posts[0]["files"]] == ["vpn.log", "screen.png"]
    assert document["ticket"]["custom_fields"]
    assert {"id", "event", "text", "user_id", "user_name"} < {*document["audit"][0]}
    assert document["complete"] is True


def test_files_are_listed_with_who_sent_them(still: Office) -> None:
    listed = still.well("tickets files 1042").splitlines()
    assert [line.split()[:2] for line in listed[1:]] == [
        ["vpn.log", "reply"],
        ["screen.png", "reply"],
    ]
    missing = still.run("tickets files 1042 other.log")
    assert (missing.exit_code, missing.stderr) == (1, "#1042 has no file called other.log.\n")


def test_views_have_their_counts(still: Office) -> None:
    still.well("tickets list --limit 1000")
    document = still.document("views")
    counts = {item["id"]: item["count"] for item in document["items"]}
    assert counts["open"] == still.document("tickets list --limit 1000")["total"]
    assert still.well("views").splitlines()[0].split() == ["View", "Title", "Tickets"]


def test_nothing_that_acts_on_a_terminal_is_ever_printed(still: Office) -> None:
    hostile = [
        ticket.id
        for ticket in still.helpdesk.world.tickets.values()
        if not ticket.title.isprintable()
    ][:3]
    assert hostile
    everything = still.run("tickets list --query sort:id --limit 1000").output
    for number in hostile:
        assert str(number) in everything
        everything += still.run(f"tickets show {number} --audit").output
        everything += still.run(f"tickets show {number} --json").output
    wrong = {letter for letter in everything if ord(letter) < 32 or 127 <= ord(letter) < 160}
    assert wrong == {"\n"}
