"""The helpdesk as a tree: `client.tickets.posts(7).page()`."""

import asyncio
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from eddytui.api.address import base_url
from eddytui.api.fetching import Fetch, MayGo
from eddytui.api.key import Key
from eddytui.api.knowledge import Knowledge
from eddytui.api.lane import Lane
from eddytui.api.owners import Noted
from eddytui.api.pace import Pace
from eddytui.api.progress import Progress
from eddytui.api.resources import CHANGES, DATES, Kind, Listing
from eddytui.api.saving import LARGEST, Saving
from eddytui.api.tickets import TICKETS, Tickets
from eddytui.api.transport import Transport
from eddytui.api.wire import ASGIApp, Carrier, Verify, Wire
from eddytui.models.catalog import Department, Priority, Status, TicketType, UserStatus
from eddytui.models.people import Group, Organization, StatusChange, User

_SEARCH = ("search", "exact_search", *CHANGES, "order_by")
_USERS = Kind(
    User,
    ("group_list", "id_list", "organization_list", *_SEARCH),
    fields=(
        *("name", "lastname", "email", "phone", "skype", "website", "organization", "organiz_id"),
        *("status", "language", "notifications", "group_id", "department", "password"),
        *("user_status", "custom_fields"),
    ),
)
_ORGANIZATIONS = Kind(
    Organization,
    _SEARCH,
    fields=(
        *("name", "domains", "address", "phone", "email", "web", "minute_limit", "employees"),
        *("managers", "custom_fields"),
    ),
)
_STATUSES_LOG = Kind(StatusChange, ("statuses", *DATES))


class Users(Noted[User]):
    """People: clients and colleagues alike."""

    def statuses_log(self, user_id: int) -> Listing[StatusChange]:
        """When somebody came, left or went to lunch, newest first."""
        return Listing(self._transport, f"users/{user_id}/statuses_log", _STATUSES_LOG)


class Client:
    """One agent's view of one helpdesk. Building it connects to nothing.

        async with Client("acme.eddydesk.com", "ira@acme.com", key) as client:
            page = await client.tickets.page(status_list=["open"])
            for ticket in page.items:
                print(ticket.id, ticket.title)
            await client.tickets.posts(page.items[0].id).create(text="<p>On it.</p>")

    Every failure is a DeskError. Clients of the same helpdesk should share one `pace`.
    """

    def __init__(  # noqa: PLR0913 - the front door: three facts, the rest is optional and named
        self,
        url: str,
        email: str,
        key: str,
        *,
        pace: Pace | None = None,
        app: ASGIApp | None = None,
        transport: Carrier | None = None,
        ca_file: Path | None = None,
        proxy: str = "",
        verify: Verify = "system",
        undocumented: bool = False,
    ) -> None:
        """Take a pasted address, and optionally an ASGI app to ask instead of the network.

        `ca_file` names further authorities to trust, `proxy` is a URL, `undocumented` allows what
        real servers know and the API document does not. Raises Misconfigured.
        """
        wire = Wire(base_url(url), Key(email, key), app, transport, ca_file, proxy, verify)
        line = self._transport = Transport(wire, pace or Pace())
        self.tickets = Tickets(line, "tickets", replace(TICKETS, beyond=undocumented))
        self.users = Users(line, "users", _USERS)
        self.organizations = Noted(line, "organizations", _ORGANIZATIONS)
        self.departments = Listing(line, "departments", Kind(Department))
        self.statuses = Listing(line, "statuses", Kind(Status))
        self.priorities = Listing(line, "priorities", Kind(Priority))
        self.types = Listing(line, "types", Kind(TicketType))
        self.groups = Listing(line, "groups", Kind(Group))
        self.user_statuses = Listing(line, "user_statuses", Kind(UserStatus))
        self.knowledge = Knowledge(line, beyond=undocumented)

    @property
    def changing(self) -> bool:
        """Whether something that may change records is on its way, and not answered."""
        return self._transport.changing

    @property
    def pace(self) -> Pace:
        """What is left of the helpdesk's allowance."""
        return self._transport.pace

    async def download(  # noqa: PLR0913 - one file, and all that may be said about fetching it
        self,
        url: str,
        folder: Path,
        name: str = "",
        *,
        progress: Progress | None = None,
        may_go: MayGo | None = None,
        largest: int = LARGEST,
        lane: Lane = Lane.SCREEN,
    ) -> Path:
        """Fetch an attachment into a folder; return where it is: nothing is ever overwritten.

        `name` is what to call it, else it is called as its address ends. `may_go` is asked before
        another host than the helpdesk is asked for it, without the key; without `may_go` none is.
        Raises BadFile, Elsewhere and what every request raises. Nothing is left of a file that did
        not come whole, or whose caller was cancelled.
        """
        called = name or unquote(url.partition("?")[0].rstrip("/").rpartition("/")[2])
        saving = Saving(folder, called, largest=largest, progress=progress)
        try:
            await self._transport.fetch(Fetch(url, saving, may_go, lane))
            return await asyncio.to_thread(saving.finish)
        finally:
            saving.drop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections; what is still being sent is given up."""
        await self._transport.aclose()
