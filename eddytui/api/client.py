"""The helpdesk as a tree: `client.tickets.posts(7).page()`."""

from pathlib import Path
from types import TracebackType
from typing import Self

from eddytui.api.address import base_url
from eddytui.api.key import Key
from eddytui.api.pace import Pace
from eddytui.api.resources import CHANGES, DATES, Collection, Fielded, Kind
from eddytui.api.transport import ASGIApp, Carrier, Transport, Wire
from eddytui.models.catalog import Department, Priority, Status, TicketType, UserStatus
from eddytui.models.people import Group, User
from eddytui.models.tickets import AuditEvent, Comment, Post, Ticket

_SEARCH = ("search", "exact_search", *CHANGES, "order_by")
_TICKETS = Kind(
    Ticket,
    (
        *("user_list", "owner_list", "status_list", "priority_list", "type_list"),
        *("freeze", "deleted", *_SEARCH),
    ),
)
_USERS = Kind(User, ("group_list", "id_list", "organization_list", *_SEARCH))
_POSTS = Kind(Post, in_forms=True)
_COMMENTS = Kind(Comment, in_forms=True)
_AUDIT = Kind(AuditEvent, ("event_list", "user_list", *DATES))


class Tickets(Fielded[Ticket]):
    """Tickets, and what belongs to one."""

    # Tickets came first in this API: their fields are at `custom_fields/`, without a prefix.
    fields_path = "custom_fields"

    def posts(self, ticket_id: int) -> Collection[Post]:
        """The public replies of a ticket, newest first; the oldest is the ticket's own text."""
        return self.below(ticket_id, "posts", _POSTS)

    def comments(self, ticket_id: int) -> Collection[Comment]:
        """The internal notes of a ticket, newest first."""
        return self.below(ticket_id, "comments", _COMMENTS)

    def audit(self, ticket_id: int) -> Collection[AuditEvent]:
        """The history of a ticket."""
        return self.below(ticket_id, "audit", _AUDIT)


class Client:
    """One agent's view of one helpdesk. Building it connects to nothing.

        async with Client("acme.eddydesk.com", "ira@acme.com", key) as client:
            page = await client.tickets.page(status_list=["open"])

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
    ) -> None:
        """Take a pasted address, and optionally an ASGI app to ask instead of the network.

        `ca_file` names further authorities to trust. Raises Misconfigured.
        """
        wire = Wire(base_url(url), Key(email, key), app, transport, ca_file)
        self._transport = Transport(wire, pace or Pace())
        self.tickets = Tickets(self._transport, "tickets", _TICKETS)
        self.users = Fielded(self._transport, "users", _USERS)
        self.departments = Collection(self._transport, "departments", Kind(Department))
        self.statuses = Collection(self._transport, "statuses", Kind(Status))
        self.priorities = Collection(self._transport, "priorities", Kind(Priority))
        self.types = Collection(self._transport, "types", Kind(TicketType))
        self.groups = Collection(self._transport, "groups", Kind(Group))
        self.user_statuses = Collection(self._transport, "user_statuses", Kind(UserStatus))

    @property
    def pace(self) -> Pace:
        """What is left of the helpdesk's allowance."""
        return self._transport.pace

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
