"""`eddytui tickets new`: a ticket with its first text."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.assigning import FIELD, Reading, values_of
from eddytui.cli.choices import Choices
from eddytui.cli.completing import entries, owners
from eddytui.cli.groups import Manual
from eddytui.cli.outcomes import copied
from eddytui.cli.output import USAGE, Failure
from eddytui.cli.printing import document, say
from eddytui.cli.sending import sent, uploads
from eddytui.cli.session import Session, in_session
from eddytui.cli.tickets.settings import SETTINGS
from eddytui.cli.typed import kept, text_of, whole

if TYPE_CHECKING:
    from eddytui.models.tickets import Ticket

_SURE = 10
"""Seconds for which the answer beats what the server's lists say: their index lags."""


@click.command(
    cls=Manual,
    keys="The new ticket as the API has it.",
    examples=(
        'tickets new --title "Printer offline" -m "Since **this morning**." --user ann@acme.com',
        "tickets new --title Access -m - --dep network --owner me --field 3=yes < text.md",
    ),
)
@click.option("--title", required=True, metavar="TEXT", help="The subject.")
@options.text
@click.option("--user", metavar="ID|E-MAIL", help="Who asks; an unknown e-mail becomes a client.")
@click.option("--dep", "--department", "department", metavar="NAME|ID",
              shell_complete=entries("department"), help="The department.")  # fmt: skip
@click.option("--status", metavar="NAME|ID", shell_complete=entries("status"), help="The status.")
@click.option("--prio", "--priority", "priority", metavar="NAME|ID",
              shell_complete=entries("priority"), help="The priority.")  # fmt: skip
@click.option("--type", metavar="NAME|ID", shell_complete=entries("type"), help="The type.")
@click.option("--owner", metavar="NAME|ID", shell_complete=owners, help="A colleague, or me.")
@click.option("--sla", metavar="DATE", help="The deadline: 2026-01-31, or 4h from now.")
@click.option("--cc", multiple=True, metavar="E-MAIL", help="Who gets copies.")
@click.option("--field", "fields", multiple=True, metavar="N=VALUE", help="A custom field.")
@options.attached
@options.as_json
@click.pass_context
def new(
    ctx: click.Context, /, typed: str | None, files: tuple[Path, ...], as_json: bool, **given: Any
) -> None:
    """Open a ticket. TEXT is Markdown; without -m the editor of $EDITOR opens on a terminal.

    Lists of the helpdesk take ids, names or beginnings of names. When no answer comes it is not
    known whether the ticket was opened: look before you do it again.
    """
    ticket = in_session(ctx, lambda session: _open(session, typed, files, given))
    done = f"#{ticket.id} is open: {ticket.title}"
    if as_json:
        document(ticket.model_dump(mode="json"), done=done)
    else:
        say(done)


async def _open(
    session: Session, typed: str | None, files: tuple[Path, ...], given: Mapping[str, Any]
) -> "Ticket":
    from eddytui.text.compose import to_html  # noqa: PLC0415 - completion does without

    if not given["title"].strip():
        raise Failure("A ticket needs a title.", USAGE)
    uploads(files)
    client = await session.client()
    values = await values_of(SETTINGS, Reading(session, Choices(session), "tickets"), _words(given))
    values |= _user(given["user"])
    text = text_of(typed, session.launch.paths.state)
    with kept(typed, text, session.launch.paths.state):
        ticket = await sent(
            files,
            lambda uploads, progress: client.tickets.create(
                files=uploads, progress=progress, description=to_html(text), **values
            ),
        )
    await copied(session.store.tickets.put([ticket], now=session.desk.now(), sure_for=_SURE))
    return ticket


def _words(given: Mapping[str, Any]) -> list[str]:
    """The options as the words that `tickets set` would be given."""
    named = {name: given[name] for name in SETTINGS if isinstance(given.get(name), str)}
    named.pop("user", None)
    words = [f"{name}={value}" for name, value in named.items()]
    if given["cc"]:
        words.append(f"cc={','.join(given['cc'])}")
    return words + [f"{FIELD}{field}" for field in given["fields"]]


def _user(typed: str | None) -> dict[str, object]:
    """Who asks: by id, or by an e-mail address that need not be known yet."""
    if typed is None:
        return {}
    if typed.isdecimal():
        return {"user_id": whole(typed)}
    if "@" not in typed:
        raise Failure(f'"{typed}" is neither a user\'s id nor an e-mail address.', USAGE)
    return {"user_email": typed}
