"""Users and organizations: listed, and shown one by one."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.age import learn
from eddytui.cli.assigning import Reading
from eddytui.cli.choices import Choices
from eddytui.cli.facts import Fact, field_facts, print_facts
from eddytui.cli.groups import Manual
from eddytui.cli.people.owners import COMPLETED, Filter, Owner
from eddytui.cli.printing import document
from eddytui.cli.records import Words, print_list, words_of
from eddytui.cli.session import Session, in_session
from eddytui.desk.kinds import NOT_FOR_US

if TYPE_CHECKING:
    from eddytui.api import Client, Listing


def listing(owner: Owner) -> click.Command:
    """The command that lists them."""

    @click.command(
        "list",
        cls=Manual,
        help=f"List {owner.collection} of the helpdesk.",
        keys=f"{options.LISTS} The items are {owner.collection} as the API has them.",
        examples=(f"{owner.command} list --search acme", f"{owner.command} list --json"),
    )
    @click.option("--search", metavar="TEXT", help="Only those with these words.")
    @options.limited
    @options.as_json
    @click.pass_context
    def command(
        ctx: click.Context, /, search: str | None, limit: int, as_json: bool, **given: Any
    ) -> None:
        async def ask(session: Session, client: "Client") -> "tuple[Listing[Any], dict[str, Any]]":
            filters = await filtered(session, owner, owner.filters, given)
            return getattr(client, owner.collection), {"search": search, **filters}

        print_list(ctx, ask, owner.sheet, limit=limit, as_json=as_json)

    return with_filters(command, owner.filters)


def with_filters(command: click.Command, filters: tuple[Filter, ...]) -> click.Command:
    """The command with an option for each filter."""
    command.params[:0] = [
        click.Option(
            [f"--{each.option}", each.option],
            metavar=each.option.upper() if each.read.__name__ != "as_date" else "DATE",
            help=each.help,
            shell_complete=COMPLETED.get(each.option),
        )
        for each in filters
    ]
    return command


async def filtered(
    session: Session, owner: Owner, filters: tuple[Filter, ...], given: dict[str, Any]
) -> dict[str, Any]:
    """The API's filters for the options that were given."""
    reading = Reading(session, Choices(session), owner.collection)
    return {
        each.field: await each.read(reading, given[each.option])
        for each in filters
        if given[each.option] is not None
    }


async def number_of(session: Session, owner: Owner, typed: str) -> int:
    """The id of the one that is named. Raises Failure."""
    choices = Choices(session)
    if owner.known_by == "email":
        return await choices.user(typed)
    return await choices.organization(typed)


def showing(owner: Owner) -> click.Command:
    """The command that shows one."""

    @click.command(
        "show",
        cls=Manual,
        help=f"Print one {owner.noun} with its custom fields.",
        keys=f"The {owner.noun} as the API has it.",
        examples=(f"{owner.command} show {owner.one}", f"{owner.command} show {owner.one} --json"),
    )
    @click.argument("name", metavar=owner.metavar)
    @options.as_json
    @click.pass_context
    def command(ctx: click.Context, name: str, as_json: bool) -> None:
        record, facts = in_session(ctx, lambda session: _read(session, owner, name, as_json))
        if as_json:
            document(record.model_dump(mode="json"))
        else:
            print_facts(facts)

    return command


async def _read(session: Session, owner: Owner, name: str, as_json: bool) -> tuple[Any, list[Fact]]:
    """The record, and unless it is printed as JSON its facts."""
    collection = getattr(await session.client(), owner.collection)
    record = await collection.get(await number_of(session, owner, name))
    if as_json:
        return record, []
    await learn(session)
    await _acquaint(session, owner, record)
    words = words_of(session)
    fields = await _fields(collection, words) if record.custom_fields else {}
    custom = field_facts(record.custom_fields, fields, words.languages)
    return record, owner.facts(record, words) + custom


async def _acquaint(session: Session, owner: Owner, record: Any) -> None:
    """Read the names of the people whom a record names by their ids."""
    ids = {user_id for name in owner.people for user_id in getattr(record, name)}
    unknown = sorted(ids - {person.id for person in session.store.people.rows(sorted(ids))})
    if unknown:
        client = await session.client()
        with suppress(*NOT_FOR_US):
            page = await client.users.page(id_list=unknown)
            await session.store.people.put(page.items)


async def _fields(collection: Any, words: Words) -> dict[int, tuple[str, str]]:
    """Name and type of each custom field; without the right to see them fields have numbers."""
    from eddytui.api.pace import Lane  # noqa: PLC0415 - completion does without

    fields: dict[int, tuple[str, str]] = {}
    with suppress(*NOT_FOR_US):
        async for page in collection.fields.pages(lane=Lane.SCREEN):
            fields |= {each.id: (words.level_names(each), each.field_type) for each in page.items}
    return fields
