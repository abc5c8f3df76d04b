"""Opening the app as somebody whose profile says where the key is."""

import asyncio
import sys
from pathlib import Path

import pytest

from eddytui.api.errors import WrongKey
from eddytui.cli import signing
from eddytui.cli.launch import Launch
from eddytui.cli.redaction import Redaction
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.store.database import Database
from eddytui.store.store import Store


def launch(folder: Path, script: str) -> Launch:
    profile = Profile(
        name="work",
        url="https://acme.example",
        email="ira@acme.example",
        credential_command=(sys.executable, "-c", script),
    )
    return Launch(profile, Paths.under(folder), {}, {}, Redaction(), plain=False, remote=False)


def connect(opening: Launch) -> None:
    """Open the account and its client, and close both."""
    account = signing.account(opening)
    assert account is not None

    async def at_work(store: Store) -> None:
        await (await account.connect(store)).aclose()

    store = Store(Database(account.path))
    try:
        asyncio.run(at_work(store))
    finally:
        store.close()


def test_at_a_first_start_a_command_that_fails_is_told_and_no_key_is_asked_for(
    tmp_path: Path,
) -> None:
    with pytest.raises(WrongKey, match=r"exit code 3\..* Run: eddytui auth login"):
        signing.account(launch(tmp_path, "exit(3)"))


def test_a_key_that_a_command_gave_is_used_and_hidden_from_then_on(tmp_path: Path) -> None:
    opening = launch(tmp_path, "print('s3cret')")
    connect(opening)
    assert opening.redaction.clean("it was s3cret") == "it was …"


def test_with_a_copy_the_command_is_run_after_the_first_frame(tmp_path: Path) -> None:
    opening = launch(tmp_path, "exit(3)")
    Store(Database(opening.paths.store_path(opening.profile.account))).close()
    with pytest.raises(WrongKey, match="exit code 3"):
        connect(opening)
