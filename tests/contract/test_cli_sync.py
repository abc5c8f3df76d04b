"""`eddytui sync`: what is new, what is missing, what is gone, and how far it is."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from eddytui.demo.deeds import Deed, do
from eddytui.demo.faults import Fault, not_json
from tests.e2e.server import Server
from tests.offices import Office

PRINTER = 1031


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Ira's, at a helpdesk of several pages."""
    with Server(tickets=170) as server:
        yield Office(tmp_path, server)


def erase(office: Office, ticket_id: int) -> None:
    do(office.helpdesk.world, Deed(datetime.now(), 8, "erase", {"ticket": ticket_id}))


def after(count: int) -> Fault:
    """So many requests are answered; what comes later is not."""
    left = iter(range(count))

    def fault(app: ASGIApp) -> ASGIApp:
        return app if next(left, None) is not None else not_json(app)

    return fault


def visible(office: Office) -> int:
    world = office.helpdesk.world
    tickets = world.tickets.values()
    return sum(world.sees(world.people[7], each) and not each.deleted for each in tickets)


def test_the_news_are_read_and_what_is_missing_is_told(office: Office) -> None:
    result = office.run("sync")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"Tickets: 30 read, 30 of {visible(office)} here.\n"
    assert result.stderr == "With --all every ticket is read.\n"
    office.well("tickets list --offline")


def test_all_is_read_once_and_what_is_gone_goes(office: Office) -> None:
    everything = visible(office)
    first = office.document("sync --all")
    assert first["tickets"] == {
        "read": everything,
        "here": everything,
        "total": everything,
        "gone": 0,
        "complete": True,
        "unreadable": 0,
        "closed_since": None,
    }
    assert (first["articles"], first["waiting"]) == (None, 0)
    assert first["as_of"]
    erase(office, PRINTER)
    asked = len(office.sent("GET"))
    again = office.document("sync --all")
    assert (again["tickets"]["gone"], again["tickets"]["here"]) == (1, everything - 1)
    assert len(office.sent("GET")) - asked < everything // 25 + 15, "nothing is read twice"
    office.fails(f"tickets show {PRINTER}", 1, "")


def test_the_knowledge_base_is_read_when_it_is_asked_for(office: Office) -> None:
    document = office.document("sync --kb")
    articles = document["articles"]
    assert articles["read"] == articles["here"] == articles["total"] > 10
    assert articles["complete"]
    asked = len(office.helpdesk.requests)
    assert "Articles: 0 read, " in office.well("sync --kb")
    assert len(office.helpdesk.requests) - asked < 20
    office.well("kb --list printer --offline")


def test_where_it_was_stopped_it_goes_on(office: Office) -> None:
    office.server.faults.put(after(3), path="/api/v2/tickets/")
    result = office.run("sync --all")
    assert result.exit_code not in {0, 1, 2}
    assert "It stopped at " in result.stderr
    assert " tickets. The next run goes on from there." in result.stderr
    stopped = int(result.stderr.partition("It stopped at ")[2].split()[0])
    assert 30 < stopped < visible(office)
    office.server.faults.clear()
    again = office.document("sync --all")
    assert again["tickets"]["complete"]
    assert again["tickets"]["read"] <= visible(office) - stopped + 5


def test_what_is_not_sent_is_counted_as_what_it_is(office: Office) -> None:
    office.well("tickets list")
    office.server.__exit__()
    for line in ("reply 1030 -m 'from the train'", "note 1030 -m 'likewise'"):
        assert office.run(f"tickets {line}").exit_code == 5
    with office.server:
        office.server.faults.put(not_json, path="/api/v2/tickets/1030/")
        result = office.run("sync")
    assert "1 reply and 1 note are not sent yet.\n" in result.stdout


def test_a_copy_in_memory_has_nothing_to_be_brought_up_to_date(office: Office) -> None:
    office.config.write_text(
        f'[profiles.work]\nurl = "{office.helpdesk.address}"\nstore = "memory"\n'
        f'email = "{office.email}"\n'
    )
    office.config.chmod(0o600)
    office.fails("sync", 2, "is in memory alone")
    office.well("tickets list")
    assert "in memory alone" in office.run("auth status --offline").stdout
    assert "in memory alone" in office.run("auth doctor").stdout
    assert not [path for path in office.data.parent.rglob("*") if path.is_file()]
