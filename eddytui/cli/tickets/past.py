"""`eddytui tickets audit`: what happened to a ticket."""

from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.completing import tickets
from eddytui.cli.facts import moment
from eddytui.cli.groups import Manual
from eddytui.cli.records import Sheet, Words, print_list
from eddytui.cli.session import Session
from eddytui.models.names import name_in

if TYPE_CHECKING:
    from eddytui.api import Client, Listing


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
