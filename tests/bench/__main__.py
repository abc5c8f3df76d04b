"""`python -m tests.bench`: a table of figures, their floor and their targets.

A timing is never an assertion: the exit code is 0 whatever the figures are.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.bench import queue_keys, syncing, table, ticket_keys
from tests.bench.fill import Home, filled
from tests.bench.plan import Plan
from tests.bench.process import Patience
from tests.bench.session import Unseen
from tests.bench.starts import starts, version
from tests.bench.targets import GROUPS, Figure, growth

SMALL, USUAL, LARGE = 240, 10_000, 100_000
_SWITCH = 0.0005
"""Seconds between thread switches: painting our own glass must not hold up the reader's clock."""


def measured(plan: Plan, folder: Path) -> Iterator[Figure]:
    """Every figure of a plan, as soon as it is there; homes are made below `folder`."""
    _tell("filling the stores")
    homes = [
        filled(Home(folder / str(size), size), ticket_keys.LENGTHS if size == USUAL else ())
        for size in plan.sizes
    ]
    if plan.wants("start", "first"):
        yield from _told("starting, in turn with the floor", starts(plan, homes))
    if plan.wants("version"):
        yield from version(plan, homes[0])
    if plan.wants(*syncing.SCENES):
        yield from _told("reading a helpdesk for the first time", syncing.scene(plan, USUAL))
    for home in homes:
        if plan.wants(*queue_keys.SCENES):
            doing = f"pressing keys in the queue of {home.tickets:,}"
            yield from _told(doing, queue_keys.scene(plan, home))
        if home.threads and plan.wants(*ticket_keys.SCENES):
            yield from _told("opening tickets", ticket_keys.scene(plan, home))


def _told(doing: str, scene: Iterator[Figure]) -> Iterator[Figure]:
    """The figures of a scene; a screen that does not come ends the scene, not the rest."""
    _tell(doing)
    try:
        yield from scene
    except Unseen as unseen:
        _tell(f"{doing}: {unseen}")


def _tell(doing: str) -> None:
    click.echo(f"… {doing}", err=True)


@click.command(help=__doc__)
@click.option("--quick", is_flag=True, help="Few runs.")
@click.option("--large", is_flag=True, help="100,000 tickets too.")
@click.option(
    "--only", multiple=True, type=click.Choice(GROUPS), help="Only these figures; may be repeated."
)
@click.option("--idle", default=20.0, show_default=True, help="Seconds of doing nothing.")
@click.option(
    "--calm", default=60.0, show_default=True, help="Seconds in all to wait for others to be quiet."
)
@click.option(
    "--json", "path", type=click.Path(dir_okay=False, path_type=Path), help="Write them there too."
)
def main(
    *, quick: bool, large: bool, only: Sequence[str], idle: float, calm: float, path: Path | None
) -> None:
    """Measure and print."""
    sys.setswitchinterval(_SWITCH)
    plan = Plan(
        sizes=(SMALL, USUAL, LARGE) if large else (SMALL, USUAL),
        runs=3 if quick else 9,
        presses=30 if quick else 60,
        idle=idle,
        patience=Patience(calm),
        only=only,
    )
    figures: list[Figure] = []
    click.echo(table.heads())
    with TemporaryDirectory(prefix="eddytui-bench-") as folder:
        for figure in measured(plan, Path(folder)):
            figures.append(figure)
            click.echo(table.told(figure))
    for figure in list(growth(figures)):
        figures.append(figure)
        click.echo(table.told(figure))
    click.echo(table.summary(figures))
    if path:
        path.write_text(table.as_json(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
