"""The command of a profile that prints the key: what it may do, and what it cannot."""

import asyncio
import os
import shlex
import sys
import time
from pathlib import Path

import pytest

from eddytui.config import commands
from eddytui.config.credentials import Found, NotFound, find
from eddytui.config.errors import Unusable
from eddytui.config.profiles import Profile

PROFILE = Profile(name="work", url="https://acme.eddydesk.com", email="ira@acme.com")
SH = "/bin/sh"
NO_TERMINAL = (
    "It runs without a terminal: what asks for a passphrase has to be unlocked before eddytui."
)


def why_not(script: str, **environ: str) -> str:
    """Why a shell script gave no key."""
    with pytest.raises(Unusable) as why:
        commands.key((SH, "-c", script), environ, limit=5)
    assert why.value.named, "no other source is asked"
    return str(why.value)


def found(command: tuple[str, ...], **environ: str) -> Found | NotFound:
    profile = Profile(url=PROFILE.url, email=PROFILE.email, credential_command=command)
    return asyncio.run(find(profile, dict(environ)))


def test_the_first_line_is_the_key_as_password_stores_print_it() -> None:
    one = found((SH, "-c", "printf ' s3cret \\nlogin: ira\\n'"))
    assert isinstance(one, Found)
    assert (one.secret.reveal(), one.source) == ("s3cret", f"credential_command ({SH})")
    assert [asked.outcome for asked in one.asked] == ["not set", "used", "not asked", "not asked"]


def test_the_environment_comes_before_it_and_the_command_is_not_run(tmp_path: Path) -> None:
    touch = (SH, "-c", f"touch {shlex.quote(str(tmp_path / 'run'))}; echo other")
    one = found(touch, EDDYTUI_API_KEY="s3cret")
    assert isinstance(one, Found)
    assert one.secret.reveal() == "s3cret"
    assert list(tmp_path.iterdir()) == []


def test_a_failure_ends_the_search_and_shows_what_the_command_said() -> None:
    one = found((SH, "-c", "printf '\\033[31mgpg: no\\007 pinentry\\033[0m\\n' >&2; exit 3"))
    assert isinstance(one, NotFound)
    assert one.reasons == (
        f"credential_command ({SH}) failed with exit code 3. It said: [31mgpg: no pinentry [0m. "
        f"{NO_TERMINAL}",
    )
    assert [asked.outcome for asked in one.asked] == ["not set", "failed", "not asked", "not asked"]


def test_no_more_than_the_end_of_a_long_complaint_is_shown() -> None:
    told = why_not("yes no | head -1000 >&2; echo the end >&2; exit 1")
    assert len(told) < 500
    assert "…" in told
    assert "no no the end" in told


@pytest.mark.parametrize("script", ["true", "echo", "echo two words", "printf '\\033k\\n'"])
def test_what_is_no_key_is_refused(script: str) -> None:
    assert why_not(script) == f"credential_command ({SH}) did not print a key in its first line."


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(Unusable) as why:
        commands.key(("no-such-program", "show"), {})
    assert str(why.value) == (
        "credential_command (no-such-program) cannot be run: No such file or directory."
    )


def test_a_command_that_hangs_is_killed_with_everything_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = f"sleep 600 & echo $$ $! > {shlex.quote(str(pids))}; echo half; wait"
    with pytest.raises(Unusable) as why:
        commands.key((SH, "-c", script), {"PATH": os.defpath}, limit=0.5)
    assert str(why.value) == (
        f"credential_command ({SH}) did not end within 0.5 seconds and was stopped. {NO_TERMINAL}"
    )
    for pid in pids.read_text().split():
        assert not is_running(int(pid))


def test_nothing_can_be_asked_behind_the_back_of_the_app() -> None:
    code = "import os, sys; print(os.getsid(0) == os.getpid(), sys.stdin.read(), sep='')"
    assert commands.key((sys.executable, "-c", code), {"PATH": os.defpath}) == "True"
    assert "tty=." in why_not('echo "tty=$GPG_TTY." >&2; exit 1', GPG_TTY="/dev/pts/1")


def test_no_shell_reads_the_words_and_the_key_of_the_environment_is_not_handed_on() -> None:
    code = "import os, sys; print(sys.argv[1] + str('EDDYTUI_API_KEY' in os.environ))"
    environ = {"EDDYTUI_API_KEY": "s3cret", "PATH": os.defpath}
    key = commands.key((sys.executable, "-c", code, "$HOME;`id`*"), environ)
    assert key == "$HOME;`id`*False"


def test_a_program_may_be_named_from_home(tmp_path: Path) -> None:
    program = tmp_path / "key"
    program.write_text(f"#!{SH}\necho s3cret\n")
    program.chmod(0o700)
    assert commands.key(("~/key",), {"HOME": str(tmp_path)}) == "s3cret"


def is_running(pid: int) -> bool:
    """Whether a process is there and does something, a moment after it was killed."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":  # dead, and nobody has asked for it yet
            return False
    return True
