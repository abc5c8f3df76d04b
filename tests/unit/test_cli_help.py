"""The help of every command: a small manual, whose examples can be typed as they stand."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from eddytui.cli.groups import Manual
from eddytui.cli.root import root
from tests.shells import Shell


def commands(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """All commands below one, by their whole names."""
    if isinstance(command, click.Group):
        for each in command.commands:
            yield from commands(f"{name} {each}".strip(), command.commands[each])
    else:
        yield name, command


COMMANDS = dict(commands("", root))
READING = re.compile(
    r"(tickets|users|orgs|fields) (list|show|files|audit|billing|notes|log|options)\b"
    r"(?!.* --(add|delete) )|(tickets|users|orgs) set\b|(lists|views|kb|sync)\b"
)
"""What can be typed at the demo: what reads, and the values that `set` takes."""
EXAMPLES = [(name, line) for name in COMMANDS for line in getattr(COMMANDS[name], "examples", ())]
AT_THE_DEMO = [line for _, line in EXAMPLES if READING.match(line)]


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


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_can_be_typed(name: str, example: str) -> None:
    words = shlex.split(re.sub(r" [<>] .*| N\b", lambda said: " 1" * (said[0] == " N"), example))
    place = len(name.split())
    assert words[:place] == name.split()
    command = COMMANDS[name]
    command.make_context(name, words[place:], resilient_parsing=False)


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Somebody who looks at the demo."""
    return Shell(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("example", AT_THE_DEMO)
def test_an_example_finds_something_in_the_demo(
    example: str, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = shell.run(f"--demo {example.replace('~', str(tmp_path))}")
    assert result.exit_code == 0, result.stderr
    assert result.stdout


def test_the_exit_codes_are_told() -> None:
    for group in ("tickets", "users", "orgs", "fields"):
        told = root.commands[group].get_help(click.Context(root.commands[group]))
        assert "Exit codes:" in told
        assert "6    blocked after too many requests" in told
