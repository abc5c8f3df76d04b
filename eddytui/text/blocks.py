"""The shape of readable text: blocks of spans with links and images beside them. No HTML in it.

`html.document` makes it, the store keeps it as JSON (`dumps`), the interface lays it out.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple


class Span(NamedTuple):
    """Text in one style. A newline breaks the line; there is no other control character."""

    text: str
    style: str = ""
    """"" or `b`, `i`, `bi`, `u`, `code`, `del`."""
    link: int = 0
    """Number of the link this is the label of, 0 for none."""


class Block(NamedTuple):
    """A paragraph or what stands like one."""

    kind: str
    """`para`, `heading`, `item`, `pre`, `table`, `image`, `rule` (a line across, without text) or
    `quote-head` ("… wrote:" above quoted history)."""
    spans: tuple[Span, ...] = ()
    quote: int = 0
    """How many times this is quoted: `>` or a bar each."""
    indent: int = 0
    """Depth in lists. An item's marker hangs in the innermost step."""
    marker: str = ""
    """`•` or `1.` of an item, level of a heading, number of an image (from 1), `head` of a table
    whose first row names the columns."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells of a table, each on one line."""
    fold: bool = False
    """Whether this is quoted history, folded until asked for; neighbours fold together."""


class Link(NamedTuple):
    """Where a link really leads."""

    number: int
    label: str
    url: str
    host: str
    disguised: bool
    """Whether the label looks like another address: the host must be shown beside it."""


class Image(NamedTuple):
    """A picture: a name to show, and a web address or "" when it came inside the mail."""

    name: str
    url: str


class Document(NamedTuple):
    """A whole message or article."""

    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    cut: bool = False
    """Whether the text was too long and ends early."""


_LOOK = itemgetter(1, 2)
_SPAN = Span("")
_BLOCK = Block("")
_FIRST_ROW = Block._fields.index("rows") - 2


def _short(values: Sequence[Any], defaults: Sequence[Any]) -> Sequence[Any]:
    """The values without those at the end that are what they are by default."""
    end = len(values)
    while end and values[end - 1] == defaults[end - 1]:
        end -= 1
    return values[:end]


def dumps(document: Document) -> str:
    """The document as compact JSON, for `loads`."""
    blocks = [
        (
            block.kind,
            [(span.text, *_short(span[1:], _SPAN[1:])) for span in block.spans],
            *_short(block[2:], _BLOCK[2:]),
        )
        for block in document.blocks
    ]
    return json.dumps((blocks, *document[1:]), ensure_ascii=False, separators=(",", ":"))


def _block(kind: str, spans: list[list[Any]], *rest: Any) -> Block:
    values = list(rest)
    if len(values) > _FIRST_ROW:
        values[_FIRST_ROW] = tuple(map(tuple, values[_FIRST_ROW]))
    return Block(kind, tuple([Span(*span) for span in spans]), *values)


def loads(text: str) -> Document:
    """The document that `dumps` wrote; an empty one for "", a text that is gone."""
    if not text:
        return Document()
    blocks, links, images, cut = json.loads(text)
    return Document(
        tuple([_block(*block) for block in blocks]),
        tuple([Link(*link) for link in links]),
        tuple([Image(*image) for image in images]),
        cut,
    )


def text_of(block: Block) -> str:
    """The words of a block without their styles, line by line or row by row."""
    if block.rows:
        return "\n".join(" | ".join(row) for row in block.rows)
    return "".join([span.text for span in block.spans])


def height(block: Block) -> int:
    """How many lines the block had as it was written: the count shown on a fold."""
    return len(block.rows) or text_of(block).count("\n") + 1


def lines(block: Block) -> list[list[Span]]:
    """The spans line by line, none with a line break in it."""
    found: list[list[Span]] = [[]]
    for span in block.spans:
        first, *others = span.text.split("\n")
        found[-1].append(Span(first, span.style, span.link))
        found.extend([Span(other, span.style, span.link)] for other in others)
    return [[span for span in line if span.text] for line in found]


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans with neighbours of one style and link put together."""
    found: list[Span] = []
    for look, run in groupby(spans, key=_LOOK):
        found.append(Span("".join([span.text for span in run]), *look))
    return tuple(found)


def plain(document: Document, *, folded: bool = False) -> str:
    """The text alone, for search and previews; `folded` brings the quoted history too."""
    return "\n".join(
        _written(block) for block in document.blocks if folded or not block.fold
    ).strip("\n")


def _written(block: Block) -> str:
    """The block as a plain-text mail would have it."""
    if block.kind == "rule":
        return "> " * block.quote + "---"
    if block.kind == "image":
        return "> " * block.quote + f"[{text_of(block)}]"
    margin = "> " * block.quote + "  " * (block.indent - (block.kind == "item"))
    hanging = block.marker + " " if block.kind == "item" else ""
    first, *others = text_of(block).split("\n")
    below = margin + " " * len(hanging)
    return "\n".join([margin + hanging + first, *(below + line for line in others)])


def snippet(document: Document, width: int) -> str:
    """The beginning of the message's own words on one line of at most `width` characters."""
    visible = [block for block in document.blocks if not block.fold and block.kind != "rule"]
    own = [block for block in visible if not block.quote and block.kind != "quote-head"]
    return _begun(own or visible, width)


def _begun(blocks: Iterable[Block], width: int) -> str:
    words = ""
    for block in blocks:
        words = f"{words} {_written(block._replace(quote=0, indent=0))}"
        if len(words) > 2 * width:
            break
    words = " ".join(words.split())
    return words if len(words) <= width else words[: max(width - 1, 0)].rstrip() + "…"[:width]
