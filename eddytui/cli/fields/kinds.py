"""Whose custom fields are meant."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import click

from eddytui.cli import options

if TYPE_CHECKING:
    from eddytui.api.owners import Fields, Options
    from eddytui.cli.session import Session
    from eddytui.models.catalog import Option

KINDS = {"tickets": "tickets", "users": "users", "orgs": "organizations"}
"""By the name on the command line: the name under `client`."""
TICKETS = "tickets"

kind_argument = click.argument("kind", type=click.Choice(tuple(KINDS)), metavar="KIND")
field_argument = click.argument("field_id", type=options.number, metavar="ID")


async def fields_of(session: "Session", kind: str) -> "Fields":
    """The custom fields of a kind."""
    found: Fields = getattr(await session.client(), KINDS[kind]).fields
    return found


async def options_of(session: "Session", kind: str, field_id: int) -> "Options":
    """What may be chosen in a field."""
    return (await fields_of(session, kind)).options(field_id)


async def every(options: "Options") -> "AsyncIterator[Option]":
    """All options, page by page."""
    from eddytui.api.lane import Lane  # noqa: PLC0415 - completion does without

    async for page in options.pages(lane=Lane.SCREEN):
        for option in page.items:
            yield option
