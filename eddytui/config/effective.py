"""The settings that are in force, and where each of them comes from."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from eddytui.config.profiles import OF_A_PERSON, Profile, read
from eddytui.config.proxies import masked
from eddytui.config.settings import ALIASES, PROFILE, UI
from eddytui.config.source import Source

_ENVIRONMENT = {"url": "EDDYTUI_URL", "email": "EDDYTUI_EMAIL"}
_SHOWN: Mapping[str, Callable[[Any], object]] = {
    "languages": list,
    "proxy": masked,
    "url": masked,
    "store_limit": lambda size: f"{size / 1_000_000:g} MB",
    # Its words may be anybody's business, or the key itself.
    "credential_command": lambda words: f"{words[0]} …" if len(words) > 1 else "".join(words),
}


class Setting(NamedTuple):
    """One setting of the profile in use."""

    name: str
    value: object
    """As it may be shown: without passwords."""
    origin: str
    """`default`, `line 3`, or the name of a variable."""


def effective(
    path: Path, environ: Mapping[str, str], name: str = ""
) -> tuple[Profile, list[Setting]]:
    """The profile in use and its settings, in the order of the file's documentation.

    Raises ConfigError.
    """
    profile = read(path).choose(environ, name)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return profile, list(_settings(profile, Source(path, text), environ))


def _settings(profile: Profile, source: Source, environ: Mapping[str, str]) -> Iterator[Setting]:
    tree = tomllib.loads(source.text)
    own = tree.get("profiles", {}).get(profile.name, {})
    wishes = tree.get("ui", {})
    for name in PROFILE:
        value = getattr(profile, name)
        variable = _ENVIRONMENT.get(name, "")
        spelled = next((each for each in (name, *_aliases(name)) if each in own), "")
        if variable and environ.get(variable, "").strip():
            origin = variable
        elif spelled and (value or name not in OF_A_PERSON):
            origin = f"line {source.line(('profiles', profile.name, spelled))}"
        elif name in UI and name in wishes:
            origin = f"line {source.line(('ui', name))}"
        else:
            origin = "default"
        shown = next(_aliases(name), name) if name == "user_id" else name
        yield Setting(shown, _SHOWN.get(name, _same)(value), origin)


def _aliases(name: str) -> Iterator[str]:
    return (alias for alias, meant in ALIASES.items() if meant == name)


def _same(value: object) -> object:
    return value
