"""What is measured, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.process import Patience


@dataclass(frozen=True, slots=True)
class Plan:
    """The wishes of the one who measures."""

    sizes: Sequence[int]
    runs: int
    """How often a program is started, besides the warm-up."""
    presses: int
    """How often a key is pressed."""
    idle: float
    """Seconds of doing nothing."""
    patience: Patience
    only: Sequence[str] = ()

    def wants(self, *groups: str) -> bool:
        """Whether one of these groups of figures is asked for."""
        return not self.only or any(group in self.only for group in groups)
