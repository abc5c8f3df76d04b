"""The newest tickets: told one by one, so that every demo has the same morning."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from eddytui.demo.data import fields
from eddytui.demo.data.lists import BILLING, EQUIPMENT, NETWORK, SUPPORT
from eddytui.demo.data.names import IRA, JOHN, MARIA, OLGA, PROMO, SEO, WATCHES
from eddytui.demo.records import Ticket

DENIS = 5
_OWEN, _ADEYEMI, _CONTI, _TIKHONOVA, _MELNYK, _SOLBERG = 44, 46, 61, 89, 96, 47
HOUR = 60


class Line(NamedTuple):
    """Who wrote what kind of text, and how many minutes before the world begins."""

    ago: int
    author: int
    kind: str
    files: tuple[str, ...] = ()


class Story(NamedTuple):
    """A ticket with its own course of events; `created` and `updated` are minutes ago."""

    key: str
    title: str
    user: int
    facts: dict[str, Any]
    lines: tuple[Line, ...]
    sla: int | None = None
    """Minutes from now."""
    updated: int | None = None
    frozen: int | None = None
    """Minutes from now, as the SLA."""
    views: tuple[tuple[int, int], ...] = ()
    """Who opened it, and how many minutes ago."""


_SPAM: dict[str, Any] = {"department": SUPPORT, "tags": ("spam",)}

STORIES: tuple[Story, ...] = (
    Story(
        "story-vpn/1",
        "VPN down for the whole office",
        JOHN,
        {
            "department": NETWORK,
            "priority": 1,
            "type": 1,
            "tags": ("vpn", "office"),
            "fields": (
                (fields.PRODUCT, fields.product("Network > VPN")),
                (fields.AFFECTED, "34"),
            ),
            "cc": ("release@acme.com", "hannah.fischer@acme.com"),
        },
        (
            Line(13, JOHN, "open", ("vpn.log", "screen.png")),
            Line(2, JOHN, "more"),
        ),
        sla=25,
        views=((10, OLGA),),
    ),
    Story(
        "story-print/1",
        "Cannot print invoice",
        MARIA,
        {
            "department": BILLING,
            "priority": 3,
            "type": 1,
            "tags": ("invoice", "printing"),
            "fields": (
                (fields.ORDER, "INV-20417"),
                (fields.PRODUCT, fields.product("Billing > Invoices")),
            ),
        },
        (Line(38, MARIA, "open", ("INV-20417.pdf",)), Line(4, MARIA, "more")),
        sla=105,
    ),
    Story(
        "story-drops/1",
        "VPN drops every hour",
        JOHN,
        {
            "department": NETWORK,
            "type": 1,
            "owner": IRA,
            "status": "process",
            "tags": ("vpn",),
            "fields": (
                (fields.PRODUCT, fields.product("Network > VPN")),
                (fields.ENVIRONMENT, "Client 4.2.0 from the store\nHome network, cable"),
            ),
        },
        (
            Line(15 * HOUR + 30, JOHN, "open"),
            Line(14 * HOUR + 50, IRA, "answer"),
            Line(14 * HOUR + 45, IRA, "note"),
            Line(95, JOHN, "more"),
            Line(26, JOHN, "more"),
        ),
        sla=3 * HOUR,
    ),
    Story(
        "story-prize/1",
        "[/WIN] FREE prize [claim",
        PROMO,
        _SPAM,
        (Line(16 * HOUR, PROMO, "open"),),
    ),
    Story(
        "story-watches/1",
        "Cheap watches [b]",
        WATCHES,
        _SPAM,
        (Line(16 * HOUR + 31, WATCHES, "open"),),
    ),
    Story(
        "story-seo/1",
        "SEO offer",
        SEO,
        {**_SPAM, "source": "web"},
        (Line(17 * HOUR + 5, SEO, "open"),),
    ),
    Story(
        "story-password/1",
        "Reset my password",
        MARIA,
        {
            "department": SUPPORT,
            "type": 2,
            "owner": IRA,
            "status": "process",
            "tags": ("account",),
            "fields": (
                (fields.RESOLUTION, 0),
                (fields.PRODUCT, fields.product("Workplace > Accounts")),
            ),
        },
        (
            Line(20 * HOUR, MARIA, "open"),
            Line(19 * HOUR + 20, IRA, "answer"),
            Line(55, MARIA, "more"),
            Line(45, IRA, "note"),
        ),
        sla=5 * HOUR,
    ),
    Story(
        "story-desk/1",
        "Standing desk for room 204",
        _CONTI,
        {
            "department": EQUIPMENT,
            "type": 2,
            "owner": DENIS,
            "status": "awaiting-client",
            "priority": 4,
            "fields": ((fields.ROOM, "204"), (fields.ON_SITE, 1)),
        },
        (Line(21 * HOUR, _CONTI, "open", ("approval.eml",)), Line(70, DENIS, "answer")),
        sla=50 * HOUR,
    ),
    Story(
        "story-training/1",
        "Bill for the September training",
        _ADEYEMI,
        {"department": BILLING, "type": 4, "tags": ("invoice", "training")},
        (
            Line(
                22 * HOUR,
                _ADEYEMI,
                "open",
                ("INV-20388.pdf", "INV-20391.pdf", "list of participants.xlsx"),
            ),
        ),
        sla=26 * HOUR,
        views=((90, IRA),),
    ),
    Story(
        "story-projector/1",
        "Projector in the board room blinks",
        _CONTI,
        {
            "department": EQUIPMENT,
            "type": 1,
            "owner": IRA,
            "status": "process",
            "priority": 3,
            "fields": ((fields.ON_SITE, 1), (fields.AFFECTED, "9")),
        },
        (
            Line(23 * HOUR, _CONTI, "open", ("IMG_2041.jpg",)),
            Line(22 * HOUR + 10, IRA, "answer"),
            Line(130, _CONTI, "more"),
            Line(80, IRA, "note"),
        ),
        sla=-125,
    ),
    Story(
        "story-toner/1",
        "Принтер в отделе кадров просит тонер",
        _TIKHONOVA,
        {
            "department": EQUIPMENT,
            "type": 1,
            "owner": DENIS,
            "status": "process",
            "source": "phone",
            "fields": (
                (fields.ROOM, "12"),
                (fields.PRODUCT, fields.product("Workplace > Printers")),
            ),
        },
        (Line(24 * HOUR, _TIKHONOVA, "open"), Line(150, DENIS, "answer")),
        sla=7 * HOUR,
    ),
    Story(
        "story-tills/1",
        "Дві каси з трьох не бачать сервера",
        _MELNYK,
        {
            "department": EQUIPMENT,
            "type": 1,
            "priority": 1,
            "source": "telegram",
            "fields": ((fields.AFFECTED, "3"), (fields.ON_SITE, 1)),
        },
        (Line(25 * HOUR, _MELNYK, "open", ("фото каси.jpg",)),),
        sla=48,
        updated=33,
        views=((33, OLGA),),
    ),
    Story(
        "story-move/1",
        "Move of the server room in spring",
        _SOLBERG,
        {
            "department": NETWORK,
            "type": 2,
            "owner": IRA,
            "status": "6",
            "tags": ("project",),
            "followers": (3, 9),
            "fields": ((fields.ENVIRONMENT, "Two racks, 9 kW, second floor"),),
        },
        (
            Line(26 * HOUR, _SOLBERG, "open", ("plan of the room.pdf",)),
            Line(25 * HOUR + 30, IRA, "answer"),
            Line(25 * HOUR + 20, 3, "note"),
        ),
        frozen=122 * HOUR,
    ),
)
"""Newest first."""

BY_KEY = {story.key: story for story in STORIES}


def ticket(story: Story, number: int, anchor: datetime) -> Ticket:
    """The ticket of a story, as it stands when the world begins."""

    def at(minutes: int | None) -> datetime | None:
        return None if minutes is None else anchor + timedelta(minutes=minutes)

    last = story.lines[-1]
    updated = last.ago if story.updated is None else story.updated
    return Ticket(
        id=number,
        created=anchor - timedelta(minutes=story.lines[0].ago),
        updated=anchor - timedelta(minutes=updated),
        title=story.title,
        user=story.user,
        topic=story.key,
        posts=sum(line.kind != "note" for line in story.lines),
        sla=at(story.sla),
        frozen_until=at(story.frozen),
        seen_by_staff=last.author != story.user or any(ago < last.ago for ago, _ in story.views),
        **story.facts,
    )
