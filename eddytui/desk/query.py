"""A typed query, understood: names become ids, and what is wrong is told all at once."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from eddytui.desk.lookup import Unknown
from eddytui.desk.names import CLOSED
from eddytui.models.queries import TicketQuery
from eddytui.models.terms import Among, Condition, Has, Sort, Term, When, Within, Words
from eddytui.text import when
from eddytui.text.problems import Problem, QueryError
from eddytui.text.query import Piece, Value, number, parse
from eddytui.text.vocabulary import BY_NAME, FLAGS, MINE, POSSESSIONS

if TYPE_CHECKING:
    from eddytui.desk.lookup import Lookup
    from eddytui.models.terms import Ranged, SortColumn

_DATES: dict[str, "Ranged"] = {"sla": "sla", "created": "created", "updated": "updated"}


def understood(text: str, lookup: "Lookup") -> TicketQuery:
    """The question that a text of the query language (`text.query`) asks. Raises `QueryError`.

    Frozen tickets belong to it unless it says otherwise; those in the bin only if it says so.
    """
    # What a shell passes on may be no text: every such byte becomes one letter, at its place.
    parsed = parse(text.encode("utf-8", "replace").decode())
    problems = list(parsed.problems)
    terms: list[Term] = []
    sorts: list[Sort] = []
    for piece in parsed.pieces:
        if piece.key == "sort":
            sorts += _sorts(piece)
        else:
            term, unknown = _term(piece, lookup)
            terms.append(term)
            problems += unknown
    if problems:
        raise QueryError(problems)
    return TicketQuery(
        open=True if any(map(_means_open, terms)) else None,
        frozen=None,
        deleted=None if any(map(_means_the_bin, terms)) else False,
        terms=tuple(terms),
        sorts=tuple(sorts),
    )


def _sorts(piece: Piece) -> Iterator[Sort]:
    for value in piece.values:
        name = value.text.casefold()
        column: SortColumn = name.removeprefix("-")  # type: ignore[assignment] # parse has checked
        yield Sort(column, name.startswith("-") is not piece.negated)


def _term(piece: Piece, lookup: "Lookup") -> tuple[Term, list[Problem]]:
    """What a piece asks for, as far as its names are known, and the names that are not."""
    found, unknown = [], []
    for value in piece.values:
        try:
            found.append(_condition(piece, value, lookup))
        except Unknown as error:
            unknown.append(Problem(value.start, value.length, str(error)))
    return Term(tuple(_merged(found)), piece.negated), unknown


def _condition(piece: Piece, value: Value, lookup: "Lookup") -> Condition:
    key, typed = piece.key, value.text.strip()
    if not key:
        return Words(value.text, phrase=value.quoted)
    if key in _DATES:
        return _dated(_DATES[key], piece.op, typed)
    if BY_NAME[key].kind == "names":
        return lookup.find(key, typed)
    return _KNOWN[key](piece.op, typed.casefold(), lookup)


def _dated(column: "Ranged", op: str, typed: str) -> Within:
    read = when.read(typed)
    if isinstance(read, When):
        return Within(column, *when.of_day(op, read))
    bounds = when.of_time_left if column == "sla" else when.of_age
    return Within(column, *bounds(op, read or 0))


def _flag(_: str, typed: str, lookup: "Lookup") -> Condition:
    return Among("owner_id", (lookup.me(),)) if typed == MINE else FLAGS[typed]


def _possession(_: str, typed: str, __: "Lookup") -> Condition:
    return next(Has(what) for what in POSSESSIONS if what == typed)


def _rating(_: str, typed: str, __: "Lookup") -> Condition:
    return Among("rate", (typed,))


def _numbered(op: str, typed: str, _: "Lookup") -> Condition:
    wanted = number(typed) or 0
    if op == ":":
        return Among("id", (wanted,))
    first, end = {
        "<": (None, wanted),
        "<=": (None, wanted + 1),
        ">": (wanted + 1, None),
        ">=": (wanted, None),
    }[op]
    return Within("id", first, end)


_KNOWN: dict[str, Callable[[str, str, "Lookup"], Condition]] = {
    "is": _flag,
    "has": _possession,
    "rate": _rating,
    "id": _numbered,
}


def _merged(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """The same, with the values of one column together: `status:open,process` is one list."""
    lists: dict[str, Among] = {}
    for condition in conditions:
        if isinstance(condition, Among):
            before = lists.get(condition.column)
            values = (*(before.values if before else ()), *condition.values)
            lists[condition.column] = Among(condition.column, tuple(dict.fromkeys(values)))
        else:
            yield condition
    yield from lists.values()


def _means_open(term: Term) -> bool:
    """Whether no closed ticket can meet it: then the small index of open ones is enough."""
    return not term.negated and all(map(_is_open, term.any_of))


def _is_open(condition: Condition) -> bool:
    if isinstance(condition, Within):
        return condition.column == "sla"
    return isinstance(condition, Among) and (
        condition == FLAGS["open"]
        or (condition.column == "status_id" and CLOSED not in condition.values)
    )


def _means_the_bin(term: Term) -> bool:
    return not term.negated and any(
        isinstance(condition, Among) and condition.column == "deleted" for condition in term.any_of
    )
