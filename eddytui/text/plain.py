"""Plain text as blocks: line breaks are kept, an empty line ends a paragraph, `>` is a quote."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from eddytui.text.blocks import Block, Span, joined, lines, text_of
from eddytui.text.links import Links

_EMPTY_LINES = re.compile(r"\n(?: *\n)+")
_QUOTE = re.compile(r"^ ?(?:> ?){1,40}", re.MULTILINE)

_Line = tuple[int, list[Span]]
"""How often a line is quoted, and the rest of it."""


def paragraphs(text: str, links: Links) -> list[Block]:
    """The paragraphs of a cleaned plain text; addresses in it are numbered by `links`."""
    return [
        Block("para", tuple([Span(part, "", number) for part, number in links.parts(words)]))
        for paragraph in _EMPTY_LINES.split(text.expandtabs(8))
        if (words := paragraph.strip("\n").rstrip())
    ]


def by_quote(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with lines that begin with `>` as quotes of their own, without the marks.

    HTML has such lines too, where a plain mail was given `<br>` and no more.
    """
    found: list[Block] = []
    for block in blocks:
        if block.kind == "para" and _QUOTE.search(text_of(block)):
            found += _parted(block)
        else:
            found.append(block)
    return found


def _parted(block: Block) -> list[Block]:
    read = [_without_mark(line) for line in lines(block)]
    return [
        block._replace(spans=_together(run), quote=block.quote + depth)
        for (depth, has_words), run in groupby(read, key=lambda line: (line[0], bool(line[1])))
        if has_words
    ]


def _together(run: Iterable[_Line]) -> tuple[Span, ...]:
    spans = [span for _, line in run for span in (Span("\n"), *line)]
    return joined(spans[1:])


def _without_mark(line: Sequence[Span]) -> _Line:
    """How often the line is quoted, and its spans without the marks that say so."""
    mark = _QUOTE.match("".join([span.text for span in line]))
    if mark is None:
        return 0, list(line)
    left = mark.end()
    rest = []
    for span in line:
        text = span.text[left:]
        left = max(left - len(span.text), 0)
        if text.strip():
            rest.append(span._replace(text=text))
    return mark.group().count(">"), rest
