"""The query language, read: filter line, saved views and command line speak it.

    status:open,process owner:me -prio:low sla<2h "printer fire" sort:-updated

Spaces are AND, commas are OR, `-` in front negates. Words without a key match number, title,
people and loaded thread text, each from its beginning on; words in double quotes match as they
stand (`""` is a quote inside). Case never matters.

`status: prio: type: dep:` take names of the helpdesk's own lists in any language, their ids, or
    beginnings that only one of them has.
`owner: user:` take a name, an e-mail address, an id or `me`; `owner:none` is nobody's.
`tag: org:` take tags and organizations (of people that are known here).
`is:` unread, frozen, locked, open, closed, late, deleted, mine, unassigned. What lies in the bin is
    found by `is:deleted` alone.
`has:` files (in loaded threads), draft, waiting (changes not sent yet), tags, rating, sla.
`rate:` like, dislike.
`sla updated created` take `: < <= > >=` and a day (`2026-01-31`, `today`, `yesterday`, `tomorrow`)
    or a span (`30m 2h 1d 1w`). Against a day, `:` is on it, `<` before it, `>` after it. A span
    means age for `updated` and `created` (`updated<1d` within the last day, `>` longer ago) and
    time left for `sla` (`sla<2h` includes what is late); `:` is the same as `<=`. Time runs for
    tickets that are neither closed nor frozen.
`#1042`, `id:1042`, `id>1000`.
`sort:` id, title, user, owner, status, prio, type, dep, sla, created, updated; `-` in front turns
    it around, several keys by commas. Lists are sorted as the helpdesk has them, so `sort:-prio` is
    the most urgent first. Without it the last changed come first.

A web address is no key. Reading takes time linear in the text, and whatever was pasted gives
either terms or problems.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from eddytui.text.problems import Problem, mistaken, said
from eddytui.text.vocabulary import BY_NAME, KEYS, Key
from eddytui.text.when import read

MOST = 100
"""How many values a query may have."""

_HEAD = re.compile(r"(-?)(?:([^\W\d_]+)(<=|>=|[:<>])(?!//))?")
_VALUE = re.compile(r'"([^"]*(?:""[^"]*)*)("?)|([^\s,]*)')
_SPACE = re.compile(r"\s*")
_NUMBER = re.compile(r"#?(\d{1,15})", re.ASCII)  # more digits than SQLite can count
_NO_DATE = "is no date. Write 2026-01-31, today, yesterday, 30m, 2h, 1d or 1w"


class Value(NamedTuple):
    """One of the values of a term, without its quotes; `start` and `length` with them."""

    start: int
    length: int
    text: str
    quoted: bool = False
    closed: bool = True
    """False: the quote has no end."""


class Piece(NamedTuple):
    """A term as it was typed. `key` is "" for words."""

    start: int
    end: int
    negated: bool
    key: str
    op: str
    values: tuple[Value, ...]


class Parsed(NamedTuple):
    """What was understood, and what was not."""

    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]


def parse(text: str) -> Parsed:
    """The terms of a query with the key's usual name, and all that is wrong with them."""
    pieces: list[Piece] = []
    problems: list[Problem] = []
    count = 0
    for piece in scan(text):
        count += len(piece.values)
        if count > MOST:
            sentence = f"A query has at most {MOST} words. Leave out what follows."
            return Parsed((), (Problem(piece.start, len(text) - piece.start, sentence),))
        named = _named(piece)
        if wrong := list(_problems(named)):
            problems += wrong
        elif named.values:
            pieces.append(named)
    return Parsed(tuple(pieces), tuple(problems))


def scan(text: str) -> Iterator[Piece]:
    """The terms of a text one after the other, whatever their words mean."""
    at = _end(_SPACE, text, 0)
    while at < len(text):
        piece = _piece(text, at)
        yield piece
        at = _end(_SPACE, text, piece.end)


def number(text: str) -> int | None:
    """A ticket's number, with or without `#`; None when it is none."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _piece(text: str, start: int) -> Piece:
    head = _HEAD.match(text, start)
    minus, key, op = head.groups("") if head else ("", "", "")
    values, at = [], head.end() if head else start
    while True:
        values.append(_value(text, at))
        at += values[-1].length
        if text[at : at + 1] != ",":
            return Piece(start, at, bool(minus), key, op, tuple(values))
        at += 1


def _value(text: str, at: int) -> Value:
    found = _VALUE.match(text, at)
    inside, end, bare = found.groups() if found else (None, "", "")
    length = found.end() - at if found else 0
    if inside is None:
        return Value(at, length, bare)
    return Value(at, length, inside.replace('""', '"'), quoted=True, closed=bool(end))


def _named(piece: Piece) -> Piece:
    """With the key's own name; numbers written as `#7` are ids, and empty words go."""
    if piece.key:
        key = BY_NAME.get(piece.key.casefold())
        return piece._replace(key=key.name) if key else piece
    values = tuple(value for value in piece.values if value.text or not value.closed)
    numbers = [value for value in values if value.text[:1] == "#" and number(value.text)]
    if values and len(numbers) == len(values):
        return piece._replace(key="id", op=":", values=values)
    return piece._replace(values=values)


def _problems(piece: Piece) -> Iterator[Problem]:
    for value in piece.values:
        if not value.closed:
            sentence = 'The quote has no end. Close it with ".'
            yield Problem(value.start, value.length, sentence)
    if not piece.key:
        return
    key = BY_NAME.get(piece.key)
    if key is None:
        yield Problem(piece.start + piece.negated, len(piece.key), _unknown(piece.key))
    elif piece.op not in key.ops:
        at = piece.values[0].start - len(piece.op)
        sentence = f"{key.name} has no {piece.op}. Write {key.name}:{key.example}."
        yield Problem(at, len(piece.op), sentence)
    else:
        for value in piece.values:
            if sentence := _wrong(key, piece.op, value):
                yield Problem(value.start, value.length, sentence)


def _unknown(word: str) -> str:
    known = ", ".join(key.name for key in KEYS)
    return mistaken(word, list(BY_NAME), f"unknown. Known are {known}. Put other text in quotes.")


def _wrong(key: Key, op: str, value: Value) -> str:
    """What is wrong with a value; "" for nothing, or when only the helpdesk's lists can tell."""
    written = f"{key.name}{op}{value.text}"
    if not value.text.strip():
        return f"{key.name}{op} needs a value, such as {key.name}{op}{key.example}."
    if key.kind == "choice":
        typed = value.text.casefold().removeprefix("-" if key.name == "sort" else "")
        return "" if typed in key.choices else mistaken(written, key.choices)
    if key.kind == "date" and read(value.text) is None:
        return f"{said(written)} {_NO_DATE}."
    if key.kind == "number" and number(value.text) is None:
        return f"{said(written)} is no number. Write {key.name}{op}{key.example}."
    return ""
