"""Paths as they are typed: where they begin, and what they may go on with."""

from pathlib import Path

import pytest

from eddytui.text.sizes import size
from eddytui.ui.paths import completions, whole


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("a.log", "/work/a.log"),
        ("/etc/hosts", "/etc/hosts"),
        ("~", "/home/ira"),
        ("~/a.log", "/home/ira/a.log"),
        ("~olga/a.log", "/work/~olga/a.log"),
    ],
)
def test_a_path_begins_at_home_or_where_one_is(typed: str, meant: str) -> None:
    assert whole(typed, Path("/work"), "/home/ira") == Path(meant)


def test_folders_are_marked_and_hidden_or_odd_names_left_out(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    for name in ("log.txt", ".hidden", "lo\x1bg", "other"):
        (tmp_path / name).touch()
    assert completions("lo", tmp_path, "") == ["log.txt", "logs/"]
    assert completions("~/lo", Path("/"), str(tmp_path)) == ["~/log.txt", "~/logs/"]
    assert completions(".", tmp_path, "") == [".hidden"]
    assert completions("nowhere/x", tmp_path, "") == []
    assert completions("zero\0/x", tmp_path, "") == []


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (1023, "1023 B"), (12 * 1024, "12 KB"), (3_565_158, "3.4 MB")],
)
def test_sizes_are_short(count: int, words: str) -> None:
    assert size(count) == words
