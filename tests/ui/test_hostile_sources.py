"""No widget is given text in which it would read markup: looked for in the sources."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "eddytui" / "ui"
SOURCES = sorted(UI.rglob("*.py"))

TOLD_NOT_TO = frozenset({"Static", "Label", "OptionList", "notify"})
"""These read markup unless they are told `markup=False`."""
NEVER = frozenset(
    """
    Button Checkbox Collapsible DataTable Header HelpPanel Link ListView Log Markdown MarkdownViewer
    Pretty RadioButton RadioSet RichLog Select SelectionList Tab TabPane TabbedContent Tabs Toast
    Tooltip Tree from_markup escape render_markup
    """.split()  # noqa: SIM905 - names are read more easily so
)
"""These read markup, or draw data raw, whatever they are told."""
TITLES = frozenset({"border_title", "border_subtitle", "tooltip"})


def faults(source: str) -> list[str]:
    """What reads markup, with its line."""
    return [f"line {line}: {what}" for line, what in sorted(_found(ast.parse(source)))]


def _found(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from _imported(node)
        elif isinstance(node, ast.Call):
            yield from _called(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _assigned(node)
        elif isinstance(node, ast.FunctionDef) and node.name == "render":
            yield node.lineno, "a text that render() gives is read as markup"


def _imported(node: ast.ImportFrom) -> Iterator[tuple[int, str]]:
    if (node.module or "").startswith(("textual", "rich")):
        names = {alias.name for alias in node.names} & NEVER
        yield from ((node.lineno, f"{name} is imported") for name in names)


def _called(node: ast.Call) -> Iterator[tuple[int, str]]:
    name = _name(node.func)
    if name in TOLD_NOT_TO and not _says_no_markup(node):
        yield node.lineno, f"{name} without markup=False"
    if isinstance(node.func, ast.Attribute) and name in NEVER:
        yield node.lineno, f"{name} is called"


def _assigned(node: ast.Assign | ast.AnnAssign) -> Iterator[tuple[int, str]]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    for target in targets:
        titled = isinstance(target, ast.Attribute) and target.attr in TITLES
        if titled and not _is_harmless(node.value):
            yield node.lineno, "a title from what is not safe(…)"


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _says_no_markup(call: ast.Call) -> bool:
    return any(
        keyword.arg == "markup"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in call.keywords
    )


def _is_harmless(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return _name(value.func) == "safe"
    return value is None or (isinstance(value, ast.Constant) and "[" not in str(value.value))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(UI)))
def test_nothing_reads_markup(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "Static(row.title)",
        "Static(row.title, markup=True)",
        "yield Label(f'#{row.id}')",
        "OptionList(*names)",
        "self.notify(str(error), severity='error')",
        "self.border_title = row.title",
        "self.border_subtitle: str = f'{row.title}'",
        "widget.tooltip = row.title",
        "self.border_title = '[b]bold[/b]'",
        "from textual.widgets import DataTable",
        "from rich.markup import escape",
        "Content.from_markup(title)",
        "def render(self) -> str: return self.row.title",
    ],
)
def test_what_does_is_found(source: str) -> None:
    assert len(faults(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "Static(row.title, markup=False)",
        "self.app.notify(words, title=error.title, markup=False)",
        "self.border_title = safe(row.title)",
        "self.border_title = None",
        "options.add_options([Option(safe(label))])",
    ],
)
def test_what_does_not_is_left_alone(source: str) -> None:
    assert faults(source) == []
