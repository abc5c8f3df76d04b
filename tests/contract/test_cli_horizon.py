"""A copy that keeps closed tickets for some days: commands ask for the others, or say so."""

from datetime import datetime, timedelta

import pytest

from tests.offices import Office

DAYS = 3


@pytest.fixture
def near(office: Office) -> Office:
    """Ira's, with a copy that goes three days back."""
    office.config.write_text(
        f'[profiles.work]\nurl = "{office.helpdesk.address}"\nemail = "{office.email}"\n'
        f"horizon = {DAYS}\n"
    )
    office.config.chmod(0o600)
    return office


def closed(office: Office) -> set[int]:
    world = office.helpdesk.world
    return {
        each.id
        for each in world.tickets.values()
        if world.sees(world.people[7], each) and each.status == "closed" and not each.deleted
    }


def test_old_closed_tickets_are_asked_for_when_they_are_listed(near: Office) -> None:
    since = datetime.now() - timedelta(days=DAYS)
    old = {each for each in closed(near) if near.helpdesk.world.tickets[each].updated < since}
    synced = near.document("sync --all")
    assert not synced["tickets"]["complete"]
    assert synced["tickets"]["closed_since"] >= str(since)[:19]
    assert "are left out, as the profile says." in near.run("sync").stderr
    assert old
    listed = near.document("tickets list --query is:closed --limit 1000")
    assert {item["id"] for item in listed["items"]} == closed(near)
    assert listed["complete"]
    few = near.run("tickets list --query is:closed --limit 1")
    assert few.exit_code == 0
    assert "There may be more than these" in few.stderr
    assert f"#{min(old)}" in near.well(f"tickets show {min(old)}")


def test_open_tickets_are_known_to_be_all_here(near: Office) -> None:
    near.well("sync --all")
    before = len(near.helpdesk.requests)
    listed = near.document("tickets list --limit 1000")
    assert listed["complete"]
    assert len(near.helpdesk.requests) == before
    offline = near.run("tickets list --query is:closed --offline")
    assert "There may be more than these" in offline.stderr, "what is here is not all"
