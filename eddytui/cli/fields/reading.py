"""`eddytui fields list`, `show` and `options`."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.facts import Fact, print_facts
from eddytui.cli.fields.kinds import (
    KINDS,
    TICKETS,
    field_argument,
    fields_of,
    kind_argument,
    options_of,
)
from eddytui.cli.groups import Manual
from eddytui.cli.output import FOUND_NOTHING, Failure
from eddytui.cli.printing import document, say
from eddytui.cli.records import Sheet, Words, gather, print_list, words_of
from eddytui.cli.session import Session, in_session

if TYPE_CHECKING:
    from eddytui.api import Client, Listing
    from eddytui.cli.records import Found

_EVERY = 1_000_000
_FIELDS = Sheet(
    {
        "ID": lambda field, _: field.id,
        "Name": lambda field, words: words.level_names(field),
        "Type": lambda field, _: field.field_type,
    },
    "There are no custom fields.",
    wide=1,
)
_OPTIONS = Sheet(
    {"Name": lambda option, words: words.name(option)}, "This field has no options.", wide=0
)
_RIGHTS = {
    "view": "see",
    "edit": "change",
    "required": "must fill",
    "required_to_create_ticket": "must fill to create",
    "required_to_close_ticket": "must fill to close",
}


@click.command(
    "list",
    cls=Manual,
    keys=f"{options.LISTS} The items are fields as the API has them.",
    examples=("fields list", "fields list orgs --json"),
)
@click.argument("kind", type=click.Choice(tuple(KINDS)), default=TICKETS, metavar="[KIND]")
@options.limited
@options.as_json
@click.pass_context
def list_fields(ctx: click.Context, kind: str, limit: int, as_json: bool) -> None:
    """List the custom fields of tickets, users or orgs; of tickets unless said otherwise."""

    async def ask(session: Session, _: "Client") -> "tuple[Listing[Any], dict[str, Any]]":
        return await fields_of(session, kind), {}

    print_list(ctx, ask, _FIELDS, limit=limit, as_json=as_json)


@click.command(cls=Manual, keys="The field as the API has it.", examples=("fields show tickets 8",))
@kind_argument
@field_argument
@options.as_json
@click.pass_context
def show(ctx: click.Context, kind: str, field_id: int, as_json: bool) -> None:
    """Print one custom field: its name, its type, and who may see and change it."""

    async def work(session: Session) -> tuple[Any, Words]:
        return await (await fields_of(session, kind)).get(field_id), words_of(session)

    field, words = in_session(ctx, work)
    if as_json:
        document(field.model_dump(mode="json"))
    else:
        print_facts(_facts(field, words))


def _facts(field: Any, words: Words) -> list[Fact]:
    sides = (("Colleagues", field.permissions.staff), ("Clients", field.permissions.user))
    rights = [
        (side, ", ".join(told for name, told in _RIGHTS.items() if getattr(permissions, name)))
        for side, permissions in sides
    ]
    return [
        ("Field", f"{field.id}  {words.level_names(field)}"),
        ("Type", field.field_type),
        *rights,
    ]


@click.command(
    "options",
    cls=Manual,
    keys=f"{options.LISTS} The items are options as the API has them; pid is the option above.",
    examples=("fields options tickets 5", "fields options users 89 --json"),
)
@kind_argument
@field_argument
@options.as_json
@click.pass_context
def options_of_field(ctx: click.Context, kind: str, field_id: int, as_json: bool) -> None:
    """Print what may be chosen in a field, in a hierarchy as a tree."""

    async def work(session: Session) -> tuple["Found", Words]:
        listing = await options_of(session, kind, field_id)
        return await gather(session, listing, _OPTIONS, _EVERY), words_of(session)

    found, words = in_session(ctx, work)
    if as_json:
        document(found.written())
    if not found.items:
        raise Failure(_OPTIONS.nothing, FOUND_NOTHING)
    if not as_json:
        say("\n".join(_tree(found.items, words)))


def _tree(found: list[Any], words: Words) -> Iterator[str]:
    """A line an option, what is below one a little in."""
    ids = {option.id for option in found}
    below = defaultdict(list)
    for option in found:
        # One whose parent is not in the list is shown at the top rather than not at all.
        below[option.pid if option.pid in ids else 0].append(option)
    waiting = [(option, 0) for option in reversed(below[0])]
    while waiting:
        option, depth = waiting.pop()
        yield f"{'  ' * depth}{option.id}  {words.name(option)}"
        waiting += [(child, depth + 1) for child in reversed(below.pop(option.id, []))]
