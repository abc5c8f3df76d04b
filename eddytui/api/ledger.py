"""Where tallies are kept: in this process, or where the caller of the API keeps them."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from eddytui.api.tally import Bucket, Tally

T = TypeVar("T")
Rule = Callable[[Tally], T]


class Ledger(Protocol):
    """Keeps a tally for each bucket. Nothing that goes wrong with the keeping is raised."""

    @property
    def warning(self) -> str:
        """A sentence about what went wrong with the keeping, else ""."""

    @property
    def alone(self) -> bool:
        """Whether those who should share the tallies do not see them."""

    async def change(self, bucket: Bucket, rule: Rule[T]) -> T:
        """What a rule gives for the tally, which it may change while nobody else does.

        It may be carried out again when the first time came to nothing. Rules raise nothing.
        """

    def note(self, bucket: Bucket, rule: Rule[object]) -> None:
        """Have a rule carried out, after those that came before it and before all others."""

    def look(self, bucket: Bucket) -> Tally:
        """The tally as it was when it was last changed here; not to be changed."""

    async def close(self) -> None:
        """Let go of what is open; it is opened again when it is needed."""


class Memory:
    """The tallies of this process alone."""

    warning = ""
    alone = False

    def __init__(self) -> None:
        self._tallies: dict[Bucket, Tally] = {
            "api": Tally.read("api", ""),
            "kb": Tally.read("kb", ""),
        }

    async def change(self, bucket: Bucket, rule: Rule[T]) -> T:
        """What a rule gives, carried out at once."""
        return rule(self._tallies[bucket])

    def note(self, bucket: Bucket, rule: Rule[object]) -> None:
        """Carry out a rule at once."""
        rule(self._tallies[bucket])

    def look(self, bucket: Bucket) -> Tally:
        """The tally as it is."""
        return self._tallies[bucket]

    async def close(self) -> None:
        """There is nothing to let go of."""
