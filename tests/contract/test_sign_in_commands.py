"""`eddytui auth` against a helpdesk on this machine."""

import json
from base64 import b64decode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import keyring.core
import pytest

from eddytui.config.profiles import Profile, read
from tests.rings import Forgetful, Ring
from tests.shells import Shell

EMAIL, KEY = "ira@acme.example", "k3y-of-ira"
ANSWERS = {
    "departments": [{"id": 1, "name": {"en": "Support"}}],
    "users": [{"id": 7, "name": "Ира", "lastname": "Kask", "email": EMAIL}],
}
pytestmark = pytest.mark.usefixtures("ring")


class Answer(BaseHTTPRequestHandler):
    """Answers whoever has the key."""

    def do_GET(self) -> None:
        _, _, pair = self.headers["Authorization"].partition(" ")
        known = b64decode(pair).decode() == f"{EMAIL}:{KEY}"
        name = self.path.partition("?")[0].strip("/").split("/")[-1]
        body = {"data": ANSWERS[name]} if known else {"errors": [{"code": "e-401", "title": "No"}]}
        self.send_response(200 if known else 401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_who_signs_in_is_asked_checked_and_kept(shell: Shell, ring: Ring, url: str) -> None:
    result = shell.run("auth login", f"{url}/ru/\n{EMAIL}\n{KEY}\n")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-5:] == [
        f"✓ Address      {url}",
        "✓ Connection   The helpdesk answers.",
        "✓ Key          The helpdesk accepts it.",
        "✓ Who you are  Ира Kask",
        "✓ Key kept     In the keyring (rings Ring).",
    ]
    assert read(shell.config).choose({}) == Profile(name="work", url=url, email=EMAIL, user_id=7)
    assert ring.keys == {("eddytui:127.0.0.1", EMAIL): KEY}
    assert KEY not in result.output
    assert KEY not in shell.config.read_text()


def test_who_signed_in_is_signed_in_from_then_on(shell: Shell, url: str) -> None:
    shell.run(f"auth login --url {url} --email {EMAIL}", KEY)
    result = shell.run("auth status")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:5] == [
        f"Profile work: {EMAIL} at {url}",
        "  environment         not set: EDDYTUI_API_KEY and EDDYTUI_API_KEY_FILE are not set.",
        "  credential_command  not set: The profile has none.",
        "  credential_file     not set: The profile has none.",
        "  keyring             used: The key is from the keyring.",
    ]
    assert "✓ Who you are  Ира Kask" in result.stdout


def test_signing_in_again_offers_what_is_known_and_keeps_what_was_written(
    shell: Shell, url: str
) -> None:
    shell.run(f"auth login --url {url} --email {EMAIL}", KEY)
    shell.config.write_text(shell.config.read_text() + 'languages = ["ru"] # mine\n')
    assert shell.run("auth login", f"\n\n{KEY}\n").exit_code == 0
    assert 'languages = ["ru"] # mine' in shell.config.read_text()


def test_another_profile_is_made_by_its_name(shell: Shell, url: str) -> None:
    line = f"auth login --url {url} --email {EMAIL}"
    for more, environ in (("", {}), (" -p b", {}), ("", {"EDDYTUI_PROFILE": "c"})):
        assert shell.run(line + more, KEY, **environ).exit_code == 0
    assert shell.run(f"-p d {line}", KEY).exit_code == 0
    profiles = read(shell.config)
    assert (list(profiles.by_name), profiles.default) == (["work", "b", "c", "d"], "work")


def test_a_refused_key_is_told_and_nothing_is_kept(shell: Shell, ring: Ring, url: str) -> None:
    result = shell.run(f"auth login --url {url} --email {EMAIL}", "wrong\n")
    assert result.exit_code == 3
    assert result.stderr.startswith("✗ Key          The helpdesk does not accept")
    assert (shell.config.exists(), ring.keys) == (False, {})


def test_without_a_keyring_the_way_on_is_told(
    shell: Shell, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", Forgetful())
    result = shell.run(f"auth login --url {url} --email {EMAIL}", KEY)
    assert result.exit_code == 3
    assert result.stderr == (
        "✗ Key kept     The keyring took the key but does not give it back.\n"
        "The key is not kept on this machine. To keep it in a file that only you can read, run: "
        "eddytui auth login --store file. Or set EDDYTUI_API_KEY each time you start eddytui.\n"
    )
    assert read(shell.config).choose({}).user_id == 7, "the rest need not be typed again"
    again = shell.run(f"auth login --url {url} --email {EMAIL}", KEY, EDDYTUI_API_KEY=KEY)
    assert again.exit_code == 0
    assert "✓ Key kept     In the environment, as it is now." in again.stdout


def test_the_environment_alone_signs_in(shell: Shell, url: str) -> None:
    result = shell.run("auth status", EDDYTUI_URL=url, EDDYTUI_EMAIL=EMAIL, EDDYTUI_API_KEY=KEY)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:2] == [
        f"Profile (none): {EMAIL} at {url}",
        "  environment         used: The key is from EDDYTUI_API_KEY.",
    ]
    wrong = shell.run("auth status", EDDYTUI_URL=url, EDDYTUI_EMAIL=EMAIL, EDDYTUI_API_KEY="x")
    assert wrong.exit_code == 3


def test_a_user_id_written_by_hand_stays_for_whom_the_helpdesk_does_not_show(
    shell: Shell, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ANSWERS, "users", [])
    line = f"auth login --url {url} --email {EMAIL}"
    assert shell.run(line, KEY).exit_code == 0
    text = shell.config.read_text()
    shell.config.write_text(text.replace("me = 0", "me = 12"))
    assert shell.run(line, KEY).exit_code == 0
    assert read(shell.config).choose({}).user_id == 12
