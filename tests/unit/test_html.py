"""Mail HTML becomes text one can read: every construct that mails are made of."""

from collections.abc import Sequence

import pytest

from eddytui.text.blocks import Block, Image, Span, plain, text_of
from eddytui.text.html import LIMIT, document, strip


def blocks(html: str) -> Sequence[Block]:
    return document(html, history=False).blocks


def texts(html: str) -> list[str]:
    return [text_of(block) for block in blocks(html)]


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("<div>one</div><div>two</div>", ["one\ntwo"]),
        ("<div>one<br></div><div>two</div>", ["one\ntwo"]),
        ("<div>one</div><div><br></div><div>two</div>", ["one", "two"]),
        ("<div>one</div><div>&nbsp;</div><div>two</div>", ["one", "two"]),
        ("one<br><br><br>two", ["one", "two"]),
        ("<p>one</p>\n\n<p>&nbsp;</p>\n<p>two</p>", ["one", "two"]),
        ('<p class="MsoNormal">one</p><p class="MsoNormal">two</p>', ["one\ntwo"]),
        ('<p style="margin: 0in;">one</p><p style="margin:0">two</p>', ["one\ntwo"]),
        ('<p style="margin:0.5em">one</p><p>two</p>', ["one", "two"]),
        ("<p>  many\n   spaces&nbsp; here </p>", ["many spaces here"]),
        ("a<b> b</b>c <i>d</i> e", ["a bc d e"]),
        ("<p>1 &lt; 2 &amp;amp; &#8364; &hellip;</p>", ["1 < 2 &amp; € …"]),
        ("<p>x</p><div></div><p> </p><ul></ul><li></li>", ["x"]),
        ("<p>kept <o:p>Word</o:p> <custom-tag>too</custom-tag></p>", ["kept Word too"]),
        ("<p>Ann <ann@acme.com> and <https://acme.com/x> </p>",
         ["Ann <ann@acme.com> and <https://acme.com/x>"]),
        ("<!-- note --><p>x<!-- y --></p>", ["x"]),
        ("<p>[b]not markup[/b] [@click=app.quit]x[/]</p>",
         ["[b]not markup[/b] [@click=app.quit]x[/]"]),
    ],
)  # fmt: skip
def test_paragraphs_and_lines_stand_as_in_a_mail_program(html: str, read: list[str]) -> None:
    assert texts(html) == read


@pytest.mark.parametrize(
    ("html", "style"),
    [
        ("<b>x</b>", "b"),
        ("<strong>x</strong>", "b"),
        ("<em>x</em>", "i"),
        ("<b><i>x</i></b>", "bi"),
        ("<i><b><i>x</i></b></i>", "bi"),
        ("<u>x</u>", "u"),
        ("<s>x</s>", "del"),
        ("<code>x</code>", "code"),
        ("<b><code><i>x</i></code></b>", "code"),
    ],
)
def test_emphasis_is_kept(html: str, style: str) -> None:
    assert blocks(f"<p>a {html} c</p>")[0].spans == (Span("a "), Span("x", style), Span(" c"))


def test_lists_are_numbered_nested_and_continued() -> None:
    html = (
        '<ol start="9"><li>nine<ul><li>inner</li></ul></li><li><p>ten</p><p>more</p></li></ol>'
        "<ul><li><b>b</b></li></ul><p>after</p>"
    )

    assert [(b.kind, b.marker, b.indent, text_of(b)) for b in blocks(html)] == [
        ("item", "9.", 1, "nine"),
        ("item", "•", 2, "inner"),
        ("item", "10.", 1, "ten"),
        ("para", "", 1, "more"),
        ("item", "•", 1, "b"),
        ("para", "", 0, "after"),
    ]


@pytest.mark.parametrize("start", ["-5", "x", "", "9" * 5000, "²"])
def test_a_list_that_starts_nowhere_starts_at_one(start: str) -> None:
    assert blocks(f'<ol start="{start}"><li>x</li></ol>')[0].marker == "1."


def test_headings_rules_and_code_keep_their_shape() -> None:
    html = "<h2>Title</h2><hr><pre>\na\n\tb  c\n\n</pre><dl><dt>T</dt><dd>D</dd></dl>"

    assert [(b.kind, b.marker, b.indent, text_of(b)) for b in blocks(html)] == [
        ("heading", "2", 0, "Title"),
        ("rule", "", 0, ""),
        ("pre", "", 0, "a\n        b  c"),
        ("para", "", 0, "T"),
        ("para", "", 1, "D"),
    ]


@pytest.mark.parametrize(
    ("html", "quote", "indent"),
    [
        ("<blockquote>x</blockquote>", 1, 0),
        ("<blockquote><blockquote>x</blockquote></blockquote>", 2, 0),
        ('<blockquote style="margin:0 0 0 40px;border:none;padding:0px">x</blockquote>', 0, 1),
        ('<blockquote type="cite" class="c" style="border:none">x</blockquote>', 1, 0),
        ("<p>&gt; &gt; x</p>", 2, 0),
        ("<blockquote>&gt;x</blockquote>", 2, 0),
        ("<ul><li>&gt; 5 of them</li></ul>", 0, 1),
    ],
)
def test_quotes_are_told_from_mere_indentation(html: str, quote: int, indent: int) -> None:
    (block,) = blocks(html)

    assert (block.quote, block.indent) == (quote, indent)


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ('<div style="display:none">x</div>', ""),
        ('<div style="DISPLAY : None !important">x</div>', ""),
        ('<div style="display&#58;none">x</div>', ""),
        ('<DIV STYLE="FONT-SIZE: 0PX">x</DIV>', ""),
        ('<div style="display:none"><p style="display:block;font-size:14px">x</p></div>', ""),
        ('<span style="visibility:hidden">x</span>', ""),
        ('<div style="font-size:0">x</div>', ""),
        ('<div style="font-size:0.0em">x</div>', ""),
        ('<div style="font-size:1px">x</div>', ""),
        ('<div style="font-size:1em">x</div>', "x"),
        ('<td style="font-size:0px"><div style="font-size:13px">x</div></td>', "x"),
        ('<div style="font-size:0px"><div style="font-size:13px">x</div>y</div>z', "x\nz"),
        ('<div style="display:none"><img src="https://a.b/c.png"><br></div>', ""),
    ],
)
def test_what_the_sender_hid_is_not_shown(html: str, read: str) -> None:
    assert plain(document(f"<p></p>{html}")) == read


@pytest.mark.parametrize(
    "tag", ["script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"]
)
def test_what_is_no_text_is_dropped(tag: str) -> None:
    assert texts(f"<p>a</p><{tag}>secret</{tag}><p>b</p>") == ["a", "b"]


@pytest.mark.parametrize(
    ("html", "image", "shown"),
    [
        ('<img src="https://a.b/x/error%201.png?s=1">',
         Image("error 1.png", "https://a.b/x/error%201.png?s=1"), "error 1.png"),
        ('<img alt="Screen  shot" src="cid:image001.png@01D">', Image("Screen shot", ""),
         "Screen shot"),
        ('<img src="cid:image001.png@01D">', Image("image001.png", ""), "image001.png"),
        ('<img src="data:image/png;base64,AAAA">', Image("image", ""), "image"),
        ('<img src="https://a.b/track">', Image("image", "https://a.b/track"), "image"),
        ('<img src="https://a.b/1.gif" width="1" height="1">', None, ""),
        ('<img src="https://a.b/1.gif" width="0">', None, ""),
        ('<img src="https://a.b/1.gif" style="width:1px; height: 1px">', None, ""),
        ('<img alt="😀" src="https://a.b/e.png">', None, "😀"),
    ],
)  # fmt: skip
def test_pictures_have_a_name_and_trackers_go(html: str, image: Image | None, shown: str) -> None:
    read = document(f"<p>{html}</p>")

    assert read.images == ((image,) if image else ())
    assert [text_of(block) for block in read.blocks] == ([shown] if shown else [])
    if image:
        assert (read.blocks[0].kind, read.blocks[0].marker) == ("image", "1")


CELLS = "<tr><td>a</td><td>b</td></tr>"
LONG = "word " * 30


@pytest.mark.parametrize(
    ("html", "rows", "marker"),
    [
        (CELLS + CELLS, (("a", "b"), ("a", "b")), ""),
        ("<tr><th>A</th><th>B</th></tr>" + CELLS, (("A", "B"), ("a", "b")), "head"),
        ("<tr><th>A</th><td>b</td></tr>" + CELLS, (("A", "b"), ("a", "b")), ""),
        (CELLS + '<tr><td colspan="2">c</td></tr>', (("a", "b"), ("c", "")), ""),
        (CELLS + "<tr><td></td><td>d<br>e</td></tr>", (("a", "b"), ("", "d e")), ""),
        (CELLS + '<tr><td><a href="https://x.y/">x</a></td><td><ul><li>i</li></ul></td></tr>',
         (("a", "b"), ("x [1]", "i")), ""),
        (f"<tr><th>A</th><th>B</th></tr><tr><td>a</td><td>{LONG}</td></tr>",
         (("A", "B"), ("a", LONG.strip())), "head"),
        (CELLS + '<tr><td colspan="99999">c</td></tr>', (("a", "b"), ("c", *[""] * 19)), ""),
    ],
)  # fmt: skip
def test_data_stays_a_table(html: str, rows: tuple[tuple[str, ...], ...], marker: str) -> None:
    (block,) = blocks(f"<table>{html}</table>")

    assert (block.kind, block.rows, block.marker) == ("table", rows, marker)


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<tr><td>only</td></tr>", ["only"]),
        (CELLS, ["a  b"]),
        ("<tr><td>a</td></tr><tr><td>b</td></tr>", ["a\nb"]),
        (f"<tr><td>a</td><td>{LONG}</td></tr>" + CELLS, ["a", LONG.strip(), "a  b"]),
        ("<tr><th>one</th></tr><tr><th><p>x</p><p>y</p></th></tr>", ["one", "x", "y"]),
        (CELLS + "<tr><td><pre>p</pre></td><td>b</td></tr>", ["a  b", "p", "b"]),
        (f"<caption>C</caption>{CELLS}", ["C", "a  b"]),
        ("<tr><td>a</td><td><blockquote>b</blockquote></td></tr>", ["a", "b"]),
        ("<tr><td>a</td><td><img alt='pic'></td></tr>", ["a", "pic"]),
        ("<tr><td> </td></tr>", []),
        ("", []),
        (f"<tr><td>{'<table>' + CELLS + CELLS + '</table>'}</td><td>c</td></tr>", ["a | b\na | b",
                                                                                   "c"]),
    ],
)  # fmt: skip
def test_tables_that_only_place_things_become_paragraphs(html: str, read: list[str]) -> None:
    assert texts(f"<table>{html}</table>") == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("one\ntwo\r\n\r\n\r\nthree", ["one\ntwo", "three"]),
        ("  indented\n\tcode", ["  indented\n        code"]),
        ("2 < 3 and a <b", ["2 < 3 and a <b"]),
        ("std::vector<int> x", ["std::vector<int> x"]),
        ("Ann <ann@acme.com>", ["Ann <ann@acme.com>"]),
        ("&quot;1C&quot; &amp; co &#8364;", ['"1C" & co €']),
        ("AT&T; R&D", ["AT&T; R&D"]),
        ("&#27;&#x202e;red", ["red"]),
        ("> a\n> > b\n>\n> c\nd", ["a", "b", "c", "d"]),
        ("\n \n", []),
        ("", []),
    ],
)
def test_plain_text_keeps_its_lines(text: str, read: list[str]) -> None:
    assert texts(text) == read


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ('Status from "Открыто"</strong> to "В процессе"</strong>',
         'Status from "Открыто" to "В процессе"'),
        ("<b>a</b>\n<br/>b &amp; &laquo;c&raquo;", "a b & «c»"),
        ('Mail to "Ann <ann@acme.com>"</strong>', 'Mail to "Ann <ann@acme.com>"'),
        ("a < b > c", "a < b > c"),
        ("\x1b[31mred &#27;&#x202e;", "red"),
        ("Просмотр заявки", "Просмотр заявки"),
    ],
)  # fmt: skip
def test_a_line_of_history_loses_its_broken_tags(html: str, read: str) -> None:
    assert strip(html) == read


def test_a_text_without_end_is_cut_and_says_so() -> None:
    short, long = document("x" * LIMIT), document(f"<p>{'word ' * LIMIT}</p>")

    assert not short.cut
    assert long.cut
    assert LIMIT - 10 < len(plain(long)) <= LIMIT


def test_pictures_inside_a_mail_do_not_use_up_its_room() -> None:
    data = '<img src="data:image/png;base64,' + "A" * 2 * LIMIT + '">'
    shape = '<v:shape gfxdata="' + "B" * 2 * LIMIT + '">'
    read = document(f"<p>before</p>{data}{shape}<p>after</p>")

    assert plain(read) == "before\n[image]\nafter"
    assert not read.cut
