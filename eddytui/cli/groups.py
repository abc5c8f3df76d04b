"""Groups of commands, each loaded when it is called; and commands that explain themselves."""

from collections import UserDict
from importlib import import_module
from typing import Any

import click

from eddytui.cli.typed import readable

EXIT_CODES = (
    ("0", "done"),
    ("1", "nothing found"),
    ("2", "wrong use, or settings that cannot be used"),
    ("3", "not signed in"),
    ("4", "the helpdesk refused"),
    ("5", "no connection, or no answer: it may have been kept"),
    ("6", "blocked after too many requests"),
    ("74", "what was to be printed could not be written"),
    ("130", "stopped with ctrl+c"),
)


class Commands(UserDict[str, Any]):
    """The commands by name, each given as `module:name` and imported when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        """The command, loaded now."""
        found = super().__getitem__(name)
        if isinstance(found, click.Command):
            return found
        module, _, attribute = found.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


class Group(click.Group):
    """A group whose help tells the exit codes."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the exit codes."""
        with formatter.section("Exit codes"):
            formatter.write_dl(EXIT_CODES)


class Manual(click.Command):
    """A command whose help has examples, and what its JSON document holds."""

    def __init__(
        self, *args: Any, examples: tuple[str, ...] = (), keys: str = "", **options: Any
    ) -> None:
        """Take command lines without the `eddytui` before them, and words about the JSON."""
        super().__init__(*args, **options)
        self.examples = examples
        self.keys = keys

    def invoke(self, ctx: click.Context) -> Any:
        """Run with texts that can be kept and sent, whatever bytes were typed; paths stay."""
        ctx.params = {name: _readable(value) for name, value in ctx.params.items()}
        return super().invoke(ctx)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both."""
        if self.keys:
            with formatter.section("JSON"):
                formatter.write_text(self.keys)
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"  eddytui {example}\n")


def _readable(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_readable, value))
    return readable(value) if isinstance(value, str) else value
