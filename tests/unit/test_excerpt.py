"""The part of an article that shows why it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.store.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("The printer is offline", "printer", "The [printer] is offline"),
        ("The printer is offline", "offline print", "The [printer] is [offline]"),
        ("It is an island", "is", "It [is] an island"),
        ("Café, ЗЕЛЁНЫЙ й", "cafe зелен", "[Café], [ЗЕЛЁНЫЙ] й"),
        ("one\n\n  two\tthree", "two", "one [two] three"),
        ("nothing here", "gone", "nothing here"),
        ("nothing here", "", "nothing here"),
        ("", "word", ""),
    ],
)
def test_hits_are_marked(text: str, typed: str, shown: str) -> None:
    pieces = excerpt(text, typed, 80)
    assert "".join(f"[{piece}]" if hit else piece for piece, hit in pieces) == shown


def test_an_excerpt_begins_and_ends_with_whole_words() -> None:
    text = "alpha beta gamma delta " * 20 + "printer " + "epsilon zeta eta theta " * 20
    line = "".join(piece for piece, _ in excerpt(text, "printer", 60))
    assert line.startswith("…")
    assert line.endswith("…")
    assert " printer " in line
    assert set(line.strip("…").split()) <= set(text.split())
    assert len(line) <= 64


@given(st.text(), st.text(), st.integers(1, 200))
def test_an_excerpt_is_a_part_of_the_text(text: str, typed: str, width: int) -> None:
    line = "".join(piece for piece, _ in excerpt(text, typed, width))
    assert line.removeprefix("…").removesuffix("…") in " ".join(text.split())
