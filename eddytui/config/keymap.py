"""The table `[keys]` of `config.toml`, as it stands there: the commands know what it may say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eddytui.config.source import Source, load


@dataclass(frozen=True, slots=True)
class KeyTable:
    """What people wish for, and where they wrote it."""

    source: Source
    wishes: Mapping[str, object]
    """Anything, by what should be a command's id, in the order of the file."""

    @classmethod
    def of(cls, source: Source, tree: Mapping[str, object]) -> "KeyTable":
        """The table of a file that was read. Raises ConfigError when it is something else."""
        return cls(source, source.table(("keys",), tree.get("keys", {})))

    def each(self) -> Iterator[tuple[str, object]]:
        """Every wish of every command by itself, so that all mistakes can be told."""
        for name, value in self.wishes.items():
            if isinstance(value, list) and value:
                yield from ((name, [one]) for one in value)
            else:
                yield name, value

    def line(self, name: str) -> int:
        """The line where the keys of a command stand."""
        return self.source.line(("keys", name))


def read_keys(path: Path) -> KeyTable:
    """The table alone: mistakes elsewhere in the file are nothing to it. Raises ConfigError."""
    return KeyTable.of(*load(path))
