"""Settings written back to `config.toml`, with the owner's comments and order kept."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eddytui.config.errors import ConfigError
from eddytui.config.lock import locked
from eddytui.config.profiles import is_name, read
from eddytui.config.replacing import replace
from eddytui.config.settings import ALIASES

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_NONE: Collection[str] = ()


def keep(
    path: Path, name: str, values: Mapping[str, object], *, without: Collection[str] = _NONE
) -> None:
    """Write these settings of one profile, and take out those it is to be `without`.

    A first profile becomes the default. A setting with two names keeps the one it has.
    """
    if not is_name(name):
        raise ConfigError(f'"{name}" is no name for a profile: use letters, digits, - and _.')

    def change(document: "TOMLDocument", default: str) -> None:
        import tomlkit  # noqa: PLC0415 - few runs write

        if not default:
            document["default"] = name
        profiles = document.setdefault("profiles", tomlkit.table(is_super_table=True))
        profile = profiles.setdefault(name, tomlkit.table())
        profile.update({_spelled(profile, setting): value for setting, value in values.items()})
        for setting in without:
            profile.pop(_spelled(profile, setting), None)

    _change(path, change)


def forget(path: Path, name: str) -> None:
    """Take one profile out; when it was the default, the first of those that are left is."""

    def change(document: "TOMLDocument", default: str) -> None:
        profiles: dict[str, Any] = document.get("profiles", {})
        profiles.pop(name, None)
        if default != name:
            return
        document.pop("default", None)
        if profiles:
            document["default"] = next(iter(profiles))

    _change(path, change)


def _change(path: Path, change: "Callable[[TOMLDocument, str], None]") -> None:
    """Change what the file says at this moment, while nobody else does."""
    path = path.resolve()
    with locked(path):
        default = read(path).default  # a file with a mistake in it is left as it is

        import tomlkit  # noqa: PLC0415 - few runs write

        document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
        change(document, default)
        replace(path, tomlkit.dumps(document))


def _spelled(table: Mapping[str, object], setting: str) -> str:
    """The name that a setting has in a table already, else the one it is given here."""
    meant = ALIASES.get(setting, setting)
    names = (meant, *(alias for alias, of in ALIASES.items() if of == meant))
    return next((name for name in names if name in table), setting)
