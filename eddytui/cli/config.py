"""`eddytui config`: where the settings are, what they come to, and how large the copy is."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eddytui.cli.auth_profile import named, with_profile
from eddytui.cli.config_store import store
from eddytui.cli.groups import Manual
from eddytui.cli.printing import document, say, table, tell
from eddytui.config.paths import Paths

if TYPE_CHECKING:
    from eddytui.config.effective import Setting


@click.group()
def config() -> None:
    """See where the settings are, which are in force, and what is kept on this machine."""


config.add_command(store)


@config.command(cls=Manual, examples=("config path",))
def path() -> None:
    """Print the path of the settings file, which may not exist yet."""
    click.echo(Paths.of(os.environ).config_path)


@config.command(
    cls=Manual,
    keys='{"path": of the settings file, "profile": the name of the one in force, "settings": each '
    '{"name", "value", "origin"}}.',
    examples=("config show", "config show --profile work --json"),
)
@with_profile
@click.option("--json", "as_json", is_flag=True, help="Print it for a program to read.")
@click.pass_context
def show(ctx: click.Context, profile: str, as_json: bool) -> None:
    """Print the settings in force and where each comes from; never a key."""
    from eddytui.config.effective import effective  # noqa: PLC0415 - `path` does without it
    from eddytui.config.rights import how_to_close, is_open  # noqa: PLC0415 - likewise

    file = Paths.of(os.environ).config_path
    chosen, settings = effective(file, os.environ, named(ctx, profile))
    settings += _keys(file)
    if file.exists() and is_open(file.stat()):
        tell(f"Others may read {file}. Run: {how_to_close(file)}")
    if as_json:
        facts = {"path": str(file), "profile": chosen.name}
        document({**facts, "settings": [one._asdict() for one in settings]})
        return
    say(f"Profile {chosen.name or '(none)'} of {file}")
    rows = [(one.name, json.dumps(one.value, ensure_ascii=False), one.origin) for one in settings]
    table(("setting", "value", "from"), rows, wide=1)


def _keys(file: Path) -> "Iterator[Setting]":
    """The keys that are others than usual. Raises ConfigError for mistakes among them."""
    from eddytui.cli.keymap import in_force, origins  # noqa: PLC0415 - `path` does without it
    from eddytui.config.effective import Setting  # noqa: PLC0415 - likewise
    from eddytui.config.keymap import read_keys  # noqa: PLC0415 - likewise

    table = read_keys(file)
    keymap = in_force(table)
    for name, origin in origins(table, keymap).items():
        yield Setting(f"keys.{name}", list(keymap.by_id[name].written), origin)
