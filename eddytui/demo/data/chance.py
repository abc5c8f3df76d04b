"""Chance with a seed: the same draws in the same order, on every machine."""

from collections.abc import Sequence
from datetime import timedelta
from math import exp, log
from random import Random
from typing import NamedTuple, TypeVar

T = TypeVar("T")

MINUTE = timedelta(minutes=1)
HOUR, DAY = 60, 24 * 60
"""In minutes."""


class Odds(NamedTuple):
    """What may come up, and how likely each of it is: summed weights, rising."""

    values: tuple[str | int, ...]
    sums: tuple[float, ...]


class Chance(Random):
    """A `Random` that speaks the language of the tables in this package."""

    def happens(self, likelihood: float) -> bool:
        """True that often, out of one."""
        return self.random() < likelihood

    def text(self, odds: Odds) -> str:
        """One of the values, by their odds."""
        return str(self.choices(odds.values, cum_weights=odds.sums)[0])

    def number(self, odds: Odds) -> int:
        """One of the values, by their odds, as a number."""
        return int(self.choices(odds.values, cum_weights=odds.sums)[0])

    def span(self, least: float, most: float) -> timedelta:
        """Some minutes: 10 to 100 are as likely as 100 to 1,000."""
        minutes = exp(self.uniform(log(least), log(max(least, most))))
        return timedelta(minutes=int(minutes))

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The same items in another order."""
        return self.sample(items, len(items))
