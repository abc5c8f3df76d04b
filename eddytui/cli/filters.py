"""Options that narrow a list the way the API can, and the same for what is kept here."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import click

from eddytui.cli.assigning import Reader, Reading, as_date
from eddytui.cli.completing import entries


class Filter(NamedTuple):
    """A list's option: its name, the API's filter, what reads it, and what it is for."""

    option: str
    field: str
    read: Reader
    help: str


DATES = (
    Filter("from", "from_date_created", as_date, "Only from this day on."),
    Filter("to", "to_date_created", as_date, "Only up to this day."),
)
_COMPLETED = {"group": entries("group")}
"""Options whose values the shell completes."""
_ENDS = frozenset({"from", "to"})
_INSIDE = {"group_list": "group", "organization_list": "organization"}
"""Filters by the id of something that stands whole in the record."""


def with_filters(command: click.Command, filters: Iterable[Filter]) -> click.Command:
    """The command with an option for each filter."""
    command.params[:0] = [
        click.Option(
            [f"--{each.option}", each.option],
            metavar="DATE" if each.read is as_date else each.option.upper(),
            help=each.help,
            shell_complete=_COMPLETED.get(each.option),
        )
        for each in filters
    ]
    return command


async def filtered(
    reading: Reading, filters: Iterable[Filter], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The API's filters for the options that were given."""
    return {
        each.field: await each.read(reading, given[each.option])
        for each in filters
        if given[each.option] is not None
    }


def fits(record: Any, filters: Mapping[str, Any]) -> bool:
    """Whether the helpdesk's list would have the record with these filters."""
    return all(_fits(record, name, wanted) for name, wanted in filters.items())


def _fits(record: Any, name: str, wanted: Any) -> bool:
    from eddytui.store.columns import moment  # noqa: PLC0415 - completion does without

    end, _, field = name.partition("_")
    if end in _ENDS:
        date = moment(getattr(record, field))
        is_inside = date >= wanted if end == "from" else date <= wanted
        return not wanted or (bool(date) and is_inside)
    if name in _INSIDE:
        value = getattr(getattr(record, _INSIDE[name]), "id", 0)
    else:
        value = getattr(record, name.replace("_list", "_id"))
    return value in (wanted if isinstance(wanted, list) else [wanted])
