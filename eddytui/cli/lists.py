"""`eddytui lists`: the helpdesk's own lists."""

from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.groups import Manual
from eddytui.cli.printing import document, say
from eddytui.cli.records import Found, Sheet, gather, print_sheet
from eddytui.cli.session import Session, in_session

if TYPE_CHECKING:
    from collections.abc import Sequence

_LISTS = {
    "departments": "departments",
    "statuses": "statuses",
    "priorities": "priorities",
    "types": "types",
    "groups": "groups",
    "presence": "user_statuses",
}
"""By the name on the command line: the name under `client`."""
_EVERY = 1_000_000
_SHEET = Sheet(
    {
        "ID": lambda entry, _: entry.id,
        "Name": lambda entry, words: words.name(entry),
        "Kind": lambda entry, _: getattr(entry, "type", "") or getattr(entry, "color", ""),
    },
    "This list is empty.",
)


@click.command(
    cls=Manual,
    keys=f"An object with each list by its name: {options.LISTS} "
    "The items are entries as the API has them.",
    examples=("lists statuses", "lists groups presence --json"),
)
@click.argument("names", nargs=-1, type=click.Choice(tuple(_LISTS)), metavar="[LIST]...")
@options.as_json
@click.pass_context
def lists(ctx: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Print the helpdesk's own lists, as the helpdesk has them now; without a name all.

    LIST is departments, statuses, priorities, types, groups or presence.
    """
    found = in_session(ctx, lambda session: _read(session, names or tuple(_LISTS)))
    if as_json:
        document({name: each.written() for name, each in found.items()})
        return
    for name, each in found.items():
        say(f"{name.capitalize()}:")
        print_sheet(_SHEET, each)
        say("")


async def _read(session: Session, names: "Sequence[str]") -> dict[str, Found]:
    client: Any = await session.client()
    return {
        name: await gather(session, getattr(client, _LISTS[name]), _SHEET, _EVERY) for name in names
    }
