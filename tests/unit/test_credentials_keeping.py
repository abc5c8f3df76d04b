"""A key kept where it can be, tried before, and removed again."""

import stat
from pathlib import Path

import keyring.core
import pytest
from keyring.backend import KeyringBackend

from eddytui.config.credentials import KEYRING_IS_LATE
from eddytui.config.keeping import Kept, keep, keep_in_file, remove, try_keyring
from eddytui.config.profiles import Profile
from eddytui.config.secret import Secret
from tests.rings import Forgetful, Hanging, Raising, Ring, Sticky

PROFILE = Profile(name="work", url="https://acme.eddydesk.com", email="ira@acme.com")
PLACE = ("eddytui:acme.eddydesk.com", "ira@acme.com")
SECRET = Secret("s3cret")


def use(monkeypatch: pytest.MonkeyPatch, ring: KeyringBackend) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", ring)


async def test_a_keyring_is_tried_and_nothing_of_it_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Ring()
    use(monkeypatch, ring)
    assert await try_keyring() == Kept("rings Ring")
    assert ring.keys == {}


@pytest.mark.parametrize(
    ("ring", "told"),
    [
        (Forgetful(), "The keyring took the key but does not give it back."),
        (Raising(), "The keyring is locked."),
        (Sticky(), "The keyring still has the key that was to be removed."),
        (Hanging(), KEYRING_IS_LATE),
    ],
)
async def test_a_keyring_that_fails_the_trial_is_given_no_key(
    ring: Ring, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, ring)
    assert await try_keyring(limit=0.1) == told
    assert await keep(PROFILE, SECRET, limit=0.1) == told
    assert "s3cret" not in ring.keys.values()


async def test_a_key_is_removed_and_only_the_one_that_was_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ring, other = Ring(), ("eddytui:other.example", "ira@acme.com")
    use(monkeypatch, ring)
    ring.keys = {PLACE: "s3cret", other: "another"}
    assert await remove(PROFILE) is True
    assert await remove(PROFILE) is False
    assert ring.keys == {other: "another"}
    use(monkeypatch, Hanging())
    assert await remove(PROFILE, limit=0.05) == KEYRING_IS_LATE


def test_a_key_is_kept_in_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "acme"
    assert keep_in_file(path, SECRET) == Kept(str(path))
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("s3cret\n", 0o600)
    assert (
        keep_in_file(path / "below", SECRET) == f"{path} is in the way: a folder is needed there."
    )
