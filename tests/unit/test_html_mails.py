"""Real-looking mails in three languages read as they should: each beside its expected listing.

A line of a listing: `|` when folded, the kind, `>` for each quote and `.` for each list level, the
marker, the text with `{style:…}` and `{…}[link]`, ` / ` for a line break.
"""

from pathlib import Path

import pytest

from eddytui.text.blocks import Block, Document, Span, dumps, loads
from eddytui.text.html import document

MAILS = Path(__file__).parents[1] / "data" / "mails"


def written(span: Span) -> str:
    text = span.text.replace("\n", " / ")
    if span.style:
        text = f"{{{span.style}:{text}}}"
    return f"{{{text}}}[{span.link}]" if span.link else text


def line(block: Block) -> str:
    text = "".join(map(written, block.spans)) or " || ".join(" | ".join(row) for row in block.rows)
    depth = ">" * block.quote + "." * block.indent
    return f"{'|' if block.fold else ' '} {block.kind:<10} {depth:<2} {block.marker:<4} {text}"


def listing(document: Document) -> str:
    links = [
        f"[{link.number}] {link.host} <- {link.label}{' DISGUISED' * link.disguised} {link.url}"
        for link in document.links
    ]
    images = [f"image {image.name} {image.url}" for image in document.images]
    lines = [*map(line, document.blocks), *links, *images]
    return "".join(f"{text.rstrip()}\n" for text in lines)


@pytest.mark.parametrize("path", sorted(MAILS.glob("*.html")), ids=lambda path: path.stem)
def test_a_mail_reads_as_it_should(path: Path) -> None:
    read = document(path.read_text("utf-8"), history=not path.stem.startswith("article"))

    assert listing(read) == path.with_suffix(".txt").read_text("utf-8")
    assert loads(dumps(read)) == read
    assert not read.cut
