"""What a tag does to the text inside it: style, quote, list depth, and whether it is seen."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from eddytui.text.links import address

Attributes = Mapping[str, str]

DEEPEST = 40
"""Quotes, lists and tables nested deeper than this are shown at this depth."""

REPLY_STARTS = frozenset({"divRplyFwdMsg", "appendonsend"})
"""Ids that Outlook puts where the history begins; it goes on to the end of the mail."""

_PAST = frozenset({"yahoo_quoted", "mail-editor-reference-message-container"})
_HEADS = frozenset({"gmail_attr", "moz-cite-prefix"})
_STYLES = {
    **dict.fromkeys(("b", "strong", "dt"), "b"),
    **dict.fromkeys(("i", "em", "cite", "var"), "i"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("s", "del", "strike"), "del"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
_FONT_SIZE = re.compile(r"font-size:([\d.]+)(px|pt)?")


class Look(NamedTuple):
    """How the text at one place looks."""

    style: str = ""
    href: str = ""
    pre: bool = False
    heading: str = ""
    """Level of the heading, "" outside one."""
    quote: int = 0
    indent: int = 0
    head: bool = False
    """Whether mail programs write "… wrote:" at such a place."""
    past: bool = False
    """Whether this is quoted history by the mail's own marks."""
    gone: bool = False
    """Whether the sender hid this and all inside."""
    tiny: bool = False
    """Whether the letters have no size; inside, a size brings them back."""

    @property
    def unseen(self) -> bool:
        """Whether a mail program would not show the text."""
        return self.gone or self.tiny


def look_of(name: str, attributes: Attributes, look: Look) -> Look:
    """The look inside a tag that stands where the look is `look`."""
    if name in _STYLES:
        look = look._replace(style=_mixed(look.style, _STYLES[name]))
    elif name in _CHANGES:
        look = _CHANGES[name](attributes, look)
    if style := attributes.get("style"):
        look = _visible(style.lower(), look)
    return look


def _mixed(outer: str, inner: str) -> str:
    """The style of one tag inside another; code and struck text keep theirs."""
    if outer in {"code", "del"}:
        return outer
    return "bi" if outer + inner in {"bi", "ib", "bib", "bii"} else inner


def _visible(style: str, look: Look) -> Look:
    if "display:none" in style or "visibility:hidden" in style:
        return look._replace(gone=True)
    if size := _FONT_SIZE.search(style):
        # Layouts set 0 outside and a real size inside; previews hide at 0 or 1 pixel.
        number, unit = size.groups()
        tiny = not number.strip("0.") or (number == "1" and unit is not None)
        return look if tiny == look.tiny else look._replace(tiny=tiny)
    return look


def _link(attributes: Attributes, look: Look) -> Look:
    return look._replace(href=address(attributes.get("href", "")))


def _quote(attributes: Attributes, look: Look) -> Look:
    # Gmail's "indent more" is a blockquote without a border.
    if "class" not in attributes and "border:none" in attributes.get("style", ""):
        return _deeper(attributes, look)
    return look._replace(quote=min(look.quote + 1, DEEPEST), head=False)


def _deeper(_: Attributes, look: Look) -> Look:
    return look._replace(indent=min(look.indent + 1, DEEPEST))


def _history(attributes: Attributes, look: Look) -> Look:
    """A `div`: mail programs mark history by class or id, `x_` before it when quoted again."""
    if not attributes:
        return look
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".replace("x_", "").split()
    if not _PAST.isdisjoint(names) or not REPLY_STARTS.isdisjoint(names):
        return look._replace(past=True)
    if not _HEADS.isdisjoint(names) or "border-top:" in attributes.get("style", ""):
        return look._replace(head=True)
    return look


def _pre(_: Attributes, look: Look) -> Look:
    return look._replace(pre=True, style="")


def _heading(level: str) -> Callable[[Attributes, Look], Look]:
    return lambda _, look: look._replace(heading=level)


_CHANGES: dict[str, Callable[[Attributes, Look], Look]] = {
    "a": _link,
    "blockquote": _quote,
    "dd": _deeper,
    "div": _history,
    "ol": _deeper,
    "pre": _pre,
    "ul": _deeper,
    **{f"h{level}": _heading(level) for level in "123456"},
}
