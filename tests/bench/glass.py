"""What the glass says: how the screens of eddytui are told apart, by their text alone."""

import re
from collections.abc import Callable

_ROW = re.compile(r"│[▌× ]+(\d+) ")
_RULE = "│───"
_CURSOR = "│▌"
_ROLE = re.compile(r"· (staff|client)\b")


def rows(text: str) -> list[int]:
    """The tickets in the queue's table, from the top; what is below the rule is the preview."""
    table = text.split(_RULE, 1)[0]
    return [int(row[1]) for row in map(_ROW.search, table.splitlines()) if row]


def queue(text: str) -> bool:
    """The queue is painted: a row has the cursor, and the keys stand below."""
    return _CURSOR in text and bool(rows(text)) and "open" in text.splitlines()[-1]


def hello(text: str) -> bool:
    """The floor is painted."""
    return "Quit" in text


def ticket(number: int) -> Callable[[str], bool]:
    """A ticket is painted: its number at the top, and somebody's words below."""

    def seen(text: str) -> bool:
        return text.startswith(f" #{number} ") and bool(_ROLE.search(text))

    return seen


def tab(title: str) -> Callable[[str], bool]:
    """A tab of a ticket is the one that is shown."""
    return lambda text: f"[{title}" in text


def without(number: int) -> Callable[[str], bool]:
    """A ticket has left the queue's table."""
    return lambda text: queue(text) and number not in rows(text)
