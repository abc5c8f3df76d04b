"""`eddytui auth`: signing in and out from the command line, and how one is signed in."""

import click

from eddytui.cli.groups import Commands, Group


@click.group(
    cls=Group,
    commands=Commands(
        login="eddytui.cli.auth_login:login",
        logout="eddytui.cli.auth_logout:logout",
        status="eddytui.cli.auth_status:status",
        doctor="eddytui.cli.auth_doctor:doctor",
    ),
)
def auth() -> None:
    """Sign in and out, and see how you are signed in."""
