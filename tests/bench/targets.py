"""The figures and what they have to reach: one table, from the design's `quality.md`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Literal, NamedTuple

Per = Literal["itself", "floor", "above floor"]
"""How a limit is meant: the value, its multiple of the floor, or what it has above the floor."""
_ANY = 0


class Figure(NamedTuple):
    """One figure as it was measured."""

    name: str
    size: int
    """How many tickets or replies, 0 where that does not matter."""
    values: tuple[float, ...]
    floor: tuple[float, ...] = ()
    """The same of the smallest Textual app, where it has this figure."""
    others: float = 0.0
    """How many cores were busy with something else meanwhile."""

    @property
    def value(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        floor = median(self.floor) if self.floor else 0.0
        return self.value / floor if floor else None


@dataclass(frozen=True, slots=True)
class Row:
    """What a figure is called and how far it may go; limits by size."""

    words: str
    unit: str
    limits: Mapping[int, float] = field(default_factory=dict)
    per: Per = "itself"
    of: str = "tickets"

    def limit(self, size: int) -> float | None:
        """How far a figure of this size may go, None for as far as it likes."""
        return self.limits.get(size, self.limits.get(_ANY))

    def held(self, figure: Figure) -> bool | None:
        """Whether it is held; None when nothing was promised."""
        if (limit := self.limit(figure.size)) is None:
            return None
        if self.per == "floor":
            return figure.ratio is not None and figure.ratio <= limit
        above = median(figure.floor) if self.per == "above floor" else 0.0
        return figure.value - above <= limit


_MIB = "MiB"
_START = {240: 1.30, 10_000: 1.35, 100_000: 1.50}
_MEMORY = {240: 12.0, 10_000: 12.0, 100_000: 18.0}
# Later the pretend helpdesk's own tickets are in the same process: small ones alone can be judged.
_LOADED = {240: 32.0}

ROWS: dict[str, Row] = {
    "start.time": Row("start from the store: the queue painted", "ms", _START, "floor"),
    "start.cpu": Row("  CPU until then", "ms", {_ANY: 1.35}, "floor"),
    "start.bytes": Row("  bytes until all is quiet", "B", {_ANY: 3.0}, "floor"),
    "start.memory": Row("  memory when it is painted", _MIB, _MEMORY, "above floor"),
    "start.loaded": Row("  memory when all is loaded, helpdesk too", _MIB, _LOADED, "above floor"),
    "start.growth": Row("start: time against that of the fewest", "×", {100_000: 1.25}),
    "first.time": Row("very first start: the queue useful", "ms", {_ANY: 2.5}, "floor"),
    "version.time": Row("eddytui --version", "ms", {_ANY: 150.0}),
    "down.time": Row("j in the view: the frame painted", "ms", {_ANY: 4.0}),
    "down.bytes": Row("  bytes", "B", {_ANY: 700.0}),
    "down.frames": Row("  frames", "", {_ANY: 1.0}),
    "down.growth": Row("j in the view: time against that of the fewest", "×", {100_000: 1.15}),
    "scroll.time": Row("j that scrolls: the frame painted", "ms", {_ANY: 9.0}),
    "scroll.bytes": Row("  bytes", "B", {_ANY: 9000.0}),
    "scroll.frames": Row("  frames", "", {_ANY: 1.0}),
    "preview.bytes": Row("the preview, once the cursor rests: bytes", "B", {_ANY: 5000.0}),
    "preview.frames": Row("  frames", "", {_ANY: 1.0}),
    "held.bytes": Row("j held, 30 a second: bytes a key", "B", {_ANY: 1200.0}),
    "held.lag": Row("  behind after the last key", "ms", {_ANY: 20.0}),
    "page.time": Row("page key in the queue: the frame painted", "ms", {_ANY: 9.0}),
    "page.bytes": Row("  bytes", "B", {_ANY: 9000.0}),
    "page.frames": Row("  frames", "", {_ANY: 1.0}),
    "change.time": Row("a ticket taken: shown", "ms", {_ANY: 20.0}),
    "change.frames": Row("  which frame shows it", "", {_ANY: 1.0}),
    "open.first": Row("first ticket opened: painted", "ms", {_ANY: 60.0}, of="replies"),
    "open.time": Row(
        "ticket opened: painted", "ms", {10: 60.0, 100: 60.0, 1000: 100.0}, of="replies"
    ),
    "open.bytes": Row("  bytes", "B", of="replies"),
    "open.frames": Row("  which frame shows it", "", of="replies"),
    "open.gap": Row("  longest wait of a key afterwards", "ms", {_ANY: 30.0}, of="replies"),
    "back.time": Row("back to the queue", "ms", {_ANY: 40.0}, of="replies"),
    "tab.time": Row("another tab", "ms", {_ANY: 40.0}, of="replies"),
    "leaf.time": Row("page key in the thread: the frame painted", "ms", {_ANY: 9.0}, of="replies"),
    "leaf.bytes": Row("  bytes", "B", {_ANY: 9000.0}, of="replies"),
    "leaf.frames": Row("  frames", "", {_ANY: 1.0}, of="replies"),
    "sync.cpu": Row("first copy, without the helpdesk: CPU a ticket", "µs", {_ANY: 80.0}),
    "sync.gap": Row("  longest wait of the interface meanwhile", "ms", {_ANY: 30.0}),
    "idle.bytes": Row("idle: bytes a second, nothing changed", "B", {_ANY: 0.0}),
    "idle.cpu": Row("  CPU a second", "ms", {_ANY: 3.0}),
    "idle.wakeups": Row("  wake-ups a second", "", {_ANY: 12.0}),
}

GROWING = ("start", "down")
"""Groups whose time has to stay flat as the queue grows."""
GROUPS = tuple(dict.fromkeys(name.partition(".")[0] for name in ROWS))
"""What `--only` can name."""


def growth(figures: Iterable[Figure]) -> Iterator[Figure]:
    """How much more time the same takes with the most tickets than with the fewest."""
    by_size = {(figure.name, figure.size): figure.value for figure in figures}
    for name in GROWING:
        sizes = sorted(size for known, size in by_size if known == f"{name}.time")
        if len(sizes) > 1 and sizes[-1] in ROWS[f"{name}.growth"].limits:
            few, many = (by_size[f"{name}.time", size] for size in (sizes[0], sizes[-1]))
            yield Figure(f"{name}.growth", sizes[-1], (many / few,))
