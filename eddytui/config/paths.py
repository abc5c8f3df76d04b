"""Where things are kept: the folders of one user, after the XDG directory specification."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eddytui.config.errors import ConfigError

_FOLDERS = (
    ("XDG_CONFIG_HOME", "user_config_path"),
    ("XDG_DATA_HOME", "user_data_path"),
    ("XDG_CACHE_HOME", "user_cache_path"),
    ("XDG_STATE_HOME", "user_state_path"),
    # Without the variable platformdirs would warn and fall back to a folder in the shared /tmp.
    ("XDG_RUNTIME_DIR", "user_state_path"),
)
_PRIVATE = 0o700
_UNFIT_FOR_A_NAME = re.compile(r"[^\w.@+-]+|^\.+")


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one user. Nothing is made on disk until a file in one is asked for."""

    config: Path
    data: Path
    cache: Path
    state: Path
    runtime: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "Paths":
        """The folders that the XDG variables name, else the ones of the operating system."""
        return cls(*(_folder(environ, variable, usual) for variable, usual in _FOLDERS))

    @classmethod
    def under(cls, folder: Path) -> "Paths":
        """All five folders below one, for a demo or a test that must leave nothing behind."""
        return cls(*(folder / name for name in ("config", "data", "cache", "state", "runtime")))

    @property
    def config_path(self) -> Path:
        """The settings, `config.toml`; its folder is made when the file is written."""
        return self.config / "config.toml"

    def store_path(self, account: str) -> Path:
        """The local copy of one account's helpdesk (see `Profile.account`)."""
        private(self.data)
        return self.copy_path(account)

    def copy_path(self, account: str) -> Path:
        """The same, as a name alone: nothing is made yet."""
        return self.data / f"{_named(account)}.db"

    def key_path(self, account: str) -> Path:
        """Where an account's key is kept when there is no keyring; nothing is made yet.

        Not beside the settings: people share those, and keep them in repositories.
        """
        return self.data / "keys" / _named(account)

    def pace_path(self, account: str) -> Path:
        """Where all programs of this user count what they send as an account; nothing is made."""
        return self.state / f"pace-{_named(account)}.db"

    @property
    def log_path(self) -> Path:
        """The log; nothing is made."""
        return self.state / "eddytui.log"

    def crash_path(self, now: datetime) -> Path:
        """Where a crash of this moment is written down; nothing is made."""
        return self.state / f"crash-{now:%Y%m%d-%H%M%S}.txt"


def _named(account: str) -> str:
    return _UNFIT_FOR_A_NAME.sub("_", account) or "_"


def _folder(environ: Mapping[str, str], variable: str, usual: str) -> Path:
    """The folder a variable names, else the usual one as platformdirs calls it."""
    named = Path(environ.get(variable, ""))
    if named.is_absolute():  # the specification has relative paths ignored
        return named / "eddytui"

    import platformdirs  # noqa: PLC0415 - `--version` and `--help` do without it

    try:
        return Path(getattr(platformdirs.PlatformDirs("eddytui", appauthor=False), usual))
    except RuntimeError as error:
        raise ConfigError(f"Your home folder is not known. Set HOME or {variable}.") from error


def private(folder: Path) -> Path:
    """The same folder, there for sure; what had to be made is open to its owner alone."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        for path in reversed(missing):
            path.mkdir(mode=_PRIVATE, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"The folder {folder} cannot be made: {error.strerror}.") from error
    if not folder.is_dir():
        raise ConfigError(f"{folder} is in the way: a folder is needed there.")
    return folder
