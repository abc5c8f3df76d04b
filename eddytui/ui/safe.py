"""The one door from data to a widget: text that is never markup and never moves the terminal.

Every string of the server was cleaned when it came (`text.clean`). This module is what a widget
takes it through, and `ControlFilter` is the net under all of them.
"""

import re
import unicodedata

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from eddytui.text.clean import CONTROL, clean

# Soft hyphens, invisible marks, joiners, variation selectors, skin tones, keycaps: terminals
# disagree on how wide they are, and a row whose width is uncertain shifts all behind it.
_UNSTEADY = re.compile(
    "[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]"
)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_LETTER_A = 0x1F1E6 - ord("A")
CUT = "…"
_ALIKE = {
    "-": "·–—─━▔▁",
    "=": "═",
    "|": "│┃║█▐▊▎",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝",
    "*": "•",
    ">": "▸▌→",
    "^": "▲↑▀",
    "_": "▄",
    "~": "…",
}
_IN_ASCII = str.maketrans({mark: plain for plain, marks in _ALIKE.items() for mark in marks})


def steady(text: str) -> str:
    """The same text with every character as wide here as in any terminal."""
    if text.isascii():
        return text
    text = _FLAG.sub(lambda match: chr(ord(match.group()) - _LETTER_A), text)
    return unicodedata.normalize("NFC", _UNSTEADY.sub("", text))


def safe(text: str, style: str = "") -> Content:
    """Data as content for a widget: no markup is read in it, no control reaches the terminal."""
    return Content.styled(steady(clean(text)), style) if style else Content(steady(clean(text)))


def width_of(text: str) -> int:
    """How many columns the text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """The text in at most `width` columns; a cut is marked, wide characters stay whole."""
    if width_of(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + CUT if width > 0 else ""


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` columns, cut or filled with spaces."""
    text = cut(text, width)
    space = " " * (width - width_of(text))
    return space + text if right else text + space


class ControlFilter(LineFilter):
    """Deletes control characters from everything that is drawn, whatever widget drew it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments without controls; the same list when there were none."""
        if not any(CONTROL.search(segment.text) for segment in segments if not segment.control):
            return segments
        return [
            segment if segment.control else Segment(CONTROL.sub("", segment.text), segment.style)
            for segment in segments
        ]


class PlainFilter(LineFilter):
    """Draws marks, rules and frames in ASCII; letters of any alphabet stay as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with marks as wide as before."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(segment.text.translate(_IN_ASCII), segment.style)
            for segment in segments
        ]
