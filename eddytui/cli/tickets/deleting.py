"""`eddytui tickets delete`: into the bin, or for ever."""

import click

from eddytui.cli import options
from eddytui.cli.completing import tickets
from eddytui.cli.groups import Manual
from eddytui.cli.outcomes import Outcome, copied, each, numbers
from eddytui.cli.session import Session, in_session
from eddytui.cli.typed import sure


@click.command(cls=Manual, examples=("tickets delete 1042", "tickets delete 1041 1042 --forever"))
@click.argument(
    "ids", nargs=-1, required=True, type=options.number, metavar="ID...", shell_complete=tickets
)
@click.option("--forever", is_flag=True, help="Delete for ever: nothing brings them back.")
@options.yes
@click.pass_context
def delete(ctx: click.Context, ids: tuple[int, ...], forever: bool, yes: bool) -> None:
    """Put tickets into the helpdesk's bin.

    It asks first; --forever asks twice. Without a terminal nothing is deleted unless --yes is
    given.
    """
    which = numbers(dict.fromkeys(ids))
    sure(f"Delete {which}{' for ever' if forever else ''}?", yes=yes)
    if forever:
        sure("Nothing brings them back. Really delete for ever?", yes=yes)

    async def work(session: Session) -> int:
        client = await session.client()

        async def deed(ticket_id: int) -> Outcome:
            await client.tickets.delete(ticket_id, forever=forever)
            await copied(session.store.tickets.forget([ticket_id]))
            return Outcome("deleted for ever." if forever else "in the bin.")

        return await each(ids, deed, lambda: session.stopping)

    ctx.exit(in_session(ctx, work))
