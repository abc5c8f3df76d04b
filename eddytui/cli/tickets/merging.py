"""`eddytui tickets merge`: several tickets made one, where the profile allows it."""

import click

from eddytui.cli import options
from eddytui.cli.completing import tickets
from eddytui.cli.groups import Manual
from eddytui.cli.outcomes import copied, numbers
from eddytui.cli.printing import say
from eddytui.cli.session import Session, in_session
from eddytui.cli.typed import sure


@click.command(cls=Manual, examples=("tickets merge 1042 1041 1040",))
@click.argument("ticket_id", type=options.number, metavar="ID", shell_complete=tickets)
@click.argument(
    "others",
    nargs=-1,
    required=True,
    type=options.number,
    metavar="OTHER...",
    shell_complete=tickets,
)
@options.yes
@click.pass_context
def merge(ctx: click.Context, ticket_id: int, others: tuple[int, ...], yes: bool) -> None:
    """Merge other tickets into one, which cannot be undone.

    The API document does not have this operation: it works only when the profile has
    undocumented = true, and on helpdesks that know it.
    """
    which = numbers(others)
    if ticket_id in others:
        raise click.UsageError("A ticket cannot be merged into itself.")
    sure(f"Merge {which} into #{ticket_id}? This cannot be undone.", yes=yes)

    async def work(session: Session) -> None:
        client = await session.client()
        ticket = await client.tickets.union(ticket_id, others)
        tickets = session.store.tickets
        await copied(tickets.put([ticket], now=session.desk.now(), sure_for=10))
        await copied(tickets.forget(others))

    in_session(ctx, work)
    say(f"#{ticket_id} has {which} in it now.")
