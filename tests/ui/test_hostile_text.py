"""The door from data to a widget, and the nets under it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color

from eddytui.text.clean import CONTROL
from eddytui.ui.safe import ControlFilter, PlainFilter, cut, fit, safe, steady, width_of
from tests.ui.poison import MARKUP, SEQUENCES, hostile

BLACK = Color(0, 0, 0)
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(SEQUENCES + "👩‍👧🇪🇪e\u0301[@/]")))


@given(TEXTS)
def test_nothing_that_moves_a_terminal_goes_through_the_door(text: str) -> None:
    plain = safe(text).plain
    assert set(CONTROL.findall(plain)) <= {"\n", "\t"}


def test_markup_is_text() -> None:
    content = safe(hostile("title"), "bold")
    assert content.plain.startswith(f"title{MARKUP}")
    assert [str(span.style) for span in content.spans] == ["bold"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👩\u200d👩\u200d👧", "👩👩👧"),
        ("🇪🇪 and 👍🏽", "EE and 👍"),
        ("1\ufe0f\u20e3 ☎\ufe0f", "1 ☎"),
        ("e\u0301", "é"),
        ("soft\u00adhy\u200bphen\u2060s", "softhyphens"),
    ],
)
def test_what_terminals_draw_in_different_widths_is_taken_apart(text: str, shown: str) -> None:
    assert steady(text) == shown


@given(TEXTS, st.integers(0, 40), st.booleans())
def test_a_text_fits_its_column_whatever_it_is(text: str, width: int, right: bool) -> None:
    drawn = steady("".join(character for character in text if not CONTROL.match(character)))
    assert width_of(fit(drawn, width, right=right)) == width
    assert width_of(cut(drawn, width)) <= width


def test_the_net_deletes_controls_and_leaves_the_program_s_own_alone() -> None:
    style, own = Style(bold=True), Segment("\x1b[H", None, [(ControlType.HOME,)])
    caught = ControlFilter().apply([Segment(hostile("a"), style), own, Segment("b")], BLACK)
    assert not CONTROL.search(caught[0].text)
    assert caught[0].text.startswith(f"a{MARKUP}")
    assert caught[0].style == style
    assert caught[1:] == [own, Segment("b")]


def test_the_net_gives_back_what_it_has_nothing_to_do_with() -> None:
    segments = [Segment("Кабель 12"), Segment("b")]
    assert ControlFilter().apply(segments, BLACK) is segments


def test_marks_are_drawn_in_ascii_as_wide_as_before_and_letters_stay() -> None:
    marks = "▌│─═┌┐└┘·–…▲▸•↑█"
    (drawn,) = PlainFilter().apply([Segment(marks)], BLACK)
    assert drawn.text.isascii()
    assert width_of(drawn.text) == width_of(marks)
    assert PlainFilter().apply([Segment("Кабель é")], BLACK)[0].text == "Кабель é"
