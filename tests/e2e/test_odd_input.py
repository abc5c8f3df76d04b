"""Input that no keyboard makes, and streams that are closed or full."""

import shlex
import subprocess
from collections.abc import Mapping

import pytest

from tests.e2e.home import EDDYTUI, NOTHING, Home

DEMO = ("--demo", "--tickets", "60")
HUGE = "99999999999999999999"
FULL = "What was to be printed could not be written: No space left on device.\n"
NO_TEXT = b"caf\xe9"
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(
    home: Home, *words: str | bytes, stdin: bytes = b"", environ: Mapping[str, str] = NOTHING
) -> "subprocess.CompletedProcess[bytes]":
    """eddytui with bytes as they are."""
    return subprocess.run(  # noqa: S603 - our own program
        [*EDDYTUI, *DEMO, *words],
        env=home.environ(environ),
        input=stdin,
        capture_output=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize("words", [("-m", NO_TEXT), ("-m", "-")], ids=["typed", "piped"])
def test_bytes_that_are_no_text_are_replaced_and_that_is_said(
    words: tuple[str | bytes, ...], home: Home
) -> None:
    reply = run(home, "tickets", "reply", "1042", *words, stdin=NO_TEXT)
    assert reply.returncode == 0
    assert b"What was typed is not all UTF-8" in reply.stderr
    assert "caf\ufffd" in run(home, "tickets", "show", "1042").stdout.decode()


def test_text_is_read_in_a_locale_without_its_letters(home: Home) -> None:
    words = ("tickets", "reply", "1042", "-m", "Café".encode())
    assert run(home, *words, environ=ASCII).returncode == 0
    assert "Café" in run(home, "tickets", "show", "1042").stdout.decode()


@pytest.mark.parametrize(
    "words",
    [
        ("tickets", "set", "1042", b"title=\xff"),
        ("tickets", "list", "--query", b"\xff"),
        ("users", "show", b"\xff"),
        ("users", "list", "--search", b"\xff"),
        ("kb", b"\xff"),
        ("-p", b"\xff", "kb"),
        ("fields", "add", "tickets", "2", b"\xff"),
    ],
)
def test_no_command_fails_at_bytes_that_are_no_text(
    words: tuple[str | bytes, ...], home: Home
) -> None:
    done = run(home, *words)
    assert done.returncode in {0, 1, 2, 4}, done.stderr.decode()
    assert list(home.state.glob("crash-*")) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("tickets reply 1042 -m text", "The reply is in #1042.\n"),
        ("tickets set 1042 status=closed", "#1042: status=closed\n"),
        ("tickets new --title Full -m text --json", " is open: Full\n"),
        ("tickets list --limit 60", ""),
        ("tickets list --limit 60 --json", ""),
        ("kb vpn reconnect", ""),
        ("--help", ""),
        ("tickets list --help", ""),
        ("--version", ""),
    ],
)
def test_what_cannot_be_printed_is_told_after_what_was_done(
    line: str, told: str, home: Home
) -> None:
    words = [*EDDYTUI, *DEMO, *shlex.split(line)]
    for into, stderr in ((">/dev/full", FULL), (">/dev/full 2>&1", "")):
        done = subprocess.run(  # noqa: S603 - our own program
            ["/bin/sh", "-c", f'"$@" {into}', "sh", *words],
            env=home.environ(NOTHING),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert (done.returncode, done.stdout) == (74, "")
        assert done.stderr.endswith(f"{told}{stderr}" if stderr else "")
        assert list(home.state.glob("crash-*")) == []


@pytest.mark.parametrize(("closed", "code"), [("<&-", 2), ("<&- >&-", 2), (">&- 2>&-", 2)], ids=str)
def test_a_closed_stream_is_an_empty_one(closed: str, code: int, home: Home) -> None:
    line = f'"$@" {closed}'
    for words in (("tickets", "reply", "1042", "-m", "-"), ("tickets", "reply", "1042"), ()):
        done = subprocess.run(  # noqa: S603 - our own program
            ["/bin/sh", "-c", line, "sh", *EDDYTUI, *DEMO, *words],
            env=home.environ(NOTHING),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == code, done.stderr.decode()
        assert (b"There is no text" in done.stderr) == (words[-1:] == ("-",) and "2>" not in closed)
    assert list(home.state.glob("crash-*")) == []


@pytest.mark.parametrize(
    "words",
    [
        ("tickets", "show", HUGE),
        ("tickets", "set", HUGE, "status=closed"),
        ("tickets", "set", "1042", f"owner={HUGE}"),
        ("tickets", "set", "1042", f"field.{HUGE}=1"),
        ("tickets", "reply", HUGE, "-m", "text"),
        ("users", "show", HUGE),
        ("kb", "--open", HUGE),
        ("kb", "--open", "9" * 5000),
    ],
)
def test_a_number_that_nothing_has_is_told(words: tuple[str, ...], home: Home) -> None:
    done = run(home, *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"There is no number as large as 99999" in done.stderr
