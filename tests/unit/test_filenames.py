"""What attachments are called here, whatever they were called there."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eddytui.text.filenames import numbered, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("счёт №5.pdf", "счёт №5.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("/etc/passwd", "_etc_passwd"),
        ("C:\\Windows\\win.ini", "C_Windows_win.ini"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        ("", "file"),
        ("   ", "file"),
        ("a\x1b[2Jb.txt", "ab.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("two\nlines.txt", "two lines.txt"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("console.log", "console.log"),
        ("what?*.txt", "what_.txt"),
        ("trailing. ", "trailing"),
    ],
)
def test_a_name_from_elsewhere_becomes_a_name_for_this_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("ё" * 300 + ".tar.gz")

    assert name.endswith(".gz")
    assert name.startswith("ёёё")
    assert len(name.encode()) <= 200


def test_an_ending_that_is_none_is_cut_like_the_rest() -> None:
    assert len(safe_name("a." + "b" * 300)) == 200


@given(st.text())
def test_no_name_leads_out_of_its_folder(name: str) -> None:
    safe = safe_name(name)

    assert safe == safe_name(safe)
    assert safe
    assert safe[0] != "."
    assert not {"/", "\\", "\0", "\n", "\x1b"} & set(safe)
    assert len(safe.encode()) <= 201


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert list(islice(numbered("log.txt"), 3)) == ["log.txt", "log (2).txt", "log (3).txt"]
    assert list(islice(numbered("README"), 2)) == ["README", "README (2)"]
