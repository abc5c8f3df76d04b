"""The pretend helpdesk as one object: a world, its journal, its allowance and its address."""

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request

from eddytui.demo.account import URL
from eddytui.demo.app import ROOT, make_app
from eddytui.demo.colleagues import Colleagues
from eddytui.demo.data.queue import LARGE, LARGE_POSTS
from eddytui.demo.deeds import Deed, do
from eddytui.demo.http import Ask, Body, Refusal, asked
from eddytui.demo.journal import Journal
from eddytui.demo.limits import Limits, Standing
from eddytui.demo.records import Person
from eddytui.demo.rights import forbidden, may
from eddytui.demo.world import Origin, World

_SHUT_OUT = frozenset({"disabled", "fired"})
"""Users who cannot sign in any more."""


def stopped_clock() -> datetime:
    """The morning of the stories, for ever: server time when nobody brings a clock."""
    return datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - server time has no zone


class DemoHelpdesk:
    """A helpdesk that speaks the API in this process: `httpx.ASGITransport(app=desk.app)`.

    `anchor` is when its world began and `fresh` whether it is a new one: with a journal, a world
    left less than 12 hours ago is found again as it was. `address` is where it is reached.
    For tests: `requests` are those seen, `lag` keeps long lists behind, `as_lists` sends maps by id
    as lists, `redirects` sends readers on to the address with a last slash, and `limits` can be
    made smaller.
    """

    def __init__(
        self,
        *,
        seed: int = 7,
        tickets: int = 240,
        clock: Callable[[], datetime] = stopped_clock,
        journal: Path | None = None,
        lively: bool = True,
        long_thread: int | None = None,
    ) -> None:
        self._clock = clock
        self._journal = Journal(journal) if journal else None
        if long_thread is None:
            long_thread = LARGE_POSTS if tickets >= LARGE else 0
        self.world, self.fresh = self._begin(Origin(seed, tickets, long_thread, self._now()))
        self.anchor = self.world.origin.anchor
        self.requests: list[tuple[str, str]] = []
        self.lag = timedelta()
        self.as_lists = False
        self.redirects = False
        self.address = URL
        self.limits = Limits()
        self._colleagues = Colleagues(self.world) if lively else None
        self.app: Starlette = make_app(self)

    def _now(self) -> datetime:
        """Server time: whole seconds, no zone."""
        return self._clock().replace(microsecond=0, tzinfo=None)

    def _begin(self, wanted: Origin) -> tuple[World, bool]:
        """The world that was left, else a new one, and whether it is new."""
        if self._journal and (left := self._journal.read(wanted)):
            origin, deeds = left
            world = World(origin)
            try:
                for deed in deeds:
                    do(world, deed)
            except (LookupError, TypeError, ValueError):
                # Written by another version: its deeds make no sense in this world.
                pass
            else:
                self._journal.mend()
                return world, False
        if self._journal:
            self._journal.begin(wanted)
        return World(wanted), True

    def _carry_out(self, deed: Deed) -> int:
        done = do(self.world, deed)
        if self._journal:
            self._journal.write(deed)
        return done

    def arrive(self, method: str, path: str, query: str) -> Standing | None:
        """Note a request, let happen what was due, and say what is left of the allowance.

        None where nothing is counted: files are not part of the API.
        """
        now = self._now()
        self.requests.append((method, f"{path}?{query}" if query else path))
        if self._colleagues:
            for deed in self._colleagues.until(now):
                self._carry_out(deed)
        self.world.settle(now)
        return self.limits.take(path, now) if path.startswith(ROOT) else None

    def ask(self, authorization: str, request: Request, body: Body) -> Ask:
        """Read a request in the name of who sends it; a wrong key is refused."""
        who, now = self._caller(authorization), self._now()

        def carry_out(what: str, of: dict[str, Any]) -> int:
            if not may(self.world, who, what, of):
                raise forbidden()
            return self._carry_out(Deed(now, who.id, what, of))

        return Ask(
            world=self.world,
            who=who,
            now=now,
            ids=request.path_params,
            query=asked(request.query_params),
            body=body,
            do=carry_out,
            lag=self.lag,
            as_lists=self.as_lists,
            address=self.address,
        )

    def _caller(self, authorization: str) -> Person:
        """Whom `Basic base64(email:key)` belongs to."""
        scheme, _, coded = authorization.partition(" ")
        try:
            email, _, key = b64decode(coded, validate=True).decode().partition(":")
        except ValueError:
            email = key = ""
        for person in self.world.present():
            known = (person.email, person.key) == (email, key)
            if scheme.lower() == "basic" and known and person.status not in _SHUT_OUT:
                return person
        raise Refusal(401, ("e-401", "Unauthorized", "E-mail or API key is incorrect"))
