"""The program runs, in its own colours, from everything it can be installed from."""

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from eddytui import __version__
from eddytui.ui.styles import SHEETS

ROOT = Path(__file__).parents[2]
VERSION = f"eddytui {__version__}"
OURS = {".py", ".txt", ".typed"}
"""The kinds of files that the package is made of; the `.txt` are the demo's texts."""

STYLED = """
import asyncio
from pathlib import Path
import eddytui
from eddytui.ui.shell import Shell

async def start():
    app = Shell(theme="eddy-contrast")
    async with app.run_test():
        print(Path(eddytui.__file__).parent, app.screen.styles.background.hex, *app.css_path)

asyncio.run(start())
"""
"""Starts an empty app without a terminal: where it is, its background, the sheets it has read."""
BLACK = "#000000"
"""The background of `eddy-contrast`."""


def run(*words: str | Path, where: Path) -> str:
    """What a command printed. It sees nothing of this checkout but by what is installed."""
    return subprocess.run(  # noqa: S603 - our own program and Python's own tools
        words,
        cwd=where,
        env={"PATH": os.defpath, "HOME": str(where), "LANG": "C.UTF-8", "PIP_NO_INDEX": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout.strip()


class Place:
    """An environment that has our dependencies, and eddytui only once it is installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder, symlinks=os.name != "nt", with_pip=False)
        scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python, self.eddytui = scripts / "python", scripts / "eddytui"
        self.library = Path(run(self.python, "-c", _LIBRARY, where=folder))
        # A plain path: the .pth files of that folder, such as the one of `-e .`, are not read.
        lent = self.library / "lent.pth"
        lent.write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    def install(self, *words: str | Path) -> None:
        pip = (sys.executable, "-m", "pip", "--python", self.python, "install", "--quiet")
        run(*pip, "--no-deps", "--no-build-isolation", *words, where=self.folder)


_LIBRARY = "import sysconfig; print(sysconfig.get_path('purelib'))"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the sdist of this checkout."""
    folder = tmp_path_factory.mktemp("built")
    build = (sys.executable, "-m", "hatchling", "build", "-d", folder, "-t", "sdist", "-t", "wheel")
    run(*build, where=ROOT)
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A bare copy of what is needed to run and to install."""
    for name in ("eddytui", "styles"):
        shutil.copytree(
            ROOT / name, tmp_path / "copy" / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / "copy")
    return tmp_path / "copy"


def sheets_in(folder: Path) -> list[str]:
    return [str(folder / name) for name in SHEETS]


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_it_runs_from_a_wheel_and_from_an_sdist(built: Path, tmp_path: Path, kind: str) -> None:
    (package,) = built.glob(kind)
    place = Place(tmp_path / "place")
    place.install(package)
    installed = place.library / "eddytui"
    assert run(place.eddytui, "--version", where=tmp_path) == VERSION
    styled = run(place.python, "-c", STYLED, where=tmp_path)
    assert styled.split() == [str(installed), BLACK, *sheets_in(installed / "styles")]


def test_it_runs_from_an_editable_install(checkout: Path, tmp_path: Path) -> None:
    place = Place(tmp_path / "place")
    place.install("-e", checkout)
    assert run(place.eddytui, "--version", where=tmp_path) == VERSION
    styled = run(place.python, "-c", STYLED, where=tmp_path)
    assert styled.split() == [str(checkout / "eddytui"), BLACK, *sheets_in(checkout / "styles")]
    assert not (place.library / "eddytui").exists(), "nothing that could grow stale"


def test_it_runs_from_a_bare_checkout(checkout: Path, tmp_path: Path) -> None:
    python = Place(tmp_path / "place").python
    assert run(python, "-m", "eddytui", "--version", where=checkout) == VERSION
    styled = run(python, "-c", STYLED, where=checkout)
    assert styled.split() == [str(checkout / "eddytui"), BLACK, *sheets_in(checkout / "styles")]


def in_wheel(built: Path) -> Iterator[tuple[str, bytes]]:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        yield from ((name, wheel.read(name)) for name in wheel.namelist())


def test_a_wheel_has_the_program_and_nothing_else(built: Path) -> None:
    names = {name for name, _ in in_wheel(built) if ".dist-info/" not in name}
    files = [path for path in (ROOT / "eddytui").rglob("*") if path.suffix in OURS]
    sheets = {f"eddytui/styles/{name}" for name in SHEETS}
    assert names == sheets | {path.relative_to(ROOT).as_posix() for path in files}


def test_a_wheel_brings_its_licence_and_its_command(built: Path) -> None:
    info = f"eddytui-{__version__}.dist-info"
    files = {name.removeprefix(f"{info}/"): text for name, text in in_wheel(built)}
    assert files["licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert b"eddytui = eddytui.cli.root:main" in files["entry_points.txt"]
    assert metadata(built)["Requires-Python"] == ">=3.11"


def metadata(built: Path) -> Message:
    (text,) = (text for name, text in in_wheel(built) if name.endswith(".dist-info/METADATA"))
    return message_from_bytes(text)


def test_an_sdist_has_what_one_needs_to_test_and_build_and_nothing_else(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        parts = [Path(name).parts[1:] for name in sdist.getnames()]
    tops = {part[0] for part in parts}
    texts = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
    needed = texts | {"eddytui", "styles", "tests", ".ci"}
    assert needed <= tops <= needed | {"screenshots", ".gitignore", "PKG-INFO"}
    assert [part for part in parts if "__pycache__" in part] == []


def test_the_program_imports_nothing_that_it_does_not_ask_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wishes = (project["dependencies"], *project["optional-dependencies"].values())
    asked = {normal(requirement) for some in wishes for requirement in some}
    brought = packages_distributions()
    foreign = imported() - {"eddytui"} - sys.stdlib_module_names
    assert foreign
    assert {
        name for name in foreign if not asked & {normal(dist) for dist in brought.get(name, ())}
    } == set()


def normal(requirement: str) -> str:
    """The name in a requirement, in its one spelling: `markdown-it-py` of `Markdown_it.py>=4`."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()


def imported() -> set[str]:
    """The packages that the program imports anywhere, however late."""
    found: set[str] = set()
    for path in (ROOT / "eddytui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found
