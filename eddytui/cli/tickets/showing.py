"""`eddytui tickets show`: a ticket with its replies and notes."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from eddytui.cli import options
from eddytui.cli.completing import tickets
from eddytui.cli.facts import Fact, fact_lines, field_facts, moment
from eddytui.cli.groups import Manual
from eddytui.cli.printing import columns, document, left_out, paged, tell
from eddytui.cli.records import Found
from eddytui.cli.session import Session, in_session
from eddytui.cli.tickets import billing as time
from eddytui.desk.kinds import AUDIT, COMMENT, MESSAGES, POST
from eddytui.text.clean import clean_line
from eddytui.text.dates import exact, left

if TYPE_CHECKING:
    from eddytui.cli.tickets.reading import Read
    from eddytui.models.rows import AuditRow, MessageRow, TicketRow
    from eddytui.models.tickets import Ticket

_KEYS = """{"ticket": the ticket as the API has it, and with the changes that wait on this machine,
"waiting" is how many of those; "posts" and "comments": oldest first, each
{"id", "ticket_id", "user_id", "author", "date_created", "text": HTML, "plain", "files": [{"name",
"url"}], "state": "" or why the helpdesk does not have it yet}, "audit" and "billing" as the API has
them when asked for, "totals": {"post", "comment", "audit"}, "as_of", "complete"}."""

_INDENT = "  "
_NOT_WRITTEN = frozenset({"kind", "printed"})
"""What a message has for people only."""


class Parts(NamedTuple):
    """What is wanted besides the newest replies and notes."""

    audit: bool
    billing: bool
    everything: bool
    offline: bool
    """Nothing may be asked."""


class Shown(NamedTuple):
    """A ticket, read."""

    lines: list[Fact]
    record: dict[str, Any]
    messages: dict[str, list[dict[str, Any]]]
    thread: list[dict[str, Any]]
    audit: list[dict[str, Any]]
    billing: Found | None
    totals: dict[str, int]
    as_of: str
    gaps: list[str]
    """What is not here, a sentence each."""
    now: str


@click.command(
    cls=Manual,
    keys=_KEYS,
    examples=("tickets show 1042", "tickets show 1042 --all --audit", "tickets show 1042 --json"),
)
@click.argument("ticket_id", type=options.number, metavar="ID", shell_complete=tickets)
@click.option("--audit", is_flag=True, help="Print the history too.")
@click.option("--billing", is_flag=True, help="Print the time spent too.")
@click.option("--all", "everything", is_flag=True, help="Read all pages, not only the newest.")
@options.as_json
@options.offline
@click.pass_context
def show(ctx: click.Context, /, ticket_id: int, as_json: bool, **wanted: bool) -> None:
    """Print a ticket: its facts and fields, then its replies and notes, oldest first.

    Without a connection what is here is printed, and standard error says how old it is.
    """
    parts = Parts(**wanted)
    shown = in_session(ctx, lambda session: _read(session, ticket_id, parts))
    if as_json:
        document(_document(shown, parts))
    else:
        paged("\n".join(_lines(shown)))
    for gap in shown.gaps:
        tell(gap)


async def _read(session: Session, ticket_id: int, parts: Parts) -> Shown:
    from eddytui.cli.tickets.reading import gaps  # noqa: PLC0415 - as in `_message`

    desk = session.desk
    kinds = (POST, COMMENT, *((AUDIT,) if parts.audit else ()))
    how = await _fetch(session, ticket_id, parts, kinds)
    # One in the bin is shown too: it was asked for by its number.
    (row,), ticket = desk.rows([ticket_id], deleted=True), desk.ticket(ticket_id)
    assert ticket is not None  # noqa: S101 - `read` raises for a ticket that is not here
    rows = desk.messages(ticket_id, newest_first=False)
    thread = [_message(session, message) for message in rows]
    missing = gaps(session, ticket_id, can_read=how.online)
    billing = time.kept(session, ticket_id, how.as_of) if parts.billing else None
    if parts.billing and (gap := time.stale(session, ticket_id)):
        missing.append(gap)
    if billing and billing.skipped:
        missing.append(left_out(billing.skipped, "time entry"))
    return Shown(
        lines=_facts(session, row, ticket),
        record={**ticket.model_dump(mode="json"), "waiting": row.waiting},
        messages={kind: [each for each in thread if each["kind"] == kind] for kind in MESSAGES},
        thread=thread,
        audit=[_event(each) for each in desk.audit(ticket_id)[::-1]] if parts.audit else [],
        billing=billing,
        totals=desk.totals(ticket_id),
        as_of=how.as_of,
        gaps=missing,
        now=desk.now(),
    )


async def _fetch(session: Session, ticket_id: int, parts: Parts, kinds: Sequence[str]) -> "Read":
    """Bring what is wanted of a ticket up to date, as far as it may be asked for."""
    from eddytui.cli.tickets import reading  # noqa: PLC0415 - as in `_message`

    if parts.offline:
        return reading.here(session, ticket_id)
    if parts.everything:
        how = await reading.read_all(session, ticket_id, kinds)
    else:
        how = await reading.read(session, ticket_id)
    if how.online and parts.billing:
        how = await reading.read_billing(session, ticket_id, how)
    return how


def _message(session: Session, row: "MessageRow") -> dict[str, Any]:
    from eddytui.cli.articles import WIDEST  # noqa: PLC0415 - completion does without
    from eddytui.text.blocks import loads, plain  # noqa: PLC0415 - likewise
    from eddytui.text.printed import printed  # noqa: PLC0415 - likewise

    text = loads(session.desk.text(row))
    width = min(columns(), WIDEST) - len(_INDENT)
    html = session.store.messages.html(row.kind, row.id) if row.id > 0 else ""
    return {
        "id": row.id,
        "kind": row.kind,
        "ticket_id": row.ticket_id,
        "user_id": row.author_id,
        "author": row.author,
        "date_created": row.created,
        "text": html,
        "plain": plain(text, folded=True),
        "printed": printed(text, width, plain=session.launch.plain),
        "files": [{"name": name, "url": url} for name, url in row.files],
        "state": row.state,
    }


def _event(row: "AuditRow") -> dict[str, Any]:
    return {
        "id": row.id,
        "event": row.event,
        "text": json.loads(row.text),
        "user_id": row.author_id,
        "user_name": row.author,
        "date_created": row.created,
    }


def _document(shown: Shown, parts: Parts) -> dict[str, Any]:
    more: dict[str, Any] = {"audit": shown.audit} if parts.audit else {}
    more |= {"billing": shown.billing.written()["items"]} if shown.billing else {}
    threads = {
        name: [
            {key: each[key] for key in each if key not in _NOT_WRITTEN}
            for each in shown.messages[kind]
        ]
        for name, kind in (("posts", POST), ("comments", COMMENT))
    }
    ends = {"totals": shown.totals, "as_of": shown.as_of, "complete": not shown.gaps}
    return {"ticket": shown.record, **threads, **more, **ends}


def _facts(session: Session, row: "TicketRow", ticket: "Ticket") -> list[Fact]:
    """The ticket's facts, then its custom fields."""
    names, now, languages = session.desk.names, session.desk.now(), session.desk.names.languages
    person = session.desk.person(row.requester_id)
    due = f"{moment(ticket.sla_date)} ({left(row.sla, now)})" if row.sla else ""
    address = f"<{ticket.user_email}>" if ticket.user_email != row.requester else ""
    return [
        ("Ticket", f"#{row.id}  {row.title or '(no subject)'}"),
        ("Requester", f"{row.requester} {address}"),
        ("Organization", person.organization if person else ""),
        ("Owner", row.owner if row.owner_id else "nobody"),
        ("Status", names.word("status", row.status_id)),
        ("Priority", names.word("priority", row.priority_id)),
        ("Type", names.word("type", row.type_id)),
        ("Department", names.word("department", row.department_id)),
        ("SLA", due),
        ("Deleted", "yes, it is in the bin" * ticket.deleted),
        ("Frozen", f"until {moment(ticket.freeze_date) or 'it is changed'}" * ticket.freeze),
        ("Locked", "yes" * ticket.ticket_lock),
        ("Created", moment(row.created)),
        ("Updated", moment(row.updated)),
        ("CC", ", ".join(ticket.cc)),
        ("Tags", ", ".join(ticket.tags)),
        ("Parent", f"#{ticket.pid}" if ticket.pid else ""),
        ("Rating", " ".join(filter(None, (ticket.rate, ticket.rate_comment)))),
        ("Waiting", f"{row.waiting} not sent yet" if row.waiting else ""),
        *field_facts(ticket.custom_fields, session.desk.field_names(), languages),
    ]


def _lines(shown: Shown) -> Iterator[str]:
    yield from fact_lines(shown.lines)
    for message in shown.thread:
        yield ""
        yield from _message_lines(message, shown.now)
    if shown.audit:
        yield from ("", "History")
        yield from fact_lines(
            (exact(event["date_created"], shown.now), _words(event)) for event in shown.audit
        )
    if shown.billing:
        yield from ("", "Time")
        yield from time.lines(shown.billing)


def _message_lines(message: dict[str, Any], now: str) -> Iterator[str]:
    """A reply or note: who and when, the text a little in, its files."""
    author = clean_line(message["author"]) or f"user {message['user_id']}"
    state = f", {message['state']}" if message["state"] else ""
    yield f"{author}, {MESSAGES[message['kind']]}, {exact(message['date_created'], now)}{state}"
    for line in message["printed"].split("\n"):
        yield f"{_INDENT}{line}" if line else ""
    for file in message["files"]:
        yield f"{_INDENT}[file] {clean_line(file['name'])}"


def _words(event: dict[str, Any]) -> str:
    texts: Sequence[str] = list(event["text"].values())
    return f"{event['user_name'] or 'the helpdesk'}: {event['text'].get('en') or texts[0]}"
