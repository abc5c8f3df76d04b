"""`eddytui tickets files`: the attachments of a ticket, listed and fetched."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from eddytui.cli import options
from eddytui.cli.completing import tickets
from eddytui.cli.groups import Manual
from eddytui.cli.output import FOUND_NOTHING, OFFLINE, Failure, code_of
from eddytui.cli.printing import document, say, table, tell
from eddytui.cli.progress import Progress
from eddytui.cli.session import Session, in_session
from eddytui.cli.typed import can_ask
from eddytui.desk.kinds import MESSAGES

if TYPE_CHECKING:
    from eddytui.cli.tickets.reading import Read


class Attachment(NamedTuple):
    """A file, and the message it belongs to."""

    name: str
    url: str
    author: str
    created: str
    kind: str
    message_id: int


@click.command(
    cls=Manual,
    keys='{"items": [{"name", "url", "author", "created", "kind", "message_id"}], "total", '
    '"as_of", "complete"}; kind is post or comment.',
    examples=(
        "tickets files 1042",
        "tickets files 1042 --save ~/Downloads",
        "tickets files 1042 --save . vpn.log",
    ),
)
@click.argument("ticket_id", type=options.number, metavar="ID", shell_complete=tickets)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "--save",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Fetch the files into a folder; nothing there is overwritten.",
)
@options.as_json
@click.pass_context
def files(
    ctx: click.Context,
    ticket_id: int,
    names: tuple[str, ...],
    folder: Path | None,
    as_json: bool,
) -> None:
    """List the files of a ticket's replies and notes, or fetch them.

    With names only these. A file that lies at another host than the helpdesk is asked about first,
    and fetched without your key; without a terminal it is left out.
    """
    if folder:
        ctx.exit(in_session(ctx, lambda session: _save(session, ticket_id, names, folder)))
    found, how, complete = in_session(ctx, lambda session: _found(session, ticket_id, names))
    if as_json:
        items = [each._asdict() for each in found]
        ends = {"total": len(items), "as_of": how.as_of, "complete": complete}
        document({"items": items, **ends})
        return
    rows = [(each.name, MESSAGES[each.kind], each.author, each.created) for each in found]
    table(("File", "In", "From", "Date"), rows, wide=0)


async def _found(
    session: Session, ticket_id: int, names: Sequence[str]
) -> "tuple[list[Attachment], Read, bool]":
    """The files, all messages read, and whether all are here.

    Raises Failure when there are none, or not all named ones.
    """
    from eddytui.cli.tickets.reading import gaps, read_all  # noqa: PLC0415 - completion does without

    how = await read_all(session, ticket_id)
    attachments = [
        Attachment(name, url, row.author, row.created, row.kind, row.id)
        for row in session.desk.messages(ticket_id, newest_first=False)
        for name, url in row.files
    ]
    not_here = gaps(session, ticket_id, can_read=False)
    missing = set(names) - {each.name for each in attachments}
    if not_here and (missing or not attachments):
        raise Failure("\n".join(not_here), FOUND_NOTHING if how.online else OFFLINE)
    if missing:
        listed = ", ".join(sorted(missing))
        raise Failure(f"#{ticket_id} has no file called {listed}.", FOUND_NOTHING)
    if not attachments:
        raise Failure(f"#{ticket_id} has no files.", FOUND_NOTHING)
    for gap in not_here:
        tell(gap)
    wanted = [each for each in attachments if not names or each.name in names]
    return wanted, how, not not_here


async def _save(session: Session, ticket_id: int, names: Sequence[str], folder: Path) -> int:
    """Fetch the files; the exit code of the worst."""
    from eddytui.api.errors import DeskError  # noqa: PLC0415 - completion does without

    worst = 0
    attachments, *_ = await _found(session, ticket_id, names)
    client = await session.client()
    for each in attachments:
        try:
            with Progress(each.name) as progress:
                path = await client.download(
                    each.url, folder, each.name, progress=progress, may_go=_may_go
                )
            say(str(path))
        except DeskError as error:
            tell(f"{each.name}: {error.title}: {error}")
            worst = max(worst, code_of(error))
    return worst


async def _may_go(host: str) -> bool:
    """Ask whether another host may be asked for a file."""
    return can_ask() and click.confirm(
        f"\nThe file is at another host, {host}. Fetch it from there, without your key?", err=True
    )
