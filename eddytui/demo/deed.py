"""A deed: plain data, so that a journal can keep it."""

from datetime import datetime
from typing import Any, NamedTuple


class Deed(NamedTuple):
    """Who did what, and when; `of` says to what, and holds nothing that JSON cannot."""

    at: datetime
    by: int
    what: str
    of: dict[str, Any]


def frozen(value: Any) -> Any:
    """A value out of JSON's poorer types: a list is a tuple where it is kept."""
    return tuple(value) if isinstance(value, list | tuple) else value
