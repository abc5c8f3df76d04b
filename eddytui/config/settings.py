"""What `config.toml` may say: one reader a setting."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from eddytui.config.source import Reader, suggestion

CREDENTIALS_DIRECTORY = "$CREDENTIALS_DIRECTORY/"
"""How a path begins that systemd gives to a service."""
_PROXIES = ("http", "https", "socks5", "socks5h")
_AUTHORITIES = ("system", "certifi")
_PLACES = ("disk", "memory")
_MOST_DAYS = 36_500
_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9}


def _line(value: object) -> str:
    if not isinstance(value, str) or "\n" in value:
        raise ValueError("must be text in quotes, on one line")
    return value.strip()


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false, without quotes")  # noqa: TRY004 - see Reader
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("must be a whole number from 0 up, without quotes")
    return value


def _days(value: object) -> int:
    days = _number(value)
    if days > _MOST_DAYS:
        raise ValueError(f"must be at most {_MOST_DAYS} days, or 0 for all")
    return days


def _languages(value: object) -> tuple[str, ...]:
    """One language or several, the best first."""
    codes = value if isinstance(value, list) else [value]
    # The API calls Ukrainian by its country.
    read = tuple("ua" if code == "uk" else code for code in codes if isinstance(code, str) and code)
    if not read or len(read) < len(codes):
        raise ValueError('must be languages as the helpdesk calls them, such as ["en", "ru"]')
    return read


def _timezone(value: object) -> str:
    import zoneinfo  # noqa: PLC0415 - few files name a zone

    name = _line(value)
    try:
        if name:
            zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        hint = suggestion(name, zoneinfo.available_timezones()) or ', such as "Europe/Riga"'
        raise ValueError(f"must be the name of a time zone{hint}") from error
    return name


def _command(value: object) -> tuple[str, ...]:
    """The words of a command; a text is split as a shell would, and no shell is run."""
    import shlex  # noqa: PLC0415 - few files name a command

    try:
        words = shlex.split(value) if isinstance(value, str) else value
    except ValueError:  # quotes that close nothing
        words = None
    if not isinstance(words, list) or not words or not _texts(words):
        raise ValueError('must be a command and its words, such as ["pass", "show", "eddytui"]')
    return tuple(words)


def _texts(words: list[object]) -> bool:
    return all(isinstance(word, str) and "\0" not in word for word in words) and bool(words[0])


def _place(value: object) -> str:
    name = _line(value)
    if name and not name.startswith(("~/", CREDENTIALS_DIRECTORY)) and not Path(name).is_absolute():
        raise ValueError("must be a whole path, or begin with ~/ or $CREDENTIALS_DIRECTORY/")
    return name


def _proxy(value: object) -> str:
    url = _line(value)
    try:
        fit = not url or (urlsplit(url).scheme in _PROXIES and bool(urlsplit(url).hostname))
    except ValueError:
        fit = False
    if not fit:
        raise ValueError('must be an address such as "http://proxy.acme.com:3128"')
    return url


def _authorities(value: object) -> str:
    if value not in _AUTHORITIES:
        raise ValueError('must be "system" or "certifi"')
    return str(value)


def _kept(value: object) -> str:
    if value not in _PLACES:
        raise ValueError('must be "disk" or "memory"')
    return str(value)


def _size(value: object) -> int:
    """A size in bytes."""
    found = re.fullmatch(r"(\d+) ?(KB|MB|GB)", value.upper()) if isinstance(value, str) else None
    if found is None:
        raise ValueError('must be a size such as "200 MB", or "0 MB" for no limit')
    return int(found[1]) * _UNITS[found[2]]


UI: Mapping[str, Reader] = {
    "theme": _line,
    "preview": _flag,
    "newest_first": _flag,
    "send_delay": _number,
}
"""The settings of `[ui]`; a profile may have its own."""

PROFILE: Mapping[str, Reader] = {
    "url": _line,
    "email": _line,
    "languages": _languages,
    "timezone": _timezone,
    "user_id": _number,
    "credential_command": _command,
    "credential_file": _place,
    "ca_file": _line,
    "verify": _authorities,
    "proxy": _proxy,
    "undocumented": _flag,
    "store": _kept,
    "store_limit": _size,
    "horizon": _days,
    **UI,
}
"""The settings of `[profiles.NAME]`, by the names of a profile's attributes."""

ALIASES: Mapping[str, str] = {"me": "user_id", "language": "languages"}
"""Other names of settings."""

PROFILE_READERS: Mapping[str, Reader] = {
    **PROFILE,
    **{alias: PROFILE[name] for alias, name in ALIASES.items()},
}
"""The settings of `[profiles.NAME]`, by every name that the file may use."""

TOP: Mapping[str, Reader] = {"default": _line}
"""The settings that stand above all tables."""

TABLES = ("profiles", "ui", "keys")
