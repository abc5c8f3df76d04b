"""The figures as people read them, and as programs do."""

import json
from collections.abc import Iterator, Sequence
from statistics import median

from tests.bench.targets import ROWS, Figure, Row

_WIDTHS = (44, 15, 9, 11, 6, 10, 5, 7)
_HEADS = ("figure", "size", "floor", "value", "ratio", "target", "held", "others")
_HELD = {True: "yes", False: "NO", None: ""}
_SIGNS = {"itself": "≤ {}", "floor": "≤ {} ×", "above floor": "≤ +{}"}


def line(cells: Sequence[str]) -> str:
    """Cells in columns, words to the left and numbers to the right."""
    first, *rest = zip(cells, _WIDTHS, strict=True)
    return first[0].ljust(first[1]) + "".join(cell.rjust(width) for cell, width in rest)


def heads() -> str:
    """The heads of the columns."""
    return line(_HEADS)


def told(figure: Figure) -> str:
    """A figure as a line of the table."""
    row = ROWS[figure.name]
    limit = row.limit(figure.size)
    return line(
        (
            row.words,
            f"{figure.size:,} {row.of}" if figure.size else "",
            _number(median(figure.floor)) if figure.floor else "",
            f"{_number(figure.value)} {row.unit}".strip(),
            f"{figure.ratio:.2f}" if figure.ratio is not None else "",
            "" if limit is None else _SIGNS[row.per].format(_number(limit)),
            _HELD[row.held(figure)],
            f"{figure.others:.1f}",
        )
    )


def _number(value: float) -> str:
    """A number with as many digits as it deserves."""
    if value == int(value):
        return f"{value:,.0f}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def summary(figures: Sequence[Figure]) -> str:
    """How many are held, and which are not."""
    verdicts = [(ROWS[figure.name], figure, ROWS[figure.name].held(figure)) for figure in figures]
    asked = sum(held is not None for _, _, held in verdicts)
    missed = [_named(row, figure) for row, figure, held in verdicts if held is False]
    if not missed:
        return f"All {asked} targets are held."
    return f"{asked - len(missed)} of {asked} targets are held. Not: {'; '.join(missed)}."


def _named(row: Row, figure: Figure) -> str:
    size = f" ({figure.size:,})" if figure.size else ""
    return f"{figure.name}{size}"


def as_json(figures: Sequence[Figure]) -> str:
    """All figures with every single value."""

    def records() -> Iterator[dict[str, object]]:
        for figure in figures:
            row = ROWS[figure.name]
            yield {
                **figure._asdict(),
                "median": figure.value,
                "ratio": figure.ratio,
                "unit": row.unit,
                "limit": row.limit(figure.size),
                "per": row.per,
                "held": row.held(figure),
            }

    return json.dumps(list(records()), indent=1, ensure_ascii=False) + "\n"
