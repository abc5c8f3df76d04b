"""The pretend helpdesk as one object: a world, its journal, its allowance and its address."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from eddytui.demo.journal import NONSENSE, Journal
from eddytui.demo.limits import Limits, Standing
from eddytui.demo.records import Person
from eddytui.demo.rights import forbidden, may
from eddytui.demo.world import Origin, World

_SHUT_OUT = frozenset({"disabled", "fired"})
"""Users who cannot sign in any more."""
_REMEMBERED = 10_000
"""Requests: a server that runs for months must not grow with each."""
_LARGEST_BODY = 64 * 1024 * 1024
"""Bytes."""


def stopped_clock() -> datetime:
    """The morning of the stories, for ever: server time when nobody brings a clock."""
    return datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 - server time has no zone


class DemoHelpdesk:
    """A helpdesk that speaks the API in this process: `httpx.ASGITransport(app=desk.app)`.

    `fresh` is whether its world is a new one: with a journal, a world left less than 12 hours ago
    is found again as it was, and shared with others who have that journal. `address` is where it
    is reached.
    For tests: `requests` are the last 10,000 seen, `lag` keeps long lists behind, `as_lists` sends
    maps by id as lists, `redirects` sends readers on to the address with a last slash, and `limits`
    and `largest_body` (bytes; 64 MB) can be made smaller.
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
        self._lively = lively
        wanted = Origin(seed, tickets, long_thread, self._now())
        origin = self._join(wanted)
        self.fresh = origin is wanted
        self._enter(origin)
        with self.alone():
            pass  # what was done before is done again
        self.requests: list[tuple[str, str]] = []
        self.lag = timedelta()
        self.as_lists = False
        self.redirects = False
        self.address = URL
        self.limits = Limits()
        self.largest_body = _LARGEST_BODY
        self.app: Starlette = make_app(self)

    def _now(self) -> datetime:
        """Server time: whole seconds, no zone."""
        return self._clock().replace(microsecond=0, tzinfo=None)

    @property
    def anchor(self) -> datetime:
        """When its world began."""
        return self.world.origin.anchor

    def _join(self, wanted: Origin) -> Origin:
        """What the world is made from: as it was left, or as it is wanted."""
        if self._journal is None:
            return wanted
        with self._journal.held():
            return self._journal.join(wanted)

    def _enter(self, origin: Origin) -> None:
        self.world = World(origin)
        self._colleagues = Colleagues(self.world) if self._lively else None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Time in which only this helpdesk changes the world; what others did is done first."""
        if self._journal is None:
            yield
            return
        with self._journal.held():
            self._follow(self._journal)
            yield

    def _follow(self, journal: Journal) -> None:
        """Do what others did; where that makes no sense, the world begins anew."""
        try:
            if begun := journal.anew():
                self._enter(begun)
            for deed in journal.news():
                do(self.world, deed)
        except NONSENSE:
            wanted = self.world.origin._replace(anchor=self._now())
            journal.begin(wanted)
            self._enter(wanted)
            self.fresh = True

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
        del self.requests[:-_REMEMBERED]
        with self.alone():
            if self._colleagues:
                for deed in self._colleagues.until(now):
                    self._carry_out(deed)
            self.world.settle(now)
        return self.limits.take(path, now) if path.startswith(ROOT) else None

    def ask(self, authorization: str, request: Request, body: Body) -> Ask:
        """Read a request in the name of who sends it, while `alone`; a wrong key is refused."""
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
