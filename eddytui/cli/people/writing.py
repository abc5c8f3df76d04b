"""Users and organizations: added, changed and deleted."""

from typing import Any

import click

from eddytui.cli import options
from eddytui.cli.assigning import Reading, values_of
from eddytui.cli.choices import Choices
from eddytui.cli.groups import Manual
from eddytui.cli.outcomes import copied
from eddytui.cli.people.owners import Owner
from eddytui.cli.people.reading import current
from eddytui.cli.printing import document, say
from eddytui.cli.session import Session, in_session
from eddytui.cli.typed import sure

_ABOUT = """{what}

    NAME is {names} or field.N. Lists of the helpdesk take ids, names or beginnings of names;
    several values have commas between them. The value - is read from standard input.
    """


def _about(owner: Owner, what: str) -> str:
    return _ABOUT.format(what=what, names=", ".join(owner.settings))


async def _values(session: Session, owner: Owner, words: tuple[str, ...]) -> dict[str, Any]:
    reading = Reading(session, Choices(session), owner.collection)
    return await values_of(owner.settings, reading, words)


def adding(owner: Owner) -> click.Command:
    """The command that adds one."""

    @click.command(
        "new",
        cls=Manual,
        help=_about(owner, f"Add a {owner.noun}." if owner.noun[0] != "o" else "Add one."),
        keys=f"The new {owner.noun} as the API has it.",
        examples=(f"{owner.command} new {owner.example}",),
    )
    @click.argument("words", nargs=-1, required=True, metavar="NAME=VALUE...")
    @options.as_json
    @click.pass_context
    def command(ctx: click.Context, words: tuple[str, ...], as_json: bool) -> None:
        async def work(session: Session) -> Any:
            values = await _values(session, owner, words)
            record = await getattr(await session.client(), owner.collection).create(**values)
            await copied(session.desk.contacts.keep(owner.collection, [record]))
            return record

        record = in_session(ctx, work)
        done = f"{owner.noun.capitalize()} {record.id} is added: {_called(record)}"
        if as_json:
            document(record.model_dump(mode="json"), done=done)
        else:
            say(done)

    return command


def setting(owner: Owner) -> click.Command:
    """The command that changes one."""

    @click.command(
        "set",
        cls=Manual,
        help=_about(owner, f"Set fields of one {owner.noun}: only what changes is sent."),
        examples=(f'{owner.command} set {owner.one} phone="+371 20000000" {owner.change}',),
    )
    @click.argument("name", metavar=owner.metavar)
    @click.argument("words", nargs=-1, required=True, metavar="NAME=VALUE...")
    @click.pass_context
    def command(ctx: click.Context, name: str, words: tuple[str, ...]) -> None:
        async def work(session: Session) -> Any:
            values = await _values(session, owner, words)
            record = await current(session, owner, name)
            collection = getattr(await session.client(), owner.collection)
            if (changed := await collection.edit(record, **values)) is record:
                return record, False
            await copied(session.desk.contacts.keep(owner.collection, [changed]))
            return changed, True

        record, changed = in_session(ctx, work)
        what = " ".join(word for word in words if not word.startswith("password="))
        say(f"{_called(record)}: {what or 'changed'}" if changed else "There is nothing to change.")

    return command


def deleting(owner: Owner) -> click.Command:
    """The command that deletes one."""

    @click.command(
        "delete",
        cls=Manual,
        help=f"Delete one {owner.noun}; it asks first. Without a terminal --yes is needed.",
        examples=(f"{owner.command} delete {owner.one}",),
    )
    @click.argument("name", metavar=owner.metavar)
    @options.yes
    @click.pass_context
    def command(ctx: click.Context, name: str, yes: bool) -> None:
        async def work(session: Session) -> str:
            record = await current(session, owner, name)
            sure(f"Delete the {owner.noun} {record.id}, {_called(record)}?", yes=yes)
            await getattr(await session.client(), owner.collection).delete(record.id)
            await copied(session.desk.contacts.forget(owner.collection, record.id))
            return _called(record)

        say(f"{in_session(ctx, work)} is deleted.")

    return command


def _called(record: Any) -> str:
    return str(getattr(record, "full_name", "") or record.name)
