"""Numbers that a server wrote as text, read within limits."""

_DIGITS = 15
"""More than any count of a helpdesk has; Python refuses to read thousands of them."""


def figure(value: object) -> int | None:
    """A number from 0 up, whatever it is written as; None for what is none."""
    text = str(value).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None
