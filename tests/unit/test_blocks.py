"""Blocks are kept and read back unchanged, and give the text that search and previews need."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.text.blocks import (
    Block,
    Document,
    Image,
    Link,
    Span,
    dumps,
    height,
    joined,
    lines,
    loads,
    plain,
    snippet,
    text_of,
)

WORDS = st.text(max_size=20)
SPANS = st.builds(Span, WORDS, st.sampled_from(["", "b", "bi", "code"]), st.integers(0, 3))
BLOCKS = st.builds(
    Block,
    st.sampled_from(["para", "item", "table", "pre", "rule", "image", "heading", "quote-head"]),
    st.lists(SPANS, max_size=4).map(tuple),
    st.integers(0, 4),
    st.integers(0, 4),
    st.sampled_from(["", "•", "12."]),
    st.lists(st.lists(WORDS, max_size=3).map(tuple), max_size=3).map(tuple),
    st.booleans(),
)
DOCUMENTS = st.builds(
    Document,
    st.lists(BLOCKS, max_size=6).map(tuple),
    st.lists(st.builds(Link, st.integers(), WORDS, WORDS, WORDS, st.booleans())).map(tuple),
    st.lists(st.builds(Image, WORDS, WORDS)).map(tuple),
    st.booleans(),
)


def para(text: str, quote: int = 0, *, fold: bool = False) -> Block:
    return Block("para", (Span(text),), quote, fold=fold)


@settings(deadline=None)
@given(DOCUMENTS)
def test_what_is_kept_is_read_back_the_same(document: Document) -> None:
    assert loads(dumps(document)) == document


def test_what_is_kept_is_short() -> None:
    kept = dumps(Document((Block("para", (Span("Привет"), Span("b", "b"))),)))

    assert kept == '[[["para",[["Привет"],["b","b"]]]],[],[],false]'


@settings(deadline=None)
@given(DOCUMENTS, st.integers(0, 40))
def test_previews_are_one_line_of_the_width_asked_for(document: Document, width: int) -> None:
    text = snippet(document, width)

    assert len(text) <= width
    assert text == " ".join(text.split())


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ((para("Old", 1, fold=True), para("My answer"), para("is no")), "My answer is no"),
        ((para("Which one?", 1), para("This one")), "This one"),
        ((Block("quote-head", (Span("Ann wrote:"),)), para("Quoted", 1)), "Ann wrote: Quoted"),
        ((Block("rule"), Block("image", (Span("error.png"),), marker="1")), "[error.png]"),
        ((Block("table", rows=(("a", "b"), ("c", "d"))),), "a | b c | d"),
        ((para("A line that is too long to be shown"),), "A line that is too…"),
        ((), ""),
    ],
)
def test_a_preview_begins_with_the_newest_own_words(blocks: tuple[Block, ...], text: str) -> None:
    assert snippet(Document(blocks), 19) == text


def test_plain_text_shows_lists_quotes_and_tables_without_styles() -> None:
    document = Document(
        (
            Block("heading", (Span("Steps"),), marker="1"),
            Block("item", (Span("Quit "), Span("now", "b"), Span("\nreally")), 0, 1, "1."),
            Block("item", (Span("deeper"),), 0, 2, "•"),
            Block("table", rows=(("Item", "Price"), ("Cable", "3")), quote=1),
            Block("image", (Span("a.png"),), marker="1"),
            Block("rule"),
            para("history\nlines", 2, fold=True),
        )
    )
    own = "Steps\n1. Quit now\n   really\n  • deeper\n> Item | Price\n> Cable | 3\n[a.png]\n---"

    assert plain(document) == own
    assert plain(document, folded=True) == own + "\n> > history\n> > lines"


def test_lines_break_where_the_text_does() -> None:
    block = Block("para", (Span("one "), Span("two\nthree", "b", 2), Span("\n\nfour")))

    assert lines(block) == [
        [Span("one "), Span("two", "b", 2)],
        [Span("three", "b", 2)],
        [],
        [Span("four")],
    ]
    assert height(block) == len(lines(block))


@settings(deadline=None)
@given(st.lists(SPANS))
def test_joining_spans_changes_no_word_and_no_look(spans: list[Span]) -> None:
    done = joined(spans)

    assert [(letter, span[1:]) for span in done for letter in span.text] == [
        (letter, span[1:]) for span in spans for letter in span.text
    ]
    assert all(one[1:] != other[1:] for one, other in pairwise(done))


@pytest.mark.parametrize(
    ("block", "count"),
    [(para("one"), 1), (para("a\nb\nc"), 3), (Block("table", rows=(("a",), ("b",))), 2)],
)
def test_a_fold_counts_the_lines_it_hides(block: Block, count: int) -> None:
    assert height(block) == count
    assert len(text_of(block).split("\n")) == count


def test_the_first_frame_does_not_wait_for_parsers() -> None:
    code = (
        "import sys, eddytui.text.clean, eddytui.text.blocks, eddytui.text.dates, "
        "eddytui.text.fuzzy, eddytui.text.compose; "
        "print({'nh3', 'html.parser', 'markdown_it', 'pydantic', 'httpx'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter

    assert done.stdout.strip() == "set()"
