"""Tickets and messages as the API sends them, oddities included (API document)."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from zlib import crc32

from eddytui.demo import values
from eddytui.demo.data import lists
from eddytui.demo.data.fields import TICKET
from eddytui.demo.records import CLOSED, Bill, Event, File, Message, Ticket
from eddytui.demo.times import clock_first, iso, to_minute
from eddytui.demo.world import World

_LETTERS = "ABCDEFGHIKLMNOPQRSTUVWXYZ"


def _unique_id(number: int) -> str:
    """Three letters and five digits, such as `YWP-43009`."""
    chance = crc32(str(number).encode())
    size = len(_LETTERS)
    letters = (_LETTERS[chance // size**place % size] for place in range(3))
    return f"{''.join(letters)}-{chance % 90000 + 10000}"


def _owner(world: World, ticket: Ticket) -> dict[str, Any]:
    """Nobody has id 0 and a word for a name."""
    owner = world.people.get(ticket.owner)
    return {
        "owner_id": ticket.owner,
        "owner_name": owner.name if owner else "Unassigned",
        "owner_lastname": owner.lastname if owner else "",
        "owner_email": owner.email if owner else "",
    }


def _requester(world: World, ticket: Ticket) -> dict[str, Any]:
    user = world.people[ticket.user]
    return {
        "user_id": user.id,
        "user_name": user.name,
        "user_lastname": user.lastname,
        "user_email": user.email,
    }


def ticket(world: World, now: datetime, shown: Ticket) -> dict[str, Any]:
    """One ticket. Never is null for the SLA, the text "null" for freezing, "" for the rating."""
    late = shown.sla is not None and shown.sla < now and shown.status != CLOSED
    return {
        "id": shown.id,
        "pid": shown.pid,
        "unique_id": _unique_id(shown.id),
        "date_created": iso(shown.created),
        "date_updated": iso(shown.updated),
        "title": shown.title,
        "source": shown.source,
        "status_id": shown.status,
        "priority_id": shown.priority,
        "type_id": shown.type,
        "department_id": shown.department,
        "department_name": lists.DEPARTMENTS[shown.department]["en"],
        **_owner(world, shown),
        **_requester(world, shown),
        "cc": shown.cc,
        "bcc": shown.bcc,
        "followers": shown.followers,
        "ticket_lock": int(shown.locked),
        "sla_date": to_minute(shown.sla) if shown.sla else None,
        "sla_flag": int(late),
        "freeze_date": to_minute(shown.frozen_until) if shown.frozen_until else "null",
        "freeze": int(shown.frozen_until is not None),
        "deleted": int(shown.deleted),
        "viewed_by_staff": int(shown.seen_by_staff),
        "viewed_by_client": int(shown.seen_by_client),
        "rate": shown.rate,
        "rate_comment": shown.rate_comment,
        "rate_date": iso(shown.rate_date),
        "custom_fields": values.sent(world.options, TICKET, shown.fields),
        "tags": shown.tags,
        "jira_issues": [],
    }


def file(address: str, shown: File, place: str = "/file/download") -> dict[str, str]:
    """A file of the helpdesk at an address; its kind is what its name ends with.

    The path of a file begins with a language, then its place.
    """
    return {
        "name": shown.name,
        "url": f"{address}/en{place}/{shown.hash}",
        "data_type": PurePosixPath(shown.name).suffix[1:].lower(),
    }


def _post(address: str, ticket_id: int, shown: Message) -> dict[str, Any]:
    return {
        "ticket_id": ticket_id,
        "id": shown.id,
        "user_id": shown.author,
        "text": shown.text,
        "date_created": clock_first(shown.created),
        "date_updated": clock_first(shown.updated),
        "files": [file(address, attached) for attached in shown.files],
    }


def _comment(address: str, ticket_id: int, shown: Message) -> dict[str, Any]:
    """A note has no date of its last change, and says who may see it."""
    sent = _post(address, ticket_id, shown)
    del sent["date_updated"]
    return {**sent, "visible": "staff"}


MESSAGES = {"post": _post, "comment": _comment}
"""How each kind of message is sent."""


def _called(world: World, number: int, *, whole: bool) -> str:
    """Somebody's name, first and last or first alone; the helpdesk itself is user -1."""
    person = world.people.get(number)
    if person is None:
        return "System"
    return person.full_name if whole else person.name


def bill(world: World, shown: Bill) -> dict[str, Any]:
    """An entry of the time that was spent on a ticket."""
    return {
        "id": shown.id,
        "action": shown.action,
        "comment": shown.comment,
        "spent_seconds": shown.spent,
        "paid_seconds": shown.paid,
        "staff_id": shown.staff,
        "staff_name": _called(world, shown.staff, whole=True),
        "billing_date": clock_first(shown.billed),
        "creator_id": shown.creator,
        "creator_name": _called(world, shown.creator, whole=True),
        "date_created": clock_first(shown.created),
    }


def event(world: World, shown: Event) -> dict[str, Any]:
    """A line of the audit."""
    return {
        "id": shown.id,
        "event": shown.event,
        "text": shown.text,
        "user_id": shown.user,
        "user_name": _called(world, shown.user, whole=False),
        "date_created": clock_first(shown.created),
    }
