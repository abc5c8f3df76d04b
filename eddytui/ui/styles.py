"""Where the stylesheets are."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
SHEETS = ("app.tcss", "queue.tcss", "ticket.tcss", "outbox.tcss", "dialogs.tcss", "sign_in.tcss")
"""Every sheet, in the order they are read."""


def stylesheet(name: str) -> Path:
    """The path of one stylesheet: inside a wheel, else the checkout's `styles/`."""
    for folder in (_PACKAGE / "styles", _PACKAGE.parent / "styles"):
        if (path := folder / name).is_file():
            return path
    raise FileNotFoundError(f"stylesheet {name!r} is missing from this installation")
