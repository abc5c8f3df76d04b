"""What `eddytui tickets show` and `files` say of tickets that are not here as they should be."""

import json

from tests.offices import Office


def test_a_ticket_in_the_bin_is_shown_as_one(boss: Office) -> None:
    boss.well("tickets delete 1042 --yes")
    shown = boss.well("tickets show 1042")
    assert "#1042 VPN down for the whole office" in shown
    assert "yes, it is in the bin" in shown
    assert "It is 34 people now." in shown
    boss.server.__exit__()
    assert "yes, it is in the bin" in boss.well("tickets show 1042")
    with boss.server:
        pass


def unreadable(office: Office, *numbers: int) -> None:
    """Let tickets be sent as nobody can read them."""
    for number in numbers:
        ticket = office.helpdesk.world.tickets[number]
        office.helpdesk.world.put(ticket._replace(pid="none of your numbers"))  # type: ignore[arg-type]


def test_tickets_that_cannot_be_read_are_no_empty_list(office: Office) -> None:
    unreadable(office, *office.helpdesk.world.tickets)
    result = office.run("tickets list --limit 1000 --json")
    document = json.loads(result.stdout)
    assert (document["items"], document["complete"], document["total"]) == ([], False, None)
    assert " tickets could not be read and are left out.\n" in result.stderr
    assert "There is no open ticket." not in result.stderr
    assert result.exit_code == 1


def test_a_ticket_that_cannot_be_read_is_told_beside_the_others(office: Office) -> None:
    unreadable(office, 1042)
    result = office.run("tickets list --limit 1000")
    assert "1 ticket could not be read and is left out.\n" in result.stderr
    assert result.exit_code == 0
    assert office.document("tickets list --limit 1000")["complete"] is False
    assert office.document("views")["complete"] is False


def test_of_a_copy_that_is_not_whole_no_total_is_made_up(office: Office) -> None:
    office.well("tickets list --limit 1")
    short = office.run("tickets list --limit 3")
    assert "There may be more than these" in short.stderr
    assert "all are printed" not in short.stderr
    assert office.document("tickets list --limit 3")["total"] is None


def test_replies_that_cannot_be_read_are_told(office: Office) -> None:
    thread = office.helpdesk.world.thread(1042)
    for number, post in enumerate(thread.posts):
        thread.posts[number] = post._replace(author="nobody")  # type: ignore[arg-type]
    told = " replies could not be read and are left out.\n"
    result = office.run("tickets show 1042")
    assert told in result.stderr
    result = office.run("tickets show 1042 --json")
    document = json.loads(result.stdout)
    assert (document["posts"], document["complete"]) == ([], False)
    assert told in result.stderr
    files = office.run("tickets files 1042")
    assert (files.exit_code, files.stdout) == (1, "")
    assert told in files.stderr
    assert "has no files" not in files.stderr


def test_a_thread_that_was_never_read_is_not_an_empty_one(office: Office) -> None:
    office.well("tickets list --limit 1000")
    office.server.__exit__()
    never = "The replies of #1042 were never read here.\nThe notes of #1042 were never read here.\n"
    shown = office.run("tickets show 1042")
    assert (shown.exit_code, shown.stderr.endswith(never)) == (0, True)
    files = office.run("tickets files 1042")
    assert (files.exit_code, files.stdout) == (5, "")
    assert files.stderr.endswith(never)
    assert "has no files" not in files.stderr
    with office.server:
        pass


def test_a_damaged_copy_that_was_replaced_is_told(office: Office) -> None:
    office.well("tickets list")
    (copy,) = office.data.glob("*.db")
    copy.write_bytes(b"nonsense" * 4096)
    result = office.run("tickets list")
    assert (result.exit_code, "VPN down" in result.stdout) == (0, True)
    assert f"damaged. It is kept as {copy.name}.broken-1 and a new one was begun" in result.stderr
    assert "damaged" not in office.run("tickets list").stderr


def test_what_only_this_machine_has_is_marked(office: Office) -> None:
    office.well("tickets list --limit 1000")
    assert office.document("tickets list --query VPN --limit 1")["items"][0]["waiting"] == 0
    office.server.__exit__()
    office.run("tickets set 1042 prio=low")
    listed = office.run("tickets list --query 'prio:low'")
    assert "\n1042*  VPN down for the whole office" in listed.stdout
    assert listed.stdout.count("*") == 1
    assert "* 1 ticket has changes that are not sent yet.\n" in listed.stderr
    items = office.document("tickets list --query 'prio:low'")["items"]
    assert {item["id"] for item in items if item["waiting"]} == {1042}
    assert office.document("tickets show 1042")["ticket"]["waiting"] == 1
    with office.server:
        pass


def test_links_are_numbered_and_their_addresses_are_at_the_end(still: Office) -> None:
    shown = still.well("tickets show 1042")
    assert "as in your article [1]" in shown
    assert "\n  [1] help.eddytui.example: https://help.eddytui.example/vpn/gateways\n" in shown
    post = still.document("tickets show 1042")["posts"][0]
    assert "as in your article\n" in post["plain"]
    assert "printed" not in post


def test_no_time_and_time_that_cannot_be_read_are_told_apart(office: Office) -> None:
    world = office.helpdesk.world
    bill = next(bill for number in world.tickets for bill in world.thread(number).bills)
    assert not world.thread(1042).bills
    shown = office.run("tickets show 1042 --billing")
    assert shown.stdout.endswith("\n\nTime\nNo time was entered for this ticket.\n")
    assert office.document("tickets show 1042 --billing")["complete"] is True
    world.thread(1042).bills.append(bill._replace(spent="much"))  # type: ignore[arg-type]
    office.well("tickets note 1042 -m Counted.")  # it moved
    shown = office.run("tickets show 1042 --billing")
    assert "No time" not in shown.stdout
    assert shown.stderr == "1 time entry could not be read and is left out.\n"
    assert office.document("tickets show 1042 --billing")["complete"] is False
