"""The options of select and hierarchy fields as they stand when a world begins."""

from collections.abc import Iterator

from eddytui.demo.data import fields
from eddytui.demo.records import Option

Options = dict[int, dict[int, Option]]
"""The options of each field by id, in the order they are shown."""

# id, parent, then the name in English, Russian and Ukrainian.
_ROWS: dict[int, tuple[tuple[int, int, str, str, str], ...]] = {
    fields.RESOLUTION: (
        (21, 0, "Solved", "Решено", "Вирішено"),
        (22, 0, "Password reset", "Сброс пароля", "Скидання пароля"),
        (23, 0, "Workaround", "Обходной путь", "Обхідний шлях"),
        (24, 0, "Duplicate", "Дубликат", "Дублікат"),
        (25, 0, "Not reproducible", "Не воспроизводится", "Не відтворюється"),
        (26, 0, "Spam", "Спам", "Спам"),
    ),
    fields.CONTACT: (
        (fields.BY_MAIL, 0, "E-mail", "Почта", "Пошта"),
        (fields.BY_PHONE, 0, "Phone", "Телефон", "Телефон"),
        (fields.BY_CHAT, 0, "Messenger", "Мессенджер", ""),
    ),
    fields.SERVICE: (
        (501, 0, "Basic", "Базовый", "Базовий"),
        (502, 0, "Business", "Бизнес", "Бізнес"),
        (503, 0, "Around the clock", "Круглосуточно", "Цілодобово"),
    ),
    fields.REGION: (
        (511, 0, "Baltics", "Балтия", "Балтія"),
        (512, 0, "Western Europe", "Западная Европа", "Західна Європа"),
        (513, 0, "Eastern Europe", "Восточная Европа", "Східна Європа"),
        (521, 511, "Estonia", "Эстония", "Естонія"),
        (522, 511, "Latvia", "Латвия", "Латвія"),
        (523, 512, "Ireland", "Ирландия", "Ірландія"),
        (524, 512, "United Kingdom", "Великобритания", ""),
        (525, 513, "Ukraine", "Украина", "Україна"),
        (531, 521, "Tallinn", "Таллин", "Таллінн"),
        (532, 521, "Tartu", "Тарту", "Тарту"),
        (533, 522, "Riga", "Рига", "Рига"),
        (534, 524, "Leeds", "", ""),
        (535, 525, "Lviv", "Львов", "Львів"),
        (536, 525, "Poltava", "Полтава", "Полтава"),
    ),
}


def _products() -> Iterator[Option]:
    """Areas with their products; these have names in English alone."""
    for area, products in fields.PRODUCTS.items():
        for name, number in products.items():
            yield Option(number, products[""] if name else 0, {"en": name or area})


def _option(number: int, pid: int, *names: str) -> Option:
    name = zip(("en", "ru", "ua"), names, strict=True)
    return Option(number, pid, {language: text for language, text in name if text})


def options() -> Options:
    """The options of all fields."""
    made = {field: [_option(*row) for row in rows] for field, rows in _ROWS.items()}
    made[fields.PRODUCT] = list(_products())
    return {field: {option.id: option for option in rows} for field, rows in made.items()}
