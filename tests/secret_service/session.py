"""Logins of one person with a D-Bus of their own, and gnome-keyring as the Secret Service on it."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.e2e.home import EDDYTUI, NOTHING, Home

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
_UNLOCK = "printf 'of-the-tests\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
_THEN = 'exec "$@"'


class Session:
    """Runs programs in a login; what the keyring holds stays until the next one."""

    def __init__(self, folder: Path) -> None:
        self._home = Home(folder)
        (folder / "runtime").chmod(0o700)

    def eddytui(
        self, *words: str, stdin: str = "", unlocked: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        """The program, to its end; without a password the keyring stays locked."""
        return self.run(*EDDYTUI, *words, stdin=stdin, unlocked=unlocked)

    def run(
        self, *command: str, stdin: str = "", unlocked: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        """Any program, to its end."""
        script = f"{_UNLOCK} 2>&1; {_THEN}" if unlocked else _THEN
        return self.plainly("dbus-run-session", "--", "/bin/sh", "-c", script, "sh", *command,
                            stdin=stdin)  # fmt: skip

    def plainly(
        self, *command: str, stdin: str = "", environ: Mapping[str, str] = NOTHING
    ) -> "subprocess.CompletedProcess[str]":
        """Any program, to its end, where there is no D-Bus."""
        known = self._home.environ(environ)
        del known["PYTHON_KEYRING_BACKEND"]  # it is detected, as on everybody's machine
        return subprocess.run(  # noqa: S603 - our own program
            command, env=known, input=stdin, capture_output=True, text=True, timeout=60, check=False
        )
