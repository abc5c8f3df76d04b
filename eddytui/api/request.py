"""What is asked of the helpdesk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from eddytui.api.pace import Bucket, Lane


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

    @property
    def changes(self) -> bool:
        """Whether it may change something; such a request is sent once at most."""
        return self.method != "GET"
