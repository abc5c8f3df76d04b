"""Where a key is kept after signing in: what works on this machine, or what was asked for."""

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from eddytui.cli.auth_steps import line
from eddytui.cli.environment import with_key
from eddytui.cli.output import NOT_SIGNED_IN, Failure
from eddytui.config import key_files, writing
from eddytui.config.errors import Unusable
from eddytui.config.keeping import (
    WAY_ON,
    WHAT_A_FILE_MEANS,
    Kept,
    Store,
    keep,
    keep_in_file,
    remove,
)
from eddytui.config.paths import Paths
from eddytui.config.profiles import Profile
from eddytui.config.secret import KEY, KEY_FILE, Secret

KEEPING = "Key kept"


class Keeper:
    """Keeps and removes the key of one account."""

    def __init__(self, paths: Paths, profile: Profile) -> None:
        self._paths = paths
        self._profile = profile
        self._own_file = paths.key_path(profile.account)

    @property
    def has_own_source(self) -> bool:
        """Whether the profile says where its key is, and it was not put there by us."""
        profile = self._profile
        return bool(profile.credential_command or (profile.credential_file and not self._made()))

    def keep(self, secret: Secret, store: Store | None) -> None:
        """Keep the key and say where; what cannot be kept ends the command."""
        if store == "none":
            click.echo(line(KEEPING, "noted", f"Not kept, as you asked. Set {KEY} to sign in."))
        elif store == "file":
            self._in_file(secret)
            asyncio.run(remove(self._profile))  # an older key, which would be found no more
        else:
            self._in_keyring(secret, only=store == "keyring")

    def drop_file(self) -> Path | None:
        """Remove the key file that was made here, and its name from the settings; the file."""
        if not self._made():
            return None
        key_files.remove(self._own_file)
        writing.keep(self._paths.config_path, self._profile.name, {}, without=(key_files.SETTING,))
        return self._own_file

    def _made(self) -> bool:
        """Whether the profile's key file is the one that is made here."""
        named = self._profile.credential_file
        with suppress(Unusable):
            return bool(named) and key_files.place(named, os.environ) == self._own_file
        return False

    def _in_keyring(self, secret: Secret, *, only: bool) -> None:
        kept = asyncio.run(keep(self._profile, secret))
        if isinstance(kept, Kept):
            self.drop_file()  # it would be asked before the keyring
            click.echo(line(KEEPING, "done", f"In {kept.where}."))
        elif not only and {KEY, KEY_FILE} & with_key().keys():
            click.echo(line(KEEPING, "done", "In the environment, as it is now."))
        elif not only and sys.stdin.isatty():
            click.echo(line(KEEPING, "failed", kept))
            self._ask_for_file(secret)
        else:
            raise Failure(f"{line(KEEPING, 'failed', kept)}\n{WAY_ON}", NOT_SIGNED_IN)

    def _ask_for_file(self, secret: Secret) -> None:
        click.echo(WHAT_A_FILE_MEANS)
        if click.confirm(f"Keep the key in {self._own_file}?"):
            self._in_file(secret)
        else:
            click.echo(WAY_ON)

    def _in_file(self, secret: Secret) -> None:
        kept = keep_in_file(self._own_file, secret)
        if isinstance(kept, str):
            raise Failure(line(KEEPING, "failed", kept), NOT_SIGNED_IN)
        named = {key_files.SETTING: kept.where}
        writing.keep(self._paths.config_path, self._profile.name, named)
        click.echo(line(KEEPING, "done", f"In {kept.where}. {WHAT_A_FILE_MEANS}"))
