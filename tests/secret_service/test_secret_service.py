"""The key in a real Secret Service: kept, found, removed; locked, and not there at all."""

import sys
from pathlib import Path

import pytest

from eddytui.config.profiles import read
from eddytui.demo.account import EMAIL, KEY
from tests.e2e.home import EDDYTUI
from tests.e2e.server import Server
from tests.secret_service.session import Session

LIFE = """
from eddytui.config import keyrings
from eddytui.config.errors import Unusable
account = ("acme.example", "ira@acme.example")
def told(work):
    try:
        return work()
    except Unusable as why:
        return str(why)
print(told(keyrings.probe))
print(told(lambda: keyrings.get(*account)))
print(told(lambda: keyrings.put(*account, "k3y of ключ")))
print(told(lambda: keyrings.get(*account)))
print(told(lambda: keyrings.delete(*account)))
print(told(lambda: keyrings.delete(*account)))
"""


def test_a_key_is_kept_given_back_and_removed(session: Session) -> None:
    done = session.run(sys.executable, "-c", LIFE)
    assert done.stdout.splitlines() == [
        "SecretService Keyring",
        "The keyring has no key for ira@acme.example at acme.example.",
        "SecretService Keyring",
        "k3y of ключ",
        "True",
        "False",
    ], done.stderr


@pytest.fixture
def signed_in(session: Session) -> Session:
    """Somebody who signed in at a helpdesk that is gone since; the key is in the keyring."""
    with Server(tickets=5) as server:
        url = server.environ["EDDYTUI_URL"]
        done = session.eddytui("auth", "login", "--url", url, "--email", EMAIL, stdin=f"{KEY}\n")
        assert done.returncode == 0, done.stdout + done.stderr
        assert (
            done.stdout.splitlines()[-1] == "✓ Key kept     In the keyring (SecretService Keyring)."
        )
    return session


def test_who_signed_in_is_signed_in_at_the_next_login_until_they_sign_out(
    signed_in: Session, tmp_path: Path
) -> None:
    status = signed_in.eddytui("auth", "status", "--offline")
    assert status.returncode == 0, status.stdout + status.stderr
    assert "  keyring             used: The key is from the keyring." in status.stdout
    logout = signed_in.eddytui("auth", "logout")
    assert logout.returncode == 0, logout.stdout + logout.stderr
    assert logout.stdout.splitlines()[0] == "✓ Keyring      The key is removed."
    after = signed_in.eddytui("auth", "status", "--offline")
    assert after.returncode == 3
    assert f"has none: The keyring has no key for {EMAIL} at 127.0.0.1." in after.stdout
    config = tmp_path / "config" / "eddytui" / "config.toml"
    assert read(config).choose({}).email == EMAIL, "the profile stays"
    everything = (status, logout, after)
    assert KEY not in "".join(done.stdout + done.stderr for done in everything)


def test_a_locked_keyring_is_told_and_holds_nobody_up(signed_in: Session) -> None:
    for words in (("status", "--offline"), ("logout",)):
        done = signed_in.eddytui("auth", *words, unlocked=False)
        assert done.returncode in {2, 3}
        assert "The keyring is locked." in done.stdout
    assert signed_in.eddytui("auth", "status", "--offline").returncode == 0, (
        "the key is still there"
    )


def test_without_a_keyring_that_is_told(session: Session) -> None:
    environ = {"EDDYTUI_URL": "https://acme.example", "EDDYTUI_EMAIL": EMAIL}
    done = session.plainly(*EDDYTUI, "auth", "status", "--offline", environ=environ)
    assert done.returncode == 3
    assert "has none: There is no keyring on this machine." in done.stdout
