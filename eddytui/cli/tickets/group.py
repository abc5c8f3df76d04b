"""`eddytui tickets`: the commands by name."""

import click

from eddytui.cli.groups import Commands, Group

_HERE = "eddytui.cli.tickets"

COMMANDS = Commands(
    audit=f"{_HERE}.past:audit",
    billing=f"{_HERE}.billing:billing",
    delete=f"{_HERE}.deleting:delete",
    files=f"{_HERE}.files:files",
    list=f"{_HERE}.listing:list_tickets",
    merge=f"{_HERE}.merging:merge",
    new=f"{_HERE}.opening:new",
    note=f"{_HERE}.writing:note",
    reply=f"{_HERE}.writing:reply",
    set=f"{_HERE}.setting:set_fields",
    show=f"{_HERE}.showing:show",
)


@click.group(cls=Group, commands=COMMANDS)
def tickets() -> None:
    """List, read, answer and change tickets.

    An ID is a ticket's number.
    """
