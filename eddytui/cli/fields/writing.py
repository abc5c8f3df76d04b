"""`eddytui fields add`, `rename` and `remove`: options of select and hierarchy fields."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.fields.kinds import every, field_argument, kind_argument, options_of
from eddytui.cli.groups import Manual
from eddytui.cli.output import FOUND_NOTHING, USAGE, Failure, code_of
from eddytui.cli.printing import say, tell
from eddytui.cli.progress import Progress
from eddytui.cli.session import Session, in_session
from eddytui.cli.typed import STDIN, can_ask, given, sure
from eddytui.text.clean import clean_line

if TYPE_CHECKING:
    from eddytui.models.catalog import Option

_language = click.option(
    "--lang", metavar="CODE", help="The language of the name: en, ru, ua; else your first one."
)


@click.command(
    cls=Manual,
    examples=(
        "fields add tickets 2 Solved Duplicate",
        "fields add tickets 5 --parent 31 Proxy",
        "fields add users 89 - < names.txt",
    ),
)
@kind_argument
@field_argument
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option(
    "--parent", type=options.number, default=0, metavar="OPTION", help="Below this option."
)
@_language
@click.pass_context
def add(
    ctx: click.Context, kind: str, field_id: int, names: tuple[str, ...], parent: int,
    lang: str | None,
) -> None:  # fmt: skip
    """Add options to a field: names, or - for standard input with a name a line.

    Hundreds are sent a hundred at a time. When one part fails, those before it stay.
    """
    wanted = _wanted(names)

    async def work(session: Session) -> "list[Option]":
        from eddytui.api.owners import OptionEdit  # noqa: PLC0415 - completion does without

        language = lang or session.desk.names.languages[0]
        edits = [OptionEdit({language: name}, parent) for name in wanted]
        return await _save(session, kind, field_id, edits)

    added = in_session(ctx, work)
    say("\n".join(f"{option.id}  {_name(option)}" for option in added))


def _wanted(names: Sequence[str]) -> list[str]:
    """The names, those of standard input too; the same name once."""
    if not names and can_ask():
        raise click.UsageError("Give at least one name, or - for standard input.")
    typed = [line for name in names or (STDIN,) for line in (given(name).splitlines() or [""])]
    found = list(dict.fromkeys(filter(None, map(clean_line, typed))))
    if not found:
        raise Failure("There is no name, so nothing is added.", USAGE)
    return found


async def _save(session: Session, kind: str, field_id: int, edits: Sequence[Any]) -> "list[Option]":
    """What the server kept. Raises Failure that tells how much of it was kept before it failed."""
    from eddytui.api.errors import DeskError  # noqa: PLC0415 - completion does without

    kept: list[Option] = []
    field = await options_of(session, kind, field_id)
    with Progress("Adding") as progress:
        try:
            async for part in field.save(edits):
                kept += part
                progress(len(kept), len(edits))
        except DeskError as error:
            done = f" {len(kept)} of {len(edits)} were added before." if kept else ""
            raise Failure(f"{error.title}: {error}{done}", code_of(error)) from error
    return kept


@click.command(cls=Manual, examples=('fields rename tickets 2 21 "Solved by phone"',))
@kind_argument
@field_argument
@click.argument("option_id", type=options.number, metavar="OPTION")
@click.argument("name")
@_language
@click.pass_context
def rename(
    ctx: click.Context, kind: str, field_id: int, option_id: int, name: str, lang: str | None
) -> None:
    """Give an option another name in one language; its other names stay."""
    line = clean_line(name)
    if not line:
        raise Failure("There is no name, so nothing is changed.", USAGE)

    async def work(session: Session) -> "list[Option]":
        from eddytui.api.owners import OptionEdit  # noqa: PLC0415 - completion does without

        async for option in every(await options_of(session, kind, field_id)):
            if option.id == option_id:
                names = option.name | {lang or session.desk.names.languages[0]: line}
                edit = OptionEdit(names, id=option_id)
                return await _save(session, kind, field_id, [edit])
        raise Failure(f"Field {field_id} has no option {option_id}.", FOUND_NOTHING)

    in_session(ctx, work)
    say(f"Option {option_id} is called {line}.")


@click.command(cls=Manual, examples=("fields remove tickets 2 21 22",))
@kind_argument
@field_argument
@click.argument("option_ids", nargs=-1, required=True, type=options.number, metavar="OPTION...")
@options.yes
@click.pass_context
def remove(
    ctx: click.Context, kind: str, field_id: int, option_ids: tuple[int, ...], yes: bool
) -> None:
    """Take options away, in a hierarchy with all below them; it asks first."""
    which = ", ".join(map(str, option_ids))
    sure(f"Remove option {which} of field {field_id}, with all below?", yes=yes)

    async def work(session: Session) -> int:
        from eddytui.api.errors import DeskError  # noqa: PLC0415 - completion does without

        worst = 0
        field = await options_of(session, kind, field_id)
        for option_id in dict.fromkeys(option_ids):
            try:
                await field.delete(option_id)
            except DeskError as error:
                tell(f"Option {option_id}: {error.title}: {error}")
                worst = max(worst, code_of(error))
            else:
                say(f"Option {option_id} is removed.")
        return worst

    ctx.exit(in_session(ctx, work))


def _name(option: "Option") -> str:
    return next(iter(option.name.values()), "")
