"""What the lists of users and of organizations have in common."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from eddytui.demo import filters
from eddytui.demo.http import Ask
from eddytui.demo.shelf import Shelf


class Contact(Protocol):
    """A user or an organization."""

    @property
    def created(self) -> datetime:
        """Since when it is known."""

    @property
    def updated(self) -> datetime:
        """When it was last changed."""


C = TypeVar("C", bound=Contact)
Texts = Callable[[C], Sequence[str]]
"""What is searched for words; the name comes first."""


def found(
    ask: Ask, shelf: Shelf[C], texts: Texts[C], shown: Callable[[C], bool], lists: Mapping[str, Any]
) -> list[C]:
    """What was asked for, in the asked order, by name unless said otherwise.

    `shown` tells what may be seen at all, `lists` the parameters that choose by a value.
    """
    orders: dict[str, Callable[[C], Any]] = {
        "date_created": attrgetter("created"),
        "date_updated": attrgetter("updated"),
        "name": lambda row: texts(row)[0].casefold(),
    }

    def conditions() -> Iterator[filters.Condition[C]]:
        for name, value in lists.items():
            yield from filters.chosen(ask, name, value)
        yield from filters.dated(ask, "date_created", orders["date_created"])
        yield from filters.dated(ask, "date_updated", orders["date_updated"])
        yield shown
        yield from filters.worded(ask, texts)

    rows = filters.matching(ask.rows(shelf), conditions())
    return filters.ordered(rows, ask.query.get("order_by", ""), orders, "name{asc}")
