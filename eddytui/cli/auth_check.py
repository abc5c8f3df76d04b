"""One line of `eddytui auth doctor`."""

from typing import NamedTuple

from eddytui.cli.auth_steps import State
from eddytui.cli.output import Told, code_of


class Check(NamedTuple):
    """What was looked at, and how it is."""

    name: str
    state: State
    sentence: str
    code: int = 0
    """The exit code that it asks for."""


def failed(name: str, error: Told) -> Check:
    """A check that met an error."""
    return Check(name, "failed", str(error), code_of(error))
