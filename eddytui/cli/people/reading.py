"""Users and organizations: listed, and shown one by one, asked of the helpdesk and kept."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import click

from eddytui.api.errors import Blocked, DeskError, Offline
from eddytui.cli import options
from eddytui.cli.age import learn, tell_age
from eddytui.cli.assigning import Reading
from eddytui.cli.choices import Choices
from eddytui.cli.facts import Fact, field_facts, print_facts
from eddytui.cli.filters import filtered, fits, with_filters
from eddytui.cli.groups import Manual
from eddytui.cli.output import OFFLINE, Failure
from eddytui.cli.people.owners import Owner
from eddytui.cli.printing import document
from eddytui.cli.records import Found, Words, gather, print_found, rows_of, words_of
from eddytui.cli.session import Session, in_session
from eddytui.desk.contacts import Contact
from eddytui.desk.kinds import NOT_FOR_US

_HELP = "\n\nWithout a connection what is here is printed, and standard error says how old it is."


class _Shown(NamedTuple):
    """A record, and how it is printed."""

    record: Any
    facts: list[Fact]


def listing(owner: Owner) -> click.Command:
    """The command that lists them."""

    @click.command(
        "list",
        cls=Manual,
        help=f"List {owner.collection} of the helpdesk.{_HELP}",
        keys=f"{options.LISTS} The items are {owner.collection} as the API has them.",
        examples=(f"{owner.command} list --search acme", f"{owner.command} list --json"),
    )
    @click.option("--search", metavar="TEXT", help="Only those with these words.")
    @options.limited
    @options.as_json
    @options.offline
    @click.pass_context
    def command(ctx: click.Context, /, as_json: bool, **given: Any) -> None:
        found = in_session(ctx, lambda session: _list(session, owner, given))
        print_found(owner.sheet, found, as_json=as_json)

    return with_filters(command, owner.filters)


async def _list(session: Session, owner: Owner, given: Mapping[str, Any]) -> Found:
    if given["offline"]:
        return await _kept_list(session, owner, given)
    try:
        collection = getattr(await session.client(), owner.collection)
        filters = await _filters(session, owner, given)
        words = {"search": given["search"], **filters}
        found = await gather(session, collection, owner.sheet, given["limit"], **words)
        await session.desk.contacts.keep(owner.collection, found.items)
    except (Offline, Blocked) as error:
        if not session.desk.contacts.found(owner.collection):
            raise
        return await _kept_list(session, owner, given, error)
    return found


async def _filters(session: Session, owner: Owner, given: Mapping[str, Any]) -> dict[str, Any]:
    choices = Choices(session, offline=given["offline"])
    return await filtered(Reading(session, choices, owner.collection), owner.filters, given)


async def _kept_list(
    session: Session, owner: Owner, given: Mapping[str, Any], error: DeskError | None = None
) -> Found:
    """Those that are here, of which the oldest tells the age. Raises Failure when none ever was."""
    contacts = session.desk.contacts
    if not contacts.found(owner.collection):
        raise Failure(f"No {owner.noun} was ever read here.", OFFLINE)
    filters = await _filters(session, owner, {**given, "offline": True})
    found = [
        each
        for each in contacts.found(owner.collection, given["search"] or "")
        if fits(each.record, filters)
    ]
    as_of = min((each.seen for each in found), default="")
    tell_age(session, error, when=as_of, more=f"There may be more {owner.collection} than these.")
    items = [each.record for each in found[: given["limit"]]]
    return Found(items, None, 0, as_of, rows_of(session, owner.sheet, items))


async def number_of(session: Session, owner: Owner, typed: str, *, offline: bool = False) -> int:
    """The id of the one that is named. Raises Failure."""
    choices = Choices(session, offline=offline)
    if owner.known_by == "email":
        return await choices.user(typed)
    return await choices.organization(typed)


async def current(session: Session, owner: Owner, typed: str) -> Any:
    """The named one as the helpdesk has it now, kept here too. Raises Failure, and Missing."""
    client = await session.client()
    number = await number_of(session, owner, typed)
    return await session.desk.contacts.ask(client, owner.collection, number)


def showing(owner: Owner) -> click.Command:
    """The command that shows one."""

    @click.command(
        "show",
        cls=Manual,
        help=f"Print one {owner.noun} with its custom fields.{_HELP}",
        keys=f"The {owner.noun} as the API has it.",
        examples=(f"{owner.command} show {owner.one}", f"{owner.command} show {owner.one} --json"),
    )
    @click.argument("name", metavar=owner.metavar)
    @options.as_json
    @options.offline
    @click.pass_context
    def command(ctx: click.Context, name: str, as_json: bool, offline: bool) -> None:
        shown = in_session(ctx, lambda session: _show(session, owner, name, offline))
        if as_json:
            document(shown.record.model_dump(mode="json"))
        else:
            print_facts(shown.facts)

    return command


async def _show(session: Session, owner: Owner, name: str, offline: bool) -> _Shown:
    if offline:
        contact = await _kept(session, owner, name)
        tell_age(session, when=contact.seen)
        return _shown(session, owner, contact.record, {})
    try:
        return await _asked(session, owner, name)
    except (Offline, Blocked) as error:
        try:
            contact = await _kept(session, owner, name)
        except Failure:
            raise error from None
        tell_age(session, error, when=contact.seen)
        return _shown(session, owner, contact.record, {})


async def _kept(session: Session, owner: Owner, name: str) -> Contact:
    """The named one as it was read last. Raises Failure when it was not."""
    number = await number_of(session, owner, name, offline=True)
    if (contact := session.desk.contacts.kept(owner.collection, number)) is None:
        raise Failure(f"{owner.noun.capitalize()} {number} was never read here.", OFFLINE)
    return contact


async def _asked(session: Session, owner: Owner, name: str) -> _Shown:
    record = await current(session, owner, name)
    collection = getattr(await session.client(), owner.collection)
    await learn(session)
    await _acquaint(session, owner, record)
    fields = await _fields(collection, words_of(session)) if record.custom_fields else {}
    return _shown(session, owner, record, fields)


def _shown(
    session: Session, owner: Owner, record: Any, fields: Mapping[int, tuple[str, str]]
) -> _Shown:
    words = words_of(session)
    custom = field_facts(record.custom_fields, fields, words.languages)
    return _Shown(record, owner.facts(record, words) + custom)


async def _acquaint(session: Session, owner: Owner, record: Any) -> None:
    """Read the names of the people whom a record names by their ids."""
    ids = {user_id for name in owner.people for user_id in getattr(record, name)}
    unknown = sorted(ids - {person.id for person in session.store.people.rows(sorted(ids))})
    if unknown:
        client = await session.client()
        with suppress(*NOT_FOR_US):
            page = await client.users.page(id_list=unknown)
            await session.desk.contacts.keep("users", page.items)


async def _fields(collection: Any, words: Words) -> dict[int, tuple[str, str]]:
    """Name and type of each custom field; without the right to see them fields have numbers."""
    from eddytui.api.lane import Lane  # noqa: PLC0415 - completion does without

    fields: dict[int, tuple[str, str]] = {}
    with suppress(*NOT_FOR_US):
        async for page in collection.fields.pages(lane=Lane.SCREEN):
            fields |= {each.id: (words.level_names(each), each.field_type) for each in page.items}
    return fields
