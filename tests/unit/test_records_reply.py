"""A body becomes JSON in which nothing can act on a terminal."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.api.reply import read
from eddytui.text.clean import clean

HIDDEN = [
    "\x00",
    "\x07",
    "\x08",
    "\x0c",
    "\x1b",
    "\x7f",
    "\x85",
    "\x9b",
    "\u061c",
    "\u200e",
    "\u202e",
]
HIDDEN += ["\u2028", "\u2066", "\ufeff", "\U000e0041"]
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for item in pair for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("ascii_only", [True, False], ids=["escaped", "raw"])
@pytest.mark.parametrize("character", HIDDEN, ids=ascii)
def test_no_control_character_comes_through(character: str, ascii_only: bool) -> None:
    body = {"data": [{"title": f"a{character}b", f"k{character}": {"deep": [character]}}]}
    raw = json.dumps(body, ensure_ascii=ascii_only)
    if not ascii_only:
        raw = raw.replace(json.dumps(character)[1:-1], character)
    read_back = read(raw.encode())

    assert strings(read_back)
    assert not any(CONTROL.search(text) for text in strings(read_back))
    assert read_back["data"][0]["title"] == clean(f"a{character}b")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (rb'"\u001b[31mred\u001B[0m"', "red"),
        (rb'"\u009b31mred"', "red"),
        (rb'"a\u202Eb"', "ab"),
        (rb'"a\r\nb\tc"', "a\nb\tc"),
        (rb'"a\bb\fc"', "abc"),
        (b'"a\x00b"', "ab"),
        (b'"a\x1b[2Jb"', "ab"),
        (b'"a\xc2\x9b2Jb"', "ab"),
        (b'"a\xe2\x80\xaeb"', "ab"),
        (rb'"\ud83d\ude00"', "😀"),
        (rb'"half \ud83d pair"', "half \ufffd pair"),
        (b'"a\xffb"', "a\ufffdb"),
        (rb'"C:\\readme \\u001b"', r"C:\readme \u001b"),
        ('\ufeff"Привет"'.encode(), "Привет"),
        (rb'"\u041f\u0440"', "Пр"),
        ('"a\u200db"'.encode(), "a\u200db"),
    ],
)
def test_text_is_what_a_person_should_see(raw: bytes, text: str) -> None:
    assert read(raw) == text


@given(
    st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)),
    st.booleans(),
)
def test_anything_is_either_plain_or_cleaned(value: Any, ascii_only: bool) -> None:
    raw = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")

    assert not any(CONTROL.search(text) for text in strings(read(raw)))


@given(st.recursive(st.text(st.characters(min_codepoint=32, max_codepoint=126)), st.lists))
def test_ordinary_text_is_left_alone(value: Any) -> None:
    assert read(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" ",
        b"<html>",
        b'{"data": [',
        b'{"data": "',
        b"nonsense",
        b"[" * 100_000,
        b'{"a":' * 5000,
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_what_is_no_json_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(raw)


def test_deep_answers_end_in_a_failure_not_in_a_crash() -> None:
    deep = b"[" * 900 + rb'"\u001b"' + b"]" * 900
    try:
        value = read(deep)
    except ValueError:
        return
    assert "\x1b" not in str(value)
