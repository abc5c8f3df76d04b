"""Notes of colleagues about users and organizations, and the log of who was there when."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.assigning import Reading
from eddytui.cli.choices import Choices
from eddytui.cli.facts import moment
from eddytui.cli.filters import DATES, filtered, with_filters
from eddytui.cli.groups import Manual
from eddytui.cli.people.owners import USERS, Owner
from eddytui.cli.people.reading import number_of
from eddytui.cli.printing import say
from eddytui.cli.records import Sheet, Words, print_list
from eddytui.cli.sending import sent, uploads
from eddytui.cli.session import Session, in_session
from eddytui.cli.typed import sure, text_of

if TYPE_CHECKING:
    from eddytui.api import Client, Listing


def _text(note: Any, _: Words) -> str:
    from eddytui.text.blocks import plain  # noqa: PLC0415 - completion does without
    from eddytui.text.html import document  # noqa: PLC0415 - likewise

    return plain(document(note.text), folded=True)


_NOTES = Sheet(
    {
        "ID": lambda note, _: note.id,
        "Date": lambda note, _: moment(note.date_created),
        "Who": lambda note, words: words.person(note.creator_id),
        "Note": _text,
        "File": lambda note, _: note.file.name if note.file else "",
    },
    "There are no notes.",
    wide=3,
)
_LOG = Sheet(
    {
        "Date": lambda change, _: moment(change.date_created),
        "Presence": lambda change, words: words.name(change) or change.status_id,
        "ID": lambda change, _: change.status_id,
    },
    "The log has nothing of this.",
)


def notes(owner: Owner) -> click.Command:
    """The command for the notes of one."""

    @click.command(
        "notes",
        cls=Manual,
        help=f"Print the notes about one {owner.noun}, add one or delete one.\n\n"
        "TEXT is Markdown; - is standard input. A note can have one file.",
        keys=f"{options.LISTS} The items are notes as the API has them.",
        examples=(
            f"{owner.command} notes {owner.one}",
            f'{owner.command} notes {owner.one} --add "Calls back after ten." --file plan.pdf',
            f"{owner.command} notes {owner.one} --delete N",
        ),
    )
    @click.argument("name", metavar=owner.metavar)
    @click.option("--add", "typed", metavar="TEXT", help="Add a note.")
    @click.option("--file", "path", type=click.Path(path_type=Path), help="A file for the note.")
    @click.option(
        "--delete", "gone", type=options.number, metavar="N", help="Delete the note of this id."
    )
    @options.yes
    @options.limited
    @options.as_json
    @click.pass_context
    def command(ctx: click.Context, /, **given: Any) -> None:
        _notes(ctx, owner, given)

    return command


def _notes(ctx: click.Context, owner: Owner, given: Mapping[str, Any]) -> None:
    """Do the one thing that is asked for."""
    if given["typed"] is not None and given["gone"] is not None:
        raise click.UsageError("Give either --add or --delete.")
    if given["gone"] is not None:
        in_session(ctx, lambda session: _delete(session, owner, given))
        say("The note is deleted.")
    elif given["typed"] is not None or given["path"]:
        in_session(ctx, lambda session: _add(session, owner, given))
        say("The note is added.")
    else:

        async def ask(session: Session, client: "Client") -> "tuple[Listing[Any], dict[str, Any]]":
            number = await number_of(session, owner, given["name"])
            return getattr(client, owner.collection).notes(number), {}

        print_list(ctx, ask, _NOTES, limit=given["limit"], as_json=given["as_json"])


async def _add(session: Session, owner: Owner, given: Mapping[str, Any]) -> None:
    from eddytui.text.compose import to_html  # noqa: PLC0415 - completion does without

    paths = [given["path"]] if given["path"] else []
    uploads(paths)
    typed = given["typed"]
    html = "" if typed is None else to_html(text_of(typed, session.launch.paths.state))
    client = await session.client()
    collection = getattr(client, owner.collection).notes(
        await number_of(session, owner, given["name"])
    )
    await sent(
        paths, lambda files, progress: collection.create(text=html, files=files, progress=progress)
    )


async def _delete(session: Session, owner: Owner, given: Mapping[str, Any]) -> None:
    sure(f"Delete note {given['gone']}?", yes=given["yes"])
    client = await session.client()
    number = await number_of(session, owner, given["name"])
    await getattr(client, owner.collection).notes(number).delete(given["gone"])


def log() -> click.Command:
    """The command for the log of a user's presence."""

    @click.command(
        cls=Manual,
        keys=f"{options.LISTS} The items are changes of presence as the API has them.",
        examples=("users log me", "users log 7 --from 2026-01-01 --status online"),
    )
    @click.argument("name", metavar=USERS.metavar)
    @click.option("--status", "statuses", multiple=True, metavar="ID", help="Only this presence.")
    @options.limited
    @options.as_json
    @click.pass_context
    def log(
        ctx: click.Context,
        /,
        name: str,
        statuses: tuple[str, ...],
        limit: int,
        as_json: bool,
        **given: Any,
    ) -> None:
        """Print when somebody came, left or went to lunch, newest first."""

        async def ask(session: Session, client: "Client") -> "tuple[Listing[Any], dict[str, Any]]":
            reading = Reading(session, Choices(session), USERS.collection)
            dates = await filtered(reading, DATES, given)
            number = await number_of(session, USERS, name)
            return client.users.statuses_log(number), {"statuses": list(statuses), **dates}

        print_list(ctx, ask, _LOG, limit=limit, as_json=as_json)

    return with_filters(log, DATES)
