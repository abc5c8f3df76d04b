"""The floor: the smallest Textual app that looks like one. Everything is compared with it."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Footer, Header


class Hello(App[None]):
    """A head, an empty table and a foot with four keys."""

    TITLE = "hello"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("q", "quit", "Quit"),
        ("r", "refresh", "Reply"),
        ("s", "status", "Status"),
        ("a", "assign", "Assign"),
    ]

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Header()
        yield DataTable[str]()
        yield Footer()


if __name__ == "__main__":
    Hello().run()
