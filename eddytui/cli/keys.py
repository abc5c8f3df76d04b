"""`eddytui keys`: the key table, as the app has it; and whether the settings can have it so."""

import os
from collections.abc import Mapping
from itertools import groupby

import click

from eddytui.cli import options
from eddytui.cli.groups import Manual
from eddytui.cli.keymap import checked, in_force, origins
from eddytui.cli.output import USAGE, Failure
from eddytui.cli.printing import document, say
from eddytui.config.keymap import KeyTable, read_keys
from eddytui.config.paths import Paths
from eddytui.ui.commands import BY_ID, Command
from eddytui.ui.keymap import Keymap


@click.command(
    cls=Manual,
    keys='{"path": of the settings file, "commands": each {"id", "keys", "help", "place", '
    '"origin"}}; with --check {"path", "changed": how many commands have other keys, "mistakes"}.',
    examples=("keys", "keys --check", "keys --json"),
)
@click.option("--check", is_flag=True, help="Say whether [keys] of the settings can be used.")
@options.as_json
def keys(check: bool, as_json: bool) -> None:
    """Print every key and what it does."""
    table = read_keys(Paths.of(os.environ).config_path)
    if check:
        _check(table, as_json)
        return
    keymap = in_force(table)
    origin = origins(table, keymap)
    if as_json:
        rows = [_row(command, origin) for command in keymap.commands]
        document({"path": str(table.source.path), "commands": rows})
        return
    say(_table(keymap, origin))


def _check(table: KeyTable, as_json: bool) -> None:
    keymap, mistakes = checked(table)
    changed = len(keymap.changed)
    if as_json:
        document({"path": str(table.source.path), "changed": changed, "mistakes": mistakes})
        if mistakes:
            click.get_current_context().exit(USAGE)
    elif mistakes:
        raise Failure("\n".join(mistakes), USAGE)
    else:
        say(
            "1 key is changed, no clash."
            if changed == 1
            else f"{changed} keys are changed, no clash."
        )


def _row(command: Command, origin: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": command.id,
        "keys": command.written,
        "help": command.help,
        "place": command.where,
        "origin": origin.get(command.id, "default"),
    }


def _table(keymap: Keymap, origin: Mapping[str, str]) -> str:
    """The commands of each place below its name: keys, id, what it does."""
    width = max(len(command.key_text) for command in keymap.commands)
    names = max(map(len, keymap.by_id))

    def line(command: Command) -> str:
        usual = BY_ID[command.id].key_text
        mark = f" ({origin[command.id]}; usually {usual})" if command.id in origin else ""
        return f"  {command.key_text:<{width}}  {command.id:<{names}}  {command.help}{mark}"

    blocks = (
        "\n".join([place, *map(line, commands)])
        for place, commands in groupby(keymap.commands, key=lambda command: command.where)
    )
    return "\n\n".join(blocks)
