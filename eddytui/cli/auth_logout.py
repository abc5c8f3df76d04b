"""`eddytui auth logout`: the key removed from this machine, and the copy if that is wanted."""

import asyncio
import os
import sys

import click

from eddytui.cli.auth_keeping import Keeper
from eddytui.cli.auth_profile import chosen, with_profile
from eddytui.cli.auth_steps import State, line
from eddytui.cli.environment import with_key
from eddytui.cli.groups import Manual
from eddytui.cli.output import NOT_SIGNED_IN, USAGE, Failure
from eddytui.config import writing
from eddytui.config.keeping import remove
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile, read
from eddytui.config.secret import KEY, KEY_FILE


@click.command(cls=Manual, examples=("auth logout", "auth logout --forget --delete-copy"))
@with_profile
@click.option("--forget", is_flag=True, help="Take the profile out of the settings as well.")
@click.option(
    "--delete-copy",
    is_flag=True,
    help="Delete the local copy as well, with drafts and what was not sent yet.",
)
@click.pass_context
def logout(ctx: click.Context, profile: str, forget: bool, delete_copy: bool) -> None:
    """Sign out: remove the key from this machine."""
    paths = Paths.of(os.environ)
    profiles = read(paths.config_path)
    who = chosen(ctx, profiles, profile)
    if not who.complete:
        raise Failure("You are not signed in.", NOT_SIGNED_IN)
    trouble = _remove_key(paths, who)
    _tell_what_is_left(who, paths)
    _see_to_copy(paths, who, delete_copy)
    if forget and who.name in profiles.by_name:
        writing.forget(paths.config_path, who.name)
        _say("Profile", "done", f"{who.name} is taken out of {paths.config_path}.")
    if trouble:
        raise Failure(trouble, USAGE)


def _remove_key(paths: Paths, who: Profile) -> str:
    """Remove the key where it was kept; why it may still be there, or ""."""
    file = Keeper(paths, who).drop_file()
    if file:
        _say("Key file", "done", f"Removed: {file}.")
    removed = asyncio.run(remove(who))
    if removed is True:
        _say("Keyring", "done", "The key is removed.")
    elif removed is False:
        _say("Keyring", "noted", f"It has no key for {who.email} at {who.host}.")
    else:
        _say("Keyring", "noted" if file else "failed", removed)
    if isinstance(removed, str) and not file:
        return "If a key is in the keyring, it is still there."
    return ""


def _tell_what_is_left(who: Profile, paths: Paths) -> None:
    """Name every other source of a key: it is not ours to remove."""
    if Keeper(paths, who).has_own_source:
        name = "credential_command" if who.credential_command else "credential_file"
        _say("Settings", "noted", f"{name} of the profile is left: it still gives a key.")
    for variable in (KEY, KEY_FILE):
        if with_key().get(variable):
            _say("Environment", "noted", f"{variable} is still set.")


def _see_to_copy(paths: Paths, who: Profile, wanted: bool) -> None:
    from eddytui.cli.auth_copy import delete, look  # noqa: PLC0415 - loads the store

    copy = look(paths.copy_path(who.account))
    if copy is None:
        return
    lost = f" {copy.typed} in it would be lost." if copy.typed else ""
    about = f"The copy of the helpdesk ({copy.tickets} tickets, {copy.shown_size})"
    if not wanted and sys.stdin.isatty():
        wanted = click.confirm(f"{about} is still on this machine.{lost} Delete it?")
    if not wanted:
        _say("Local copy", "noted", f"Left at {copy.path}; --delete-copy deletes it.{lost}")
        return
    delete(copy)
    gone = f" {copy.typed} went with it." if copy.typed else ""
    _say("Local copy", "done", f"{about} is deleted.{gone}")


def _say(name: str, state: State, sentence: str) -> None:
    click.echo(line(name, state, sentence))
