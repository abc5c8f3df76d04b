"""All commands of one user count together, and say so when they cannot."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from eddytui.api.pace import Pace
from eddytui.cli.clients import pace_of
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.demo.account import EMAIL
from tests.offices import Office

WARNING = "Other eddytui programs cannot see how many requests this one sends"


@pytest.fixture
def pace(office: Office) -> Pace:
    """The pace of another program of the same agent's."""
    folder = office.state
    paths = Paths(folder, folder, folder, folder, folder)
    return pace_of(Profile(url=f"{office.helpdesk.address}/", email=EMAIL.upper()), paths)


def block(pace: Pace) -> None:
    """Let that program be told that the agent is blocked."""

    async def told() -> None:
        await pace.blocked("api", pace.now() + timedelta(minutes=5))
        await pace.close()

    asyncio.run(told())


@pytest.mark.parametrize("line", ["tickets list", "auth status"])
def test_a_block_told_to_one_program_is_obeyed_by_the_next(
    office: Office, pace: Pace, line: str
) -> None:
    block(pace)
    result = office.run(line)

    assert result.exit_code == 6
    assert "takes none before" in result.output
    assert office.helpdesk.requests == []


@pytest.mark.parametrize("line", ["tickets list", "auth status", "auth status --json"])
def test_where_it_cannot_be_counted_together_a_command_says_so_once_and_works(
    office: Office, line: str
) -> None:
    in_the_way(office)
    result = office.run(line)

    assert result.exit_code == 0
    assert result.stderr.count(WARNING) == 1
    assert WARNING not in result.stdout


def test_the_doctor_tells_of_it(office: Office) -> None:
    in_the_way(office)

    assert WARNING in office.run("auth doctor").stdout


def test_every_account_is_counted_for_itself(office: Office) -> None:
    office.well("auth status")
    office.become_administrator()
    office.well("auth status")

    assert len(list(office.state.glob("pace-*.db"))) == 2


def in_the_way(office: Office) -> None:
    """Put a folder where the file should be."""
    paths = Paths.under(office.state)
    account = Profile(url=office.helpdesk.address, email=EMAIL).account
    (office.state / Path(paths.pace_path(account)).name).mkdir(parents=True)
