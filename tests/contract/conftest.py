"""What contract tests stand on: a shell, a keyring, and the pretend helpdesk, near or far."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import keyring.core
import pytest

from eddytui.api import Client, Pace
from eddytui.demo.helpdesk import DemoHelpdesk
from tests.counter import Clock, Counter
from tests.e2e.server import Server
from tests.hosts import Host, listening
from tests.offices import Office
from tests.rings import Ring
from tests.shells import Shell


@pytest.fixture
def clock() -> Clock:
    """A Monday morning, moved by hand."""
    return Clock()


@pytest.fixture
def helpdesk(clock: Clock) -> DemoHelpdesk:
    """A new helpdesk, where nobody else does anything."""
    return DemoHelpdesk(clock=clock, lively=False)


@pytest.fixture
def ira(helpdesk: DemoHelpdesk) -> Counter:
    """An employee in front of it."""
    return Counter(helpdesk)


@pytest.fixture
def marta(helpdesk: DemoHelpdesk) -> Counter:
    """The main administrator."""
    return Counter(helpdesk, 1)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell on a machine where eddytui was never run."""
    return Shell(tmp_path)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """The keyring of that machine."""
    ring = Ring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", ring)
    return ring


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The pretend helpdesk at an address of this machine."""
    with Server(tickets=5) as server:
        yield server


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


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    """A host on this machine that answers as it is told, byte by byte."""
    async with listening(Host()) as host:
        yield host


@pytest.fixture
async def asker(host: Host) -> AsyncIterator[Client]:
    """A client of that host, which does not rest between attempts."""
    pace = Pace(sleep=lambda _seconds: asyncio.sleep(0))
    async with Client(host.url, "ira@acme.com", "sesame", pace=pace) as client:
        yield client
