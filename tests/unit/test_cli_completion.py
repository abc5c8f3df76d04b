"""What the shells complete, by their own protocols, and what the commands on the copy load."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.shells import Shell
from tests.unit.test_cli_process import HERE, LOADED

HEAVY = ("textual", "rich", "httpx", "pydantic", "keyring", "markdown_it", "starlette", "nh3")
SETTINGS = '[profiles.work]\nurl = "https://acme.example"\nemail = "ira@acme.example"\n'


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the demo was looked at."""
    home = tmp_path_factory.mktemp("home")
    shell = Shell(home)
    shell.config.write_text(SETTINGS)
    assert shell.run("--demo --tickets 60 tickets list").exit_code == 0
    return home


def eddytui(code: str, home: Path, **environ: str) -> "subprocess.CompletedProcess[str]":
    folders = {f"XDG_{name.upper()}_HOME": str(home / name) for name in ("config", "data", "state")}
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code],
        env={"PATH": os.defpath, "PYTHONPATH": HERE, "HOME": str(home), **folders, **environ},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
        check=False,
    )


def completed(shell: str, home: Path, *words: str) -> list[str]:
    """What a shell is told for a line whose last word is being typed."""
    place = words[-1] if shell == "fish" else str(len(words))
    line = " ".join(("eddytui", *words))
    protocol = {"_EDDYTUI_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": place}
    code = "from eddytui.cli.root import main; main()"
    process = eddytui(code, home, **protocol)
    assert (process.returncode, process.stderr) == (0, "")
    return process.stdout.splitlines()


DEMO = ("--demo", "--tickets", "60")


@pytest.mark.parametrize(
    ("shell", "words", "first"),
    [
        ("bash", ("tickets", "show", "1042"), ["plain,1042"]),
        ("bash", ("tickets", "set", "1042", "status", "=", "clo"), ["plain,closed"]),
        ("bash", ("tickets", "set", "1042", "own"), ["plain,owner="]),
        ("zsh", ("tickets", "show", "1042"), ["plain", "1042", "VPN down for the whole office"]),
        ("zsh", ("tickets", "set", "1042", "prio=v"), ["plain", "prio=very-urgent", "Very urgent"]),
        ("zsh", ("tickets", "list", "--view", "unas"), ["plain", "unassigned", "Unassigned"]),
        ("zsh", ("tickets", "list", "--query", "stat"), ["plain", "status:", "_"]),
        ("zsh", ("tickets", "list", "--query", "status:awai"), ["plain"]),
        ("fish", ("tickets", "show", "1042"), ["plain,1042\tVPN down for the whole office"]),
        ("fish", ("tickets", "new", "--dep", "net"), ["plain,network\tNetwork"]),
        ("fish", ("tickets", "new", "--owner", "ol"), ["plain,olga.petrova@eddytui.example"]),
        ("fish", ("tickets", "rep"), ["plain,reply\tAnswer the requester of a ticket."]),
    ],
)
def test_words_of_the_copy_are_completed(
    shell: str, words: tuple[str, ...], first: list[str], home: Path
) -> None:
    found = completed(shell, home, *DEMO, *words)
    for line, expected in zip(found, first, strict=False):
        assert line.startswith(expected)
    assert len(found) >= len(first)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_profiles_are_completed(shell: str, home: Path) -> None:
    assert any("work" in line for line in completed(shell, home, "-p", "wo"))


def test_without_a_copy_nothing_is_completed_and_nothing_is_made(home: Path) -> None:
    before = sorted(home.rglob("*"))
    assert completed("fish", home, "tickets", "show", "1") == [""]
    assert completed("fish", home, "-p", "nobody", "tickets", "set", "1", "status=") == [""]
    assert sorted(home.rglob("*")) == before


def test_a_completion_leaves_a_damaged_or_older_copy_to_the_next_command(
    home: Path, tmp_path: Path
) -> None:
    (copy,) = home.rglob("*.db")
    place = tmp_path / copy.relative_to(home)
    place.parent.mkdir(parents=True)
    shutil.copy(copy, place)
    with closing(sqlite3.connect(place)) as older:
        older.execute("PRAGMA user_version = 2")
    for harm in (place.read_bytes(), b"nonsense" * 4096):
        place.write_bytes(harm)
        completed("fish", tmp_path, *DEMO, "tickets", "show", "1")
        assert place.read_bytes() == harm
        assert {file.suffix for file in place.parent.iterdir()} <= {".db", ".db-wal", ".db-shm"}


def test_a_broken_copy_or_settings_are_no_words_on_the_line(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.config.write_text("nonsense")
    assert completed("zsh", tmp_path, "tickets", "show", "1") == [""]


@pytest.mark.parametrize(
    "protocol",
    [
        {},
        {"COMP_WORDS": "eddytui tickets"},
        {"COMP_WORDS": "eddytui tickets", "COMP_CWORD": ""},
        {"COMP_WORDS": "eddytui tickets", "COMP_CWORD": "two"},
        {"COMP_WORDS": "eddytui tickets \udcff", "COMP_CWORD": "2"},
    ],
    ids=str,
)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_that_asks_wrongly_is_told_nothing(
    shell: str, protocol: dict[str, str], tmp_path: Path
) -> None:
    environ = {"_EDDYTUI_COMPLETE": f"{shell}_complete", **protocol}
    process = eddytui("from eddytui.cli.root import main; main()", tmp_path, **environ)
    assert (process.stdout.strip(), process.stderr) == ("", "")
    assert list(tmp_path.rglob("crash-*")) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed_with_how_to_install_it(shell: str, tmp_path: Path) -> None:
    result = Shell(tmp_path).run(f"completion {shell}")
    assert result.exit_code == 0
    assert f"_EDDYTUI_COMPLETE={shell}_complete" in result.stdout
    assert result.stderr.startswith(f"To install it: eddytui completion {shell} > ~/")


@pytest.mark.parametrize(
    "line", ["tickets list --offline", "tickets list --offline --json", "views", "tickets --help"]
)
def test_a_command_on_the_copy_loads_nothing_heavy(line: str, home: Path) -> None:
    process = eddytui(LOADED.format(words=[*DEMO, *line.split()]), home)
    *printed, code, loaded = process.stdout.splitlines()
    assert (code, [name for name in HEAVY if f"'{name}'" in loaded]) == ("0", [])
    assert printed


def test_a_completion_loads_nothing_heavy(home: Path) -> None:
    protocol = {
        "_EDDYTUI_COMPLETE": "fish_complete",
        "COMP_WORDS": "eddytui --demo --tickets 60 tickets show 10",
        "COMP_CWORD": "10",
    }
    process = eddytui(LOADED.format(words=[]), home, **protocol)
    *printed, code, loaded = process.stdout.splitlines()
    assert (code, [name for name in HEAVY if f"'{name}'" in loaded]) == ("0", [])
    assert "plain,1042\tVPN down for the whole office" in printed
