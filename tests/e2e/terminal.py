"""A terminal for the program: a pty, a screen to read, and the answers that a terminal gives."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

_LOGIN = (
    "import os, sys;"
    "os.login_tty(os.open(sys.argv[1], os.O_RDWR));"
    "os.execv(sys.argv[2], sys.argv[2:])"
)
"""Gives the program a terminal of its own, so that a dropped line is a hang-up for it."""

TOKEN = re.compile(
    rb"\x1b(?:"
    rb"\[[0-?]*[ -/]*[@-~]"
    rb"|\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|[PX^_][^\x1b]*\x1b\\"
    rb"|[ -/]*[0-OQ-WYZ\\`-~]"
    rb")"
)
"""A whole escape sequence: CSI, OSC, DCS and its kin, or a short one."""
_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
_SUPPORTED = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}
"""What a modern terminal answers to what Textual asks."""
_KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "f2": "\x1bOQ",
}
_SILENCE = 0.05
"""How long a terminal is silent before the screen is looked at, at the least."""
NO_GOODBYE = frozenset({1049, 1000, 1002, 1003, 1006, 1015, 1004, 2004, 2026})
"""Modes that a program has to leave: other screen, mouse, focus, paste, held frames."""


class Unseen(AssertionError):
    """Something did not show in time."""


class Terminal:
    """A program in a terminal. What it draws is looked at while something is waited for."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        folder: Path,
        size: tuple[int, int],
        *,
        owned: bool = True,
    ) -> None:
        """Start `command` in a terminal of `size`: columns, rows.

        A program that does not own its terminal is not told when the line drops, as in a container.
        """
        self.raw = b""
        """Everything it has sent."""
        self.modes: dict[int, bool] = {25: True}
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._unread = b""
        self._master, slave = os.openpty()
        os.set_blocking(self._master, False)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        login = [sys.executable, "-I", "-S", "-c", _LOGIN, os.ttyname(slave)]
        standard = subprocess.DEVNULL if owned else slave
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [*(login if owned else ()), *command],
            env=dict(environ),
            cwd=folder,
            stdin=standard,
            stdout=standard,
            stderr=standard,
        )
        self._slave = slave  # kept until the program has it, or the pty would be gone before

    # What a person does

    def press(self, *keys: str) -> None:
        """Press keys, all in one burst: names such as `enter` and `ctrl+s`, or a text to type."""
        self._write("".join(_bytes_of(key) for key in keys).encode())

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.process.pid, number)

    def hang_up(self) -> None:
        """Drop the line, as a broken connection does."""
        self._let_go()
        os.close(self._master)
        self._master = -1

    # What a person sees

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def see(self, *patterns: str, within: float = 10.0) -> str:
        """Wait until the screen matches all patterns; its text."""
        end = time.monotonic() + within
        found = [re.compile(pattern, re.MULTILINE) for pattern in patterns]
        while missing := [seen.pattern for seen in found if not seen.search(self.text)]:
            if not self.listen(end - time.monotonic()):
                raise Unseen(f"{missing} not seen on\n{self.text}")
        return self.text

    def miss(self, pattern: str, within: float = 10.0) -> str:
        """Wait until the screen does not match any more; its text."""
        end = time.monotonic() + within
        while re.search(pattern, self.text, re.MULTILINE):
            if not self.listen(end - time.monotonic()):
                raise Unseen(f"{pattern} still seen on\n{self.text}")
        return self.text

    def listen(self, seconds: float) -> bool:
        """Take in what the program sends next; False when it is silent so long, or has ended."""
        if self._master < 0 or not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # it has let go of the terminal
            return False
        self._let_go()
        self.raw += data
        self._take(data)
        return bool(data)

    def rest(self) -> str:
        """Wait until nothing more comes; what is on the screen."""
        while self.listen(_SILENCE):
            pass
        return self.text

    def left(self, within: float = 10.0) -> int:
        """Wait until the program has ended; its exit code."""
        end = time.monotonic() + within
        while self.listen(end - time.monotonic()):
            pass  # until it lets go of the terminal
        return self.process.wait(max(0.1, end - time.monotonic()))

    @property
    def modes_left_on(self) -> set[int]:
        """What the program has forgotten to put back; empty for a clean terminal."""
        on = {mode for mode in NO_GOODBYE if self.modes.get(mode)}
        return on if self.modes[25] else on | {25}

    def close(self) -> None:
        """End the program, if it runs, and the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._let_go()
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    # The terminal's side

    def _write(self, data: bytes) -> None:
        while data:
            select.select([], [self._master], [])
            data = data[os.write(self._master, data) :]

    def _take(self, data: bytes) -> None:
        """Draw whole sequences; one that is cut waits for its rest."""
        data = self._unread + data
        cut = data.rfind(b"\x1b")
        whole = cut < 0 or TOKEN.match(data, cut)
        data, self._unread = (data, b"") if whole else (data[:cut], data[cut:])
        end = 0
        for match in TOKEN.finditer(data):
            self._stream.feed(data[end : match.start()])
            end = match.end()
            self._obey(match.group())
        self._stream.feed(data[end:])

    def _obey(self, sequence: bytes) -> None:
        if answer := _SUPPORTED.get(sequence):
            self._write(answer)
        elif mode := _MODE.fullmatch(sequence):
            self.modes[int(mode[1])] = mode[2] == b"h"
            if mode[1] == b"1049":
                self._screen.reset()
        elif sequence[:2] == b"\x1b[" and sequence[2:3] not in b"<>=?" and b"$" not in sequence:
            self._stream.feed(sequence)  # pyte would draw what it does not know

    def _let_go(self) -> None:
        if self._slave >= 0:
            os.close(self._slave)
            self._slave = -1


def _bytes_of(key: str) -> str:
    if key.startswith("ctrl+"):
        return chr(ord(key[-1]) & 0x1F)
    return _KEYS.get(key, key)
