"""Untrusted text made safe to print: no control characters, no direction tricks, safe addresses.

Every string that comes from the server goes through here, after entities are decoded.
"""

import re

# Marks that turn the reading direction around, the byte-order mark, and invisible tag letters.
# Joiners (U+200C, U+200D) stay: emoji and Persian need them.
_INVISIBLE = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f"
# A lone surrogate can be in JSON, but neither in a terminal's nor in SQLite's UTF-8.
_SURROGATES = "\ud800-\udfff"

CONTROL = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_INVISIBLE}{_SURROGATES}]")
"""What may never reach a terminal; tab and line break too, as one painted line has neither."""

_SUSPECT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_INVISIBLE}{_SURROGATES}]")
_DELETED = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_INVISIBLE}]+")
_LINE_BREAK = re.compile("\r\n?|[\x85\u2028\u2029]")
_SURROGATE = re.compile(f"[{_SURROGATES}]")
# Complete sequences only. Bodies of unfinished ones stay readable: hiding them hides what follows.
_SEQUENCE = re.compile("(?:\x1b\\[|\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[!-~]+", re.IGNORECASE)
_LONGEST_ADDRESS = 2000


def clean(text: str) -> str:
    """The text without control characters; every line break becomes a newline, tabs stay."""
    if text.isprintable() or not _SUSPECT.search(text):
        return text
    text = _SEQUENCE.sub("", text).replace("\x1b", "␛")
    text = _LINE_BREAK.sub("\n", text)
    return _DELETED.sub("", _SURROGATE.sub("\ufffd", text))


def clean_line(text: str) -> str:
    """The text on one line: cleaned, runs of white space squeezed to one space."""
    return " ".join(clean(text).split())


def safe_url(url: str) -> str | None:
    """The address when a terminal can carry it as a link: printable ASCII, web or mail."""
    if len(url) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(url):
        return url
    return None
