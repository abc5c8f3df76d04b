"""Reads sanitised HTML, tag after tag, into blocks. No recursion: nesting costs a list entry.

nh3 writes `<` and `>` in text and attributes as entities and closes every tag, so a plain pattern
finds the tags. Python's own parser takes six times as long over the same text.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import unquote

from eddytui.text.blocks import Image
from eddytui.text.clean import clean_line
from eddytui.text.flow import BLOCK, LINE, PARAGRAPH, Flow
from eddytui.text.links import Links, address
from eddytui.text.looks import DEEPEST, REPLY_STARTS, Attributes, Look, look_of
from eddytui.text.tables import Table

_TAG = re.compile("<([^>]*)>")
_ATTRIBUTE = re.compile('([a-z]+)="([^"]*)"')
_NO_MARGIN = re.compile(r"margin(?:-bottom)?:0(?![.\d]*[1-9])")
_DOT = re.compile(r"(?:^|;)(?:width|height):[01](?:px)?(?:;|$)")
_SMILEY = 8
_LONGEST_NAME = 80
_MOST_DIGITS = 5
_MOST_TAGS = 100_000
_NO_ATTRIBUTES: Attributes = {}

_GAPS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"), BLOCK),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd", "table", "td", "th", "caption"), BLOCK),
    **dict.fromkeys(("div", "center", "section", "article", "header", "footer", "main"), LINE),
    **dict.fromkeys(("nav", "aside", "address", "figure", "figcaption", "tr"), LINE),
    "p": PARAGRAPH,
}


class Reader:
    """Turns the HTML of one message into `flow.blocks`, with `images` beside them."""

    def __init__(self, links: Links) -> None:
        self.flow = Flow(links)
        self.images: list[Image] = []
        self._look = Look()
        self._open: list[tuple[str, Look, int]] = []
        self._counts: list[int | None] = []
        self._tables: list[Table | None] = []

    def read(self, html: str) -> bool:
        """Read a text that nh3 has cleaned; return whether it was read to its end."""
        pieces = _TAG.split(html, _MOST_TAGS)
        is_whole = len(pieces) <= 2 * _MOST_TAGS
        for place, piece in enumerate(pieces if is_whole else pieces[:-1]):
            if place % 2:
                self._tag(piece)
            elif piece and not self._look.unseen:
                text = unescape(piece) if "&" in piece else piece
                add = self.flow.verbatim if self._look.pre else self.flow.words
                add(text, self._look)
        self.flow.end_block()
        return is_whole

    def _tag(self, tag: str) -> None:
        name, _, rest = tag.partition(" ")
        if name.startswith("/"):
            self._end(name[1:])
            return
        attributes = _NO_ATTRIBUTES
        if rest:
            attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(rest)}
        if name in _EMPTY:
            if not self._look.unseen:
                _EMPTY[name](self, attributes)
        else:
            self._start(name, attributes)

    def _start(self, name: str, attributes: Attributes) -> None:
        before = self._look
        look = look_of(name, attributes, before)
        gap = _GAPS.get(name, 0)
        if (look.head, look.past) != (before.head, before.past):
            gap = BLOCK
        elif name == "p" and attributes and _is_tight(attributes):
            gap = LINE
        self.flow.part(gap)
        self._open.append((name, before, gap))
        self._look = look
        if name in _STARTS:
            _STARTS[name](self, attributes)

    def _end(self, name: str) -> None:
        if not self._open or self._open[-1][0] != name:
            return
        _, before, gap = self._open.pop()
        self.flow.part(gap)
        if name in _ENDS:
            _ENDS[name](self)
        self._look = before

    def _start_div(self, attributes: Attributes) -> None:
        if attributes.get("id", "").removeprefix("x_") in REPLY_STARTS:
            self.flow.past = True

    def _start_list(self, _: Attributes) -> None:
        self._counts.append(None)

    def _start_numbered(self, attributes: Attributes) -> None:
        self._counts.append(_number(attributes.get("start", "")))

    def _end_list(self) -> None:
        self._counts.pop()

    def _start_item(self, _: Attributes) -> None:
        count = self._counts[-1] if self._counts else None
        if count is None:
            self.flow.marker = "•"
        else:
            self.flow.marker = f"{count}."
            self._counts[-1] = count + 1

    def _end_item(self) -> None:
        self.flow.marker = ""

    def _end_link(self) -> None:
        if self._look.href:
            self.flow.end_link(self._look.href)

    def _start_table(self, _: Attributes) -> None:
        deep = len(self._tables) >= DEEPEST
        self._tables.append(None if deep else Table(len(self.flow.blocks)))

    def _end_table(self) -> None:
        if table := self._tables.pop():
            self.flow.blocks[table.start :] = table.settled(self.flow.blocks)

    def _start_row(self, _: Attributes) -> None:
        if self._tables and (table := self._tables[-1]):
            table.open_row()

    def _start_cell(self, attributes: Attributes) -> None:
        if self._tables and (table := self._tables[-1]):
            heading = self._open[-1][0] == "th"
            columns = _number(attributes.get("colspan", ""))
            table.open_cell(len(self.flow.blocks), columns, heading=heading)

    def _end_cell(self) -> None:
        if self._tables and (table := self._tables[-1]):
            table.close_cell(len(self.flow.blocks))

    def _break(self, _: Attributes) -> None:
        if self._look.pre:
            self.flow.verbatim("\n", self._look)
        else:
            self.flow.break_line()

    def _rule(self, _: Attributes) -> None:
        self.flow.stand_alone("rule", "", "", self._look)

    def _image(self, attributes: Attributes) -> None:
        if _is_dot(attributes):
            return
        name = clean_line(attributes.get("alt", ""))
        if name and len(name) <= _SMILEY and not any(map(str.isalnum, name)):
            self.flow.words(name, self._look)
            return
        source = attributes.get("src", "")
        url = address(source) if source[:4].lower() == "http" else ""
        name = (name or _file_name(source))[:_LONGEST_NAME]
        self.images.append(Image(name, url))
        self.flow.stand_alone("image", name, str(len(self.images)), self._look)


def _number(text: str) -> int:
    """The number of an attribute, 1 when it is none that makes sense."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 1


def _is_tight(attributes: Attributes) -> bool:
    """Whether a paragraph is but a line: Word's, and those without a margin below."""
    if attributes.get("class", "").removeprefix("x_").startswith("Mso"):
        return True
    return _NO_MARGIN.search(attributes.get("style", "")) is not None


def _is_dot(attributes: Attributes) -> bool:
    """Whether a picture is a point or a thread: it counts readers or fills a gap."""
    sizes = {attributes.get("width"), attributes.get("height")}
    return not sizes.isdisjoint({"0", "1"}) or _DOT.search(attributes.get("style", "")) is not None


def _file_name(source: str) -> str:
    """The name of a picture by its address, or by its content id in a mail."""
    scheme, _, rest = source.partition(":")
    name = rest.partition("@")[0] if scheme == "cid" else rest.partition("?")[0]
    name = clean_line(unquote(name.rpartition("/")[2]))
    return name if "." in name else "image"


_EMPTY: Mapping[str, Callable[[Reader, Attributes], None]] = {
    "br": Reader._break,
    "hr": Reader._rule,
    "img": Reader._image,
}
_STARTS: Mapping[str, Callable[[Reader, Attributes], None]] = {
    "div": Reader._start_div,
    "li": Reader._start_item,
    "ol": Reader._start_numbered,
    "table": Reader._start_table,
    "td": Reader._start_cell,
    "th": Reader._start_cell,
    "tr": Reader._start_row,
    "ul": Reader._start_list,
}
_ENDS: Mapping[str, Callable[[Reader], None]] = {
    "a": Reader._end_link,
    "li": Reader._end_item,
    "ol": Reader._end_list,
    "table": Reader._end_table,
    "td": Reader._end_cell,
    "th": Reader._end_cell,
    "ul": Reader._end_list,
}
