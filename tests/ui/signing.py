"""Signing in at the demo helpdesk, for tests: the real app, check and client over a line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eddytui.api import Client
from eddytui.desk.sign_in import Account, check
from eddytui.ui.sign_in import Entered, SignInApp
from tests.place import Place, glass

if TYPE_CHECKING:
    from textual.pilot import Pilot

NOBODY = Entered("", "", "")
WHY = "Sign in to your helpdesk."


@dataclass
class SignIn:
    """A first start, and the keyring: what it refuses with, what it has, whether it may answer."""

    place: Place
    refuses: str = ""
    kept: list[tuple[Account, Entered]] = field(default_factory=list)
    may_keep: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_keep.set()

    def client(self, url: str, email: str, key: str) -> Client:
        return Client(url, email, key, transport=self.place.line, pace=self.place.pace())

    async def keep(self, account: Account, entered: Entered) -> str:
        await self.may_keep.wait()
        self.kept.append((account, entered))
        return self.refuses

    @asynccontextmanager
    async def app(
        self, size: tuple[int, int] = (80, 24), entered: Entered = NOBODY, why: str = WHY
    ) -> AsyncIterator["tuple[SignInApp, Pilot[None]]"]:
        """The app, and who presses its keys."""
        app = SignInApp(
            lambda url, email, key: check(self.client, url, email, key),
            self.keep,
            entered=entered,
            why=why,
        )
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield app, pilot


async def checked(pilot: "Pilot[None]") -> str:
    """What is on the glass once the check has come to its end."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return glass(pilot)
