"""Tests with a real Secret Service, collected where its programs are installed.

On Debian: apt-get install --no-install-recommends dbus gnome-keyring
"""

import shutil
from pathlib import Path

import pytest

from tests.secret_service.session import PROGRAMS, Session

collect_ignore_glob = [] if all(map(shutil.which, PROGRAMS)) else ["test_*.py"]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A login whose keyring was never used."""
    return Session(tmp_path)
