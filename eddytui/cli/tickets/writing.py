"""`eddytui tickets reply` and `note`: written in Markdown, on disk before they are sent."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from eddytui.cli import options
from eddytui.cli.completing import tickets
from eddytui.cli.groups import Manual
from eddytui.cli.outcomes import code_for, told, unsent
from eddytui.cli.output import USAGE, Failure
from eddytui.cli.printing import say
from eddytui.cli.progress import Progress
from eddytui.cli.sending import uploads
from eddytui.cli.session import Session, in_session
from eddytui.cli.tickets.amending import edit, remove
from eddytui.cli.typed import text_of

_ABOUT = """{what}

    TEXT is Markdown. Without -m the editor of $EDITOR opens on a terminal, with the draft that
    there may be. The text is kept on this machine before it is sent, and sent at most once. Without
    a connection it waits here and the next eddytui that reaches the helpdesk sends it, with its
    files as they are then. N is the id that `tickets show --json` gives.
    """


_ELSEWHERE = "Another eddytui is writing this. Go on there, or leave it first."
_KEPT = " The text is kept here as the draft of this ticket."


class Target(NamedTuple):
    """Where a text goes: a ticket, and `post` or `comment`."""

    ticket_id: int
    kind: str


def _command(name: str, kind: str, noun: str, what: str) -> click.Command:
    """A command that adds a `post` or a `comment` to a ticket."""

    @click.command(
        name,
        cls=Manual,
        help=_ABOUT.format(what=what),
        examples=(
            f'tickets {name} 1042 -m "I am **on it**."',
            f"tickets {name} 1042 --attach screen.png",
            f"tickets {name} 1042 -m - < answer.md",
            f'tickets {name} 1042 --edit N -m "Another text."',
        ),
    )
    @click.argument("ticket_id", type=options.number, metavar="ID", shell_complete=tickets)
    @options.text
    @options.attached
    @click.option(
        "--edit", "old", type=options.number, metavar="N", help=f"Replace the text of {noun} N."
    )
    @click.option(
        "--delete",
        "gone",
        type=options.number,
        metavar="N",
        help=f"Delete {noun} N; it asks first.",
    )
    @options.yes
    @click.pass_context
    def command(ctx: click.Context, /, ticket_id: int, **given: Any) -> None:
        done = in_session(ctx, lambda session: _do(session, Target(ticket_id, kind), given))
        say(f"The {noun} is {done} #{ticket_id}.")

    return command


reply = _command("reply", "post", "reply", "Answer the requester of a ticket.")
note = _command("note", "comment", "note", "Add an internal note, for colleagues alone.")


async def _do(session: Session, target: Target, given: Mapping[str, Any]) -> str:
    """Do the one thing that is asked for; how that is told."""
    typed, files, old, gone = (given[name] for name in ("typed", "files", "old", "gone"))
    if gone is not None and (typed is not None or files or old is not None):
        raise click.UsageError("--delete goes with nothing but --yes.")
    if old is not None and files:
        raise click.UsageError("The API cannot add files to what is there: leave out --attach.")
    if gone is not None:
        await remove(session, *target, gone, yes=given["yes"])
        return "deleted from"
    if old is not None:
        await edit(session, *target, old, typed)
        return "changed in"
    await _write(session, target, typed, files)
    return "in"


async def _write(
    session: Session, target: Target, typed: str | None, files: Sequence[Path]
) -> None:
    from eddytui.api.errors import DeskError  # noqa: PLC0415 - completion does without
    from eddytui.desk.decisions import ToDecide  # noqa: PLC0415 - likewise

    uploads(files)
    await session.client()
    if session.desk.row(target.ticket_id) is None:
        await session.desk.reread(target.ticket_id)
    edited = typed is None
    if edited and not session.desk.drafts.take(*target):
        raise Failure(_ELSEWHERE, USAGE)
    draft = session.desk.drafts.of(*target)
    text = text_of(typed, session.launch.paths.state, draft.text if draft else "")
    attached = [str(path.absolute()) for path in files]
    if edited:
        attached = [*(draft.files if draft else ()), *attached]
    delivery = session.desk.outbox.delivery
    try:
        with Progress("Sending") as delivery.progress:
            is_sent = await session.desk.write(*target, text, files=attached, is_draft=edited)
    except DeskError as error:
        kept = "" if isinstance(error, ToDecide) else _KEPT
        raise Failure(f"{told(error)}{kept}", code_for(error)) from error
    finally:
        delivery.progress = None
    if not is_sent:
        waits = unsent(session, target.ticket_id)
        raise Failure(waits.sentence, waits.code)
