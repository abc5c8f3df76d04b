"""`eddytui config`: where the settings are."""

import os

import click

from eddytui.config.paths import Paths


@click.group()
def config() -> None:
    """See where the settings are."""


@config.command()
def path() -> None:
    """Print the path of the settings file, which may not exist yet."""
    click.echo(Paths.of(os.environ).config_path)
