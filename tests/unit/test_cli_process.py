"""The program as a process: what it loads, and that it never ends in a traceback."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import eddytui

HERE = str(Path(eddytui.__file__).parents[1])
LOADED = """
import sys
from eddytui.cli.root import main
sys.argv = ["eddytui", *{words}]
try:
    main()
except SystemExit as end:
    print(end.code, sorted({{name.partition(".")[0] for name in sys.modules}}), sep="\\n")
"""
BROKEN = """
from eddytui.cli.root import main, root
def broken(**_):
    key = "a value of the frame"
    raise ZeroDivisionError("api_key=s3cret " + str(len(key)))
root.callback = broken
main()
"""


def python(code: str, home: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code],
        env={"PATH": os.defpath, "PYTHONPATH": HERE, "HOME": str(home), "LANG": "C"},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("line", ["--version", "--help", "config path", "auth status", ""])
def test_a_short_command_loads_nothing_heavy(line: str, tmp_path: Path) -> None:
    *printed, loaded = python(LOADED.format(words=line.split()), tmp_path).stdout.splitlines()
    heavy = ("textual", "rich", "httpx", "pydantic", "keyring", "markdown_it", "starlette")
    assert printed
    assert [name for name in heavy if f"'{name}'" in loaded] == []
    assert "'click'" in loaded


def test_an_article_is_printed_from_the_copy_without_anything_heavy(tmp_path: Path) -> None:
    code = LOADED.format(words=["--demo", "--tickets", "1", "kb", "vpn", "reconnect"])
    first, again = python(code, tmp_path), python(code, tmp_path)
    heavy = ("textual", "keyring", "markdown_it")
    also = ("httpx", "pydantic", "starlette", "nh3", "rich")  # httpx loads rich when it is there
    for process, names in ((first, heavy), (again, (*heavy, *also))):
        title, *_, loaded = process.stdout.splitlines()
        assert title == "VPN reconnects every few minutes"
        assert [name for name in names if f"'{name}'" in loaded] == []


def test_a_crash_is_one_line_on_the_screen_and_a_private_file(tmp_path: Path) -> None:
    process = python(BROKEN, tmp_path)
    (report,) = tmp_path.rglob("crash-*.txt")
    assert (process.returncode, process.stdout) == (70, "")
    assert process.stderr == f"eddytui has failed. What happened is written down in {report}.\n"
    text = report.read_text()
    assert "ZeroDivisionError: api_key=… 20" in text
    assert "a value of the frame" not in text
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_a_crash_without_a_place_to_write_it_down_is_still_one_line(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file where a folder is needed")
    process = python(BROKEN, tmp_path)
    assert (process.returncode, process.stdout) == (70, "")
    assert process.stderr.startswith("eddytui has failed, and the report has no place. The folder")
    assert process.stderr.count("\n") == 1


def test_the_module_is_the_program(tmp_path: Path) -> None:
    process = python("import runpy, sys; sys.argv = ['x', '--version']; "
                     "runpy.run_module('eddytui', run_name='__main__')", tmp_path)  # fmt: skip
    assert process.stdout == f"eddytui {eddytui.__version__}\n"
