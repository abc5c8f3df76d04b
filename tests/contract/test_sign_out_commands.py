"""`eddytui auth logout`: what is removed, what is left, and that it is said."""

import asyncio
from pathlib import Path

import keyring.core
import pytest

from eddytui.config.profiles import read
from eddytui.demo.account import EMAIL, KEY
from eddytui.models.rows import Draft
from eddytui.store.database import Database
from eddytui.store.store import Store
from tests.e2e.server import Server
from tests.rings import Raising, Ring, Sticky
from tests.shells import Shell

NOW = "2026-11-24 09:00:00"


@pytest.fixture
def signed_in(shell: Shell, ring: Ring, server: Server) -> Shell:
    """A shell whose owner is signed in, with the key in the keyring."""
    url = server.environ["EDDYTUI_URL"]
    assert shell.run(f"auth login --url {url} --email {EMAIL}", KEY).exit_code == 0
    assert ring.keys
    return shell


@pytest.fixture
def copy(signed_in: Shell) -> Path:
    """A local copy in which two things were typed that the helpdesk does not have."""
    signed_in.data.mkdir(parents=True, exist_ok=True)
    path = signed_in.data / f"{read(signed_in.config).choose({}).account.replace(':', '_')}.db"
    store = Store(Database(path))
    asyncio.run(store.drafts.keep(Draft(7, "post", "Dear", NOW)))
    asyncio.run(store.pending.stage(8, "post", {"text": "<p>Yes</p>"}, now=NOW))
    store.close()
    return path


def test_the_key_leaves_the_keyring_and_the_profile_stays(signed_in: Shell, ring: Ring) -> None:
    before = signed_in.config.read_text()
    result = signed_in.run("auth logout")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "✓ Keyring      The key is removed.\n"
    assert ring.keys == {}
    assert signed_in.config.read_text() == before
    assert signed_in.run("auth status").exit_code == 3
    again = signed_in.run("auth logout")
    assert again.exit_code == 0
    assert again.stdout == f"· Keyring      It has no key for {EMAIL} at 127.0.0.1.\n"


def test_a_key_file_that_was_made_here_is_removed_and_its_name_too(
    signed_in: Shell, ring: Ring, server: Server
) -> None:
    signed_in.run("auth login --store file", f"\n\n{KEY}\n")
    (file,) = (signed_in.data / "keys").iterdir()
    result = signed_in.run("auth logout -p work")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == f"✓ Key file     Removed: {file}."
    assert not file.exists()
    assert "credential_file" not in signed_in.config.read_text()


def test_what_its_owner_made_is_left_and_named(signed_in: Shell, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.write_text(KEY)
    signed_in.config.write_text(signed_in.config.read_text() + f'credential_file = "{own}"\n')
    result = signed_in.run("auth logout", EDDYTUI_API_KEY=KEY)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == [
        "· Settings     credential_file of the profile is left: it still gives a key.",
        "· Environment  EDDYTUI_API_KEY is still set.",
    ]
    assert own.read_text() == KEY


def test_a_profile_is_forgotten_when_that_is_asked_for(signed_in: Shell) -> None:
    result = signed_in.run("auth logout --forget")
    assert result.stdout.splitlines()[-1] == (
        f"✓ Profile      work is taken out of {signed_in.config}."
    )
    assert dict(read(signed_in.config).by_name) == {}


@pytest.mark.parametrize(
    ("faulty", "told"),
    [
        (Raising(), "✗ Keyring      The keyring is locked."),
        (Sticky(), "✗ Keyring      The keyring still has the key that was to be removed."),
    ],
)
def test_a_key_that_may_still_be_there_is_no_success(
    faulty: Ring, told: str, signed_in: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty.keys["eddytui:127.0.0.1", EMAIL] = KEY
    monkeypatch.setattr(keyring.core, "_keyring_backend", faulty)
    result = signed_in.run("auth logout")
    assert (result.exit_code, result.stdout) == (2, f"{told}\n")
    assert result.stderr == "If a key is in the keyring, it is still there.\n"


def test_the_copy_is_left_with_what_was_typed(signed_in: Shell, copy: Path) -> None:
    result = signed_in.run("auth logout")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == (
        f"· Local copy   Left at {copy}; --delete-copy deletes it. "
        "1 draft and 1 unsent change in it would be lost."
    )
    assert copy.exists()


def test_the_copy_is_deleted_when_that_is_asked_for(signed_in: Shell, copy: Path) -> None:
    result = signed_in.run("auth logout --delete-copy")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].endswith(
        " is deleted. 1 draft and 1 unsent change went with it."
    )
    assert list(signed_in.data.glob("*.db*")) == []


def test_a_copy_that_is_open_is_not_deleted(signed_in: Shell, copy: Path) -> None:
    store = Store(Database(copy))
    result = signed_in.run("auth logout --delete-copy")
    store.close()
    assert result.exit_code == 2
    assert "is open in another eddytui. Leave it, and try again." in result.stderr
    assert copy.exists()


def test_who_is_not_signed_in_and_who_is_not_known_is_told(shell: Shell) -> None:
    assert shell.run("auth logout").stderr == "You are not signed in.\n"
    assert shell.run("auth logout").exit_code == 3
    assert shell.run("auth logout -p wrk").exit_code == 2
