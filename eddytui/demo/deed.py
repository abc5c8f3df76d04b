"""A deed: one thing that somebody did to a world, as plain data that a journal can keep."""

from datetime import datetime
from typing import Any, NamedTuple


class Deed(NamedTuple):
    """Who did what, and when; `of` says to what, and holds nothing that JSON cannot."""

    at: datetime
    by: int
    what: str
    of: dict[str, Any]
