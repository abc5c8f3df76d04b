"""When it cannot go on, the program says why in a sentence, and ends with the right code."""

import json
import socket

import pytest

from tests.e2e.answers import Answer, Answers
from tests.e2e.home import Home

KEY = "k3y-of-ira-90a1b2c3d4"
SIGNED_IN = {"EDDYTUI_EMAIL": "ira@acme.com", "EDDYTUI_API_KEY": KEY}


def refusal(status: int, title: str, details: str) -> Answer:
    error = {"code": f"e-{status}", "title": title, "details": details}
    return Answer(status, json.dumps({"errors": [error]}))


WRONG = refusal(401, "Unauthorized", "E-mail or API key is incorrect")
BAN = refusal(401, "Ban", "Ban for 20 min. API limit reached (300 request per minute).")
PAGE = Answer(200, "<!doctype html><title>Sorry</title><p>Down for maintenance", "text/html")
FORBIDDEN = refusal(403, "Forbidden", "Not enough rights")


def test_without_a_terminal_the_app_does_not_start(home: Home) -> None:
    told = home.run("--demo")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("The app needs a terminal, and standard input is not one.")


def test_a_terminal_that_cannot_draw_is_told_in_plain_text(home: Home) -> None:
    paper = home.open("--demo", environ={"TERM": "dumb"})
    paper.see("The app needs a terminal that can move the cursor; TERM is 'dumb'")
    assert paper.left() == 2
    assert b"\x1b" not in paper.raw


@pytest.mark.parametrize(
    ("url", "code", "sentence"),
    [
        ("what is this", 2, "The address of the helpdesk has a space"),
        ("ftp://acme.com", 2, "An address begins with https, not with ftp"),
        ("http://acme.com", 2, "would send the API key unprotected. Use https://acme.com."),
        ("", 3, "You are not signed in. Run: eddytui auth login"),
    ],
)
def test_an_address_that_is_none_is_told(home: Home, url: str, code: int, sentence: str) -> None:
    assert_told(home, url, code, sentence)


def test_nobody_at_the_address_is_told(home: Home) -> None:
    with socket.socket() as deaf:  # bound, but not listening
        deaf.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        assert_told(home, url, 5, "The helpdesk cannot be reached. Check the connection.")


@pytest.mark.parametrize(
    ("answer", "code", "sentence"),
    [
        (WRONG, 3, "It says: E-mail or API key is incorrect."),
        (BAN, 6, "has had too many requests and takes none before"),
        (PAGE, 4, "is not a helpdesk, or it is being repaired"),
        (FORBIDDEN, 4, "It says: Not enough rights."),
    ],
    ids=["wrong key", "blocked", "web page", "no rights"],
)
def test_what_the_helpdesk_refuses_is_told(
    home: Home, answer: Answer, code: int, sentence: str
) -> None:
    with Answers(answer) as server:
        assert_told(home, server.url, code, sentence)


def assert_told(home: Home, url: str, code: int, sentence: str) -> None:
    told = home.run("auth", "status", environ=SIGNED_IN | {"EDDYTUI_URL": url})
    assert sentence in told.stderr
    assert told.returncode == code
    assert "Traceback" not in told.stderr
    assert KEY not in told.stdout + told.stderr


def test_the_app_tells_it_too_and_asks_no_more_while_it_is_blocked(home: Home) -> None:
    with Answers(WRONG) as server:
        desk = home.open(environ=SIGNED_IN | {"EDDYTUI_URL": server.url})
        desk.see("does not accept this e-mail address and API key")
        for answer, sentence in (
            (PAGE, "This is not a helpdesk's answer"),
            (FORBIDDEN, "You do not have the permission"),
            (BAN, r"too many requests(?s:.*)blocked by the rate limit, (20:00|19:5\d) left"),
        ):
            server.answer = answer
            desk.press("ctrl+r")
            desk.see(sentence)
        asked = len(server.paths)
        desk.press("ctrl+r", ":nonsense", "enter")
        desk.see('There is no command "nonsense"')
        desk.press("q")
        assert desk.left() == 0
        assert len(server.paths) == asked
