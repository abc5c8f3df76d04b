"""`eddytui auth doctor`: every check has its line, and the worst decides how it ends."""

import asyncio
import re
import socket
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import keyring.core
import pytest

from eddytui.api.pace import Pace
from eddytui.cli.auth_network import clock
from eddytui.config.profiles import Profile
from eddytui.demo.account import EMAIL, KEY
from tests.e2e.server import Server
from tests.rings import Raising, Ring
from tests.shells import Shell

TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.fixture
def profile(shell: Shell, ring: Ring, server: Server) -> str:
    """The settings of somebody who is signed in."""
    shell.config.write_text(
        f'[profiles.work]\nurl = "{server.environ["EDDYTUI_URL"]}"\nemail = "{EMAIL}"\n'
    )
    shell.config.chmod(0o600)
    shell.config.parent.chmod(0o700)
    ring.keys["eddytui:127.0.0.1", EMAIL] = KEY
    return shell.config.read_text()


@pytest.mark.usefixtures("profile")
def test_all_that_is_well_is_ticked(shell: Shell, ring: Ring) -> None:
    result = shell.run("auth doctor", **TERMINAL)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].startswith("✓ Python       3.")
    assert ", SQLite 3." in lines[0]
    for line in (
        f"✓ Settings     {shell.config}, profile work.",
        f"✓ Folder       {shell.config.parent}, for you alone.",
        f"· Folder       {shell.data} is not there yet.",
        "· API key      environment: EDDYTUI_API_KEY and EDDYTUI_API_KEY_FILE are not set.",
        "✓ API key      keyring: The key is from the keyring.",
        "✓ Keyring      rings Ring keeps and removes a trial key.",
        "✓ DNS          127.0.0.1 is 127.0.0.1.",
        "✓ Connection   The helpdesk answers.",
        "✓ Key          The helpdesk accepts it.",
        "✓ Who you are  Ira Kask",
        "✓ Clock        It agrees with the helpdesk's.",
        "· Local copy   There is none yet.",
        "✓ Terminal     xterm-256color: all colours, UTF-8.",
    ):
        assert line in lines
    assert any(line.startswith("✓ Allowance    2") for line in lines)
    assert KEY not in result.output
    assert ring.keys == {("eddytui:127.0.0.1", EMAIL): KEY}, "nothing of the trial stays"


@pytest.mark.usefixtures("profile")
def test_a_refused_key_is_the_end_of_the_list_for_the_helpdesk(shell: Shell) -> None:
    result = shell.run("auth doctor", EDDYTUI_API_KEY="wrong", **TERMINAL)
    assert result.exit_code == 3
    assert "✗ Key          The helpdesk does not accept" in result.stdout
    assert "Who you are" not in result.stdout
    assert "· Local copy" in result.stdout


def test_a_helpdesk_that_is_away_is_told_and_the_rest_is_looked_at(
    shell: Shell, profile: str
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        result = shell.run("auth doctor", EDDYTUI_URL=address, EDDYTUI_API_KEY=KEY, **TERMINAL)
    assert result.exit_code == 5
    assert "✗ Connection   " in result.stdout
    assert "✓ Terminal" in result.stdout


def test_a_mistake_in_the_settings_is_one_line_of_many(shell: Shell, profile: str) -> None:
    shell.config.write_text(profile + 'ulr = "x"\n')
    result = shell.run("auth doctor", **TERMINAL)
    assert result.exit_code == 2
    assert f"✗ Settings     {shell.config}, line 4: there is no setting" in result.stdout
    assert "✓ Keyring      rings Ring keeps and removes a trial key." in result.stdout
    assert "eddytui auth login" not in result.stdout, "the mistake comes first"


@pytest.mark.usefixtures("profile")
def test_what_others_may_read_is_told_with_the_way_to_mend_it(shell: Shell) -> None:
    shell.config.chmod(0o644)
    shell.data.mkdir(mode=0o755, parents=True)
    result = shell.run("auth doctor", **TERMINAL)
    assert result.exit_code == 0
    for path, rights in ((shell.config, 600), (shell.data, 700)):
        assert f"Others may look into {path}. Run: chmod {rights} {path}\n" in result.stdout


@pytest.mark.usefixtures("profile")
def test_proxies_are_named_without_their_passwords(shell: Shell) -> None:
    proxies = {"HTTPS_PROXY": "http://ira:s3@cret@p.example:3128", "no_proxy": "a.example"}
    result = shell.run("auth doctor", **TERMINAL, **proxies)
    assert result.exit_code == 0, "none is used to this machine itself"
    assert (
        "· Proxy        HTTPS_PROXY=http://…@p.example:3128, no_proxy=a.example\n" in result.stdout
    )
    shell.config.write_text(
        shell.config.read_text() + 'proxy = "http://ira:s3cret@own.example:3128"\n'
    )
    own = shell.run("auth doctor", **TERMINAL).output
    assert "· Proxy        http://…@own.example:3128, named in the profile.\n" in own
    assert "cret" not in result.output + own


@pytest.mark.usefixtures("profile")
def test_a_source_that_failed_and_a_locked_keyring_are_told(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", Raising())
    missing = tmp_path / "no"
    shell.config.write_text(shell.config.read_text() + f'credential_file = "{missing}"\n')
    result = shell.run("auth doctor", **TERMINAL)
    assert result.exit_code == 3
    assert f"✗ API key      credential_file: credential_file names {missing}" in result.stdout
    assert "· Keyring      The keyring is locked." in result.stdout


@pytest.mark.usefixtures("profile")
def test_it_is_ascii_where_that_is_asked_for(shell: Shell) -> None:
    for line, environ in (("--plain auth doctor", {}), ("auth doctor", {"NO_COLOR": "1"})):
        output = shell.run(line, **environ, TERM="dumb").output
        assert "ok Python       3." in output
        assert "-- Terminal     TERM is 'dumb': the app cannot run here." in output
        assert output.isascii()


def test_a_first_start_is_told_what_to_do(shell: Shell, ring: Ring) -> None:
    result = shell.run("auth doctor", **TERMINAL)
    assert result.exit_code == 3
    assert "✗ Account      Nobody signs in. Run: eddytui auth login" in result.stdout
    assert not shell.config.exists()


class Quiet(BaseHTTPRequestHandler):
    """Answers without printing that it does."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """The port at which it answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


LONG = f"https://{'a' * 64}.example"
"""A name that no network is asked for: it is too long to be one."""


@pytest.mark.usefixtures("profile")
def test_a_name_that_cannot_be_found_ends_the_way_to_the_helpdesk(shell: Shell) -> None:
    result = shell.run("auth doctor", EDDYTUI_URL=LONG, EDDYTUI_API_KEY=KEY, **TERMINAL)
    assert result.exit_code == 5
    assert "✗ DNS          The name aaa" in result.stdout
    assert "Connection" not in result.stdout


class Proxy(Quiet):
    """A proxy that lets nobody through."""

    asked: ClassVar[list[str]] = []

    def do_CONNECT(self) -> None:
        self.asked.append(f"{self.path} {self.headers['Proxy-Authorization']}")
        self.send_error(403)


@pytest.mark.usefixtures("ring")
def test_behind_a_proxy_the_name_need_not_be_known_here(shell: Shell) -> None:
    with serving(Proxy) as port:
        shell.config.write_text(
            f'[profiles.work]\nurl = "{LONG}"\nemail = "{EMAIL}"\n'
            f'proxy = "http://ira:s3cret@127.0.0.1:{port}"\n'
        )
        result = shell.run("auth doctor", EDDYTUI_API_KEY=KEY, **TERMINAL)
    assert result.exit_code == 5
    assert "· DNS          The name aaa" in result.stdout
    assert "✗ Connection   The proxy does not let the helpdesk be reached." in result.stdout
    basic = b64encode(b"ira:s3cret").decode()
    assert set(Proxy.asked) == {f"{LONG.removeprefix('https://')}:443 Basic {basic}"}
    assert "s3cret" not in result.output


class Late(Quiet):
    """A front page at which it is ten minutes earlier."""

    asked: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self.asked.append(f"{self.path} {self.headers['Authorization']}")
        self.send_response(200)
        self.end_headers()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(int(time.time()) - 600)


def test_a_clock_that_is_wrong_is_told_and_the_key_is_not_sent_for_it() -> None:
    with serving(Late) as port:
        profile = Profile(url=f"http://127.0.0.1:{port}", email=EMAIL)
        check = asyncio.run(clock(profile, Pace(), proxied=False))
    assert check.state == "noted"
    assert re.fullmatch(r"It is 60\d seconds ahead of the helpdesk's\. Set it\.", check.sentence)
    assert Late.asked == ["/ None"]
    gone = asyncio.run(clock(profile, Pace(), proxied=False))
    assert gone.sentence == "The helpdesk does not tell what time it has."
    through = asyncio.run(clock(profile, Pace(), proxied=True))
    assert through.sentence == "It is not compared through a proxy."
