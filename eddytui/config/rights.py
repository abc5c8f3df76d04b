"""Whether files and folders are closed to the other users of this machine."""

import os
import shlex
import stat
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def is_open(found: os.stat_result) -> bool:
    """Whether others may do anything with it; False where there are no such rights."""
    return os.name != "nt" and bool(found.st_mode & _OTHERS)


def how_to_close(path: Path) -> str:
    """The command that closes it to others."""
    return f"chmod {700 if path.is_dir() else 600} {shlex.quote(str(path))}"
