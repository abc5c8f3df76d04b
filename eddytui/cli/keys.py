"""`eddytui keys`: the key table, as the app has it."""

from itertools import groupby

import click

from eddytui.cli.groups import Manual


@click.command(cls=Manual, examples=("keys",))
def keys() -> None:
    """Print every key and what it does."""
    from eddytui.ui.commands import COMMANDS  # noqa: PLC0415 - loads Textual

    width = max(len(command.key_text) for command in COMMANDS)
    blocks = (
        "\n".join([place, *(f"  {row.key_text:<{width}}  {row.help}" for row in rows)])
        for place, rows in groupby(COMMANDS, key=lambda command: command.where)
    )
    click.echo("\n\n".join(blocks))
