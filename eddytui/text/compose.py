"""What an agent typed, as the HTML that is sent."""

import re
from typing import TYPE_CHECKING

from eddytui.text.clean import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TARGET = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def _is_target(url: str) -> bool:
    return _TARGET.match(url) is not None


def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 18-80 ms, and only who sends needs it

    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    parser.enable(["table", "strikethrough", "linkify"])
    # Underlined headings would turn the paragraph above every "-- " signature into one.
    parser.disable(["lheading", "image"])
    # The library's own rule lets `data:` pictures through.
    parser.validateLink = _is_target  # type: ignore[method-assign]
    if parser.linkify is not None:
        # Only what says it is an address: `install.sh` and `readme.md` are file names.
        parser.linkify.set({"fuzzy_link": False})
    return parser


def to_html(markdown: str) -> str:
    """The HTML of a reply or note written in Markdown; tags that were typed stay visible text."""
    text = clean(markdown)
    return _parser().render(text).strip() if text.strip() else ""
