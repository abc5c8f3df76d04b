"""A shell for tests of the command line: an empty home, and nothing of who runs the tests."""

import shlex
from pathlib import Path

from click.testing import CliRunner, Result

from eddytui.cli.root import root

_OURS = ("URL", "EMAIL", "API_KEY", "API_KEY_FILE", "PROFILE")


class Shell:
    """Runs eddytui in this process."""

    def __init__(self, home: Path) -> None:
        self.config = home / "config" / "eddytui" / "config.toml"
        self.config.parent.mkdir(parents=True)
        self.state = home / "state" / "eddytui"
        self.data = home / "data" / "eddytui"
        self._environ: dict[str, str | None] = {
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_RUNTIME_DIR": str(home / "runtime"),
            "LANG": "en_US.UTF-8",
            **dict.fromkeys(("LC_ALL", "LC_CTYPE", "NO_COLOR", "SSH_CONNECTION")),
            **dict.fromkeys(f"EDDYTUI_{name}" for name in _OURS),
        }

    def run(self, line: str, stdin: str = "", **environ: str) -> Result:
        """What a command line printed, and how it ended."""
        runner = CliRunner(env={**self._environ, **environ})
        return runner.invoke(root, shlex.split(line), input=stdin)
