"""The texts' own small markup, as blocks that any mail program's HTML can be made of.

Blocks are divided by empty lines: a paragraph, a list (`- `, `1. `, two spaces to nest), a table
(`| a | b |`, the first row is the head), code (four spaces). Within a line: `**bold**`, code in
backticks, `[label](address)`, `![name](address)`.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

_ITEM = re.compile(r"( *)(?:- |(\d+)\. )(.*)")
_INLINE = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\*\*(?P<bold>[^*]+)\*\*"
    r"|!\[(?P<image>[^]]*)\]\((?P<source>[^)]+)\)"
    r"|\[(?P<label>[^]]+)\]\((?P<target>[^)]+)\)"
)
_CODE = "    "


class Block(NamedTuple):
    """A paragraph, list, table or piece of code: its kind and its lines as written."""

    kind: str
    lines: tuple[str, ...]


def _kind(line: str) -> str:
    if line.startswith(_CODE):
        return "code"
    if line.startswith("|"):
        return "table"
    return "list" if _ITEM.fullmatch(line) else "para"


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order."""
    for chunk in text.split("\n\n"):
        lines = tuple(chunk.strip("\n").split("\n"))
        yield Block(_kind(lines[0]), lines)


def _inline(found: re.Match[str]) -> str:
    if code := found["code"]:
        return f"<code>{code}</code>"
    if bold := found["bold"]:
        return f"<b>{bold}</b>"
    if source := found["source"]:
        return f'<img src="{source}" alt="{found["image"]}" width="320" height="180">'
    return f'<a href="{found["target"]}">{found["label"]}</a>'


def line_html(line: str) -> str:
    """One line of text as HTML."""
    return _INLINE.sub(_inline, escape(line, quote=False))


def code_html(block: Block) -> str:
    """A piece of code."""
    text = "\n".join(line.removeprefix(_CODE) for line in block.lines)
    return f"<pre>{escape(text, quote=False)}</pre>"


def list_html(block: Block) -> str:
    """A list, with the lists inside it."""
    parts: list[str] = []
    open_lists: list[tuple[int, str]] = []
    for found in filter(None, map(_ITEM.fullmatch, block.lines)):
        depth, tag = len(found[1]), "ol" if found[2] else "ul"
        while open_lists and open_lists[-1][0] > depth:
            parts.append(f"</li></{open_lists.pop()[1]}>")
        if open_lists and open_lists[-1][0] == depth:
            parts.append("</li>")
        else:
            open_lists.append((depth, tag))
            parts.append(f"<{tag}>")
        parts.append(f"<li>{line_html(found[3])}")
    parts.extend(f"</li></{tag}>" for _, tag in reversed(open_lists))
    return "".join(parts)


def table_html(block: Block) -> str:
    """A table of data; its first row is the head."""
    rows = []
    for number, line in enumerate(block.lines):
        tag = "td" if number else "th"
        cells = (line_html(cell.strip()) for cell in line.strip("|").split("|"))
        rows.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>")
    return f'<table border="1" cellpadding="4">{"".join(rows)}</table>'


def plain(text: str) -> str:
    """The text as somebody types it who has no formatting."""
    return _INLINE.sub(
        lambda found: (
            found["code"]
            or found["bold"]
            or (f"[image: {found['image']}]" if found["source"] else "")
            or f"{found['label']} <{found['target']}>"
        ),
        text,
    )
