"""A link shows where it really leads, whatever its label says."""

import pytest

from eddytui.text.blocks import Link, Span
from eddytui.text.html import document
from eddytui.text.links import address


def only(html: str) -> Link:
    (link,) = document(html).links
    return link


@pytest.mark.parametrize(
    ("label", "url", "host"),
    [
        ("https://bank.example/login", "https://evil.example/", "evil.example"),
        ("www.bank.example", "https://evil.example/", "evil.example"),
        ("bank.example", "https://bank.example.evil.example/", "bank.example.evil.example"),
        ("bank.example/help", "https://evilbank.example/", "evilbank.example"),
        ("Go to HTTPS://BANK.example now", "https://evil.example/", "evil.example"),
        ("the bank", "https://bank.example@evil.example/", "evil.example"),
        ("bank.example", "https://evil.example\\@bank.example/", "evil.example"),
        ("help@bank.example", "mailto:thief@evil.example", "evil.example"),
        ("банк.рф", "https://evil.example/", "evil.example"),
        ("раypal.example", "https://paypal.example/", "paypal.example"),
        ("https://bank.example.", "https://evil.example/", "evil.example"),
    ],
)
def test_a_label_that_promises_another_host_is_disguised(label: str, url: str, host: str) -> None:
    link = only(f'<p><a href="{url}">{label}</a></p>')

    assert (link.host, link.disguised) == (host, True)


@pytest.mark.parametrize(
    ("label", "url"),
    [
        ("our site", "https://acme.example/"),
        ("https://acme.example/a", "https://acme.example/a"),
        ("acme.example", "https://www.acme.example/"),
        ("www.acme.example", "https://acme.example/"),
        ("acme.example", "https://login.acme.example/"),
        ("login.acme.example", "https://acme.example/"),
        ("пример.рф", "https://xn--e1afmkfd.xn--p1ai/"),
        ("https://xn--e1afmkfd.xn--p1ai", "https://пример.рф/"),
        ("report.pdf", "https://files.example/7"),
        ("ann@acme.example", "mailto:ann@acme.example?subject=x"),
        ("3.14", "https://acme.example/"),
        ("e.g", "https://acme.example/"),
    ],
)
def test_an_honest_label_is_not(label: str, url: str) -> None:
    assert not only(f'<p><a href="{url}">{label}</a></p>').disguised


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/relative", "#top", "",
     "tel:+371555", "cid:x", "https://", "https:evil.example", "http://[x", "http://a..рф/",
     "mailto:?subject=x", "https://a.example/" + "x" * 2000],
)  # fmt: skip
def test_what_cannot_be_followed_is_only_text(href: str) -> None:
    read = document(f'<p>a <a href="{href}">label</a></p>')

    assert read.links == ()
    assert read.blocks[0].spans == (Span("a label"),)


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://пример.рф:8080/путь?a=б#в",
         "https://xn--e1afmkfd.xn--p1ai:8080/%D0%BF%D1%83%D1%82%D1%8C?a=%D0%B1#%D0%B2"),
        ("https://a.example/wiki/Йога_%28x%29",
         "https://a.example/wiki/%D0%99%D0%BE%D0%B3%D0%B0_%28x%29"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        (" https://a.exa\nmple/ ", "https://a.example/"),
        ("https://a.example/\x1b]52;c;x\x07", ""),
        ("mailto:ann@a.example", "mailto:ann@a.example"),
    ],
)  # fmt: skip
def test_an_address_is_written_in_plain_letters(href: str, url: str) -> None:
    assert address(href) == url


def test_one_address_has_one_number_and_links_keep_their_order() -> None:
    html = (
        '<p><a href="https://b.example/">b</a> <a href="https://a.example/">a</a> '
        '<a href="https://b.example/">again</a></p>'
    )
    read = document(html)

    assert [(link.number, link.label) for link in read.links] == [(1, "b"), (2, "a")]
    assert [span.link for span in read.blocks[0].spans if span.text.strip()] == [1, 2, 1]


def test_one_disguised_label_is_enough() -> None:
    html = '<p><a href="https://e.example/">x</a> <a href="https://e.example/">a.example</a></p>'

    assert only(html).disguised


@pytest.mark.parametrize(
    ("html", "label"),
    [
        ('<a href="https://a.b/"><div>Two</div><div>lines</div></a>', "Two lines"),
        ('<a href="https://a.b/"><p>Two</p><p> blocks</p></a>', "Two blocks"),
        ('<a href="https://a.b/"><img src="https://a.b/logo.png"></a>', "logo.png"),
        ('<a href="https://a.b/">very <b>bold</b></a>', "very bold"),
        ('<a href="https://a.b/">' + "x" * 500 + "</a>", "x" * 200),
    ],
)
def test_the_label_is_what_one_reads(html: str, label: str) -> None:
    assert only(f"<p></p>{html}").label == label


def test_a_link_without_words_is_not_counted() -> None:
    assert document('<p><a href="https://a.b/"></a>x</p>').links == ()


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("«https://a.example/», да", "https://a.example/"),
        ("HTTPS://a.example/?q=1,2;3!", "HTTPS://a.example/?q=1,2;3"),
        ("<https://a.example/>", "https://a.example/"),
    ],
)
@pytest.mark.parametrize("page", ["{}", "<p>{}</p>"])
def test_addresses_written_out_can_be_followed(page: str, text: str, url: str) -> None:
    link = only(page.format(text))

    assert (link.url, link.label, link.disguised) == (url, url, False)


@pytest.mark.parametrize("text", ["http://[x is odd", "https:// is", "xhttps", "www.a.example"])
def test_what_only_begins_like_an_address_stays_text(text: str) -> None:
    read = document(text)

    assert read.links == ()
    assert read.blocks[0].spans == (Span(text),)


def test_a_label_that_cannot_be_a_host_is_still_compared() -> None:
    assert only(f'<p><a href="https://a.example/">https://{"x" * 80}.example</a></p>').disguised


def test_an_address_with_a_false_front_is_disguised_without_a_label() -> None:
    assert only("see https://bank.example@evil.example/").disguised
