"""The log has what happened and no keys, and its owner alone can read it."""

import logging
import stat
from base64 import b64encode
from pathlib import Path

import pytest

from eddytui.cli import logs
from eddytui.cli.redaction import Redaction

KEY, EMAIL = "k3y/of+ira", "ira@acme.com"
PAIR = b64encode(f"{EMAIL}:{KEY}".encode()).decode()


@pytest.fixture
def redaction() -> Redaction:
    redaction = Redaction()
    redaction.hide(KEY, EMAIL)
    return redaction


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (f"it is {KEY}, really", "it is …, really"),
        ("GET /?k=k3y%2Fof%2Bira&page=2", "GET /?k=…&page=2"),
        (f"the pair {PAIR} itself", "the pair … itself"),
        ("Authorization: Basic aXJhOms=", "Authorization: Basic …"),
        ("{'authorization': 'Bearer abc', 'accept': '*/*'}",
         "{'authorization': 'Bearer …', 'accept': '*/*'}"),
        ("[(b'Authorization', b'Basic abc=')]", "[(b'Authorization', b'Basic …')]"),
        ('{"api_key": "abc", "id": 7}', '{"api_key": "…", "id": 7}'),
        ("EDDYTUI_API_KEY=abc eddytui", "EDDYTUI_API_KEY=… eddytui"),
        ("api-key=abc&id=7", "api-key=…&id=7"),
        ("https://ira:abc@acme.example/x", "https://…@acme.example/x"),
        ("mail from ira@acme.com to https://acme.example/a@b",
         "mail from ira@acme.com to https://acme.example/a@b"),
    ],
)  # fmt: skip
def test_secrets_are_taken_out(text: str, clean: str, redaction: Redaction) -> None:
    assert redaction.clean(text) == clean


def test_hiding_nothing_hides_nothing() -> None:
    redaction = Redaction()
    redaction.hide("")
    assert redaction.clean("all of it") == "all of it"


def fail(value: str) -> None:
    raise ValueError(f"bad {value}")


def test_arguments_tracebacks_and_stacks_are_clean(tmp_path: Path, redaction: Redaction) -> None:
    log = logging.getLogger("eddytui.test")
    with logs.writing(tmp_path / "log", redaction):
        log.info("sent %s with %r", KEY, {"api_key": "abc"})
        try:
            fail(KEY)
        except ValueError:
            log.exception("it failed")
        log.warning("here", stack_info=True)
    text = (tmp_path / "log").read_text()
    assert KEY not in text
    assert "abc" not in text
    assert "INFO eddytui.test: sent … with {'api_key': '…'}" in text
    assert "ValueError: bad …" in text
    assert "Stack (most recent call last)" in text


def test_the_log_is_its_owners_alone_also_after_it_was_rotated(
    tmp_path: Path, redaction: Redaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_SIZE", 100)
    with logs.writing(tmp_path / "log", redaction):
        for _ in range(9):
            logging.getLogger("eddytui").info("x" * 60)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["log", "log.1", "log.2"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_libraries_that_log_what_was_searched_for_are_quiet(
    tmp_path: Path, redaction: Redaction
) -> None:
    with logs.writing(tmp_path / "log", redaction):
        for name in ("httpx", "httpcore.connection"):
            logging.getLogger(name).info("GET /?search=printer")
            logging.getLogger(name).warning("%s is worth a line", name)
    text = (tmp_path / "log").read_text()
    assert "printer" not in text
    assert text.count("is worth a line") == 2


def test_a_log_that_cannot_be_written_is_done_without(
    tmp_path: Path, redaction: Redaction, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "way").write_text("a file")
    with logs.writing(tmp_path / "way" / "log", redaction):
        logging.getLogger("eddytui").error("lost")
    assert capsys.readouterr().err == ""


def test_logging_is_as_before_when_it_ends(tmp_path: Path, redaction: Redaction) -> None:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    with logs.writing(tmp_path / "log", redaction):
        assert root.level == logging.INFO
    assert (root.level, list(root.handlers)) == before
