"""What is asked of the helpdesk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from eddytui.api.lane import Lane
from eddytui.api.pace import Bucket
from eddytui.api.progress import Progress
from eddytui.api.uploads import Part


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: below the API root, in whose name, out of which allowance."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    json: Mapping[str, Any] | None = None
    form: Mapping[str, str] | None = None
    lane: Lane = Lane.SCREEN
    bucket: Bucket = "api"
    files: tuple[Part, ...] = ()
    progress: Progress | None = None

    def with_files(self, files: tuple[Part, ...], progress: Progress | None) -> "Request":
        """The same with files in its form."""
        return replace(self, files=files, progress=progress) if files else self

    @property
    def changes(self) -> bool:
        """Whether it may change something; such a request is sent once at most."""
        return self.method != "GET"
