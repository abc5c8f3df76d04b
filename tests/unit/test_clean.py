"""Nothing a stranger writes can move, colour or reverse the terminal; nothing readable is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.text.clean import CONTROL, clean, clean_line, safe_url

# Letters, plus what terminals obey, in the density in which it may come.
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b[]\x9b\x07\\;0m?<=>\r\n\t\x85\u2028\u202e\ufeff\x00Я"),
        st.characters(categories=["Cs"]),
    )
)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b1;31mred", "red"),
        ("\x1b[2J\x1b[1;1Hhome", "home"),
        ("\x1b]0;title\x07after", "␛]0;titleafter"),
        ("\x1b]52;c;aGk=\x1b\\after", "␛]52;c;aGk=␛\\after"),
        ("\x1bP1;2qafter", "␛P1;2qafter"),
        ("\x1bcreset", "␛creset"),
        ("\x1b[", "␛["),
        ("\x1b[\x1b[31m31mnested", "␛[31mnested"),
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("tab\tkept\nline kept", "tab\tkept\nline kept"),
        ("nul\x00 bel\x07 bs\x08 del\x7f c1\x90", "nul bel bs del c1"),
        ("\u202egpj.exe\u202c \u2066x\u2069 \u200e\u200f\u061c", "gpj.exe x "),
        ("\ufeffBOM \U000e0041tag", "BOM tag"),
        ("👩\u200d👧 می\u200cخواهم", "👩\u200d👧 می\u200cخواهم"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("Ёжик — «ґанок» №5", "Ёжик — «ґанок» №5"),
        ("", ""),
    ],
)
def test_controls_go_and_words_stay(text: str, safe: str) -> None:
    assert clean(text) == safe


@settings(deadline=None)
@given(HOSTILE)
def test_cleaned_text_is_safe_and_stays_as_it_is(text: str) -> None:
    safe = clean(text)

    assert not CONTROL.search(safe.replace("\n", "").replace("\t", ""))
    assert clean(safe) == safe
    safe.encode()


@settings(deadline=None)
@given(HOSTILE)
def test_a_line_has_no_control_at_all(text: str) -> None:
    safe = clean_line(text)

    assert not CONTROL.search(safe)
    assert "  " not in safe
    assert safe == safe.strip()


def test_a_line_is_one_line() -> None:
    assert clean_line(" two\r\n\tlines\u2028 here ") == "two lines here"


@pytest.mark.parametrize("letter", "\t\n\r\x1b\x7f\x9b\u2028\u202e\ufeff\ud800")
def test_the_net_of_the_screen_catches_what_moves_it(letter: str) -> None:
    assert CONTROL.search(f"a{letter}b")


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["\x1b[", "\x1b", "\x9b1", "\x1b[0;", "\r", "\x00", "я\x1b"])
def test_a_million_controls_take_no_time(piece: str) -> None:
    assert not CONTROL.search(clean_line(piece * (1_000_000 // len(piece))))


@pytest.mark.parametrize(
    ("url", "ok"),
    [
        ("https://acme.com/a?b=1&c=%20#d", True),
        ("HTTP://acme.com", True),
        ("mailto:ann@acme.com", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://acme.com/\x1b\\\x1b]52;c;eA==\x07", False),
        ("https://acme.com/a b", False),
        ("https://acme.com/я", False),
        ("https://acme.com/\n", False),
        ("https://", False),
        ("/relative", False),
        ("", False),
        ("https://a/" + "x" * 1990, True),
        ("https://a/" + "x" * 1991, False),
    ],
)
def test_only_plain_web_and_mail_addresses_become_terminal_links(url: str, ok: bool) -> None:
    assert safe_url(url) == (url if ok else None)
