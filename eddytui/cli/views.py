"""`eddytui views`: the views of the queue, and how many tickets each has."""

from typing import Any

import click

from eddytui.cli import options
from eddytui.cli.groups import Manual
from eddytui.cli.printing import document, table
from eddytui.cli.session import Session, in_session


@click.command(
    cls=Manual,
    keys='{"items": [{"id", "title", "count"}], "total", "as_of", "complete"}.',
    examples=("views", "views --json"),
)
@options.as_json
@click.pass_context
def views(ctx: click.Context, as_json: bool) -> None:
    """Print the views of the queue with how many tickets of the copy they have.

    The helpdesk is not asked.
    """
    found = in_session(ctx, _counted)
    if as_json:
        document(found)
    else:
        table(("View", "Title", "Tickets"), [tuple(item.values()) for item in found["items"]])


async def _counted(session: Session) -> dict[str, Any]:
    from eddytui.cli.age import as_of, is_old, need_copy, tell_age  # noqa: PLC0415

    need_copy(session)
    if is_old(session):
        tell_age(session)
    counts = await session.desk.counts()
    items = [
        {"id": view.id, "title": view.title, "count": counts[view.id]}
        for view in session.desk.views()
    ]
    coverage = session.desk.coverage()
    return {
        "items": items,
        "total": len(items),
        "as_of": as_of(session),
        "complete": coverage.whole and not session.desk.unreadable("ticket"),
    }
