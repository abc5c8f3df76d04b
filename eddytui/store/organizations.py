"""The companies that clients belong to."""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from eddytui.store.contacts import Contacts
from eddytui.store.search import fold

if TYPE_CHECKING:
    from eddytui.models.people import Organization

_PUT = """
INSERT OR REPLACE INTO organizations (id, name, words, record, seen) VALUES (?, ?, ?, ?, ?)
"""


class Organizations(Contacts):
    """The kept organizations."""

    table = "organizations"

    async def put(self, organizations: Iterable["Organization"], seen: str = "") -> None:
        """Keep what the server said of these companies at a time."""
        rows = [(*_values(organization), seen) for organization in organizations]

        def job(db: sqlite3.Connection) -> None:
            db.executemany(_PUT, rows)

        await self._database.write(job)


def _values(organization: "Organization") -> tuple[object, ...]:
    return (
        organization.id,
        organization.name,
        fold(f"{organization.name} {organization.domains} {organization.email}"),
        organization.model_dump_json(),
    )
