"""An agent's machine: folders of its own, nothing of who runs the tests, and terminals."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[2]
SIZE = (120, 36)
NOTHING: Mapping[str, str] = {}
EDDYTUI = (sys.executable, "-m", "eddytui")


class Home:
    """Starts eddytui as its owner would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data, self.state = folder / "data" / "eddytui", folder / "state" / "eddytui"
        self.config = folder / "config" / "eddytui"
        self._terminals: list[Terminal] = []
        for name in ("config", "data", "cache", "state", "runtime"):
            (folder / name).mkdir(exist_ok=True)

    def environ(self, more: Mapping[str, str]) -> dict[str, str]:
        """The environment of a login here."""
        return {
            "PATH": os.defpath,
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
            **more,
        }

    def open(
        self,
        *words: str,
        size: tuple[int, int] = SIZE,
        environ: Mapping[str, str] = NOTHING,
        owned: bool = True,
    ) -> Terminal:
        """eddytui in a terminal of this size, with more in its environment."""
        return self.terminal(*EDDYTUI, *words, size=size, environ=environ, owned=owned)

    def terminal(
        self,
        *command: str,
        size: tuple[int, int] = SIZE,
        environ: Mapping[str, str] = NOTHING,
        owned: bool = True,
    ) -> Terminal:
        """Any program in a terminal."""
        terminal = Terminal(command, self.environ(environ), self.folder, size, owned=owned)
        self._terminals.append(terminal)
        return terminal

    def run(
        self, *words: str, environ: Mapping[str, str] = NOTHING, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """eddytui without a terminal, to its end."""
        return subprocess.run(  # noqa: S603 - our own program
            [*EDDYTUI, *words],
            env=self.environ(environ),
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def on_disk(self, desk: Terminal, words: str) -> None:
        """Wait until a draft has these words: that is some moments after they are shown."""
        (path,) = self.data.glob("*.db")
        for _ in range(100):
            with closing(sqlite3.connect(path)) as db:
                kept = [*db.execute("SELECT text || files FROM drafts")]
            if words in "".join(text for (text,) in kept):
                return
            desk.listen(0.02)
        raise AssertionError("it is not kept within two seconds")

    def close(self) -> None:
        """End what still runs."""
        for terminal in self._terminals:
            terminal.close()
