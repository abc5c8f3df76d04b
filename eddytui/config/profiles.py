"""Who signs in where, and how it should look: profiles of `config.toml`, below the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, urlsplit

from eddytui.config.errors import ConfigError
from eddytui.config.keymap import KeyTable
from eddytui.config.settings import ALIASES, PROFILE_READERS, TABLES, TOP, UI
from eddytui.config.source import Source, load, suggestion

FIRST = "work"
"""The name of the first profile, when none is given."""

OF_A_PERSON: Mapping[str, Any] = {"user_id": 0, "credential_command": (), "credential_file": ""}
"""The settings that go with one account, as they are for another."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One account at one helpdesk, and the agent's wishes there."""

    name: str = ""
    """As in the file; "" when the environment alone says who signs in, or nothing does yet."""
    url: str = ""
    email: str = ""
    languages: tuple[str, ...] = ("en",)
    """In which names are shown, the best first; `en`, `ru`, `ua`."""
    timezone: str = ""
    """The zone of the helpdesk's dates, `Europe/Riga`; "" for this machine's own."""
    user_id: int = 0
    """The agent's own user id; 0 to look it up by e-mail."""
    credential_command: tuple[str, ...] = field(default=(), repr=False)
    """A command and its words; the first line that it prints is the API key."""
    credential_file: str = ""
    """A file with the API key, as it is named in the settings."""
    ca_file: str = ""
    """A file of certificates to trust besides the system's own."""
    verify: Literal["system", "certifi"] = "system"
    """Whose authorities are trusted: `system` or `certifi`."""
    proxy: str = field(default="", repr=False)
    """The proxy's address, which may hold a password; "" for the one of the environment."""
    undocumented: bool = False
    """Whether requests may be sent that the API's documentation does not have."""
    store: Literal["disk", "memory"] = "disk"
    """Where the local copy lives; in `memory` it is gone when eddytui is left."""
    store_limit: int = 0
    """How many bytes the copy may take; 0 for as many as it needs."""
    horizon: int = 0
    """For how many days a closed ticket is kept after its last change; 0 for ever."""
    theme: str = ""
    preview: bool = True
    newest_first: bool = False
    send_delay: int = 10
    """Seconds in which a reply can be taken back before it goes out; 0 for none."""

    @property
    def complete(self) -> bool:
        """Whether it says who signs in where; if not, the agent has to be asked."""
        return bool(self.url and self.email)

    @property
    def host(self) -> str:
        """The host name of the helpdesk, or ""."""
        return _split(self.url).hostname or ""

    @property
    def account(self) -> str:
        """What names the local copy: another address or another person means another copy."""
        return f"{_split(self.url).netloc.rpartition('@')[2]}-{self.email}".lower()


@dataclass(frozen=True, slots=True)
class Profiles:
    """What `config.toml` says."""

    path: Path
    by_name: Mapping[str, Profile] = field(default_factory=dict)
    default: str = ""
    """The profile to use when none is named; "" when there are none."""
    plain: Profile = Profile()
    """A profile that says nothing of its own: the wishes of `[ui]`."""
    keys: KeyTable | None = None
    """The keys that people wish for, not checked; None when there is no `[keys]`."""

    def choose(self, environ: Mapping[str, str], name: str = "") -> Profile:
        """The profile to use: the named one or the default, with the environment on top."""
        name = name or environ.get("EDDYTUI_PROFILE", "").strip()
        if name and name not in self.by_name:
            raise ConfigError(f'There is no profile "{name}" in {self.path}{self._others(name)}')
        return on_top(environ, self.by_name.get(name or self.default, self.plain))

    def _others(self, name: str) -> str:
        others = " ".join(sorted(self.by_name))
        return (
            suggestion(name, self.by_name)
            or f". {f'It has: {others}.' if others else 'It has none.'} "
            f"To make this one, run: eddytui auth login -p {name}"
        )


def on_top(environ: Mapping[str, str], profile: Profile) -> Profile:
    """The profile as `EDDYTUI_URL`, `EDDYTUI_EMAIL` and the home folder change it."""
    home = environ.get("HOME", "")
    if home and profile.ca_file.startswith("~/"):
        profile = replace(profile, ca_file=home + profile.ca_file.removeprefix("~"))
    url = environ.get("EDDYTUI_URL", "").strip() or profile.url
    email = environ.get("EDDYTUI_EMAIL", "").strip() or profile.email
    if (url, email) == (profile.url, profile.email):
        return profile
    changed = replace(profile, url=url, email=email)
    # What the file leaves open the environment may fill in.
    filled = replace(profile, url=profile.url or url, email=profile.email or email)
    return changed if changed.account == filled.account else of_another(changed)


def of_another(profile: Profile) -> Profile:
    """The profile without what is one person's: another account has another id and key."""
    return replace(profile, **OF_A_PERSON)


def read(path: Path) -> Profiles:
    """What the file says; no file is a file that says nothing. Raises ConfigError."""
    return _profiles(*load(path))


def _profiles(source: Source, tree: dict[str, object]) -> Profiles:
    tables = {name: source.table((name,), tree[name]) for name in TABLES if name in tree}
    loose = {name: value for name, value in tree.items() if name not in TABLES}
    for name, value in loose.items():
        if isinstance(value, dict):
            raise source.wrong((name,), f"there is no table [{name}]{suggestion(name, TABLES)}")
    top = source.read((), loose, TOP)
    plain = _with(Profile(), source.read(("ui",), tables.get("ui", {}), UI))
    by_name = {
        name: _with(plain, _profile(source, name, value), name=name)
        for name, value in tables.get("profiles", {}).items()
    }
    default = str(top.get("default", next(iter(by_name), "")))
    if default and default not in by_name:
        hint = suggestion(default, by_name)
        raise source.wrong(("default",), f'there is no profile "{default}" in this file{hint}')
    keys = KeyTable.of(source, tree) if "keys" in tree else None
    return Profiles(source.path, by_name, default, plain, keys)


def _profile(source: Source, name: str, value: object) -> dict[str, object]:
    keys = ("profiles", name)
    if not is_name(name):
        raise source.wrong(keys, f'"{name}" is no name for a profile: use letters, digits, - and _')
    values = source.read(keys, source.table(keys, value), PROFILE_READERS)
    for alias, setting in ALIASES.items():
        if alias in values and setting in values:
            raise source.wrong((*keys, alias), f"{alias} and {setting} say the same; keep one")
    return {ALIASES.get(setting, setting): value for setting, value in values.items()}


def _with(profile: Profile, values: Mapping[str, Any], **more: Any) -> Profile:
    return replace(profile, **values, **more)


def is_name(name: str) -> bool:
    """Whether a profile may be called this."""
    return re.fullmatch(r"[\w-]+", name) is not None


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url if "://" in url else f"//{url}")
    except ValueError:  # brackets that close nothing
        return urlsplit("")
