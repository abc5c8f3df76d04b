"""The sentences of a ticket's history, in the three languages the API sends them in.

The stray `</strong>` is the server's own (API document, "Audit").
"""

from collections.abc import Mapping
from typing import Any

from eddytui.demo.data.lists import DEPARTMENTS, PRIORITIES, STATUSES, TYPES, Names
from eddytui.demo.records import Person
from eddytui.demo.times import to_minute

_LANGUAGES = ("en", "ru", "ua")
_DONE: dict[str, tuple[str, str, str]] = {
    "ticket_create": ("Create request", "Создание заявки", "Створення заявки"),
    "ticket_view": ("View request", "Просмотр заявки", "Перегляд заявки"),
    "ticket_answer": (
        "Add a response to the request",
        "Добавление ответа на заявку",
        "Додавання відповіді на заявку",
    ),
    "mail_sent": (
        'Send a message to email "{}"</strong>',
        'Отправление письма на э-почту "{}"</strong>',
        'Відправлення листа на е-пошту "{}"</strong>',
    ),
    "comment_create": (
        "Add a comment to the request",
        "Добавление комментария к заявке",
        "Додавання коментаря до заявки",
    ),
    "answer_update": ("Edit a response", "Изменение ответа", "Зміна відповіді"),
    "answer_delete": ("Delete a response", "Удаление ответа", "Видалення відповіді"),
    "comment_update": ("Edit a comment", "Изменение комментария", "Зміна коментаря"),
    "comment_delete": ("Delete a comment", "Удаление комментария", "Видалення коментаря"),
    "ticket_delete": ("Delete request", "Удаление заявки", "Видалення заявки"),
    "ticket_union": (
        'Union with request "{}"</strong>',
        'Объединение с заявкой "{}"</strong>',
        'Об’єднання із заявкою "{}"</strong>',
    ),
    "ticket_unfreeze": ("Request unfrozen", "Разморозка заявки", "Розморожування заявки"),
}
_CHANGING = (
    'Changing {what} from "{old}"</strong> to "{new}"</strong>',
    'Изменение {what} с "{old}"</strong> на "{new}"</strong>',
    'Зміна {what} з "{old}"</strong> на "{new}"</strong>',
)
# What a change is called, by field: the event, then the three languages.
_CHANGES: dict[str, tuple[str, str, str, str]] = {
    "status": ("status_update", "request status", "статуса заявки", "статусу заявки"),
    "owner": ("owner_update", "responsible party", "исполнителя заявки", "виконавця заявки"),
    "priority": ("priority_update", "priority", "приоритета", "пріоритету"),
    "type": ("type_update", "type", "типа", "типу"),
    "department": ("department_update", "department", "департамента", "департаменту"),
    "title": ("title_update", "subject", "темы", "теми"),
    "user": ("user_update", "requester", "заявителя", "заявника"),
    "sla": ("sla_update", "SLA date", "даты SLA", "дати SLA"),
    "frozen_until": ("freeze_update", "freeze date", "даты заморозки", "дати замороження"),
    "locked": ("lock_update", "lock", "блокировки", "блокування"),
    "tags": ("tags_update", "tags", "меток", "міток"),
    "cc": ("cc_update", "copies", "копий", "копій"),
    "bcc": ("bcc_update", "blind copies", "скрытых копий", "прихованих копій"),
    "followers": ("followers_update", "followers", "наблюдателей", "спостерігачів"),
    "pid": ("pid_update", "parent request", "родительской заявки", "батьківської заявки"),
    "fields": ("custom_field_update", "custom fields", "полей", "полів"),
}
_UNASSIGNED: Names = {"en": "Unassigned", "ru": "Неприсвоенный", "ua": "Неприсвоений"}
_NAMES: dict[str, Mapping[Any, Names]] = {
    "status": STATUSES,
    "priority": PRIORITIES,
    "type": TYPES,
    "department": DEPARTMENTS,
}


def done(event: str, about: str = "") -> dict[str, str]:
    """What happened, by language."""
    return dict(zip(_LANGUAGES, (text.format(about) for text in _DONE[event]), strict=True))


def event_of(field: str) -> str:
    """The name of the event that a changed field makes."""
    return _CHANGES[field][0]


def changed(field: str, old: object, new: object, people: Mapping[int, Person]) -> dict[str, str]:
    """That a field was changed from one value to another, by language."""
    whats = _CHANGES[field][1:]
    olds, news = _named(field, old, people), _named(field, new, people)
    return {
        language: pattern.format(what=what, old=olds[language], new=news[language])
        for language, pattern, what in zip(_LANGUAGES, _CHANGING, whats, strict=True)
    }


def _named(field: str, value: Any, people: Mapping[int, Person]) -> Names:
    """How a value is called, in every language; English where there is no translation."""
    if field in _NAMES:
        names = _NAMES[field][value]
        return {language: names.get(language, names["en"]) for language in _LANGUAGES}
    if field in {"owner", "user"}:
        # The API writes the first name with a space behind it.
        return dict.fromkeys(_LANGUAGES, f"{people[value].name} ") if value else _UNASSIGNED
    if field in {"sla", "frozen_until"}:
        return dict.fromkeys(_LANGUAGES, to_minute(value) if value else "-")
    if isinstance(value, tuple):
        return dict.fromkeys(_LANGUAGES, ", ".join(map(str, value)) or "-")
    return dict.fromkeys(_LANGUAGES, str(value))
