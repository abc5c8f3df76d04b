"""`eddytui`: the app when no command is given; else one command, loaded when it is called."""

import io
import os
import sys
from contextlib import suppress
from datetime import datetime
from typing import IO, Any

import click

from eddytui import __version__
from eddytui.cli import environment
from eddytui.cli.completing import profiles, wanted
from eddytui.cli.groups import Commands, Group
from eddytui.cli.output import (
    CRASHED,
    FOUND_NOTHING,
    STOPPED,
    TOLD,
    UNREAD,
    USAGE,
    Failure,
)
from eddytui.cli.printing import tell, unprinted
from eddytui.cli.redaction import Redaction

COMMANDS = Commands(
    auth="eddytui.cli.auth:auth",
    completion="eddytui.cli.completion:completion",
    config="eddytui.cli.config:config",
    **{"demo-server": "eddytui.cli.demo_server:demo_server"},
    fields="eddytui.cli.fields.group:fields",
    kb="eddytui.cli.kb:kb",
    keys="eddytui.cli.keys:keys",
    lists="eddytui.cli.lists:lists",
    orgs="eddytui.cli.people.group:orgs",
    sync="eddytui.cli.sync:sync",
    tickets="eddytui.cli.tickets.group:tickets",
    users="eddytui.cli.people.group:users",
    views="eddytui.cli.views:views",
)


OF_A_HELPDESK = frozenset({"tickets", "kb", "users", "orgs", "fields", "lists", "views", "sync"})
"""The commands that ask a helpdesk: the pretend one too."""


class Root(Group):
    """Commands whose errors are told to people in sentences."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the command line; from here on no child inherits the API key."""
        taken = environment.take()
        ctx = super().make_context(*args, **extra)
        environment.keep(ctx, taken)
        return ctx

    def invoke(self, ctx: click.Context) -> object:
        """Run what was asked for; an error ends it with the exit code of its kind."""
        try:
            return super().invoke(ctx)
        except TOLD as error:
            raise Failure.of(error) from error
        except (KeyboardInterrupt, EOFError, click.Abort) as stop:
            raise Failure("Stopped.", STOPPED) from stop
        except BrokenPipeError:
            _forget(sys.stdout)
            ctx.exit(UNREAD)


@click.group("eddytui", cls=Root, commands=COMMANDS, invoke_without_command=True)
@click.option("-p", "--profile", default="", metavar="NAME", shell_complete=profiles,
              help="The profile to sign in with.")  # fmt: skip
@click.option("--demo", is_flag=True, help="Use a pretend helpdesk.")
@click.option(
    "--tickets", type=click.IntRange(1, 200_000), metavar="N", help="How many tickets the demo has."
)
@click.option(
    "--seed", type=int, metavar="N", help="Which demo: the same number gives the same tickets."
)
@click.option("--plain", is_flag=True, help="ASCII and the terminal's own colours.")
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def root(
    ctx: click.Context, profile: str, demo: bool, tickets: int | None, seed: int | None, plain: bool
) -> None:
    """The terminal client for EddyDesk and HelpDeskEddy helpdesks.

    Without a command it opens the app.
    """
    ctx.ensure_object(Redaction)
    if not demo and not (tickets is None and seed is None):
        raise click.UsageError("--tickets and --seed go with --demo.")
    command = ctx.invoked_subcommand
    if command is None:
        ctx.exit(_open(ctx))
    if demo and command not in OF_A_HELPDESK:
        raise click.UsageError(f"--demo does not go with {command}.")


def _open(ctx: click.Context) -> int:
    """Run the app until it is left, and give its exit code."""
    from eddytui.cli import terminal  # noqa: PLC0415 - the commands do without the app's parts

    if sentence := terminal.why_not(sys.stdin, sys.stdout, sys.stderr, os.environ):
        raise Failure(sentence, USAGE)
    terminal.prepare(os.environ)

    from eddytui.cli.launch import launch_of  # noqa: PLC0415 - likewise
    from eddytui.cli.logs import writing  # noqa: PLC0415 - likewise
    from eddytui.cli.start import run  # noqa: PLC0415 - Textual, after it was prepared for

    launch = launch_of(ctx)
    with writing(launch.paths.log_path, launch.redaction):
        return run(launch)


def main() -> None:
    """Run the program and end the process; whatever happens, no traceback is printed."""
    _ready_streams()
    redaction = Redaction()
    if wanted(os.environ):
        with suppress(Exception, KeyboardInterrupt):  # nobody reads it beside the line being typed
            root.main(prog_name="eddytui", obj=redaction)
        sys.exit(FOUND_NOTHING)
    try:
        root.main(prog_name="eddytui", obj=redaction)
    except Exception as error:  # noqa: BLE001 - the last place where anybody can be told
        sys.exit(_unprinted() or _crashed(error, redaction))
    finally:
        for stream in (sys.stdout, sys.stderr):
            if _unwritten(stream):
                _forget(stream)


def _ready_streams() -> None:
    """Have all three, and no byte or letter that makes one of them fail."""
    # A stream that the shell has closed is none at all in Python.
    sys.stdin = sys.stdin or _nowhere(os.O_RDONLY)
    sys.stdout = sys.stdout or _nowhere(os.O_WRONLY)
    sys.stderr = sys.stderr or _nowhere(os.O_WRONLY)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")  # see `typed.readable`
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name that the locale cannot spell


def _nowhere(flags: int) -> io.TextIOWrapper:
    return os.fdopen(os.open(os.devnull, flags), "r" if flags == os.O_RDONLY else "w")


def _forget(stream: IO[str]) -> None:
    """Let what is still buffered go nowhere: it must not fail at the exit again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _unprinted() -> int:
    """Tell that click's own texts could not be written, if they could not; 0 if they could."""
    if (why := _unwritten(sys.stdout)) is None:
        return 0
    failure = unprinted(why)
    failure.show()
    return failure.exit_code


def _unwritten(stream: IO[str]) -> OSError | None:
    """Why something that was printed there is still not written."""
    try:
        stream.flush()
    except OSError as error:
        return error
    return None


def _crashed(error: Exception, redaction: Redaction) -> int:
    from eddytui.cli import crash  # noqa: PLC0415 - only for a crash
    from eddytui.config.errors import ConfigError  # noqa: PLC0415 - likewise
    from eddytui.config.paths import Paths  # noqa: PLC0415 - likewise

    now = datetime.now()  # noqa: DTZ005 - it names a file for people here
    try:
        path = Paths.of(os.environ).crash_path(now)
    except ConfigError as problem:
        tell(f"eddytui has failed, and the report has no place. {problem}")
    else:
        tell(crash.write(error, path, redaction.clean))
    return CRASHED
