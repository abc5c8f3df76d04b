"""Records by id that remember what they were: a list made from an index is a little behind."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeVar

R = TypeVar("R")


class Shelf(dict[int, R]):
    """Records of one kind, by id."""

    def __init__(self, records: Mapping[int, R]) -> None:
        super().__init__(records)
        self._versions: dict[int, list[tuple[datetime, R | None]]] = {}

    @property
    def touched(self) -> Collection[int]:
        """The ids of the records that came, changed or went since the beginning."""
        return self._versions

    def put(self, number: int, record: R, at: datetime) -> R:
        """Keep a new or changed record."""
        self._note(number, record, at)
        self[number] = record
        return record

    def take(self, number: int, at: datetime) -> R:
        """Take a record away; what it was."""
        self._note(number, None, at)
        return self.pop(number)

    def as_of(self, moment: datetime) -> list[R]:
        """All records as they were then."""
        then = dict(self)
        for number, versions in self._versions.items():
            record = [version for at, version in versions if at <= moment][-1]
            if record is None:
                then.pop(number, None)
            else:
                then[number] = record
        return list(then.values())

    def _note(self, number: int, record: R | None, at: datetime) -> None:
        before = (datetime.min, self.get(number))  # noqa: DTZ901 - server time has no zone
        self._versions.setdefault(number, [before]).append((at, record))
