"""`eddytui demo-server`: a helpdesk for other programs, until ctrl+c."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from eddytui.demo import EMAIL, KEY
from tests.contract.test_plain_client import Plain
from tests.e2e.home import EDDYTUI, Home

WITHOUT = """
import sys
sys.modules["uvicorn"] = None
from eddytui.cli.root import main
sys.argv = ["eddytui", "demo-server"]
main()
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@contextmanager
def serving(home: Home, *words: str) -> Iterator["tuple[subprocess.Popen[str], list[str]]"]:
    """The server, and what it said until it listened."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*EDDYTUI, "demo-server", *words],
        env=home.environ({"PYTHONUNBUFFERED": "1"}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    said = []
    try:
        for line in process.stdout:
            said.append(line.rstrip())
            if "ctrl+c" in line:
                break
        yield process, said
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_it_serves_until_ctrl_c_and_tells_how_to_get_in(home: Home) -> None:
    with serving(home, "--tickets", "60", "--seed", "3") as (process, said):
        text = "\n".join(said)
        url = re.search(r"http://127\.0\.0\.1:\d+$", said[0])
        assert url
        assert f"EDDYTUI_URL={url[0]} EDDYTUI_EMAIL={EMAIL} EDDYTUI_API_KEY={KEY} eddytui" in text
        plain = Plain(url[0])
        assert plain.api("GET", "/tickets/1042").status == 200
        (file, *_) = plain.api("GET", "/tickets/1042/posts/").json["data"][-1]["files"]
        assert file["url"].startswith(f"{url[0]}/en/file/download/")
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=20)
        assert (process.returncode, out, errors) == (0, "", "")
    assert [path for path in home.folder.rglob("*") if path.is_file()] == [], "it keeps nothing"


def test_a_port_in_use_is_told(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = home.run("demo-server", "--port", str(port))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        f"Port {port} is in use. Choose another with --port, or leave it out.\n"
    )


def test_without_uvicorn_it_says_how_to_get_it(home: Home) -> None:
    result = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", WITHOUT],
        env=home.environ({}),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        "The demo server needs uvicorn. Install it with: pip install 'eddytui[server]'" + os.linesep
    )
