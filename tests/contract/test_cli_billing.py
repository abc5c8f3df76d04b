"""`eddytui tickets billing`, and the time in `show`: from the copy, asked for when it moved."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from eddytui.demo.records import Bill
from tests.offices import Office

VPN, IRA, OLGA = 1042, 7, 8
NEVER = "The time spent on #1042 was never read here.\n"


@pytest.fixture
def billed(office: Office) -> Office:
    """Ira and Olga have worked on a ticket, Ira on two days; she entered all of it."""
    world = office.helpdesk.world
    now = world.tickets[VPN].created
    work = ((IRA, datetime(2020, 3, 2), 600), (OLGA, datetime(2021, 3, 2), 3600), (IRA, now, 60))
    for number, (who, day, spent) in enumerate(work):
        entry = Bill(9001 + number, None, f"Work {number}", spent, spent // 2, who, day, IRA, now)
        world.thread(VPN).bills.append(entry)
    return office


@pytest.fixture
def gone(billed: Office) -> Iterator[Office]:
    """The helpdesk is away; the time was read before."""
    billed.well("tickets list --limit 1000")
    billed.well(f"tickets billing {VPN}")
    billed.server.__exit__()
    yield billed
    with billed.server:
        pass


def asked(office: Office) -> int:
    """How often the time was asked for since the last look."""
    count = sum("/billing" in path for path in office.sent("GET"))
    office.helpdesk.requests.clear()
    return count


def test_time_is_printed_with_what_it_comes_to(billed: Office) -> None:
    printed = billed.well(f"tickets billing {VPN}")
    assert "Olga Petrova  1:00   0:30    Work 1\n" in printed
    assert printed.endswith("\nIn all 1:11 spent, 0:35 to pay.\n")
    document = billed.document(f"tickets billing {VPN} --limit 1")
    assert [each["id"] for each in document["items"]] == [9003]
    assert (document["total"], document["complete"]) == (3, False)
    assert (document["spent_seconds"], document["paid_seconds"]) == (4260, 2130)
    shown = billed.well(f"tickets show {VPN} --billing")
    assert shown.endswith("\nIn all 1:11 spent, 0:35 to pay.\n")


def test_it_is_asked_for_again_only_when_the_ticket_moved(billed: Office) -> None:
    billed.well(f"tickets billing {VPN}")
    assert asked(billed) == 1
    billed.well(f"tickets billing {VPN}")
    billed.well(f"tickets show {VPN} --billing")
    assert asked(billed) == 0
    billed.helpdesk.world.thread(VPN).bills.pop()
    billed.well(f"tickets note {VPN} -m 'Not so long.'")
    assert billed.document(f"tickets billing {VPN}")["total"] == 2
    assert asked(billed) == 1


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("--staff olga", [9002]),
        ("--staff olga,ira", [9003, 9002, 9001]),
        ("--creator me --to 2020-12-31", [9001]),
        ("--from 2020-12-31 --to 2021-12-31", [9002]),
        ("--since 2022-01-01", [9003, 9002, 9001]),
    ],
)
def test_filters_are_the_helpdesks_and_the_same_for_the_copy(
    billed: Office, options: str, found: list[int]
) -> None:
    line = f"tickets billing {VPN} {options}"
    billed.well("tickets list --limit 1000")
    billed.well(f"tickets billing {VPN}")
    asked(billed)
    online = billed.document(line)
    assert asked(billed) == 1, "the helpdesk is asked"
    billed.helpdesk.requests.clear()
    offline = billed.document(f"{line} --offline")
    assert billed.helpdesk.requests == []
    for document in (online, offline):
        assert [each["id"] for each in document["items"]] == found
    assert offline["spent_seconds"] == online["spent_seconds"]


def test_filters_that_find_nothing_say_so(billed: Office) -> None:
    billed.well(f"tickets billing {VPN}")
    for offline in ("", " --offline"):
        result = billed.run(f"tickets billing {VPN} --until 2020-01-01{offline}")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "No time was entered" in result.stderr


def test_offline_nothing_is_asked_and_the_age_is_told(billed: Office) -> None:
    billed.well("tickets list --limit 1000")
    billed.helpdesk.requests.clear()
    for line in (f"tickets billing {VPN} --offline", f"tickets billing {VPN} --staff x --offline"):
        result = billed.run(line)
        assert (result.exit_code, result.stdout) == (2 if "staff" in line else 5, "")
    never = billed.run(f"tickets billing {VPN} --offline")
    assert never.stderr == NEVER
    shown = billed.run(f"tickets show {VPN} --billing --offline")
    assert (shown.exit_code, shown.stderr.endswith(NEVER)) == (0, True)
    assert "\nTime\n" not in shown.stdout
    assert billed.helpdesk.requests == []
    billed.well(f"tickets show {VPN} --billing")
    billed.helpdesk.requests.clear()
    for line in (f"tickets billing {VPN} --offline", f"tickets show {VPN} --billing --offline"):
        result = billed.run(line)
        assert "In all 1:11 spent, 0:35 to pay.\n" in result.stdout
        assert "This is as of " in result.stderr
    assert billed.helpdesk.requests == []


def test_a_ticket_that_is_not_here_is_no_ticket_without_time(billed: Office) -> None:
    billed.fails(f"tickets show {VPN} --offline", 5, "There is no copy of this helpdesk here yet.")
    billed.well("tickets list --limit 1")
    billed.fails("tickets show 1 --offline", 5, "#1 was never read here.")


def test_without_a_connection_the_copy_answers(gone: Office) -> None:
    for line in (f"tickets billing {VPN}", f"tickets show {VPN} --billing"):
        result = gone.run(line)
        assert "In all 1:11 spent" in result.stdout
        assert "No connection" in result.stderr
        assert "This is as of " in result.stderr
    never = gone.run("tickets billing 1041")
    assert (never.exit_code, never.stdout) == (5, "")
    assert never.stderr.startswith("The time spent on #1041 was never read here.\nNo connection")


def test_time_that_is_older_than_its_ticket_is_told(billed: Office) -> None:
    billed.well("tickets list --limit 1000")
    billed.well(f"tickets billing {VPN}")
    billed.well(f"tickets note {VPN} -m 'More to come.'")
    billed.well(f"tickets show {VPN}")
    result = billed.run(f"tickets billing {VPN} --offline --json")
    assert "#1042 has changed since its time was read: there may be more.\n" in result.stderr
    assert '"complete": false' in result.stdout
    shown = billed.run(f"tickets show {VPN} --billing --offline")
    assert shown.stderr.endswith("there may be more.\n")
