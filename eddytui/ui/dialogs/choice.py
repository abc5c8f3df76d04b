"""What can be chosen in a dialog."""

from typing import NamedTuple


class Choice(NamedTuple):
    """Something that can be chosen: what is returned, what is read, and a word beside it."""

    id: str
    label: str
    beside: str = ""
