"""The query language: what is understood, and what is told about the rest."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.models.terms import When
from eddytui.text import when
from eddytui.text.problems import Problem, QueryError
from eddytui.text.query import MOST, Parsed, parse, scan
from eddytui.text.vocabulary import KEYS

Read = list[tuple[Any, ...]]


def read(text: str) -> Read:
    """The terms as key, operator and values; `-` before the key of a negated one."""
    parsed = parse(text)
    assert parsed.problems == ()
    return [
        ("-" * piece.negated + piece.key, piece.op, *(value.text for value in piece.values))
        for piece in parsed.pieces
    ]


def wrong(text: str) -> list[tuple[str, str]]:
    """Each wrong place with what is said of it, in the order of the text."""
    problems = QueryError(parse(text).problems).problems
    return [(text[start : start + length], sentence) for start, length, sentence in problems]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("  \n ", []),
        ("vpn", [("", "", "vpn")]),
        ("vpn down", [("", "", "vpn"), ("", "", "down")]),
        ("vpn,wifi", [("", "", "vpn", "wifi")]),
        ("Hello, world", [("", "", "Hello"), ("", "", "world")]),
        ('"printer fire"', [("", "", "printer fire")]),
        ('-"printer fire"', [("-", "", "printer fire")]),
        ('"say ""hi"" now"', [("", "", 'say "hi" now')]),
        ('17" screen', [("", "", '17"'), ("", "", "screen")]),
        ("don't e-mail", [("", "", "don't"), ("", "", "e-mail")]),
        ("status:open,process", [("status", ":", "open", "process")]),
        ("-prio:low", [("-prio", ":", "low")]),
        ('status:"In progress",open', [("status", ":", "In progress", "open")]),
        ("STATUS:Open", [("status", ":", "Open")]),
        ("priority:high assignee:me", [("prio", ":", "high"), ("owner", ":", "me")]),
        ("sla<2h updated>=1w", [("sla", "<", "2h"), ("updated", ">=", "1w")]),
        ("created:today,yesterday", [("created", ":", "today", "yesterday")]),
        ("is:UNREAD has:files,tags", [("is", ":", "UNREAD"), ("has", ":", "files", "tags")]),
        ("#1042", [("id", ":", "#1042")]),
        ("-#7,#8", [("-id", ":", "#7", "#8")]),
        ("id:7 id>1000", [("id", ":", "7"), ("id", ">", "1000")]),
        ("#7,vpn #", [("", "", "#7", "vpn"), ("", "", "#")]),
        ("sort:sla sort:-updated,id", [("sort", ":", "sla"), ("sort", ":", "-updated", "id")]),
        ("https://acme.com/a:b?c<d", [("", "", "https://acme.com/a:b?c<d")]),
        ("10:30 :) a.b:c", [("", "", "10:30"), ("", "", ":)"), ("", "", "a.b:c")]),
        ("tag:$_hidden,★", [("tag", ":", "$_hidden", "★")]),
        ("user:Пётр", [("user", ":", "Пётр")]),
        ("--x -", [("-", "", "-x")]),
        (",", []),
    ],
)
def test_what_is_typed_is_understood(text: str, terms: Read) -> None:
    assert read(text) == terms


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("vpn stauts:open", [("stauts", "stauts: did you mean status?")]),
        ("-ownr:me", [("ownr", "ownr: did you mean owner?")]),
        ("is:unraed", [("unraed", "is:unraed: did you mean unread?")]),
        ("is:unread,frosen", [("frosen", "is:frosen: did you mean frozen?")]),
        ("has:file", [("file", "has:file: did you mean files?")]),
        ("rate:meh", [("meh", "rate:meh: choose like or dislike.")]),
        ("sort:-titel", [("-titel", "sort:-titel: did you mean title?")]),
        ("status:", [("", "status: needs a value, such as status:open.")]),
        ("status:open,", [("", "status: needs a value, such as status:open.")]),
        ('tag:""', [('""', "tag: needs a value, such as tag:vip.")]),
        ("sla<", [("", "sla< needs a value, such as sla<2h.")]),
        ("status<open", [("<", "status has no <. Write status:open.")]),
        ("id:abc", [("abc", "id:abc is no number. Write id:1042.")]),
        ("id:9999999999999999", [("9" * 16, "id:9999999999999999 is no number. Write id:1042.")]),
        ('vpn "fire', [('"fire', 'The quote has no end. Close it with ".')]),
        ('tag:"', [('"', 'The quote has no end. Close it with ".')]),
    ],
)
def test_a_wrong_word_is_told_with_its_place_and_a_suggestion(
    text: str, told: list[tuple[str, str]]
) -> None:
    assert wrong(text)[: len(told)] == told


@pytest.mark.parametrize(
    "date", ["2026-13-01", "2026-02-30", "soon", "2x", "-1d", "999999d", "1.5h"]
)
def test_a_bad_date_is_told_with_those_that_are_good(date: str) -> None:
    ((place, sentence),) = wrong(f"created>{date}")
    assert place == date
    assert sentence.startswith(f"created>{date} is no date. Write 2026-01-31, today,")


def test_an_unknown_key_without_a_likeness_says_what_there_is() -> None:
    ((place, sentence),) = wrong("комната:5")
    assert place == "комната"
    assert sentence.startswith("комната: unknown. Known are status, owner,")
    assert sentence.endswith("Put other text in quotes.")


def test_all_mistakes_are_told_at_once_in_their_order() -> None:
    found = wrong('stauts:open is:unraed sort:foo created>2026-13-01 "fire')
    assert [place for place, _ in found] == ["stauts", "unraed", "foo", "2026-13-01", '"fire']
    error = QueryError(parse("is:unraed stauts:open").problems)
    assert str(error) == "is:unraed: did you mean unread? stauts: did you mean status?"


def test_what_is_said_again_cannot_harm_a_terminal_nor_flood_it() -> None:
    ((_, sentence),) = wrong("is:\x1b[31m\x07" + "x" * 5000)
    assert sentence.isprintable()
    assert len(sentence) < 200


def test_a_pasted_log_is_refused_whole() -> None:
    assert parse("a " * MOST).problems == ()
    text = "a " * (MOST + 1) + "stauts:x"
    assert parse(text).problems == (
        Problem(2 * MOST, 10, "A query has at most 100 words. Leave out what follows."),
    )


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_example_of_every_key_is_right(key: Any) -> None:
    for name in filter(None, (key.name, key.also)):
        assert read(f"{name}:{key.example}") == [(key.name, ":", key.example)]


PIECES = st.sampled_from(
    ["status", "sla", "is", "x", ":", "<", ">=", ",", "-", '"', '""', " ", "#7", "2h", "//", "\0"]
)


@given(st.text() | st.lists(PIECES).map("".join))
def test_whatever_is_pasted_gives_terms_or_problems(text: str) -> None:
    parsed = parse(text)
    for problem in parsed.problems:
        assert 0 <= problem.start <= problem.start + problem.length <= len(text)
        assert problem.sentence.isprintable()
        assert problem.sentence.endswith((".", "?"))
    spans = [(piece.start, piece.end) for piece in scan(text)]
    covered = "".join(text[start:end] for start, end in spans)
    assert covered == "".join(text.split()) or '"' in text
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ['"', '""', ",", "a:", "-", "a", '"a', "status:", "<", "e\u0301"])
def test_a_long_paste_of_one_kind_is_read_in_one_go(unit: str) -> None:
    """In a moment; in time that grows with the square it would take minutes."""
    assert isinstance(parse(unit * 200_000), Parsed)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("30m", 1800),
        ("2H", 7200),
        ("1d", 86_400),
        ("1w", 604_800),
        ("Today", When("today")),
        ("yesterday", When("today", -86_400)),
        ("tomorrow", When("today", 86_400)),
        ("2026-01-31", When("2026-01-31 00:00:00")),
        ("2024-02-29", When("2024-02-29 00:00:00")),
        ("٢h", None),
        ("", None),
        ("20260131", None),
        ("0026-01-01", None),
    ],
)
def test_dates_and_spans_are_read(text: str, meaning: object) -> None:
    assert when.read(text) == meaning


@pytest.mark.parametrize("op", [":", "<", "<=", ">", ">="])
@pytest.mark.parametrize("bounds", [when.of_age, when.of_time_left])
def test_a_span_and_its_opposite_share_every_moment(op: str, bounds: Any) -> None:
    opposite = {":": ">", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}[op]
    ours, others = bounds(op, 3600), bounds(opposite, 3600)
    assert (ours[0], ours[1]) == (others[1], others[0])


@pytest.mark.parametrize("text", ["is:", "vpn,wifi has:x", "stauts:open", 'tag:"x', "sla:"])
def test_what_is_wrong_is_not_taken_for_understood(text: str) -> None:
    assert all(not piece.key for piece in parse(text).pieces)
    assert parse(text).problems
