"""Tickets, and what belongs to one."""

from collections.abc import Sequence

from eddytui.api.errors import Unclear, Undocumented
from eddytui.api.lane import Lane
from eddytui.api.owners import Fielded
from eddytui.api.page import record_of
from eddytui.api.request import Request
from eddytui.api.resources import CHANGES, DATES, Collection, Kind, Listing
from eddytui.models.tickets import AuditEvent, BillingEntry, Comment, Post, Ticket

_FILTERS = ("user_list", "owner_list", "status_list", "priority_list", "type_list")
TICKETS = Kind(
    Ticket,
    (*_FILTERS, "freeze", "deleted", "search", "exact_search", *CHANGES, "order_by"),
    fields=(
        *("pid", "title", "description", "sla_date", "freeze_date", "status_id", "priority_id"),
        *("type_id", "department_id", "ticket_lock", "owner_id", "user_id", "user_email", "cc"),
        *("bcc", "followers", "create_from_user", "custom_fields"),
    ),
    fixed=frozenset({"pid", "description", "user_email", "create_from_user"}),
    files="files[]",
    more_filters=frozenset({"department_list", "source_list", "pid"}),
    more_fields=frozenset({"tags", "sla_policy_id"}),
)
_MESSAGES = ("POST", "PUT")
_WRITTEN = ("text", "user_id")
_POSTS = Kind(Post, fields=_WRITTEN, forms=_MESSAGES, files="files[]")
_COMMENTS = Kind(Comment, fields=_WRITTEN, forms=_MESSAGES, files="files[]")
_AUDIT = Kind(AuditEvent, ("event_list", "user_list", *DATES))
_BILLING = Kind(
    BillingEntry,
    ("staff_list", "creator_list", *DATES, "from_billing_date", "to_billing_date"),
)


class Tickets(Fielded[Ticket]):
    """Tickets, and what belongs to one."""

    # Tickets came first in this API: their fields are at `custom_fields/`, without a prefix.
    fields_path = "custom_fields"

    def posts(self, ticket_id: int) -> Collection[Post]:
        """The public replies of a ticket, newest first; the oldest is the ticket's own text."""
        return Collection(self._transport, f"tickets/{ticket_id}/posts", _POSTS)

    def comments(self, ticket_id: int) -> Collection[Comment]:
        """The internal notes of a ticket, newest first."""
        return Collection(self._transport, f"tickets/{ticket_id}/comments", _COMMENTS)

    def audit(self, ticket_id: int) -> Listing[AuditEvent]:
        """The history of a ticket."""
        return Listing(self._transport, f"tickets/{ticket_id}/audit", _AUDIT)

    def billing(self, ticket_id: int) -> Listing[BillingEntry]:
        """The time spent on a ticket; it can be read and not added to."""
        return Listing(self._transport, f"tickets/{ticket_id}/billing", _BILLING)

    async def delete(
        self, record_id: int | str, *, forever: bool = False, lane: Lane = Lane.WRITE
    ) -> None:
        """Put a ticket into the bin, or with `forever` delete it: nothing brings it back."""
        # Real servers take this from the query; the document does not say where.
        await self._delete(record_id, lane, {"delete": "true"} if forever else None)

    async def union(
        self, ticket_id: int, others: Sequence[int], *, lane: Lane = Lane.WRITE
    ) -> Ticket:
        """Merge other tickets into this one, which cannot be undone; return it.

        Not in the API document (`behaviour.md` section 6). Raises Undocumented.
        """
        if not self._kind.beyond:
            raise Undocumented.of(["union (merging tickets)"])
        path = f"{self._url(ticket_id)}/union/"
        request = Request("POST", path, json={"ticket_list": list(others)}, lane=lane)
        reply = await self._transport.request(request)
        return record_of(Ticket, reply.body, Unclear)
