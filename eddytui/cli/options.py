"""Options that many commands have, declared once."""

from pathlib import Path

import click

LIMIT = 50

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
