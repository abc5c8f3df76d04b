"""No mail, however it is made, hangs the program, hides itself, or gets a control through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.text.blocks import Document, dumps, loads, plain, text_of
from eddytui.text.clean import CONTROL
from eddytui.text.html import LIMIT, document, strip
from eddytui.text.links import Links
from eddytui.text.reader import Reader

PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "<a href='https://a.b/'>", "</a>",
        "<ul>", "<ol start=2>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "<th>", "</td>",
        "</tr>", "</table>", "<blockquote>", "</blockquote>", "<pre>", "</pre>", "<br>", "<hr>",
        "<img alt=x src=cid:y>", "<h1>", "</h1>", "<div style='display:none'>", "<!--", "-->",
        "<div id=appendonsend>", "<span style='font-size:0'>", "</span>", "<script>", "</script>",
        "On Monday at 9:00 Ann wrote:", "> quoted\n", "From: a\nSent: b\n", "-- \n", "words ",
        "\x1b[31m", "&#27;]0;x&#7;", "&nbsp;", "\ud800", "\u202e", "&", "<", ">", "\n", "\x00",
    ]
)  # fmt: skip
MAILS = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)


def every_text(read: Document) -> list[str]:
    spans = [span.text for block in read.blocks for span in block.spans]
    cells = [cell for block in read.blocks for row in block.rows for cell in row]
    links = [text for link in read.links for text in (link.label, link.url, link.host)]
    return spans + cells + links + [text for image in read.images for text in image]


@settings(deadline=None)
@given(MAILS, st.booleans())
def test_any_mail_is_read_safe_and_kept(mail: str, history: bool) -> None:
    read = document(mail, history=history)

    assert not any(CONTROL.search(text.replace("\n", "")) for text in every_text(read))
    assert loads(dumps(read)) == read
    assert all(block.spans or block.rows or block.kind == "rule" for block in read.blocks)
    assert not CONTROL.search(strip(mail))


@settings(deadline=None)
@given(MAILS)
def test_a_mail_is_never_folded_whole(mail: str) -> None:
    read = document(mail)

    assert not read.blocks or not all(block.fold for block in read.blocks)


PIECE = {
    "nested div": "<div>",
    "nested p b i": "<p><b><i>",
    "nested pre": "<pre>\n",
    "nested h1": "<h1><b>",
    "nested table": "<table><tr><td>",
    "nested list": "<ul><li>",
    "nested quote": "<blockquote>",
    "misnested": "<i><div></i>",
    "a around div": "<a><div>",
    "unclosed a": "<a",
    "unclosed href": '<a href="',
    "unclosed comment": "<!--",
    "bare ampersand": "<br>" + "&" * 40,
    "entities": "<br>" + "&amp;" * 40,
    "less than": "<p><<<<",
    "escape": "<p>&#27;[",
    "items": "<li>x",
    "cells": "<table><td>a<td>b",
    "pictures": "<img src=http://a/b.png>",
    "links": "<a href=http://a/b>bank.example</a>",
    "On a": "On a ",
    "empty lines": "\n",
    "headers": "From: x\n",
    "wrote": "x wrote " * 25 + ":\n",
    "quotes": ">> ",
    "quoted lines": ">\n",
    "dashes": "- ",
    "hard spaces": "<br>&nbsp;",
    "inlined": '"data:a/',
}


@pytest.mark.timeout(8)
@pytest.mark.parametrize("piece", PIECE.values(), ids=PIECE)
def test_half_a_megabyte_of_anything_is_read_at_once(piece: str) -> None:
    mail = piece * (LIMIT // len(piece)) + "</p>the end"

    assert dumps(document(mail))
    assert strip(mail).endswith("the end")


@pytest.mark.timeout(8)
@pytest.mark.parametrize("form", ["a{0}", 'a{0}="b"', "{0:x}"])
def test_a_hundred_thousand_attributes_cost_nothing(form: str) -> None:
    attributes = " ".join(form.format(number) for number in range(100_000))

    assert plain(document(f"<p>before</p><div {attributes}>after</div>")) == "before\nafter"


@pytest.mark.parametrize("depth", [50, 500, 20_000])
@pytest.mark.parametrize("tag", ["div", "blockquote", "b", "table><tr><td", "ul><li"])
def test_what_is_nested_deep_is_still_shown(tag: str, depth: int) -> None:
    read = document(f"<{tag}>" * depth + "the words" + "<p>and more</p>")

    assert "the words" in plain(read)
    assert "and more" in plain(read)
    assert max(block.quote + block.indent for block in read.blocks) <= 40


@pytest.mark.parametrize(
    "html",
    ["<td>a</td></table>b", "<table><td>a</td></table>b", "</p></ul></li>ab", "<table><tr>a</tr>b",
     "<>a< ><b", "<li>a</li></ol>b", "<a>a</div></a>b"],
)  # fmt: skip
def test_the_reader_takes_what_no_sanitiser_would_write(html: str) -> None:
    reader = Reader(Links())

    assert reader.read(html)
    assert "".join(map(text_of, reader.flow.blocks)).startswith("a")


def test_more_blocks_than_anybody_reads_are_cut() -> None:
    read = document("<li>x" * 90_000)

    assert read.cut
    assert 10_000 < len(read.blocks) < 90_000
