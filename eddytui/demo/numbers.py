"""Numbers in requests: the one place that reads them."""

_LONGEST = 18
"""Digits: no id or amount has more."""


def number(raw: object) -> int | None:
    """A number that is not negative, however it was sent; None when it is none, or far too long."""
    text = str(raw).strip()
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None
