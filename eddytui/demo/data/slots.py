"""The words and numbers that fill the gaps in the texts, the same ones all through a ticket."""

from zlib import crc32

_EVERYWHERE: dict[str, tuple[str, ...]] = {
    # Amounts that take the genitive plural in Russian and Ukrainian.
    "n": ("5", "6", "7", "8", "9", "11", "12", "14", "15", "17", "19", "25", "28", "36", "40"),
    "percent": ("7", "9", "12", "18", "23", "31", "88", "91", "94", "97"),
    "ip": ("10.20.4.17", "10.20.8.3", "10.31.0.144", "192.0.2.61", "198.51.100.9"),
    "host": (
        "gw-1.eddytui.example",
        "gw-2.eddytui.example",
        "mx-3.eddytui.example",
        "files-2.eddytui.example",
        "app-7.eddytui.example",
    ),
    "version": ("4.2.0", "4.2.1", "5.0.3", "7.11", "2026.2", "12.4.8"),
    "device": ("Kestrel C420", "Kestrel M260", "Orbita 3320", "Fjord MFP 8", "Fjord L2"),
    "laptop": ("Sokol 14", "Sokol 15 Pro", "Lumen X2", "Lumen T5"),
    "app": ("Planbook", "Ledgerline", "Karta CRM", "Fleetboard"),
    "share": (r"\\files\common", r"\\files\finance", r"\\srv2\projects", r"S:\shared"),
    "time": ("08:40", "09:15", "10:05", "11:20", "12:45", "14:10", "15:30", "16:50"),
    "amount": ("48.20", "129.00", "312.40", "1 284.50", "2 019.99"),
}
_BY_LANGUAGE: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
        "month": ("January", "February", "November", "December"),
        "office": (
            "in the Riga office",
            "in the Tartu warehouse",
            "on the second floor",
            "at the front desk",
            "in the new building",
        ),
        "colleague": ("Liis", "Priya", "Chloe", "Ingrid", "Hannah", "Zuzana", "Noor"),
    },
    "ru": {
        "since": ("с понедельника", "со вторника", "со среды", "с четверга", "с пятницы"),
        "on": ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу"),
        "of_day": ("понедельника", "вторника", "среды", "четверга", "пятницы"),
        "day": ("понедельник", "вторник", "среду", "четверг", "пятницу"),
        "month": ("январь", "февраль", "ноябрь", "декабрь"),
        "colleague": ("Светлана", "Наталья", "Юлия", "Ксения", "Вера"),
    },
    "ua": {
        "on": ("у понеділок", "у вівторок", "у середу", "у четвер", "у п’ятницю"),
        "of_day": ("понеділка", "вівторка", "середи", "четверга", "п’ятниці"),
        "month": ("січень", "лютий", "листопад", "грудень"),
        "colleague": ("Оксана", "Надія", "Леся", "Соломія", "Зоряна"),
    },
}


class Slots(dict[str, str]):
    """Fillings for `str.format_map`: chosen by name, the same each time for one key."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__()
        self._key = key
        self._words = _BY_LANGUAGE[language]

    def __missing__(self, name: str) -> str:
        lower = name[0].lower() + name[1:]
        chance = crc32(f"{self._key}/{lower}".encode())
        word = self._filling(lower, chance)
        if lower != name:
            word = word[0].upper() + word[1:]
        self[name] = word
        return word

    def _filling(self, name: str, chance: int) -> str:
        words = self._words.get(name) or _EVERYWHERE.get(name)
        if words:
            return words[chance % len(words)]
        numbers = {
            "invoice": f"INV-{20400 + chance % 700}",
            "order": f"{chr(65 + chance % 8)}{chance % 90000 + 10000}",
            "room": str(101 + chance % 60 + 100 * (chance % 3)),
            "code": f"{chance % 0xFFFFFF:06X}",
            "clock": f"{chance % 24:02}:{chance // 24 % 60:02}",
        }
        return numbers[name]
