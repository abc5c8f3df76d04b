"""The command of a profile that prints the API key: run without a shell and without a terminal."""

import atexit
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from eddytui.config.errors import Unusable
from eddytui.config.secret import KEY, KEY_FILE, one_word

SETTING = "credential_command"
LIMIT = 15.0
"""Seconds that the command may take."""

_NOT_INHERITED = frozenset({
    # The key itself, where the environment has one.
    KEY,
    KEY_FILE,
    # Where gpg would ask for a passphrase: in the middle of the app's screen.
    "GPG_TTY",
})  # fmt: skip
_ALONE: dict[str, Any] = (
    {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    if os.name == "nt"
    # A session of its own has no terminal, so that nothing can be asked behind the app's back.
    else {"start_new_session": True}
)
_LAST_WORDS = 300
_GRACE = 1.0
_NO_TERMINAL = (
    "It runs without a terminal: what asks for a passphrase has to be unlocked before eddytui."
)


def key(command: Sequence[str], environ: Mapping[str, str], *, limit: float = LIMIT) -> str:
    """The first line that the command prints. Raises Unusable, which ends the search.

    After `limit` seconds the command is killed, with everything it has started.
    """
    named = f"{SETTING} ({command[0]})"
    code, printed, complaint = _run(command, environ, limit)
    if code:
        said = _plain(complaint)
        said = f" It said: {said.rstrip('.')}." if said else ""
        raise Unusable(f"{named} failed with exit code {code}.{said} {_NO_TERMINAL}", named=True)
    line = printed.decode(errors="replace").partition("\n")[0]
    return one_word(line, f"{named} did not print a key in its first line.")


def _run(
    command: Sequence[str], environ: Mapping[str, str], limit: float
) -> tuple[int, bytes, bytes]:
    """Exit code, output and error output."""
    program = command[0]
    if program.startswith("~/"):
        program = environ.get("HOME", "") + program.removeprefix("~")
    try:
        process = subprocess.Popen(  # noqa: S603 - the owner's own command
            [program, *command[1:]],
            env={name: value for name, value in environ.items() if name not in _NOT_INHERITED},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **_ALONE,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise Unusable(f"{SETTING} ({command[0]}) cannot be run: {why}.", named=True) from None
    end = partial(_end, process)
    atexit.register(end)  # whoever leaves meanwhile leaves nothing behind
    try:
        printed, complaint = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        end()
        raise Unusable(
            f"{SETTING} ({command[0]}) did not end within {limit:g} seconds and was stopped. "
            f"{_NO_TERMINAL}",
            named=True,
        ) from None
    finally:
        atexit.unregister(end)
    return process.returncode, printed, complaint


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill the command and what it has started."""
    with suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired, ValueError):  # one that left the group has the pipe
        process.communicate(timeout=_GRACE)


def _plain(output: bytes) -> str:
    """The end of what was said, as one line that is safe to print."""
    text = output.decode(errors="replace")
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LAST_WORDS else f"…{line[-_LAST_WORDS:]}"
