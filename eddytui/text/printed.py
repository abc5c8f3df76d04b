"""A document as plain text for a pipe, a pager or a printer: no colours, no control characters."""

from collections.abc import Iterator, Sequence

from eddytui.text.blocks import Block, Document, Image, Link, text_of
from eddytui.text.columns import width_of, wrapped

_STEP = "  "
_CODE = "    "
_GAP = "  "
_UNDERLINED = "2"
"""Headings of this level and above have a line below them."""
_NARROWEST = 4
"""No column of a table is made narrower than this."""
_LEAST = 20
"""Nothing is set narrower than this, however deep it is quoted."""
_BULLET, _ASCII_BULLET = "•", "*"


def printed(document: Document, width: int, *, plain: bool = False) -> str:
    """The document in lines of about `width` columns, the addresses of its links at the end.

    `plain`: its items have ASCII marks.
    """
    bullet = _ASCII_BULLET if plain else _BULLET
    parts: list[str] = []
    before: Block | None = None
    for block in document.blocks:
        if before and not (block.kind == before.kind == "item"):
            parts.append("> " * min(block.quote, before.quote))
        parts += _lines(block, width, bullet)
        before = block
    if document.cut:
        parts += ["", "The text is longer; its rest is not shown."]
    ends = [*_addresses(document.links), *_pictures(document.images)]
    return "\n".join(line.rstrip() for line in (*parts, *([""] if ends else ()), *ends))


def underlined(text: str, width: int, line: str = "=") -> list[str]:
    """A heading with a line of its own length below it."""
    rows = wrapped(text, width)
    return [*rows, line * max(map(width_of, rows))]


def _lines(block: Block, width: int, bullet: str) -> Iterator[str]:
    margin = "> " * block.quote
    room = max(width - len(margin), _LEAST)
    if block.marker == _BULLET:
        block = block._replace(marker=bullet)
    for line in _LAYOUTS.get(block.kind, _paragraph)(block, room):
        yield margin + line


def _words(block: Block) -> str:
    """The words of a block, each link followed by its number."""
    return "".join(f"{span.text} [{span.link}]" if span.link else span.text for span in block.spans)


def _paragraph(block: Block, width: int) -> list[str]:
    indent = _STEP * block.indent
    return [indent + line for line in wrapped(_words(block), max(width - len(indent), _LEAST))]


def _heading(block: Block, width: int) -> list[str]:
    if block.marker <= _UNDERLINED:
        return underlined(_words(block), width, "-")
    return wrapped(_words(block), width)


def _item(block: Block, width: int) -> list[str]:
    marker = f"{_STEP * (block.indent - 1)}{block.marker} "
    first, *others = wrapped(_words(block), max(width - len(marker), _LEAST))
    return [marker + first, *(" " * len(marker) + line for line in others)]


def _code(block: Block, _: int) -> list[str]:
    """Code keeps its lines as they are: broken ones cannot be copied."""
    return [_CODE + line for line in text_of(block).split("\n")]


def _picture(block: Block, width: int) -> list[str]:
    return wrapped(f"[image {block.marker}: {text_of(block)}]", width)


def _rule(_: Block, width: int) -> list[str]:
    return ["-" * min(width, 24)]


def _table(block: Block, width: int) -> Iterator[str]:
    """Cells in columns; where they do not fit the widest columns wrap."""
    count = max(map(len, block.rows), default=0)
    rows = [(*row, *[""] * (count - len(row))) for row in block.rows]
    widths = _widths(rows, width - len(_GAP) * (count - 1))
    for number, row in enumerate(rows):
        cells = [wrapped(cell, size, strict=True) for cell, size in zip(row, widths, strict=True)]
        for y in range(max(map(len, cells))):
            parts = (
                _filled(cell[y] if y < len(cell) else "", size)
                for cell, size in zip(cells, widths, strict=True)
            )
            yield _GAP.join(parts)
        if number == 0 and block.marker == "head":
            yield _GAP.join("-" * size for size in widths)


def _widths(rows: Sequence[tuple[str, ...]], room: int) -> list[int]:
    widths = [max(1, *map(width_of, column)) for column in zip(*rows, strict=True)]
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _filled(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def _addresses(links: Sequence[Link]) -> Iterator[str]:
    """Where the numbered links lead, the host first; it is what tells who answers there."""
    for link in links:
        host = f"{link.host} (not where it says)" if link.disguised else link.host
        yield f"[{link.number}] {host}: {link.url}"


def _pictures(images: Sequence[Image]) -> Iterator[str]:
    for number, image in enumerate(images, 1):
        if image.url:
            yield f"[image {number}] {image.url}"


_LAYOUTS = {
    "heading": _heading,
    "image": _picture,
    "item": _item,
    "pre": _code,
    "rule": _rule,
    "table": _table,
}
