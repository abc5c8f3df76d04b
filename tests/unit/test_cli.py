"""The command line: what opens, what is printed, and with which code it ends."""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from eddytui import __version__
from eddytui.api import errors
from eddytui.cli import terminal
from eddytui.cli.launch import Demo, Launch
from eddytui.cli.output import Failure, Told, code_of
from eddytui.config.errors import ConfigError
from eddytui.store.errors import StoreError
from tests.shells import Shell

PROFILES = """\
[profiles.work]
url = "https://acme.example"
email = "ira@acme.example"
[profiles.home]
url = "https://home.example"
email = "ira@home.example"
[ui]
theme = "eddy-light"
"""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def launches(monkeypatch: pytest.MonkeyPatch) -> list[Launch]:
    """What the app was opened with, in a terminal that is fit for it."""
    launches: list[Launch] = []

    def run(launch: Launch) -> int:
        launches.append(launch)
        logging.getLogger("eddytui").info("opened with %s", launch.redaction.clean("all"))
        return 7

    start = ModuleType("eddytui.cli.start")
    start.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, start.__name__, start)
    monkeypatch.setattr(terminal, "why_not", lambda *_: None)
    monkeypatch.setattr(terminal, "prepare", lambda _: None)
    return launches


def test_the_version_is_told(shell: Shell) -> None:
    assert shell.run("--version").output == f"eddytui {__version__}\n"


def test_every_command_is_in_the_help_with_what_it_does(shell: Shell) -> None:
    result = shell.run("--help")
    assert result.exit_code == 0
    told = " ".join(result.output.split())
    for words in (
        "auth Sign in and out",
        "config See where",
        "demo-server Serve the pretend",
        "keys Print every key",
    ):
        assert words in told


def test_without_a_terminal_the_app_points_to_the_commands(shell: Shell) -> None:
    result = shell.run("", TERM="xterm")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("see eddytui --help.\n")


def test_the_app_opens_with_the_chosen_profile(shell: Shell, launches: list[Launch]) -> None:
    shell.config.write_text(PROFILES)
    assert shell.run("", SSH_CONNECTION="1").exit_code == 7, "the app's own code"
    assert shell.run("-p home --plain", SSH_CONNECTION="").exit_code == 7
    seen = [(one.profile.name, one.remote, one.plain, one.demo) for one in launches]
    assert seen == [("work", True, False, None), ("home", False, True, None)]
    assert "opened with all" in (shell.state / "eddytui.log").read_text()


@pytest.mark.parametrize(
    ("line", "demo"),
    [
        ("--demo", Demo(tickets=240, seed=7)),
        ("--demo --tickets 10000 --seed 3", Demo(tickets=10_000, seed=3)),
    ],
)
def test_the_demo_opens_without_an_account_but_with_the_wishes_of_the_file(
    line: str, demo: Demo, shell: Shell, launches: list[Launch]
) -> None:
    shell.config.write_text(PROFILES)
    assert shell.run(line, EDDYTUI_URL="https://real.example").exit_code == 7
    assert launches[0].demo == demo
    assert (launches[0].profile.url, launches[0].profile.theme) == ("", "eddy-light")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--tickets 5", "--tickets and --seed go with --demo."),
        ("--demo --tickets 0", "0 is not in the range"),
        ("--demo keys", "--demo does not go with keys."),
        ("key", "No such command 'key'. Did you mean 'keys'?"),
        ("auth login -p a/b", "A profile's name has letters, digits, - and _ alone."),
        ("auth login --url x --email y", "There is no API key in what standard input gave."),
    ],
)
def test_what_cannot_be_meant_is_told(line: str, told: str, shell: Shell) -> None:
    result = shell.run(line)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_mistake_in_the_settings_is_told_and_nothing_opens(
    shell: Shell, launches: list[Launch]
) -> None:
    shell.config.write_text('[profiles.work]\nulr = "x"\n')
    for line in ("", "auth status", "auth login"):
        result = shell.run(line)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"Configuration: {shell.config}, line 2: ")
    assert launches == []


def test_a_profile_that_is_not_there_is_told(shell: Shell, launches: list[Launch]) -> None:
    shell.config.write_text(PROFILES)
    for line in ("-p wrk", "auth status -p wrk", "-p wrk auth status"):
        result = shell.run(line)
        assert (result.exit_code, launches) == (2, [])
        assert 'There is no profile "wrk"' in result.stderr


def test_config_path_tells_where_the_settings_are_and_makes_nothing(shell: Shell) -> None:
    result = shell.run("config path")
    assert result.output == f"{shell.config}\n"
    assert not shell.config.exists()


def test_keys_prints_every_key_under_its_place(shell: Shell) -> None:
    from eddytui.ui.commands import COMMANDS  # noqa: PLC0415 - Textual, for this test alone

    lines = shell.run("keys").output.splitlines()
    for command in COMMANDS:
        assert command.where in lines
        assert any(
            command.key_text in line and line.endswith(f"  {command.help}") for line in lines
        )


def test_status_of_nobody_says_how_to_sign_in(shell: Shell) -> None:
    result = shell.run("auth status")
    assert result.exit_code == 3
    assert result.stderr == "You are not signed in. Run: eddytui auth login\n"


def test_status_without_a_key_says_why_each_source_has_none(shell: Shell) -> None:
    shell.config.write_text(PROFILES)
    result = shell.run("auth status", EDDYTUI_API_KEY_FILE="/no/such/file")
    assert result.exit_code == 3
    assert result.stdout.splitlines() == [
        "Profile work: ira@acme.example at https://acme.example",
        "Other profiles: home",
        "  environment         failed: EDDYTUI_API_KEY_FILE names /no/such/file, which cannot be "
        "read: No such file or directory.",
        "  credential_command  not asked: environment failed.",
        "  credential_file     not asked: environment failed.",
        "  keyring             not asked: environment failed.",
    ]
    assert result.stderr == "There is no API key. Run: eddytui auth login\n"


def test_what_is_stopped_says_so_and_ends_as_shells_have_it(shell: Shell) -> None:
    result = shell.run("auth login")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (130, "Stopped.")


def test_a_wrong_address_is_told_before_anything_is_sent_or_kept(shell: Shell) -> None:
    result = shell.run("auth login --url http://acme.example --email ira@acme.example", "k3y\n")
    assert result.exit_code == 2
    assert result.stderr.startswith("✗ Address      The address http://acme.example would send")
    assert not shell.config.exists()
    assert "k3y" not in result.output


def test_marks_are_ascii_where_the_locale_asks_for_it(shell: Shell) -> None:
    line = "auth login --url http://acme.example --email ira@acme.example"
    assert shell.run(line, "k3y\n", LANG="C").stderr.startswith("no Address")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.Missing(), 1),
        (errors.Misconfigured(), 2),
        (ConfigError("The file is wrong."), 2),
        (StoreError("The disk is full."), 2),
        (errors.WrongKey(), 3),
        (errors.Forbidden(), 4),
        (errors.Refused(["no"]), 4),
        (errors.BadReply(), 4),
        (errors.Offline(), 5),
        (errors.Untrusted(), 5),
        (errors.Unclear(), 5),
        (errors.Blocked(datetime(2026, 11, 24, tzinfo=UTC)), 6),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_script_can_tell_errors_apart_and_a_person_reads_sentences(
    error: Told, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code_of(error) == code
    Failure.of(error).show()
    assert capsys.readouterr().err == f"{error.title}: {error}\n"
