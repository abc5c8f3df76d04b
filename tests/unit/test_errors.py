"""Errors: what an agent reads, and which answer means which error."""

import inspect
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eddytui.api import errors
from eddytui.api.errors import (
    BadReply,
    Blocked,
    DeskError,
    Forbidden,
    Misconfigured,
    Missing,
    Offline,
    Refused,
    Unclear,
    Untrusted,
    WrongKey,
)
from eddytui.api.key import Key
from eddytui.api.refusal import block_end, is_block, refusal
from eddytui.api.reply import Problem, complaint, problems

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, DeskError) and kind is not Blocked
]
BAN = Problem("e-401", "Ban", "Ban for 20 min. API limit reached (300 request per minute).")
STRANGER = Problem("e-401", "Unauthorized", "Wrong e-mail or key")


@pytest.mark.parametrize("error", [*(kind() for kind in KINDS), Blocked(NOON)])
def test_every_error_tells_something_in_whole_sentences(error: DeskError) -> None:
    assert len(str(error)) > 20
    assert str(error).endswith(".")
    assert error.title
    assert "!" not in str(error) + error.title


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Refused])
def test_words_of_one_own_become_a_sentence(kind: type[DeskError]) -> None:
    assert str(kind("no\n luck")) == "no luck."


def test_a_block_says_when_it_ends() -> None:
    error = Blocked(datetime.fromisoformat("2026-11-24T15:20:00+03:00"))

    assert error.until == datetime(2026, 11, 24, 12, 20, tzinfo=UTC)
    assert error.until.tzinfo is UTC
    assert "12:20 UTC" in str(error)


def test_a_refusal_keeps_every_message() -> None:
    error = Refused(["Field {title} is empty", "", "Field {owner_id} is unknown."])

    assert error.messages == ("Field {title} is empty.", "Field {owner_id} is unknown.")
    assert str(error) == "Field {title} is empty. Field {owner_id} is unknown."


def test_an_unreadable_answer_is_quoted_shortly() -> None:
    told = str(BadReply("Not JSON", "<html>\n" + "x" * 5000))

    assert told.startswith("Not JSON. It begins: <html> xxx")
    assert len(told) < 230


def test_an_untrusted_helpdesk_is_also_an_unreachable_one() -> None:
    assert issubclass(Untrusted, Offline)
    assert not issubclass(Unclear, Offline), "what may have been sent is not to be queued again"


@pytest.mark.parametrize(
    ("status", "found", "remaining", "blocked"),
    [
        (401, [BAN], 0, True),
        (401, [BAN], None, True),
        (200, [BAN], 12, True),
        (401, [STRANGER], 0, True),
        (401, [STRANGER], 250, False),
        (401, [STRANGER], None, False),
        (401, [], None, False),
        (403, [], 0, True),
        (403, [Problem("e-403", "API limit reached")], 5, True),
        (403, [Problem("e-403", "Access", "Limited to administrators")], 5, False),
        (429, [], None, True),
        (400, [Problem("e-411", "Bad request", "Field {minute_limit} is wrong")], 7, False),
        (404, [Problem("e-404", "Not found", "Rate limit with id {3} does not exist")], 7, False),
        (200, [], 0, False),
    ],
)
def test_a_block_is_told_from_a_wrong_key(
    status: int, found: list[Problem], remaining: int | None, blocked: bool
) -> None:
    assert is_block(status, found, remaining) is blocked


@pytest.mark.parametrize(
    ("status", "found", "kind"),
    [
        (200, [], None),
        (201, [], None),
        (200, [Problem("s-204", "No content", "Ticket with id {9} deleted")], None),
        (200, [Problem("e-411", "Bad request", "Field {title} is empty")], Refused),
        (200, [Problem("s-204", "No content"), Problem("", "", "Odd")], Refused),
        (302, [], BadReply),
        (400, [Problem("e-411", "Bad request")], Refused),
        (401, [STRANGER], WrongKey),
        (403, [], Forbidden),
        (404, [], Missing),
        (404, [Problem("s-204", "No content", "Note with id {85} does not exist")], Missing),
        (405, [], Refused),
        (413, [], Refused),
        (422, [Problem("", "", "The text is too long")], Refused),
        (500, [], BadReply),
        (503, [], BadReply),
    ],
)
def test_an_answer_means_one_error(
    status: int, found: list[Problem], kind: type[DeskError] | None
) -> None:
    error = refusal(status, found, changes=False)

    assert type(error) is (kind or type(None))
    if error is not None:
        assert str(error).endswith(".")
        assert all(entry.words in str(error) for entry in found if not entry.code.startswith("s-"))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_change_that_made_the_server_fail_is_unclear(status: int) -> None:
    error = refusal(status, [Problem("e-500", "Error", "Out of memory")], changes=True)

    assert isinstance(error, Unclear)
    assert "Out of memory." in str(error)


@pytest.mark.parametrize(
    ("file", "messages"),
    [
        (
            "tickets_update.400",
            [
                "Field {sla_date} value is incorrect or empty (date format 01.01.1970 00:00).",
                "Field {owner_id} with id {5} does not exist.",
                "Field {owner_id} value is incorrect, user must be with staff permissions.",
                "Field {type_id} value is incorrect or empty.",
            ],
        ),
        ("posts_create.400", ["Required {text} request: Required field is missing or empty."]),
        ("comments_delete.404", ["Comment with id {15} in ticket with id {9} does not exist."]),
    ],
)
def test_the_documents_refusals_are_read_word_by_word(file: str, messages: list[str]) -> None:
    body = json.loads((EXAMPLES / f"{file}.json").read_bytes())

    assert [problem.words for problem in complaint(body)] == messages


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"errors": []}, []),
        ({"errors": None}, []),
        ({"errors": "No"}, ["No."]),
        ({"errors": ["No", "", "Nor this"]}, ["No.", "Nor this."]),
        ({"errors": {"title": "No"}}, ["No."]),
        (
            {"errors": {"0": {"details": "No"}, "1": {"details": None, "title": "Bad"}}},
            ["No.", "Bad."],
        ),
        ({"errors": [{"details": "x" * 900}]}, ["x" * 500 + "."]),
        ({"detail": "Maintenance"}, ["Maintenance."]),
        ({"message": "Maintenance", "error": 5}, ["Maintenance."]),
        ({"errors": [{"title": "No"}], "message": "Maintenance"}, ["No."]),
        (["Maintenance"], []),
        (None, []),
    ],
)
def test_complaints_are_found_wherever_servers_put_them(body: object, words: list[str]) -> None:
    assert [problem.words for problem in complaint(body)] == words


def test_a_success_is_not_asked_for_messages() -> None:
    assert problems({"message": "Saved", "data": []}) == ()


@pytest.mark.parametrize(
    ("header", "end"),
    [
        ("90", datetime(2026, 11, 24, 12, 1, 30, tzinfo=UTC)),
        ("Tue, 24 Nov 2026 12:30:00 GMT", datetime(2026, 11, 24, 12, 30, tzinfo=UTC)),
        ("Tue, 24 Nov 2026 12:30:00 -0000", datetime(2026, 11, 24, 12, 30, tzinfo=UTC)),
        ("99999999999999999999", datetime(2026, 11, 25, 12, tzinfo=UTC)),
        ("", None),
        ("-5", None),
        ("soon", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, end: datetime | None) -> None:
    assert block_end(header, NOON) == end


def test_a_key_shows_itself_nowhere() -> None:
    key = Key(" ira@acme.com ", " sesame-42 ")

    assert key.header() == "Basic aXJhQGFjbWUuY29tOnNlc2FtZS00Mg=="
    assert "sesame" not in f"{key!r} {key}"
    assert not hasattr(key, "__dict__")
    assert (
        key.masked('sesame-42 aXJhQGFjbWUuY29tOnNlc2FtZS00Mg== "api_key" : "other", ira')
        == '*** *** "api_key" : "***", ira'
    )


def test_misconfiguration_is_an_ordinary_failure() -> None:
    with pytest.raises(DeskError, match="profile"):
        raise Misconfigured


def test_a_block_is_told_with_what_the_server_says_and_promises_nothing() -> None:
    error = Blocked(NOON, "Ban for 20 min.")

    assert str(error).endswith(". It says: Ban for 20 min.")
    assert "wait" not in str(Blocked(NOON))
