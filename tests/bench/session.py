"""A program in a terminal of its own: what it paints, and when.

The reader's thread does nothing but read, take the time and answer questions. The glass (pyte) is
painted afterwards from what was read, so its slowness is in no figure.
"""

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread
from types import TracebackType
from typing import NamedTuple, Self

import pyte

from tests.bench import process
from tests.bench.keys import Answers, key_bytes

COLUMNS, LINES = 120, 36
FRAME_END = b"\x1b[?2026l"
"""A modern terminal shows what came up to here as one picture."""
_MOST = 65_536
_POLL = 100
_NS = 1_000_000_000
_PAUSE, _LONGEST_PAUSE = 0.025, 0.25
_BUSY_FOR = 0.02
_PATIENCE = 2.0

Seen = Callable[[str], bool]
"""Whether the text on the glass is what one waits for."""


class Unseen(Exception):
    """What was waited for did not come; the message has the screen."""


class Chunk(NamedTuple):
    """Something the program wrote, and how it stood when that was read."""

    at: int
    data: bytes
    cpu: int
    memory: int


def frames(chunks: Sequence[Chunk]) -> list[int]:
    """When each frame was whole."""
    ends: list[int] = []
    tail = b""
    for chunk in chunks:
        data = tail + chunk.data
        ends += [chunk.at] * data.count(FRAME_END)
        tail = data[-(len(FRAME_END) - 1) :]
    return ends


def size(chunks: Sequence[Chunk]) -> int:
    """How many bytes these are."""
    return sum(len(chunk.data) for chunk in chunks)


class Session:
    """A program that runs until the session is left."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], folder: Path) -> None:
        """Start `command` in `folder`, with `environ` for its whole environment."""
        self.ended = False
        self._chunks: list[Chunk] = []
        self._replayed = 0
        self._news = Condition()
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._answers = Answers()
        self._file, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.begun = time.perf_counter_ns()
        self._program = subprocess.Popen(  # noqa: S603 - our own program
            command,
            cwd=folder,
            env=environ,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.pid = self._program.pid
        self._reader = Thread(target=self._read, daemon=True, name="reader")
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # The reader's thread

    def _read(self) -> None:
        poll = select.poll()
        poll.register(self._file, select.POLLIN | select.POLLHUP)
        while not self.ended:
            if not poll.poll(_POLL):
                continue
            data = b""
            with suppress(OSError):  # Linux says EIO when the program has ended
                data = os.read(self._file, _MOST)
            now = time.perf_counter_ns()
            chunk = Chunk(now, data, process.cpu(self.pid), process.memory(self.pid))
            with self._news:
                if data:
                    self._chunks.append(chunk)
                self.ended = not data
                self._news.notify_all()
            if answer := self._answers.to(data):
                self._write(answer)

    def _write(self, data: bytes) -> None:
        with suppress(OSError):  # the program has ended; whoever waits for it will be told
            os.write(self._file, data)

    # Keys and time

    def press(self, *keys: str) -> int:
        """Send keys as one; the time just before."""
        now = time.perf_counter_ns()
        self._write(b"".join(map(key_bytes, keys)))
        return now

    def mark(self) -> int:
        """A place in what was read, for `since`."""
        with self._news:
            return len(self._chunks)

    def since(self, mark: int) -> list[Chunk]:
        """What was read after a mark."""
        with self._news:
            return self._chunks[mark:]

    def cpu(self) -> int:
        """CPU time of the program in ns."""
        return process.cpu(self.pid)

    def memory(self) -> int:
        """Resident memory of the program in bytes."""
        return process.memory(self.pid)

    # Waiting

    def wait_output(self, mark: int, most: float) -> None:
        """Return when something was read after `mark`, or after `most` seconds."""
        with self._news:
            self._news.wait_for(lambda: len(self._chunks) > mark or self.ended, most)

    def wait_quiet(self, quiet: float, most: float = 10.0) -> None:
        """Return when nothing was read for `quiet` seconds, or after `most`."""
        begun = time.perf_counter_ns()
        end = begun + int(most * _NS)
        with self._news:
            while not self.ended:
                last = max(begun, self._chunks[-1].at if self._chunks else 0)
                due = min(last + int(quiet * _NS), end)
                if (left := due - time.perf_counter_ns()) <= 0:
                    return
                self._news.wait(left / _NS)

    def settle(self, quiet: float = 0.3, most: float = 60.0) -> None:
        """Return when the program is silent and does not compute either."""
        end = time.monotonic() + most
        while True:
            self.wait_quiet(quiet, max(0.0, end - time.monotonic()))
            if self.ended or time.monotonic() >= end or not self._is_busy():
                return

    def _is_busy(self) -> bool:
        begun, before = time.perf_counter_ns(), self.cpu()
        time.sleep(_BUSY_FOR)
        return self.cpu() - before > (time.perf_counter_ns() - begun) // 2

    def wait_for(self, seen: Seen, most: float = 30.0, since: int = 0) -> Chunk:
        """What ended the first frame after the time `since` that shows it. Raises Unseen."""
        end = time.monotonic() + most
        while True:
            if found := self._replay(seen, since):
                return found
            if self.ended or time.monotonic() > end:
                why = "The program has ended." if self.ended else f"Not seen in {most:g} s."
                raise Unseen(f"{why} On the screen:\n{self.text()}")
            self.wait_output(self._replayed, _LONGEST_PAUSE)
            self.wait_quiet(_PAUSE, _LONGEST_PAUSE)

    def _replay(self, seen: Seen, since: int) -> Chunk | None:
        chunks = self.since(self._replayed)
        for chunk in chunks:
            self._replayed += 1
            self._stream.feed(chunk.data)
            whole = FRAME_END in chunk.data or chunk is chunks[-1]
            if whole and chunk.at >= since and seen(self._text()):
                return chunk
        return None

    def _text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def text(self) -> str:
        """What is on the glass now."""
        for chunk in self.since(self._replayed):
            self._replayed += 1
            self._stream.feed(chunk.data)
        return self._text()

    # The end

    def close(self) -> None:
        """End the program: with its own key, else as a closed terminal does, else for good."""
        self.press("ctrl+q")
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGKILL):
            with suppress(subprocess.TimeoutExpired):
                self._program.wait(_PATIENCE)
                break
            self._program.send_signal(number)
        self._program.wait()
        self._reader.join()
        os.close(self._file)
