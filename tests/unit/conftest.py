"""What unit tests stand on: a helpdesk that gives prepared answers, and somebody who asks it."""

from collections.abc import AsyncIterator

import pytest

from eddytui.api import Client
from tests.canned import Canned


@pytest.fixture
def helpdesk() -> Canned:
    """A helpdesk that gives what it is told to give."""
    return Canned()


@pytest.fixture
async def client(helpdesk: Canned) -> AsyncIterator[Client]:
    """A client of it."""
    async with helpdesk.client() as client:
        yield client
