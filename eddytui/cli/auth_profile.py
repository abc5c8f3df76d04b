"""Which profile a command of `auth` is about."""

import os

import click

from eddytui.config.profiles import Profile, Profiles

SIGN_IN = "Run: eddytui auth login"
"""What to do when nobody is signed in."""

IN_MEMORY = "The copy is in memory alone, as the profile says."
"""What is to be known of the copy of a profile with `store = "memory"`."""

with_profile = click.option("-p", "--profile", default="", metavar="NAME", help="The profile.")


def named(ctx: click.Context, profile: str) -> str:
    """The profile named after the command, before it, or by the environment; else ""."""
    before = ctx.find_root().params["profile"]
    return profile or before or os.environ.get("EDDYTUI_PROFILE", "").strip()


def chosen(ctx: click.Context, profiles: Profiles, profile: str) -> Profile:
    """The profile with the environment on top. Raises ConfigError when there is none of the name.

    It is not `complete` when nobody signs in.
    """
    return profiles.choose(os.environ, named(ctx, profile))
