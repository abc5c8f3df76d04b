"""Whose helpdesk is opened: its copy on this machine, and how it is reached."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from eddytui.desk.desk import Desk
from eddytui.desk.horizon import Limits
from eddytui.store.store import Store

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.config.profiles import Profile


def clock(timezone: str) -> Callable[[], datetime]:
    """The helpdesk's own time without a zone, as its dates have none; "" for this machine's."""
    if not timezone:
        return lambda: datetime.now().replace(tzinfo=None)  # noqa: DTZ005 - server time has none

    from zoneinfo import ZoneInfo  # noqa: PLC0415 - few name a zone, and it takes 5 ms to load

    zone = ZoneInfo(timezone)
    return lambda: datetime.now(zone).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Account:
    """One person at one helpdesk."""

    title: str
    path: Path
    """Where the copy is."""
    me: int
    """The agent's user id; 0 when the helpdesk has to be asked."""
    email: str
    clock: Callable[[], datetime]
    connect: Callable[[Store], Awaitable["Client"]]
    """Makes the client, after the first frame."""
    begin: Callable[[Store], None] = lambda _: None
    """What has to be done to the copy before the first frame."""

    def desk(self, store: Store, profile: "Profile") -> Desk:
        """A desk over this account's copy, which keeps what the profile wants to be kept."""
        desk = Desk(
            store, clock=self.clock, me=self.me, email=self.email, languages=profile.languages
        )
        desk.horizon.limits = Limits(profile.horizon, profile.store_limit)
        return desk
