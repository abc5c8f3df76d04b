"""A few letters find what is meant, in the order in which one would look."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eddytui.text.fuzzy import rank

WORDS = st.text(st.sampled_from("abc ёеЕЯя-İß"), max_size=12)


def names(query: str, *candidates: str) -> list[str]:
    return [candidates[index] for index, _ in rank(query, candidates)]


def test_no_query_keeps_everything_in_order() -> None:
    assert rank("  ", ["b", "a"]) == [(0, ()), (1, ())]


@pytest.mark.parametrize(
    ("query", "best_first"),
    [
        ("net", ["Network", "Office network", "Cabinet", "Never tried"]),
        ("open", ["Open", "Re-open", "Reopened", "Only people enter"]),
        ("vpn", ["VPN down", "The VPN", "Very plain notice", "xv xp xn"]),
        ("ира", ["Ира Каск", "Каск Ира", "Мира", "Игорь Панов"]),
    ],
)
def test_word_starts_come_first_and_scattered_letters_last(
    query: str, best_first: list[str]
) -> None:
    assert names(query, *reversed(best_first)) == best_first


def test_equals_keep_their_order() -> None:
    assert names("a", "a2", "a1", "a2") == ["a2", "a1", "a2"]


@pytest.mark.parametrize(
    ("query", "candidate"),
    [("ЕЩЕ", "ещё раз"), ("ещё", "Еще"), ("NETWORK", "network"), ("ґанок", "Ґанок"), ("i", "İ")],
)
def test_case_and_yo_make_no_difference(query: str, candidate: str) -> None:
    assert names(query, candidate) == [candidate]


@pytest.mark.parametrize(
    ("query", "candidate", "places"),
    [
        ("vpn", "my VPN", (3, 4, 5)),
        ("vn", "VPN", (0, 2)),
        ("v n", "VPN", (0, 2)),
        ("ab", "a a b", (2, 4)),
        ("ba", "ab", None),
        ("x", "", None),
    ],
)
def test_the_letters_that_matched_are_told(
    query: str, candidate: str, places: tuple[int, ...] | None
) -> None:
    assert rank(query, [candidate]) == ([] if places is None else [(0, places)])


@settings(deadline=None)
@given(WORDS, st.lists(WORDS))
def test_matches_are_the_letters_of_the_query(query: str, candidates: list[str]) -> None:
    def folded(text: str) -> list[str]:
        letters = [letter.lower()[0].replace("ё", "е") for letter in text]
        return [letter for letter in letters if letter != " "]

    found = rank(query, candidates)

    assert len({index for index, _ in found}) == len(found)
    for index, places in found:
        assert list(places) == sorted(set(places))
        matched = "".join(candidates[index][place] for place in places)
        assert folded(matched) == (folded(query) if query.strip() else [])


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    ("query", "candidate"),
    [
        ("error report", "er" * 70 + "ror"),
        ("a b a b a b a b", "ab " * 40),
        ("a" * 200 + "b", "a" * 100_000),
        ("ab" * 100, "ab" * 50_000),
        ("abc", "a" * 100_000 + "b" * 100_000),
    ],
)
def test_no_candidate_makes_a_picker_wait(query: str, candidate: str) -> None:
    assert len(rank(query, [candidate] * 10)) in {0, 10}
