"""Values for the shell's completion, out of the copy: no network, and never a word of failure."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from pathlib import Path

    from eddytui.cli.launch import Launch
    from eddytui.models.rows import ListKind
    from eddytui.store.store import Store

Value = tuple[str, str]
"""A word, and what it means."""
Values = Callable[[click.Context, str], Iterable[Value]]
Completion = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]

VARIABLE = "_EDDYTUI_COMPLETE"
"""Set by the shell's script."""
_MOST = 50
_LISTS: dict[str, "ListKind"] = {
    "status": "status",
    "prio": "priority",
    "priority": "priority",
    "type": "type",
    "dep": "department",
    "department": "department",
}
_OWNER = "owner"
_OTHERS = ("title", "user", "sla", "freeze", "lock", "cc", "bcc", "followers", "tags")
"""What else can be set; nothing is known of the values."""


def wanted(environ: Mapping[str, str]) -> bool:
    """Whether a shell asks for words or for the script, and nobody for the program."""
    return bool(environ.get(VARIABLE))


def _quietly(values: Values) -> Completion:
    """What completes a parameter; without a copy, or with a broken one, nothing does."""

    def complete(ctx: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
        try:
            return [CompletionItem(word, help=told or None) for word, told in values(ctx, typed)]
        except Exception:  # noqa: BLE001 - a line that is being typed is no place for a failure
            return []

    return complete


def entries(kind: "ListKind") -> Completion:
    """Completes the names of one of the helpdesk's lists."""
    return _quietly(lambda ctx, typed: _begun(_entries(ctx, kind), typed))


@_quietly
def owners(ctx: click.Context, typed: str) -> Iterable[Value]:
    """Colleagues."""
    return _begun(_owners(ctx), typed)


@_quietly
def tickets(ctx: click.Context, typed: str) -> Iterable[Value]:
    """The numbers of those tickets that changed last."""
    return _numbers(ctx, typed)


@_quietly
def views(ctx: click.Context, typed: str) -> Iterable[Value]:
    """The views of the queue."""
    from datetime import datetime  # noqa: PLC0415 - completion has to be quick

    from eddytui.desk.views import built_in  # noqa: PLC0415 - likewise

    found = built_in(0, (), datetime.max)  # noqa: DTZ901 - only the names are read
    return _begun([(view.id, view.title) for view in found], typed)


@_quietly
def profiles(_: click.Context, typed: str) -> Iterable[Value]:
    """The profiles of the settings file."""
    from eddytui.config.paths import Paths  # noqa: PLC0415 - completion has to be quick
    from eddytui.config.profiles import read  # noqa: PLC0415 - likewise

    known = read(Paths.of(os.environ).config_path).by_name
    return _begun([(name, profile.host) for name, profile in known.items()], typed)


@_quietly
def queries(ctx: click.Context, typed: str) -> Iterator[Value]:
    """What a query may go on with at its end."""
    from eddytui.cli.launch import launch_of  # noqa: PLC0415 - completion has to be quick
    from eddytui.desk.lookup import Lookup  # noqa: PLC0415 - likewise
    from eddytui.desk.names import Names  # noqa: PLC0415 - likewise
    from eddytui.text.completion import completions  # noqa: PLC0415 - likewise

    languages = launch_of(ctx).profile.languages
    for store in _store(ctx):
        lookup = Lookup(store, Names(store.catalog, languages), 0)
        for found in completions(typed, len(typed), lookup.values):
            yield f"{typed[: found.start]}{found.text}", ""


@_quietly
def assignments(ctx: click.Context, typed: str) -> Iterable[Value]:
    """Numbers of tickets, `name=`, and the values behind it.

    Bash takes the `=` for the end of a word: then the value alone is completed.
    """
    words: Sequence[str] = ctx.params.get("words") or ()
    if typed == "=" and words:
        return _of(ctx, words[-1])
    if len(words) > 1 and words[-1] == "=":
        return _begun(_of(ctx, words[-2]), typed)
    key, equals, value = typed.partition("=")
    if equals:
        return [(f"{key}={word}", told) for word, told in _begun(_of(ctx, key), value)]
    names = [(f"{name}=", "") for name in (*_LISTS, _OWNER, *_OTHERS) if name.startswith(typed)]
    return [*(names if words else ()), *_numbers(ctx, typed)]


def _begun(values: Iterable[Value], typed: str) -> list[Value]:
    return [(word, told) for word, told in values if word.startswith(typed.casefold())]


def _of(ctx: click.Context, key: str) -> Iterable[Value]:
    if key == _OWNER:
        return _owners(ctx)
    return _entries(ctx, _LISTS[key]) if key in _LISTS else ()


def _owners(ctx: click.Context) -> Iterator[Value]:
    from eddytui.text.vocabulary import ME, NONE  # noqa: PLC0415 - completion has to be quick

    yield ME, "yourself"
    yield NONE, "nobody"
    for store in _store(ctx):
        for person in store.people.staff():
            yield person.email.casefold(), person.name


def _entries(ctx: click.Context, kind: "ListKind") -> Iterator[Value]:
    """The entries of a list; by names that are one word, which need no quotes."""
    from eddytui.cli.choices import word_of  # noqa: PLC0415 - completion has to be quick
    from eddytui.cli.launch import launch_of  # noqa: PLC0415 - likewise

    languages = launch_of(ctx).profile.languages
    for store in _store(ctx):
        for entry in store.catalog.entries(kind, languages):
            yield (entry.id if kind == "status" else word_of(entry.name)), entry.name


def _numbers(ctx: click.Context, typed: str) -> Iterator[Value]:
    from eddytui.models.queries import EVERY  # noqa: PLC0415 - completion has to be quick

    for store in _store(ctx):
        ids = store.tickets.ids(EVERY, "")
        found = [number for number in ids if str(number).startswith(typed)][:_MOST]
        for row in store.tickets.rows(found):
            yield str(row.id), row.title


def _store(ctx: click.Context) -> "Iterator[Store]":
    """The copy, when there is one: for a completion none is made, updated or replaced."""
    from eddytui.cli.launch import launch_of  # noqa: PLC0415 - completion has to be quick
    from eddytui.store.database import Database  # noqa: PLC0415 - likewise
    from eddytui.store.store import Store  # noqa: PLC0415 - likewise

    launch = launch_of(ctx)
    if (path := _path(launch)).exists():
        with closing(Store(Database(path, read_only=True))) as store:
            yield store


def _path(launch: "Launch") -> "Path":
    if launch.demo:
        from eddytui.cli.demo import account  # noqa: PLC0415 - one of the two is needed

        return account(launch).path
    return launch.paths.copy_path(launch.profile.account)
