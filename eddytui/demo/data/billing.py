"""The time that was spent on tickets before the world begins: it follows from the thread.

Most of it the helpdesk noted by itself, when a colleague answered; some was entered by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from eddytui.demo.data.chance import Chance
from eddytui.demo.data.turns import POST, Turn
from eddytui.demo.records import SYSTEM, Bill, Person, Ticket

_BILLED, _ENTERED, _BY_NOBODY, _AGREED = 0.4, 0.5, 0.1, 0.8
_BY_HAND = 3
"""No ticket has more entries by hand than this."""
_MINUTES = (5, 90)
_COMMENTS = {
    "en": ("Phone call", "On-site visit", "Remote session", "Configuration"),
    "ru": ("Звонок", "Выезд", "Удалённая сессия", "Настройка"),
    "ua": ("Дзвінок", "Виїзд", "Віддалена сесія", "Налаштування"),
}

_Entry = dict[str, Any]


def _noted(turn: Turn, chance: Chance) -> _Entry:
    """What the helpdesk notes when somebody answers: the seconds that writing took."""
    seconds = chance.randrange(20, 900)
    return {
        "action": "create-post",
        "comment": "Adding reply",
        "spent": seconds,
        "paid": seconds,
        "staff": turn.author,
        "billed": turn.at,
        "creator": SYSTEM,
        "created": turn.at,
    }


def _entered(
    ticket: Ticket, answers: Sequence[Turn], language: str, chance: Chance
) -> Iterator[_Entry]:
    """What colleagues entered after an answer; the client need not pay all of it."""
    for turn in answers[: chance.randrange(1, _BY_HAND + 1)]:
        spent = 60 * chance.randrange(*_MINUTES)
        paid = spent if chance.happens(_AGREED) else 60 * chance.randrange(*_MINUTES)
        yield {
            "action": None,
            "comment": chance.choice(_COMMENTS[language]),
            "spent": spent,
            "paid": paid,
            "staff": SYSTEM if chance.happens(_BY_NOBODY) else turn.author,
            "billed": turn.at - timedelta(seconds=spent),
            "creator": turn.author,
            "created": min(turn.at + timedelta(seconds=chance.randrange(30, 600)), ticket.updated),
        }


def bills(
    seed: int, ticket: Ticket, turns: Sequence[Turn], people: Mapping[int, Person]
) -> list[Bill]:
    """The entries of one ticket, oldest first; most tickets have none."""
    chance = Chance(f"{seed}/{ticket.id}/billing")
    answers = [turn for turn in turns if turn.kind == POST and people[turn.author].is_staff]
    if not answers or not chance.happens(_BILLED):
        return []
    entries = [_noted(turn, chance) for turn in answers]
    if chance.happens(_ENTERED):
        entries.extend(_entered(ticket, answers, people[ticket.user].language, chance))
    entries.sort(key=lambda entry: entry["created"])
    base = ticket.first_post + _BY_HAND * ticket.id
    return [Bill(id=base + number, **entry) for number, entry in enumerate(entries)]
