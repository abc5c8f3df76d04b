"""What a query may go on with at the cursor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.text.completion import completions, quoted
from eddytui.text.query import parse

LISTS = {
    "status": ["Open", "In progress", "Closed"],
    "owner": ["Ira Kask", "Olga Petrova"],
    "tag": ['17"', "vip", "vpn, office"],
}


def completed(typed: str) -> list[str]:
    """The texts that a query may become; `|` is the cursor."""
    cursor = typed.index("|")
    text = typed.replace("|", "", 1)
    found = completions(text, cursor, lambda key: LISTS.get(key, []))
    return [text[:start] + new + text[end:] for start, end, new in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("st|", ["status:"]),
        ("vpn -ow|", ["vpn -owner:"]),
        ("assi|", ["owner:"]),
        ("status:|", ["status:Open", 'status:"In progress"', "status:Closed"]),
        ("status:open,pro|", ['status:open,"In progress"']),
        ('status:"in p|', ['status:"In progress"']),
        ("status:cl| vpn", ["status:Closed vpn"]),
        ("status:c|l vpn", ["status:Closed vpn"]),
        ("owner:m|", ["owner:me"]),
        ("owner:olg|", ['owner:"Olga Petrova"']),
        ("tag:17|", ['tag:"17"""']),
        ("tag:off|", ['tag:"vpn, office"']),
        ("is:unr|", ["is:unread"]),
        ("sla<2|", ["sla<2h"]),
        ("updated>tod|", ["updated>today"]),
        ("sort:-upd|", ["sort:-updated"]),
    ],
)
def test_the_likeliest_come_first(typed: str, first: list[str]) -> None:
    assert completed(typed)[: len(first)] == first


@pytest.mark.parametrize("typed", ['"vpn|', "vpn,wi|", "stauts:o|", "xyz|", "id:10|"])
def test_what_cannot_be_known_is_not_completed(typed: str) -> None:
    assert completed(typed) == []


def test_an_empty_place_offers_every_key() -> None:
    assert completed("vpn  |")[:2] == ["vpn  status:", "vpn  owner:"]


@given(st.text(min_size=1).filter(str.strip))
def test_a_completed_name_is_read_as_the_name(name: str) -> None:
    (piece,) = parse(f"tag:{quoted(name)}").pieces
    assert [value.text for value in piece.values] == [name]


@given(st.text(), st.integers(0, 20))
def test_completing_anything_anywhere_harms_nothing(text: str, cursor: int) -> None:
    for start, end, _ in completions(text, min(cursor, len(text)), lambda _: ["Ira Kask"]):
        assert 0 <= start <= end <= len(text)
