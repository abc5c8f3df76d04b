"""Where `eddytui auth login` keeps a key, and what `status` then says of it."""

import json
import stat
import sys
from pathlib import Path

import keyring.core
import pytest

from eddytui.config.profiles import read
from eddytui.demo.account import EMAIL, KEY
from tests.e2e.server import Server
from tests.rings import Ring, Sticky
from tests.shells import Shell


@pytest.fixture
def login(server: Server) -> str:
    """The line that signs in; the key comes through standard input."""
    return f"auth login --url {server.environ['EDDYTUI_URL']} --email {EMAIL}"


def key_file(shell: Shell) -> Path:
    (file,) = (shell.data / "keys").iterdir()
    return file


def test_a_key_is_kept_in_a_file_when_that_is_asked_for(
    shell: Shell, ring: Ring, login: str
) -> None:
    ring.keys["eddytui:127.0.0.1", EMAIL] = "an older key"
    result = shell.run(f"{login} --store file", KEY)
    assert result.exit_code == 0, result.output
    file = key_file(shell)
    assert result.stdout.splitlines()[-1] == (
        f"✓ Key kept     In {file}. A file is not encrypted: it is closed to other users (0600), "
        "but whoever can read your files or a backup of them can sign in as you."
    )
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (f"{KEY}\n", 0o600)
    assert read(shell.config).choose({}).credential_file == str(file)
    assert ring.keys == {}, "an older key would be found no more"
    status = shell.run("auth status")
    assert status.exit_code == 0, status.output
    assert f"  credential_file     used: The key is from credential_file ({file})." in status.stdout
    assert "  keyring             not asked: credential_file comes first." in status.stdout


def test_the_keyring_takes_the_place_of_the_file(shell: Shell, ring: Ring, login: str) -> None:
    shell.run(f"{login} --store file", KEY)
    result = shell.run(login, KEY)
    assert result.stdout.splitlines()[-1] == "✓ Key kept     In the keyring (rings Ring)."
    assert ring.keys == {("eddytui:127.0.0.1", EMAIL): KEY}
    assert list((shell.data / "keys").iterdir()) == []
    assert read(shell.config).choose({}).credential_file == ""


def test_a_key_that_is_not_to_be_kept_is_kept_nowhere(shell: Shell, ring: Ring, login: str) -> None:
    result = shell.run(f"{login} --store none", KEY)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].startswith("· Key kept     Not kept, as you asked.")
    assert (ring.keys, shell.data.exists()) == ({}, False)
    assert shell.run("auth status").exit_code == 3


@pytest.mark.parametrize("store", ["", " --store keyring"])
def test_a_script_is_not_asked_and_no_file_is_made_behind_its_back(
    store: str, shell: Shell, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", Sticky())
    result = shell.run(login + store, f"{KEY}\ny\n")
    assert result.exit_code == 3
    assert "The keyring still has the key that was to be removed." in result.stderr
    assert not shell.data.exists()
    known = shell.run(login + store, KEY, EDDYTUI_API_KEY=KEY)
    assert known.exit_code == (3 if store else 0), "it is in the environment"


def test_a_file_that_cannot_be_written_is_told(shell: Shell, login: str) -> None:
    shell.data.mkdir(parents=True)
    (shell.data / "keys").write_text("in the way")
    result = shell.run(f"{login} --store file", KEY)
    assert result.exit_code == 3
    assert "is in the way: a folder is needed there." in result.stderr


def test_a_profile_with_a_command_signs_in_by_it_and_nothing_is_asked(
    shell: Shell, ring: Ring, login: str
) -> None:
    told = [sys.executable, "-c", f"print({KEY!r})"]
    shell.config.write_text(f"[profiles.work]\ncredential_command = {json.dumps(told)}\n")
    result = shell.run(login)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == (
        f"✓ Key kept     By credential_command ({sys.executable})."
    )
    assert (ring.keys, shell.data.exists()) == ({}, False)
    assert shell.run("auth status").exit_code == 0
    shell.config.write_text(shell.config.read_text().replace("print(", "prin("))
    broken = shell.run(login)
    assert broken.exit_code == 3
    assert broken.stderr.startswith("There is no API key.\ncredential_command (")


def test_status_can_be_read_by_a_program(shell: Shell, server: Server) -> None:
    result = shell.run("auth status --json", **server.environ)
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["source"] == "EDDYTUI_API_KEY"
    assert [(one["source"], one["outcome"]) for one in document["sources"]] == [
        ("environment", "used"),
        *((name, "not asked") for name in ("credential_command", "credential_file", "keyring")),
    ]
    assert document["helpdesk"] == {"accepts": True, "user_id": 7, "name": "Ira Kask"}
    refused = shell.run("auth status --json", **server.environ | {"EDDYTUI_API_KEY": "x"})
    assert refused.exit_code == 3
    assert json.loads(refused.stdout)["helpdesk"]["accepts"] is False


@pytest.mark.usefixtures("ring")
def test_status_without_a_key_can_be_read_by_a_program_too(shell: Shell) -> None:
    result = shell.run("auth status --json", EDDYTUI_URL="https://a.example", EDDYTUI_EMAIL=EMAIL)
    document = json.loads(result.stdout)
    assert (result.exit_code, document["source"], document["helpdesk"]) == (3, None, None)


def test_status_offline_asks_no_helpdesk(shell: Shell, server: Server) -> None:
    before = len(server.helpdesk.requests)
    for more in ("", " --json"):
        assert shell.run(f"auth status --offline{more}", **server.environ).exit_code == 0
    assert len(server.helpdesk.requests) == before
