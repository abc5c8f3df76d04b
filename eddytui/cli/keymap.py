"""The keys in force, by `[keys]` of the settings; and every mistake there, with its line."""

from collections.abc import Mapping
from typing import Any

from eddytui.config.errors import ConfigError
from eddytui.config.keymap import KeyTable
from eddytui.ui.keymap import Keymap, Keys, readers


def in_force(table: KeyTable | None) -> Keymap:
    """The commands with their keys. Raises ConfigError with all the mistakes of the table."""
    keymap, mistakes = checked(table)
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return keymap


def checked(table: KeyTable | None) -> tuple[Keymap, list[str]]:
    """The commands with the keys that can be given, and a sentence for each that cannot."""
    if table is None or not table.wishes:
        return Keymap(), []
    wishes: dict[str, Keys] = {}
    mistakes: dict[str, None] = {}
    known = readers()
    for name, value in table.each():
        try:
            read: Any = table.source.read(("keys",), {name: value}, known)[name]
        except ConfigError as error:
            mistakes[str(error)] = None
        else:
            wishes[name] = tuple(dict.fromkeys((*wishes.get(name, ()), *read)))
    keymap = Keymap(wishes)
    for name, why in keymap.clashes():
        mistakes[str(table.source.wrong(("keys", name), f"{name} {why}"))] = None
    return keymap, list(mistakes)


def origins(table: KeyTable, keymap: Keymap) -> Mapping[str, str]:
    """Where the changed keys come from, `line 7`, by the id of their command."""
    return {name: f"line {table.line(name)}" for name in keymap.changed}
