"""`eddytui tickets audit` and `billing`: what happened to a ticket, and the time it took."""

from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.completing import tickets
from eddytui.cli.facts import moment
from eddytui.cli.groups import Manual
from eddytui.cli.records import Found, Sheet, Words, gather, print_list
from eddytui.cli.session import Session
from eddytui.models.names import name_in

if TYPE_CHECKING:
    from eddytui.api import Client, Listing

_EVERY = 1_000_000
_MINUTE = 60


def _text(event: Any, words: Words) -> str:
    from eddytui.text.html import strip  # noqa: PLC0415 - completion does without

    return strip(name_in(event.text, words.languages))


_AUDIT = Sheet(
    {
        "Date": lambda event, _: moment(event.date_created),
        "Who": lambda event, _: event.user_name,
        "Event": lambda event, _: event.event,
        "What": _text,
    },
    "This ticket has no such events.",
)
BILLING = Sheet(
    {
        "Date": lambda entry, _: moment(entry.billing_date),
        "Who": lambda entry, _: entry.staff_name,
        "Spent": lambda entry, _: spent(entry.spent_seconds),
        "To pay": lambda entry, _: spent(entry.paid_seconds),
        "What": lambda entry, _: entry.comment or entry.action,
    },
    "No time was entered for this ticket.",
)
"""How time entries are printed."""


@click.command(
    cls=Manual,
    keys=f"{options.LISTS} The items are events as the API has them.",
    examples=("tickets audit 1042", "tickets audit 1042 --event ticket_answer"),
)
@click.argument("ticket_id", type=options.number, metavar="ID", shell_complete=tickets)
@click.option("--event", "events", multiple=True, metavar="NAME", help="Only events of this name.")
@options.limited
@options.as_json
@click.pass_context
def audit(
    ctx: click.Context, ticket_id: int, events: tuple[str, ...], limit: int, as_json: bool
) -> None:
    """Print the history of a ticket, newest first."""

    async def ask(_: Session, client: "Client") -> "tuple[Listing[Any], dict[str, Any]]":
        return client.tickets.audit(ticket_id), {"event_list": list(events)}

    print_list(ctx, ask, _AUDIT, limit=limit, as_json=as_json)


@click.command(
    cls=Manual,
    keys=f"{options.LISTS} The items are entries as the API has them.",
    examples=("tickets billing 1036", "tickets billing 1036 --json"),
)
@click.argument("ticket_id", type=options.number, metavar="ID", shell_complete=tickets)
@options.limited
@options.as_json
@click.pass_context
def billing(ctx: click.Context, ticket_id: int, limit: int, as_json: bool) -> None:
    """Print the time that was spent on a ticket. The API cannot add to it."""

    async def ask(_: Session, client: "Client") -> "tuple[Listing[Any], dict[str, Any]]":
        return client.tickets.billing(ticket_id), {}

    print_list(ctx, ask, BILLING, limit=limit, as_json=as_json)


async def read_billing(session: Session, ticket_id: int) -> Found:
    """All entries of a ticket."""
    client = await session.client()
    return await gather(session, client.tickets.billing(ticket_id), BILLING, _EVERY)


def spent(seconds: int) -> str:
    """A length of time in hours and minutes, `1:05`."""
    minutes = seconds // _MINUTE
    return f"{minutes // _MINUTE}:{minutes % _MINUTE:02}"
