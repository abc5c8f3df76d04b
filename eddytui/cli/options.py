"""Options that many commands have, declared once."""

from pathlib import Path
from typing import Any

import click

from eddytui.cli.typed import whole

LIMIT = 50


class Number(click.ParamType[int]):
    """The number of a ticket, a field or whatever else has one."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; `#7` is one too."""
        if isinstance(value, int):
            return value
        digits = value.removeprefix("#")
        if not digits.isdecimal():
            self.fail(f"{value!r} is not a number.", param, ctx)
        return whole(digits)


number = Number()

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
limited = click.option(
    "--limit",
    type=click.IntRange(1, 1_000_000),
    default=LIMIT,
    show_default=True,
    metavar="N",
    help="Print so many at most.",
)
offline = click.option(
    "--offline", is_flag=True, help="Ask the helpdesk nothing: print what is here."
)
yes = click.option("--yes", is_flag=True, help="Do not ask.")
attached = click.option(
    "--attach",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Send a file along; may be given several times.",
)
text = click.option(
    "-m", "--message", "typed", metavar="TEXT", help="The text in Markdown; - for standard input."
)

LISTS = (
    '{"items": […], "total": how many there are or null, "as_of": when the helpdesk said so, '
    '"complete": whether items has them all}.'
)
"""What the JSON document of a list looks like."""
