"""Offices for tests of the commands: a shell that is signed in to a helpdesk of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.server import Server
from tests.offices import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Ira's, to change things in and to be switched off."""
    with Server() as server:
        yield Office(tmp_path, server)


@pytest.fixture
def boss(office: Office) -> Office:
    """The same for somebody who may do everything."""
    office.become_administrator()
    return office


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Ira's with a whole copy, where nothing is changed."""
    with Server() as server:
        office = Office(tmp_path_factory.mktemp("still"), server)
        office.well("tickets list --limit 1000")
        yield office
