"""The help of every command: a small manual, whose examples can be typed as they are."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from eddytui.cli.groups import Manual
from eddytui.cli.root import root

OURS = ("tickets", "users", "orgs", "fields", "lists", "views", "completion")


def commands(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """All commands below one, by their whole names."""
    if isinstance(command, click.Group):
        for each in command.commands:
            yield from commands(f"{name} {each}", command.commands[each])
    else:
        yield name, command


COMMANDS = dict(found for name in OURS for found in commands(name, root.commands[name]))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_does_and_shows_how(name: str) -> None:
    command = COMMANDS[name]
    assert isinstance(command, Manual)
    assert re.match(r"[A-Z].+\.", command.get_short_help_str(200))
    assert command.examples
    options = {param.name: param for param in command.params}
    assert bool(command.keys) == ("as_json" in options), "what the JSON document holds"
    for param in command.params:
        if isinstance(param, click.Option):
            assert re.fullmatch(
                r"[A-Z][^\n]+\.|.*see: eddytui .*|.*your first one\.", param.help or ""
            )


@pytest.mark.parametrize(
    ("name", "example"),
    [(name, line) for name in COMMANDS for line in getattr(COMMANDS[name], "examples", ())],
)
def test_an_example_can_be_typed(name: str, example: str) -> None:
    words = shlex.split(re.split(r" [<>] ", example)[0])
    place = len(name.split())
    assert words[:place] == name.split()
    command = COMMANDS[name]
    command.make_context(name, words[place:], resilient_parsing=False)


def test_the_exit_codes_are_told() -> None:
    for group in ("tickets", "users", "orgs", "fields"):
        told = root.commands[group].get_help(click.Context(root.commands[group]))
        assert "Exit codes:" in told
        assert "6    blocked after too many requests" in told
