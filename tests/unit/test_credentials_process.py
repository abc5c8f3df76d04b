"""What only a process of its own can show: which keyring is taken, and what is loaded."""

import os
import subprocess
import sys
from pathlib import Path

import eddytui

HERE = str(Path(eddytui.__file__).parents[1])

FIND = """
import asyncio, sys
from eddytui.config.credentials import find
from eddytui.config.profiles import Profile
environ = {environ}
found = asyncio.run(find(Profile(url="https://acme.example", email="ira@acme.com"), environ))
print(*found[:2], "keyring" in sys.modules)
"""


def run(environ: dict[str, str], ring: str) -> str:
    process = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", FIND.format(environ=environ)],
        env={
            "PATH": os.defpath,
            "PYTHONPATH": HERE,
            "PYTHON_KEYRING_BACKEND": f"tests.rings.{ring}",
        },
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert process.stderr == ""
    return process.stdout.strip()


def test_a_keyring_is_chosen_by_the_usual_variable() -> None:
    assert run({}, "Filled") == "Secret(…) the keyring True"


def test_keyring_is_not_loaded_when_the_environment_has_the_key() -> None:
    assert run({"EDDYTUI_API_KEY": "s3cret"}, "Filled") == ("Secret(…) EDDYTUI_API_KEY False")
