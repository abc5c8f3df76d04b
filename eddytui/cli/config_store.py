"""`eddytui config store`: how large the local copies are, and one of them emptied."""

import os
from typing import TYPE_CHECKING, Any

import click

from eddytui.cli import options
from eddytui.cli.auth_profile import IN_MEMORY, chosen, with_profile
from eddytui.cli.groups import Manual
from eddytui.cli.output import FOUND_NOTHING, NOT_SIGNED_IN, Failure
from eddytui.cli.printing import document, say, table, tell
from eddytui.cli.typed import sure
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile, read

if TYPE_CHECKING:
    from eddytui.cli.auth_copy import Copy

_HEADINGS = ("copy", "size", "tickets", "replies, notes, history", "articles", "people", "not sent")
_PARTS = ("tickets", "threads", "articles", "contacts")
_NOTHING = "There is no copy on this machine."


@click.command(
    cls=Manual,
    keys='{"store": disk or memory, "limit": bytes or null, "horizon": days or null, "copies": '
    'each {"account", "path", "bytes", "tickets", "threads" and "articles": each {"records", '
    '"letters"}, "drafts", "waiting"}}.',
    examples=("config store", "config store --empty", "config store --json"),
)
@with_profile
@click.option("--empty", is_flag=True, help="Empty the profile's copy; what was typed stays.")
@options.yes
@options.as_json
@click.pass_context
def store(ctx: click.Context, profile: str, empty: bool, yes: bool, as_json: bool) -> None:
    """Print how large the local copies are, in parts, or empty one.

    The parts are the length of their texts; the rest is what they are found by. Emptied is the
    copy of the profile in use. Drafts and what is not sent are kept; all else is read again.
    """
    paths = Paths.of(os.environ)
    who = chosen(ctx, read(paths.config_path), profile)
    if empty:
        _empty(paths, who, yes=yes)
        return
    copies = _copies(paths)
    if as_json:
        limits = {"limit": who.store_limit or None, "horizon": who.horizon or None}
        document({"store": who.store, **limits, "copies": [_facts(copy) for copy in copies]})
        return
    if copies:
        table(_HEADINGS, map(_cells, copies), wide=0)
    for remark in _remarks(who, copies):
        tell(remark)


def _copies(paths: Paths) -> "list[Copy]":
    """Every copy that can be opened; of the others is told why not."""
    from eddytui.cli.auth_copy import look  # noqa: PLC0415 - loads the store
    from eddytui.store.errors import StoreError  # noqa: PLC0415 - likewise

    found = []
    for path in sorted(paths.data.glob("*.db")):
        try:
            copy = look(path)
        except StoreError as error:
            tell(f"{error.title}: {error}")
        else:
            found += [copy] if copy else []
    return found


def _remarks(who: Profile, copies: "list[Copy]") -> list[str]:
    from eddytui.cli.auth_copy import megabytes  # noqa: PLC0415 - loads the store

    remarks = [] if copies else [_NOTHING]
    if who.store == "memory":
        remarks.append(IN_MEMORY)
    if who.store_limit:
        remarks.append(f"The profile limits its copy to {megabytes(who.store_limit)}.")
    if who.horizon:
        remarks.append(f"Closed tickets are kept for {who.horizon} days after their last change.")
    return remarks


def _facts(copy: "Copy") -> dict[str, Any]:
    return {
        "account": copy.path.stem,
        "path": str(copy.path),
        "bytes": copy.size,
        **{name: copy.parts[name]._asdict() for name in _PARTS},
        "drafts": copy.drafts,
        "waiting": copy.waiting,
    }


def _cells(copy: "Copy") -> tuple[str, ...]:
    from eddytui.cli.auth_copy import megabytes  # noqa: PLC0415 - loads the store

    parts = (copy.parts[name] for name in _PARTS)
    amounts = (f"{part.records} ({megabytes(part.letters)})" for part in parts)
    return (copy.path.stem, copy.shown_size, *amounts, copy.typed)


def _empty(paths: Paths, who: Profile, *, yes: bool) -> None:
    from eddytui.cli.auth_copy import empty, look  # noqa: PLC0415 - loads the store

    if not who.complete:
        raise Failure("You are not signed in.", NOT_SIGNED_IN)
    copy = look(paths.copy_path(who.account))
    if copy is None:
        raise Failure(_NOTHING, FOUND_NOTHING)
    about = f"The copy of {who.host} ({copy.parts['tickets'].records} tickets, {copy.shown_size})"
    sure(f"{about} is read again when it is needed. Empty it?", yes=yes)
    left = empty(copy)
    kept = f" Kept: {left.typed}." if left.typed else ""
    say(f"{about} is emptied: it has {left.shown_size} now.{kept}")
