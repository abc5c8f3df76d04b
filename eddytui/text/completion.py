"""What a query may go on with at the cursor: keys, then the values of a key."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from eddytui.text.fuzzy import rank
from eddytui.text.query import Piece, Value, scan
from eddytui.text.vocabulary import BY_NAME, KEYS
from eddytui.text.when import EXAMPLES

_MOST = 50
_SEPARATING = frozenset(' \t\n,"')


class Completion(NamedTuple):
    """The text that takes the place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


def completions(
    text: str, cursor: int, lists: Callable[[str], Sequence[str]]
) -> tuple[Completion, ...]:
    """What may stand where the cursor is, best first; `lists` gives the names behind a key."""
    piece = _at(text, cursor)
    if piece is None:
        return tuple(Completion(cursor, cursor, f"{key.name}:") for key in KEYS)
    if not piece.key:
        return _keys(piece)
    key = BY_NAME.get(piece.key.casefold())
    value = next((value for value in piece.values if _holds(value, cursor)), None)
    if key is None or value is None:
        return ()
    names = [*key.choices, *lists(key.name)] if key.kind != "date" else list(EXAMPLES)
    minus = "-" if key.name == "sort" and value.text.startswith("-") else ""
    found = rank(value.text.removeprefix(minus), names)[:_MOST]
    end = value.start + value.length
    return tuple(Completion(value.start, end, quoted(minus + names[at])) for at, _ in found)


def quoted(name: str) -> str:
    """A name as it is written into a query: in quotes when it would fall apart without them."""
    if name and not any(letter.isspace() or letter in _SEPARATING for letter in name):
        return name
    return '"{}"'.format(name.replace('"', '""'))


def _at(text: str, cursor: int) -> Piece | None:
    """The term that the cursor is in or just behind."""
    return next((piece for piece in scan(text) if piece.start <= cursor <= piece.end), None)


def _holds(value: Value, cursor: int) -> bool:
    return value.start <= cursor <= value.start + value.length


def _keys(piece: Piece) -> tuple[Completion, ...]:
    value = piece.values[0]
    typed = value.text.casefold()
    if value.quoted or len(piece.values) > 1:
        return ()
    return tuple(
        Completion(value.start, piece.end, f"{key.name}:")
        for key in KEYS
        if key.name.startswith(typed) or (key.also and key.also.startswith(typed))
    )
