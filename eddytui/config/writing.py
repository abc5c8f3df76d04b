"""Settings written back to `config.toml`, with the owner's comments and order kept."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from eddytui.config.errors import ConfigError
from eddytui.config.paths import private
from eddytui.config.profiles import is_name, read


def keep(path: Path, name: str, values: Mapping[str, object]) -> None:
    """Write these settings of one profile; a first profile becomes the default."""
    if not is_name(name):
        raise ConfigError(f'"{name}" is no name for a profile: use letters, digits, - and _.')
    default = read(path).default  # a file with a mistake in it is left as it is

    import tomlkit  # noqa: PLC0415 - few runs write

    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    if not default:
        document["default"] = name
    profiles = document.setdefault("profiles", tomlkit.table(is_super_table=True))
    profiles.setdefault(name, tomlkit.table()).update(values)
    _replace(path.resolve(), tomlkit.dumps(document))


def _replace(path: Path, text: str) -> None:
    """Put the text in the file's place in one step: a reader finds the old one or the new one."""
    folder = private(path.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=".config-", dir=folder)  # 0600 from the start
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error
