"""What all tests stand on."""

from pathlib import Path

import pytest

from tests.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A pretend helpdesk and a desk over it."""
    return Place(tmp_path)
