"""Quoted history folds, in three languages; own words, and what they answer to, stay in sight."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.text.blocks import Block, Span, plain, text_of
from eddytui.text.html import document
from eddytui.text.quotes import folded, unfolded

OWN = "My own words."


def own(text: str) -> str:
    return plain(document(text))


@pytest.mark.parametrize(
    "head",
    [
        "On Tue, Nov 24, 2026 at 9:05 AM Ann Lee <ann@acme.com> wrote:",
        "On 24 Nov 2026, at 09:05, Ann Lee wrote:",
        "On Tue, Nov 24, 2026 at 9:05 AM Ann Lee\n<ann@acme.com> wrote:",
        "24.11.2026 09:05, Анна Ли пишет:",
        "вт, 24 нояб. 2026 г. в 09:05, Анна Ли <ann@acme.com>:",
        "24 нояб. 2026 г., в 09:05, Анна Ли <ann@acme.com> написал(а):",
        "Анна Ли <ann@acme.com> писала:",
        "24.11.2026, 09:05, \"Анна Ли\" <ann@acme.com>:",
        "Вторник, 24 ноября 2026, 9:05 +03:00 от Анна Ли <ann@acme.com>:",
        "вт, 24 лист. 2026 р. о 09:05 Анна Лі <ann@acme.com> пише:",
        "24.11.26 09:05, Анна Лі пише:",
        "вт, 24 лист. 2026 р. о 09:05 Анна Лі\n<ann@acme.com> написав(ла):",
    ],
)  # fmt: skip
@pytest.mark.parametrize("quoted", ["> Try again.\n> Please.", "\n> Try again."])
def test_the_line_that_names_the_writer_folds_with_the_quote(head: str, quoted: str) -> None:
    read = document(f"{OWN}\n\n{head}\n{quoted}\n")

    assert plain(read) == OWN
    assert [text_of(b) for b in read.blocks if b.kind == "quote-head"] == [head]


def test_the_head_is_cut_off_the_paragraph_above_it() -> None:
    read = document(f"{OWN}\nAnna Lee, 24.11.2026 09:05 wrote:\n> Try again.")

    assert plain(read) == OWN
    assert [block.kind for block in read.blocks] == ["para", "quote-head", "para"]


@pytest.mark.parametrize(
    "start",
    [
        "-----Original Message-----\nFrom: Ann",
        "---- Original message ----",
        "-----Исходное сообщение-----",
        "-------- Первоначальное сообщение --------",
        "-----Оригінальне повідомлення-----",
        "From: Ann Lee <ann@acme.com>\nSent: Tuesday, November 24, 2026 9:05 AM\nTo: Ira",
        "*From:* Ann Lee\n*Date:* Tuesday",
        "________________________________\nFrom: Ann Lee\nTo: Ira\nCc: Bob\nSent: Tuesday",
        "От: Анна Ли\nОтправлено: 24 ноября 2026 г. 9:05\nКому: Ира",
        "От кого: Анна Ли\nДата: 24.11.2026",
        "Від: Анна Лі\nНадіслано: 24 листопада 2026 р. 9:05",
        "On Tue, Nov 24, 2026 at 9:05 AM Ann Lee <ann@acme.com> wrote:",
        "On Tue, Nov 24, 2026 at 9:05 AM Ann Lee\n<ann@acme.com> wrote:",
        "24.11.2026 09:05, Анна Ли пишет:",
        "##- Please type your reply above this line -##",
        "=== Напишите ответ выше этой строки ===",
        "##- Будь ласка, введіть відповідь вище цієї лінії -##",
    ],
)
@pytest.mark.parametrize("as_html", [False, True])
def test_all_below_the_start_of_the_history_folds(start: str, as_html: bool) -> None:
    text = f"{OWN}\n\n{start}\n\nTry again.\n\nAnn"
    read = document(escape(text).replace("\n", "<br>") if as_html else text)

    assert plain(read) == OWN
    assert plain(read, folded=True) == text.replace("\n\n", "\n")


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote>Old</blockquote>",
        '<div class="gmail_quote"><div class="gmail_attr">Le mar. 24 nov. Ann a écrit&nbsp;:</div>'
        '<blockquote class="gmail_quote">Old</blockquote></div>',
        '<div class="moz-cite-prefix">Am 24.11. schrieb Ann:</div><blockquote>Old</blockquote>',
        '<div id="ydp1" class="yahoo_quoted"><div>Le mardi, Ann a écrit :</div><p>Old</p></div>',
        '<div id="appendonsend"></div><hr><p>Old</p>',
        '<hr><div id="divRplyFwdMsg"><b>De:</b> Ann</div><p>Old</p>',
        '<hr><div id="x_divRplyFwdMsg"><b>De:</b> Ann</div><p>Old</p>',
        '<div id="mail-editor-reference-message-container"><p>Old</p></div>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Von:</b> Ann<br>'
        "<b>Gesendet:</b> Dienstag<br><b>An:</b> Ira</p></div><p>Old</p>",
    ],
)
def test_what_mail_programs_mark_as_history_folds_in_any_language(html: str) -> None:
    read = document(f"<p>{OWN}</p>{html}")

    assert plain(read) == OWN
    assert "Old" in plain(read, folded=True)


@pytest.mark.parametrize(
    "text",
    [
        "The client wrote:\nit does not work at 9:30",
        "He wrote: hello.\n\nSecond paragraph.",
        "Клиент пишет:\n\nне могу войти",
        "From: the start of the day it fails.\n\nAnd so on.",
        "See the error above this line in the log.\n\nMore.",
        '<div style="border-top:1px solid #ccc"><p>A footer</p></div><p>More</p>',
        "---------- Forwarded message ---------\nFrom: Ann\nDate: Tuesday\n\nThe bill.",
        "FYI\n\n-------- Пересылаемое сообщение --------\nОт: Анна\nДата: 24.11.2026\n\nСчёт.",
        "<p>FYI</p><p>Begin forwarded message:</p><p>From: Ann<br>Date: Tuesday</p><p>Bill</p>",
        "Meet at 9:30.\nAnn wrote: yes",
    ],
)
def test_what_only_looks_like_history_stays(text: str) -> None:
    assert not any(block.fold for block in document(text).blocks)


@pytest.mark.parametrize(
    "text",
    [
        "> Only a quote",
        "On 24 Nov 2026, at 09:05, Ann wrote:\n> Only a quote",
        "-----Original Message-----\nFrom: Ann\n\nOnly history",
        "<hr><blockquote>Only a quote</blockquote><hr>",
        '<div id="appendonsend"></div><p>Only history</p>',
        "Reply above this line\n\nAll of it",
    ],
)
def test_a_mail_that_is_nothing_but_history_stays_open(text: str) -> None:
    read = document(text)

    assert read.blocks
    assert not any(block.fold for block in read.blocks)


def test_answers_between_quotes_stay_with_what_they_answer() -> None:
    text = (
        "On 24 Nov 2026, at 09:05, Ann wrote:\n> Which version?\n\n4.2, since 10:15:\n\n"
        "> At home too?\n\nNo.\n\n> Bye\n> Ann"
    )

    assert own(text) == (
        "On 24 Nov 2026, at 09:05, Ann wrote:\n> Which version?\n4.2, since 10:15:\n"
        "> At home too?\nNo."
    )


def test_a_long_quote_folds_even_above_its_answer() -> None:
    quote = "".join(f"> line {number}\n" for number in range(30))

    assert own(f"{quote}\nMy answer.") == "My answer."


def test_lines_across_beside_history_fold_with_it() -> None:
    html = f"<p>{OWN}</p><hr><p>-----Original Message-----</p><p>Old</p>"
    lines = f"{OWN}\n\n________________________________\n\nFrom: Ann\nSent: Tuesday\n\nOld"

    assert own(html) == OWN
    assert own(lines) == OWN


def test_a_signature_below_does_not_open_a_long_history() -> None:
    quote = "".join(f"> line {number}\n" for number in range(30))

    assert own(f"{OWN}\n\n{quote}\n--\nAnn") == f"{OWN}\n--\nAnn"


def test_styles_and_links_survive_where_a_paragraph_is_divided() -> None:
    html = (
        '<p><b>My</b> words<br>-----Original Message-----<br><a href="https://a.b/">a</a> <i>b</i>'
    )
    first, second = document(html).blocks

    assert first.spans == (Span("My", "b"), Span(" words"))
    assert second.spans[1:] == (Span("a", "", 1), Span(" "), Span("b", "i"))


def test_an_article_has_no_history() -> None:
    html = "<p>Steps</p><blockquote>A note</blockquote><div id=appendonsend></div><p>more</p>"
    read = document(html, history=False)

    assert [(block.quote, block.fold) for block in read.blocks] == [(0, 0), (1, 0), (0, 0)]


BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(["para", "quote-head", "item", "pre", "heading"]),
        st.sampled_from(
            ["word", "a\nb", "Ann wrote:", "On 1 May at 9:00 Ann wrote:", "From: a\nSent: b", "---"]
        ).map(lambda text: (Span(text),)),
        st.integers(0, 2),
        fold=st.booleans(),
    )
)


@settings(deadline=None)
@given(BLOCKS)
def test_folding_loses_no_word_and_never_hides_everything(blocks: list[Block]) -> None:
    done = folded(blocks)

    before = "\n".join(map(text_of, blocks))
    assert "\n".join(map(text_of, done)) == before
    assert "\n".join(map(text_of, unfolded(blocks))) == before
    assert not done or not all(block.fold for block in done)


@pytest.mark.timeout(8)
@pytest.mark.parametrize(
    "text",
    ["On a " * 5_000, "\n" * 20_000, ("On a " * 40 + "\n") * 500, "From: a\n" * 5_000,
     "a wrote:\n" * 5_000, "-" * 25_000, ("- " * 100 + "\n") * 200, "wrote: " * 5_000,
     "On 1 at 9:00\n" * 5_000, "> \n" * 10_000],
)  # fmt: skip
@pytest.mark.parametrize("page", ["{}", "<pre></pre><p>{}"])
def test_no_text_makes_the_search_for_history_wait(page: str, text: str) -> None:
    assert not document(page.format(text)).cut
