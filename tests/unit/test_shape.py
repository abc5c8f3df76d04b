"""The house rules that no linter has."""

import ast
import re
from pathlib import Path

import pytest

from eddytui.ui.commands import COMMANDS
from eddytui.ui.styles import SHEETS

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*(ROOT / "eddytui").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
FILE_LIMIT, FUNCTION_LIMIT = 400, 40


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_functions_can_be_read_in_one_go(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= FILE_LIMIT, "look for the missing noun"
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LIMIT
    ]
    assert not long


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_stylesheet_hides_in_python(path: Path) -> None:
    assert not re.search(r'\bCSS\s*(:.*)?=\s*(f?"""|f?")', path.read_text(encoding="utf-8"))


def test_every_stylesheet_is_named_once_and_every_name_has_a_sheet() -> None:
    assert sorted(SHEETS) == sorted(path.name for path in (ROOT / "styles").glob("*.tcss"))


def test_every_command_says_what_it_does_in_a_sentence() -> None:
    for command in COMMANDS:
        assert command.label, command.id
        assert re.fullmatch(r"[A-Z].+\.", command.help), command.id


def test_a_key_means_one_thing_wherever_it_is_known() -> None:
    """Left out: digits, and where one types or answers. `h` is "to the left"."""
    meanings: dict[str, set[str]] = {}
    for command in COMMANDS:
        if command.where in {"pickers", "composer", "quitting"}:
            continue
        for key in command.keys:
            if not key.isdecimal() and key != "h":
                meanings.setdefault(key, set()).add(command.label)
    assert {key: sorted(labels) for key, labels in meanings.items() if len(labels) > 1} == {}


def test_the_key_table_of_readme_is_the_one_of_the_program() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"| `{command.key_text}` | {command.help} |" in readme, command.id
