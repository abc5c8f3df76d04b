"""A shell that is signed in to a pretend helpdesk at a real address of this machine."""

import json
from pathlib import Path
from typing import Any

from click.testing import Result

from eddytui.demo.account import EMAIL
from eddytui.demo.helpdesk import DemoHelpdesk
from eddytui.demo.records import Person
from tests.e2e.server import Server
from tests.shells import Shell

ADMINISTRATORS = 2


class Office(Shell):
    """Runs eddytui as Ira, or as who is said, at a helpdesk that may go away and come back."""

    def __init__(self, home: Path, server: Server) -> None:
        super().__init__(home)
        self.server = server
        self._who: dict[str, str] = {}

    @property
    def helpdesk(self) -> DemoHelpdesk:
        """What is behind the address."""
        return self.server.helpdesk

    @property
    def email(self) -> str:
        """Who is signed in."""
        return self._who.get("EDDYTUI_EMAIL", EMAIL)

    def become_administrator(self) -> None:
        """Sign in as somebody who may do everything."""
        boss = self._administrator()
        self._who = {"EDDYTUI_EMAIL": boss.email, "EDDYTUI_API_KEY": boss.key}

    def _administrator(self) -> Person:
        people = self.helpdesk.world.people.values()
        return next(person for person in people if person.group == ADMINISTRATORS)

    def run(self, line: str, stdin: str = "", **environ: str) -> Result:
        """What a command line printed, and how it ended."""
        return super().run(line, stdin, **{**self.server.environ, **self._who, **environ})

    def well(self, line: str, stdin: str = "") -> str:
        """What a command that works printed."""
        result = self.run(line, stdin)
        assert result.exit_code == 0, result.output
        return result.stdout

    def fails(self, line: str, code: int, told: str) -> None:
        """See that a command ends with a code and a sentence, and prints nothing else."""
        result = self.run(line)
        assert (result.exit_code, result.stdout) == (code, "")
        assert told in result.stderr

    def document(self, line: str, stdin: str = "") -> Any:
        """The JSON document that a command printed."""
        return json.loads(self.well(f"{line} --json", stdin))

    def sent(self, method: str) -> list[str]:
        """The paths of the requests of this method."""
        return [path for verb, path in self.helpdesk.requests if verb == method]
