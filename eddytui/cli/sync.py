"""`eddytui sync`: the copy brought up to date, and made whole where that is wanted."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import click

from eddytui.api.errors import DeskError
from eddytui.cli import options
from eddytui.cli.age import as_of
from eddytui.cli.groups import Manual
from eddytui.cli.output import USAGE, Failure
from eddytui.cli.printing import document, left_out, say, tell
from eddytui.cli.progress import Progress
from eddytui.cli.session import Session, in_session
from eddytui.desk.kinds import NOUNS, Changed, Noun, counted

_TOLD_EVERY = 500
"""Tickets or articles between two sentences, where no bar can be drawn."""
_IN_MEMORY = (
    'The copy of this profile is in memory alone (store = "memory"): there is nothing to bring up'
    " to date between two commands."
)


class Wanted(NamedTuple):
    """What a command line asks for besides the news."""

    everything: bool
    knowledge: bool


@click.command(
    cls=Manual,
    keys='{"tickets": {"read": how many came, "here", "total": null when it is not known, "gone": '
    'how many the helpdesk no longer shows, "complete", "unreadable", "closed_since": from when on '
    'closed ones are kept, null for all}, "articles": the same with --kb, else null, "as_of", '
    '"waiting": what is not sent}.',
    examples=("sync", "sync --all", "sync --all --kb --json"),
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Read every ticket that is not here, and look for those that are gone.",
)
@click.option("--kb", "knowledge", is_flag=True, help="Read the knowledge base, too.")
@options.as_json
@click.pass_context
def sync(ctx: click.Context, everything: bool, knowledge: bool, as_json: bool) -> None:
    """Bring the copy on this machine up to date.

    Reads what changed, and the helpdesk's own lists. Stop it with ctrl+c when you like: the next
    run goes on where it was.
    """
    wanted = Wanted(everything, knowledge)
    result, unsent = in_session(ctx, lambda session: _synced(session, wanted))
    if as_json:
        document(result)
        return
    for sentence in _sentences(result, unsent):
        say(sentence)
    for remark in _remarks(result["tickets"], everything=everything):
        tell(remark)


async def _synced(session: Session, wanted: Wanted) -> tuple[dict[str, Any], Sequence[Noun]]:
    """What was done, and what each thing is that is not sent."""
    if session.store.database.in_memory:
        raise Failure(_IN_MEMORY, USAGE)
    await session.client()
    desk, seen = session.desk, _Seen()
    desk.on_change = seen
    for failure in await desk.refresh():
        tell(f"{failure.title}: {failure}")
    await desk.learn()
    gone, read = 0, len(seen.tickets)
    if wanted.everything:
        await _told("Tickets", "tickets", lambda: _tickets(session), seen, desk.complete)
        read = len(seen.tickets)
        gone = await _compared(session, seen)
    articles = await _articles(session, seen) if wanted.knowledge else None
    coverage = desk.coverage()
    unreadable = desk.unreadable("ticket")
    unsent = [NOUNS[row.kind] for row in desk.outbox.rows()]
    result = {
        "tickets": {
            "read": read,
            "here": coverage.here,
            "total": max(coverage.total, coverage.here) or None,
            "gone": gone,
            "complete": coverage.whole and not unreadable,
            "unreadable": unreadable,
            "closed_since": desk.horizon.floor or None,
        },
        "articles": articles,
        "as_of": as_of(session),
        "waiting": len(unsent),
    }
    return result, unsent


def _tickets(session: Session) -> tuple[int, int]:
    here, total, *_ = session.desk.coverage()
    return here, max(here, total)


async def _compared(session: Session, seen: "_Seen") -> int:
    """Look for tickets that are gone; how many were."""
    desk = session.desk
    here, compared = desk.coverage().here, 0

    def told(count: int) -> None:
        nonlocal compared
        compared = count
        seen(Changed("state"))

    client = await session.client()
    await _told(
        "Comparing",
        "tickets compared",
        lambda: (compared, here),
        seen,
        lambda: desk.upkeep.reconcile.whole(client, told),
    )
    return max(here - desk.coverage().here, 0)


async def _articles(session: Session, seen: "_Seen") -> dict[str, Any]:
    desk, knowledge = session.desk, session.desk.knowledge

    async def read() -> None:
        await desk.refresh_knowledge()
        await desk.complete_knowledge()

    before = knowledge.count
    await _told("Knowledge base", "articles", lambda: knowledge.progress, seen, read)
    here, unreadable = knowledge.count, desk.unreadable("article")
    return {
        "read": max(here - before, 0),
        "here": here,
        "total": knowledge.progress.total,
        "gone": max(before - here, 0),
        "complete": knowledge.whole and not unreadable,
        "unreadable": unreadable,
    }


class _Seen:
    """Hears what the desk brings."""

    def __init__(self) -> None:
        self.tickets: set[int] = set()
        self.tell: Callable[[], None] = lambda: None

    def __call__(self, changed: Changed) -> None:
        if changed.kind == "tickets":
            self.tickets |= changed.ids
        self.tell()


async def _told(
    title: str,
    noun: str,
    count: Callable[[], tuple[int, int]],
    seen: _Seen,
    work: Callable[[], Awaitable[None]],
) -> None:
    """Do something long, and tell how far it is; when it is stopped, too."""
    with Progress(title) as progress, _stopping(noun, count):
        said = count()[0]

        def tell_on() -> None:
            nonlocal said
            here, total = count()
            progress(here, total)
            if not progress.is_shown and here >= said + _TOLD_EVERY:
                said = here
                tell(f"{here} of {total} {noun}.")

        seen.tell = tell_on
        try:
            await work()
        finally:
            seen.tell = lambda: None


@contextmanager
def _stopping(noun: str, count: Callable[[], tuple[int, int]]) -> Iterator[None]:
    try:
        yield
    except (asyncio.CancelledError, DeskError):
        here, total = count()
        tell(f"It stopped at {here} of {total} {noun}. The next run goes on from there.")
        raise


def _sentences(result: dict[str, Any], unsent: Sequence[Noun]) -> Iterator[str]:
    """What was done, for people."""
    tickets, articles = result["tickets"], result["articles"]
    yield f"Tickets: {_counts(tickets)}."
    if articles is not None:
        yield f"Articles: {_counts(articles)}."
    if unsent:
        yield f"{counted(unsent)} {'is' if len(unsent) == 1 else 'are'} not sent yet."


def _remarks(tickets: dict[str, Any], *, everything: bool) -> Iterator[str]:
    """What is not here, and why."""
    if not (everything or tickets["complete"]):
        yield "With --all every ticket is read."
    if since := tickets["closed_since"]:
        yield f"Closed tickets that changed before {since} are left out, as the profile says."
    if count := tickets["unreadable"]:
        yield left_out(count, "ticket")


def _counts(part: dict[str, Any]) -> str:
    gone = f", {part['gone']} gone" if part["gone"] else ""
    total = part["total"]
    here = f"{part['here']} of {total}" if total and not part["complete"] else str(part["here"])
    return f"{part['read']} read{gone}, {here} here"
