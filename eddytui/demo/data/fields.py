"""The tickets' custom fields: what they are called, what may be chosen, how values are sent.

Written forms by type: `behaviour.md` section 1.
"""

from collections.abc import Callable, Mapping
from typing import Any

from eddytui.demo.records import FieldState

RESOLUTION, ORDER, ON_SITE, PRODUCT, ENVIRONMENT, AFFECTED, PLANNED, ROOM = range(2, 10)

_LEVELS = {
    "1": {"ru": "Область", "en": "Area", "ua": "Область"},
    "2": {"ru": "Продукт", "en": "Product", "ua": "Продукт"},
}

_KINDS: dict[int, tuple[str, dict[str, Any]]] = {
    RESOLUTION: ("select", {"ru": "Решение", "en": "Resolution", "ua": "Рішення"}),
    ORDER: ("text", {"ru": "Номер заказа", "en": "Order number"}),
    ON_SITE: ("checkbox", {"ru": "Нужен выезд", "en": "On-site visit", "ua": "Потрібен виїзд"}),
    PRODUCT: ("hierarchy", _LEVELS),
    ENVIRONMENT: ("textarea", {"en": "Environment", "ua": "Середовище"}),
    AFFECTED: ("number", {"ru": "Сколько людей", "en": "People affected", "ua": "Скільки людей"}),
    PLANNED: ("date", {"en": "Planned for", "fr": "Prévu pour"}),
    # No English name: readers have to take what there is.
    ROOM: ("text", {"ru": "Кабинет", "ua": "Кабінет"}),
}

_RESOLUTIONS = {
    21: {"ru": "Решено", "en": "Solved", "ua": "Вирішено"},
    22: {"ru": "Сброс пароля", "en": "Password reset", "ua": "Скидання пароля"},
    23: {"ru": "Обходной путь", "en": "Workaround", "ua": "Обхідний шлях"},
    24: {"ru": "Дубликат", "en": "Duplicate", "ua": "Дублікат"},
    25: {"ru": "Не воспроизводится", "en": "Not reproducible", "ua": "Не відтворюється"},
    26: {"ru": "Спам", "en": "Spam", "ua": "Спам"},
}

# Area ids, then the ids of its products: two levels of one hierarchy.
_PRODUCTS: dict[str, dict[str, int]] = {
    "Network": {"": 31, "VPN": 311, "Wi-Fi": 312, "Telephony": 313, "Certificates": 314},
    "Workplace": {"": 32, "Printers": 321, "Laptops": 322, "Accounts": 323, "Files": 324},
    "Mail": {"": 33, "Mailboxes": 331, "Calendars": 332},
    "Billing": {"": 34, "Invoices": 341, "Licences": 342, "Refunds": 343},
    "Portal": {"": 35, "API": 351, "Reports": 352, "Shop": 353},
}

OPTIONS: dict[int, dict[int, dict[str, str]]] = {
    RESOLUTION: _RESOLUTIONS,
    PRODUCT: {
        option: {"en": name or area}
        for area, products in _PRODUCTS.items()
        for name, option in products.items()
    },
}
"""The options of each select and hierarchy field: names by option id."""


def product(path: str) -> tuple[int, ...]:
    """The option ids of `Network > VPN`, one a level."""
    area, _, name = path.partition(" > ")
    levels = _PRODUCTS[area]
    return (levels[""], levels[name]) if name else (levels[""],)


def kind(field_id: int) -> str:
    """The type of a field, "" when there is no such field."""
    return _KINDS[field_id][0] if field_id in _KINDS else ""


def _permissions(*, to_close: bool) -> dict[str, dict[str, bool]]:
    rights = {"view": True, "edit": True, "required_to_create_ticket": False}
    return {
        "staff": {**rights, "required_to_close_ticket": to_close},
        "user": {**rights, "required_to_close_ticket": False},
    }


def fields() -> list[dict[str, Any]]:
    """Every custom field, as `GET /custom_fields/` describes it."""
    return [
        {
            "id": field_id,
            "name": name,
            "field_type": field_type,
            "permissions": _permissions(to_close=field_id == RESOLUTION),
        }
        for field_id, (field_type, name) in _KINDS.items()
    ]


def _option(field_id: int, option: int) -> dict[str, Any]:
    # An empty select is sent as id 0 without a name.
    return {"id": option, "name": OPTIONS[field_id].get(option)}


def value(field_id: int, state: FieldState) -> dict[str, Any]:
    """One custom field of a ticket, as the API sends it."""
    shown: Any = state
    if isinstance(state, tuple):
        shown = {str(level): _option(field_id, one) for level, one in enumerate(state, 1)}
    elif kind(field_id) == "select" and isinstance(state, int):
        shown = _option(field_id, state)
    return {"id": field_id, "field_type": kind(field_id), "field_value": shown}


def _option_of(field_id: int, raw: object) -> int:
    option = int(str(raw or 0))
    if option and option not in OPTIONS[field_id]:
        raise ValueError(raw)
    return option


def _levels(field_id: int, raw: object) -> tuple[int, ...]:
    levels = dict(raw) if isinstance(raw, Mapping) else {"1": raw}
    chosen = (_option_of(field_id, levels[level]) for level in sorted(levels))
    return tuple(option for option in chosen if option)


_READERS: dict[str, Callable[[int, object], FieldState]] = {
    "checkbox": lambda _, raw: int(str(raw).lower() in {"1", "true"}),
    "select": _option_of,
    "hierarchy": _levels,
    "number": lambda _, raw: str(int(str(raw))) if raw else "",
}


def read(field_id: int, raw: object) -> FieldState:
    """The value a request sets; ValueError when there is no such field or it cannot hold it."""
    if not kind(field_id):
        raise ValueError(field_id)
    reader = _READERS.get(kind(field_id))
    return reader(field_id, raw) if reader else str(raw or "")
