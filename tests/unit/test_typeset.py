"""How text is set into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.text.blocks import Block, Document, Link, Span
from eddytui.ui.safe import width_of
from eddytui.ui.typeset import document_lines, wrap


def texts(document: Document, width: int = 40, *, unfolded: bool = False) -> list[str]:
    return [line.text for line in document_lines(document, width, unfolded=unfolded)]


def para(text: str, **more: object) -> Block:
    return Block("para", (Span(text),), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one   two", 20, ["one two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a\nb\n\nc", 9, ["a", "b", "", "c"]),
        ("def f():\n    return 1", 20, ["def f():", "    return 1"]),
        ("日本語の件名", 5, ["日本", "語の", "件名"]),
        ("", 5, [""]),
    ],
)
def test_text_is_broken_at_spaces_and_keeps_its_lines_and_indents(
    text: str, width: int, lines: list[str]
) -> None:
    assert ["".join(part for part, _ in line) for line in wrap([(text, "")], width)] == lines


def test_a_word_in_two_styles_is_not_torn_apart() -> None:
    assert wrap([("see foo", ""), ("bar", "b"), (".", "")], 9) == [
        [("see", "")],
        [("foo", ""), ("bar", "b"), (".", "")],
    ]


@given(st.text(max_size=300), st.integers(min_value=2, max_value=40))
def test_no_line_is_wider_than_the_glass(text: str, width: int) -> None:
    for line in wrap([(text, "")], width):
        assert sum(width_of(part) for part, _ in line) <= width


def test_quoted_history_is_one_line_that_counts_it_until_it_is_unfolded() -> None:
    document = Document((para("Thanks"), para("On Monday\nyou wrote", quote=1, fold=True)))
    assert texts(document) == ["Thanks", "", "▸ 2 quoted lines (T)"]
    assert texts(document, unfolded=True) == ["Thanks", "│ ", "│ On Monday", "│ you wrote"]


def test_lists_hang_and_number() -> None:
    item = Block("item", (Span("restart the router and wait"),), indent=1, marker="1.")
    assert texts(Document((item,)), 20) == ["  1. restart the", "     router and wait"]


def test_a_table_that_is_too_wide_wraps_its_widest_column() -> None:
    table = Block("table", marker="head", rows=(("Item", "What happened"), ("1", "it broke again")))
    assert texts(Document((table,)), 14) == [
        "Item  What",
        "      happened",
        "1     it broke",
        "      again",
    ]


def test_code_keeps_its_spaces_and_goes_on_in_the_next_line() -> None:
    code = Block("pre", (Span("if x:\n    return 12345"),))
    assert texts(Document((code,)), 12) == ["  if x:", "      return", "   12345"]


def test_a_link_says_where_it_leads_and_a_disguised_one_warns() -> None:
    document = Document(
        (Block("para", (Span("here", "u", 1), Span(" and "), Span("bank.example", "u", 2))),),
        (
            Link(1, "here", "https://help.example/a", "help.example", disguised=False),
            Link(2, "bank.example", "https://evil.example/", "evil.example", disguised=True),
        ),
    )
    assert texts(document, 60) == [
        "here [1] and bank.example [2]",
        "",
        "[1] https://help.example/a",
        "[2] leads to evil.example, not where it says",
    ]
