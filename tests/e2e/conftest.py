"""What the tests of the whole program stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An agent's machine on which eddytui was never run."""
    home = Home(tmp_path)
    yield home
    home.close()
