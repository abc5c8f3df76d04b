"""The keys in force: those of `COMMANDS`, and what the settings give instead."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from eddytui.ui.commands import BY_ID, COMMANDS, COMPOSER, PICKERS, TOGETHER, Command
from eddytui.ui.key_names import is_typed, key_named, written

if TYPE_CHECKING:
    from textual.binding import Binding, BindingsMap

Keys = tuple[str, ...]
"""Keys by Textual's names."""

_NOTHING: Mapping[str, Keys] = {}
_FIXED = {
    "view": "the digits are the views of the queue",
    "tab": "the digits are the tabs of a ticket",
    "choose": "enter chooses wherever one chooses",
}
_WAYS_OUT = frozenset({"quit", "keep", "dismiss"})
"""Commands that must keep a key: without one nobody would get out."""
_SHAPE = 'must be a key in quotes, or several, such as ["x", "F2"]; "" for none'


class Keymap:
    """The commands with the keys in force."""

    def __init__(self, wishes: Mapping[str, Keys] = _NOTHING) -> None:
        """The commands as `COMMANDS` has them, but for the keys that are wished for by id."""
        self.changed = {name: keys for name, keys in wishes.items() if keys != BY_ID[name].keys}
        """The keys of those commands that have others than usual, by id."""
        self.commands = tuple(map(self._in_force, COMMANDS)) if self.changed else COMMANDS
        self.by_id = {command.id: command for command in self.commands}

    def _in_force(self, command: Command) -> Command:
        keys = self.changed.get(command.id)
        return command if keys is None else replace(command, keys=keys)

    def key_of(self, *names: str) -> str:
        """The key of the first of these commands that has one; else how the last is called."""
        commands = [self.by_id[name] for name in names]
        return next((one for one in commands if one.keys), commands[-1]).first_key

    def rebind(self, bound: "BindingsMap") -> None:
        """Put a widget's bindings on the keys in force."""
        if not self.changed:
            return
        own: dict[str, Binding] = {}
        kept: dict[str, list[Binding]] = {}
        for key, bindings in bound.key_to_bindings.items():
            own |= {one.id: one for one in bindings if one.id in self.changed}
            if left := [one for one in bindings if one.id not in self.changed]:
                kept[key] = left
        for name, binding in own.items():
            kept |= {key: [replace(binding, key=key)] for key in self.changed[name]}
        bound.key_to_bindings = kept

    def clashes(self) -> Iterator[tuple[str, str]]:
        """Changed commands that have a key of another one at the same time, each with a sentence.

        Keys that two commands share as usual, such as `esc`, may stay with both.
        """
        told: set[frozenset[str]] = set()
        for places in TOGETHER:
            for key, pair in _shared(self.commands, places):
                one, other = sorted(pair, key=self._place)
                names = frozenset({one.id, other.id})
                if names not in told and not all(key in BY_ID[name].keys for name in names):
                    told.add(names)
                    yield (
                        other.id,
                        f'cannot have "{written(key)}": it is the key of {one.id}, which works at '
                        "the same time; give one of the two another key",
                    )

    def _place(self, command: Command) -> int:
        """Where a command stands in the settings; -1 for one that does not."""
        return list(self.changed).index(command.id) if command.id in self.changed else -1


def _shared(
    commands: tuple[Command, ...], places: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Command, Command]]]:
    holders: dict[str, list[Command]] = {}
    for command in commands:
        if command.where in places or command.id == "quit":  # it works in dialogs, too
            for key in command.keys:
                holders.setdefault(key, []).append(command)
    for key, sharing in holders.items():
        for pair in combinations(sharing, 2):
            yield key, pair


def readers() -> Mapping[str, Callable[[object], Keys]]:
    """What reads the keys of each command, by its id, as the settings have them.

    They raise ValueError, which says what is wrong with the first wrong one.
    """
    return {command.id: partial(_read, command) for command in COMMANDS}


def _read(command: Command, value: object) -> Keys:
    if command.id in _FIXED:
        raise ValueError(f"keeps its keys: {_FIXED[command.id]}")
    items = value if isinstance(value, list) else [value]
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) < len(items):
        raise ValueError(_SHAPE)
    if not any(texts) and command.id in _WAYS_OUT:
        raise ValueError("must have a key: it is the way out")
    return tuple(_fit(command, key_named(text)) for text in texts if text)


def _fit(command: Command, key: str) -> str:
    """The key, if the command may have it."""
    writes = command.where == COMPOSER
    if not writes and command.where != PICKERS and command.id != "quit":
        return key
    if is_typed(key) or (writes and key == "enter"):
        raise ValueError(
            f'cannot have "{written(key)}": it has to work where one types with that; '
            "a key such as F2 or ctrl+k is none to type with"
        )
    return key
