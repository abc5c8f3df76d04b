"""`eddytui tickets list`: tickets of the copy, which is brought up to date first."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from eddytui.cli import options
from eddytui.cli.completing import queries, views
from eddytui.cli.groups import Manual
from eddytui.cli.output import FOUND_NOTHING, USAGE, Failure
from eddytui.cli.printing import document, left_out, table, tell
from eddytui.cli.session import Session, in_session
from eddytui.text.dates import ago, left

if TYPE_CHECKING:
    from eddytui.cli.tickets.asking import More
    from eddytui.models.queries import TicketQuery
    from eddytui.models.rows import TicketRow

_HEADINGS = ("#", "Title", "Requester", "Status", "Priority", "Owner", "SLA", "Updated")
_TITLE = 1
_NOT_SENT = "*"
"""Behind the number of a ticket that the helpdesk does not have like this yet."""


class Asked(NamedTuple):
    """What a command line asks for."""

    query: str
    view: str
    limit: int
    offline: bool


class Found(NamedTuple):
    """What the copy has of it, ready to be printed."""

    rows: list[tuple[str, ...]]
    records: list[Any]
    total: int | None
    """How many there are; None when the copy is not whole and the helpdesk did not tell."""
    as_of: str
    more: "More"
    waiting: int
    """How many of them have changes that are not sent."""
    nothing: str
    """What it means when there is none."""


@click.command(
    "list",
    cls=Manual,
    keys=f"{options.LISTS} The items are tickets as the API has them, and with the changes that "
    'wait on this machine; "waiting" is how many of those.',
    examples=(
        "tickets list",
        "tickets list --view late --limit 10",
        'tickets list --query "printer owner:me" --json',
        "tickets list --offline",
    ),
)
@click.option(
    "--query",
    default="",
    metavar="QUERY",
    shell_complete=queries,
    help="Only tickets that this query finds.",
)
@click.option(
    "--view",
    default="",
    metavar="NAME",
    shell_complete=views,
    help="The tickets of a view; see: eddytui views",
)
@options.limited
@options.as_json
@options.offline
@click.pass_context
def list_tickets(
    ctx: click.Context, query: str, view: str, limit: int, as_json: bool, offline: bool
) -> None:
    """List tickets of the copy on this machine.

    A copy that is older than a minute is brought up to date first. Without a connection what is
    here is printed, and standard error says how old it is. Without --query and --view these are
    all open tickets.
    """
    if query and view:
        raise click.UsageError("Give either --query or --view.")
    asked = Asked(query, view, limit, offline)
    found = in_session(ctx, lambda session: _find(session, asked))
    if as_json:
        document(
            {
                "items": found.records,
                "total": found.total,
                "as_of": found.as_of,
                "complete": len(found.rows) == found.total and found.more.whole,
            }
        )
    elif found.rows:
        table(_HEADINGS, found.rows, wide=_TITLE)
    for remark in _remarks(found):  # below the list, where it is read last
        tell(remark)
    if not found.rows:
        raise Failure(found.nothing, FOUND_NOTHING)


def _remarks(found: Found) -> Iterator[str]:
    """What is said beside the list; one that may be longer is not said to be whole."""
    if found.more.remark:
        yield found.more.remark
    elif found.total and found.total > len(found.rows):
        yield f"{len(found.rows)} of {found.total}. With --limit {found.total} all are printed."
    if found.waiting:
        has = "1 ticket has" if found.waiting == 1 else f"{found.waiting} tickets have"
        yield f"{_NOT_SENT} {has} changes that are not sent yet."
    if count := found.more.unreadable:
        yield left_out(count, "ticket")


async def _find(session: Session, asked: Asked) -> Found:
    from eddytui.cli.age import as_of, freshen  # noqa: PLC0415 - completion does without
    from eddytui.cli.tickets.asking import read_on  # noqa: PLC0415 - likewise

    online = await freshen(session, offline=asked.offline)
    query, nothing = _query(session, asked)
    more = await read_on(session, query, asked.limit, online=online)
    ids = [*session.desk.ids(query), *more.others]
    shown = session.desk.rows(ids[: asked.limit], deleted=query.deleted is not False)
    records = [_record(session, row) for row in shown]
    rows = [_cells(session, row) for row in shown]
    total = len(ids) if more.whole else max(len(ids), more.total) if more.total else None
    if more.unreadable:
        nothing = "No ticket that can be read matches."
    waiting = sum(row.waiting > 0 for row in shown)
    return Found(rows, records, total, as_of(session), more, waiting, nothing)


def _query(session: Session, asked: Asked) -> "tuple[TicketQuery, str]":
    """What to look for, and what to say when there is none."""
    if asked.query:
        return session.desk.query(asked.query), "No ticket matches this query."
    views = session.desk.views()
    wanted = (asked.view or "open").casefold()
    for view in views:
        if wanted in {view.id, view.title.casefold()}:
            return view.query, view.empty
    names = ", ".join(view.id for view in views)
    raise Failure(f'There is no view "{asked.view}". The views are {names}.', USAGE)


def _record(session: Session, row: "TicketRow") -> dict[str, Any]:
    return {**json.loads(session.store.tickets.one(row.id) or "{}"), "waiting": row.waiting}


def _cells(session: Session, row: "TicketRow") -> tuple[str, ...]:
    names, now = session.desk.names, session.desk.now()
    return (
        f"{row.id}{_NOT_SENT * bool(row.waiting)}",
        row.title or "(no subject)",
        row.requester,
        names.word("status", row.status_id),
        names.word("priority", row.priority_id),
        row.owner if row.owner_id else "–",
        left(row.sla, now) if row.sla and not (row.closed or row.frozen) else "",
        ago(row.updated, now),
    )
