"""The text of `config.toml`, kept to say where in it something stands or is wrong."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from eddytui.config.errors import ConfigError

Reader = Callable[[object], object]
"""Gives a setting's value as the program uses it; a ValueError says what it must be instead."""

_SECRETS = frozenset({"api_key", "apikey", "key", "token", "password", "secret"})


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that offers the known word nearest to a wrong one, or ""."""
    import difflib  # noqa: PLC0415 - only for a mistake

    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of `config.toml`, kept to say where in it something is wrong."""

    path: Path
    text: str

    def line(self, keys: tuple[str, ...]) -> int:
        """The line where a key stands, or else its table; 0 when neither is found."""
        return _line_of(self.text, keys)

    def wrong(self, keys: tuple[str, ...], why: str) -> ConfigError:
        """The error that names the file, the line of a key and what is wrong there."""
        line = self.line(keys)
        where = f"{self.path}, line {line}" if line else f"{self.path}"
        return ConfigError(f"{where}: {why}{'' if why.endswith('?') else '.'}")

    def table(self, keys: tuple[str, ...], value: object) -> dict[str, object]:
        """A value that must be a table."""
        if not isinstance(value, dict):
            raise self.wrong(keys, f"{keys[-1]} must be a table, [{'.'.join(keys)}]")
        return value

    def read(
        self, keys: tuple[str, ...], table: Mapping[str, object], readers: Mapping[str, Reader]
    ) -> dict[str, object]:
        """The settings of one table, every one of them known and fit."""
        return {name: self._read((*keys, name), table[name], readers) for name in table}

    def _read(self, keys: tuple[str, ...], value: object, readers: Mapping[str, Reader]) -> object:
        name = keys[-1]
        if name.lower() in _SECRETS:
            raise self.wrong(
                keys,
                "an API key does not belong in this file. Take it out, and run: eddytui auth login",
            )
        if name not in readers:
            place = f"in [{'.'.join(keys[:-1])}]" if keys[:-1] else "at the top of the file"
            hint = suggestion(name, readers)
            raise self.wrong(keys, f'there is no setting "{name}" {place}{hint}')
        try:
            return readers[name](value)
        except ValueError as error:
            raise self.wrong(keys, f"{name} {error}") from error


def load(path: Path) -> tuple[Source, dict[str, object]]:
    """The file's text and what it says; no file says nothing. Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8")
        return Source(path, text), tomllib.loads(text)
    except FileNotFoundError:
        return Source(path, ""), {}
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} cannot be read: it is not text in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_not_toml(path, str(error))) from error


def _not_toml(path: Path, words: str) -> str:
    """The parser's words, with the place in front: `… (at line 3, column 5)`."""
    place = re.search(r"\s*\(at line (\d+), column \d+\)", words)
    where = f"{path}, line {place[1]}" if place else str(path)
    return f"{where}: {words[: place.start()] if place else words}."


_HEADER = re.compile(r"\s*\[+([^\]]+)\]")
_KEY = re.compile(r"""\s*((?:[\w.\s-]|"[^"]*"|'[^']*')+?)\s*=""")


def _line_of(text: str, keys: tuple[str, ...]) -> int:
    """The line where a key or something in it stands, or else its table; 0 when neither is found.

    Parsers of TOML keep no line numbers, so this looks for the words as people write them.
    """
    wanted, table = _bare(".".join(keys)), ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = table = _bare(header[1])
        elif key := _KEY.match(line):
            here = f"{table}.{_bare(key[1])}".removeprefix(".")
        else:
            continue
        if f"{here}.".startswith(f"{wanted}."):
            return number
    return _line_of(text, keys[:-1]) if keys else 0


def _bare(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)
