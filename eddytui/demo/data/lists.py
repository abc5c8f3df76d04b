"""The helpdesk's own lists as the API sends them, in server order."""

from typing import Any

Names = dict[str, str]


def _names(en: str = "", ru: str = "", ua: str = "") -> Names:
    """A name by language; languages without a translation are left out."""
    return {key: name for key, name in (("ru", ru), ("en", en), ("ua", ua)) if name}


LANGUAGES = ("en", "ru", "ua")
"""The languages that are switched on."""

SUPPORT, NETWORK, BILLING, EQUIPMENT, DEVELOPMENT = 1, 2, 3, 4, 5

DEPARTMENTS: dict[int, Names] = {
    SUPPORT: _names("Support", "Поддержка", "Підтримка"),
    NETWORK: _names("Network", "Сеть", "Мережа"),
    BILLING: _names("Billing", "Расчёты", "Розрахунки"),
    EQUIPMENT: _names("Equipment", "Оборудование"),
    DEVELOPMENT: _names("Development", "", "Розробка"),
}

STATUSES: dict[str, Names] = {
    "open": _names("Open", "Открыта", "Відкрита"),
    "process": _names("In progress", "В работе", "В роботі"),
    "awaiting-client": _names("Awaiting client", "Ждём клиента", "Чекаємо на клієнта"),
    "6": _names("With the supplier", "У поставщика"),
    "closed": _names("Closed", "Закрыта", "Закрита"),
}

# The id is not the rank: the order of this list is.
PRIORITIES: dict[int, Names] = {
    4: _names("Low", "Низкий", "Низький"),
    2: _names("Standard", "Обычный", "Звичайний"),
    3: _names("High", "Высокий", "Високий"),
    1: _names("Very urgent", "Очень срочно", "Дуже терміново"),
}

# Id 0 is a type like any other.
TYPES: dict[int, Names] = {
    0: _names("Without type", "Без типа", "Без типу"),
    1: _names("Problem", "Проблема", "Проблема"),
    2: _names("Task", "Задача", "Завдання"),
    3: _names("Bug", "Ошибка", "Помилка"),
    4: _names("Question", "Вопрос"),
}

GROUPS: dict[int, dict[str, Any]] = {
    1: {"id": 1, "type": "user", "name": _names("Client", "Клиент", "Клієнт"), "disable": 0},
    2: {
        "id": 2,
        "type": "staff",
        "name": _names("Administrator", "Администратор", "Адміністратор"),
        "disable": 0,
    },
    3: {
        "id": 3,
        "type": "staff",
        # An empty translation, as real systems have them.
        "name": {"ru": "Сотрудник", "en": "Employee", "ua": ""},
        "disable": 0,
    },
}

USER_STATUSES: tuple[dict[str, Any], ...] = (
    {"id": "online", "name": _names("Online", "В сети", "У мережі"), "color": "#67c23a"},
    {"id": "on-hold", "name": _names("On hold", "Занят", "Зайнятий"), "color": "#e6a23c"},
    {"id": "obed", "name": _names("Lunch break", "Обед", "Обід"), "color": "#28D611"},
    {"id": "offline", "name": _names("Offline", "Не в сети"), "color": "#f56c6c"},
)

STANDINGS = ("active", "inactive", "disabled", "fired")
"""How a user stands with the helpdesk: the field `status`."""

LISTS: dict[str, list[dict[str, Any]]] = {
    "departments": [{"id": key, "name": name} for key, name in DEPARTMENTS.items()],
    "statuses": [{"id": key, "name": name} for key, name in STATUSES.items()],
    "priorities": [{"id": key, "name": name} for key, name in PRIORITIES.items()],
    "types": [{"id": key, "name": name} for key, name in TYPES.items()],
    "groups": list(GROUPS.values()),
    "user_statuses": list(USER_STATUSES),
}
"""The lists by the last part of their address."""
