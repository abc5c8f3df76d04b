"""Articles as plain text: what a pipe, a pager or a printer gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.text import html
from eddytui.text.clean import clean
from eddytui.text.columns import width_of, wrapped
from eddytui.text.printed import printed


def text(body: str, width: int = 40) -> str:
    return printed(html.document(body, history=False), width)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<h2>Ports</h2><p>All of them.</p>", "Ports\n-----\n\nAll of them."),
        ("<h3>Ports</h3>text", "Ports\n\ntext"),
        ("<ul><li>one<ul><li>two</li></ul></li></ul>", "• one\n  • two"),
        ("<ol start='9'><li>nine</li><li>ten</li></ol>", "9. nine\n10. ten"),
        ("<pre>if x:\n    go()</pre>", "    if x:\n        go()"),
        ("<p>a</p><hr><p>b</p>", f"a\n\n{'-' * 24}\n\nb"),
        ("<blockquote>so<br>it is</blockquote>", "> so\n> it is"),
        ("<p>press <b>any</b> <code>key</code></p>", "press any key"),
        ("", ""),
    ],
)
def test_each_kind_of_block_has_its_look(body: str, shown: str) -> None:
    assert text(body) == shown


def test_lines_are_filled_and_what_hangs_stays_below_itself() -> None:
    item = "<ol><li>quit the client from the tray, not only its window</li></ol>"
    assert text(item, 24) == "1. quit the client from\n   the tray, not only\n   its window"
    assert text("<p>one two three four five six</p>", 20) == "one two three four\nfive six"


def test_a_table_has_columns_and_its_cells_wrap_in_them() -> None:
    rows = "<tr><th>Port</th><th>Used for</th></tr><tr><td>993</td><td>mail that comes in</td></tr>"
    wide = "Port  Used for\n----  ------------------\n993   mail that comes in"
    assert text(f"<table>{rows}</table>") == wide
    narrow = "Port  Used for\n----  --------------\n993   mail that\n      comes in"
    assert text(f"<table>{rows}</table>", 20) == narrow


def test_links_are_numbered_and_their_hosts_are_told() -> None:
    shown = text(
        '<p>See <a href="https://acme.example/a">this</a> and'
        ' <a href="https://evil.example/x">www.bank.example</a>,'
        ' again <a href="https://acme.example/a">that</a>.</p>',
        80,
    )
    assert shown == (
        "See this [1] and www.bank.example [2], again that [1].\n\n"
        "[1] acme.example: https://acme.example/a\n"
        "[2] evil.example (not where it says): https://evil.example/x"
    )


def test_a_picture_is_named_and_its_address_told() -> None:
    shown = text('<p>a</p><img src="https://acme.example/tray.png" alt="The tray"><p>b</p>')
    assert shown == ("a\n\n[image 1: The tray]\n\nb\n\n[image 1] https://acme.example/tray.png")


def test_in_ascii_a_list_has_ascii_marks() -> None:
    document = html.document("<ul><li>one</li></ul>")
    assert printed(document, 40, plain=True) == "* one"


def test_what_was_cut_says_so() -> None:
    document = html.document("<p>word</p>")._replace(cut=True)
    assert printed(document, 60).endswith("\n\nThe text is longer; its rest is not shown.")


BODIES = st.lists(
    st.sampled_from(["<p>", "<ul><li>", "<table><tr><td>", "</td><td>", "<pre>", "<h1>", "<hr>"])
    | st.sampled_from(["<blockquote>", "</blockquote>", '<a href="https://a.example">', "</ol>"])
    | st.text(max_size=12)
).map("".join)


@given(BODIES, st.integers(20, 120))
def test_any_article_can_be_printed_and_nothing_in_it_acts_on_a_terminal(
    body: str, width: int
) -> None:
    shown = text(body, width)
    assert clean(shown) == shown
    assert not any(line != line.rstrip() for line in shown.split("\n"))


@given(st.text(alphabet="ab я漢\u0301\n", max_size=200), st.integers(2, 30))
def test_no_line_is_wider_than_asked_and_no_word_is_lost(line: str, width: int) -> None:
    lines = wrapped(line, width, strict=True)
    assert max(map(width_of, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(line.split())


def test_an_address_stays_whole_to_be_copied() -> None:
    address = "https://acme.example/a/very/long/path"
    assert wrapped(f"see {address} there", 12) == ["see", address, "there"]
    assert max(map(len, wrapped(address, 12, strict=True))) == 12
