"""Tickets and messages as the API sends them, oddities included (API document)."""

from datetime import datetime
from typing import Any
from zlib import crc32

from eddytui.demo import values
from eddytui.demo.account import URL
from eddytui.demo.data import lists
from eddytui.demo.data.fields import TICKET
from eddytui.demo.records import CLOSED, Event, File, Message, Ticket
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


def file(shown: File) -> dict[str, str]:
    """An attachment, and where it is."""
    return {
        "name": shown.name,
        "url": f"{URL}/en/file/download/{shown.hash}",
        "data_type": shown.name.rpartition(".")[2].lower(),
    }


def _post(ticket_id: int, shown: Message) -> dict[str, Any]:
    return {
        "ticket_id": ticket_id,
        "id": shown.id,
        "user_id": shown.author,
        "text": shown.text,
        "date_created": clock_first(shown.created),
        "date_updated": clock_first(shown.updated),
        "files": [file(attached) for attached in shown.files],
    }


def _comment(ticket_id: int, shown: Message) -> dict[str, Any]:
    """A note has no date of its last change, and says who may see it."""
    sent = _post(ticket_id, shown)
    del sent["date_updated"]
    return {**sent, "visible": "staff"}


MESSAGES = {"post": _post, "comment": _comment}
"""How each kind of message is sent."""


def event(world: World, shown: Event) -> dict[str, Any]:
    """A line of the audit; the helpdesk itself is user -1."""
    user = world.people.get(shown.user)
    return {
        "id": shown.id,
        "event": shown.event,
        "text": shown.text,
        "user_id": shown.user,
        "user_name": user.name if user else "System",
        "date_created": clock_first(shown.created),
    }
