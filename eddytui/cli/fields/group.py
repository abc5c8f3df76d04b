"""`eddytui fields`: the commands by name."""

import click

from eddytui.cli.groups import Commands, Group

_HERE = "eddytui.cli.fields"

COMMANDS = Commands(
    add=f"{_HERE}.writing:add",
    list=f"{_HERE}.reading:list_fields",
    options=f"{_HERE}.reading:options_of_field",
    remove=f"{_HERE}.writing:remove",
    rename=f"{_HERE}.writing:rename",
    show=f"{_HERE}.reading:show",
)


@click.group(cls=Group, commands=COMMANDS)
def fields() -> None:
    """See custom fields, and edit what may be chosen in them.

    KIND is whose fields they are: tickets, users or orgs. The API cannot add fields.
    """
