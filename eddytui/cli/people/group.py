"""`eddytui users` and `eddytui orgs`: the groups, built from their owners."""

import click

from eddytui.cli.groups import Commands, Group
from eddytui.cli.people.notes import log, notes
from eddytui.cli.people.owners import ORGANIZATIONS, USERS, Owner
from eddytui.cli.people.reading import listing, showing
from eddytui.cli.people.writing import adding, deleting, setting


def _group(owner: Owner, **more: click.Command) -> Group:
    return Group(
        owner.command,
        help=f"List, show, add and change {owner.collection}, and the notes about them.",
        commands=Commands(
            list=listing(owner),
            show=showing(owner),
            new=adding(owner),
            set=setting(owner),
            delete=deleting(owner),
            notes=notes(owner),
            **more,
        ),
    )


users = _group(USERS, log=log())
orgs = _group(ORGANIZATIONS)
