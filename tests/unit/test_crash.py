"""A crash leaves a file for whoever mends it, and one line on the screen."""

import stat
from pathlib import Path

import pytest

from eddytui.cli import crash
from eddytui.cli.redaction import Redaction


def fail(key: str) -> None:
    local = f"a value of the frame, {key}"
    raise ValueError(f"bad {len(local)} {key}")


def raised() -> ValueError:
    with pytest.raises(ValueError, match="bad") as error:
        fail("k3y")
    return error.value


def test_the_file_tells_where_and_with_what_but_no_values_and_no_keys(tmp_path: Path) -> None:
    redaction = Redaction()
    redaction.hide("k3y")
    path = tmp_path / "crash.txt"
    line = crash.write(raised(), path, redaction.clean)
    text = path.read_text()
    assert line == f"eddytui has failed. What happened is written down in {path}."
    assert "in fail\n" in text
    assert "ValueError: bad 25 …" in text
    assert "textual 8." in text
    assert "a value of the frame, k" not in text
    assert "k3y" not in text.replace('fail("k3y")', "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_crashes_of_one_second_each_leave_a_file(tmp_path: Path) -> None:
    path = tmp_path / "crash.txt"
    lines = [crash.write(raised(), path, str) for _ in range(3)]
    names = ["crash.txt", "crash.2.txt", "crash.3.txt"]
    assert [Path(line.removesuffix(".").split()[-1]).name for line in lines] == names
    assert all("ValueError" in (tmp_path / name).read_text() for name in names)


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "way").write_text("a file")
    assert crash.write(raised(), tmp_path / "way" / "crash.txt", str) == (
        "eddytui has failed, and the report has no place. "
        f"{tmp_path / 'way'} is in the way: a folder is needed there."
    )
