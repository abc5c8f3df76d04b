"""Colleagues and clients."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from eddytui.models.rows import PersonRow
from eddytui.store.contacts import Contacts, having
from eddytui.store.search import fold

if TYPE_CHECKING:
    from eddytui.models.people import User

# The statuses of those who do not work here any more.
_GONE = frozenset({"disabled", "fired"})

_PUT = """
INSERT OR REPLACE INTO people (id, name, email, staff, organization, presence, departments,
    language, gone, words, record, seen)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SELECT = "SELECT id, name, email, staff, organization, presence, departments, language FROM people"


def _values(user: "User") -> tuple[object, ...]:
    organization = user.organization.name if user.organization else ""
    return (
        user.id,
        user.full_name,
        user.email,
        user.is_staff,
        organization,
        user.user_status,
        json.dumps(user.department),
        user.language,
        user.status in _GONE,
        fold(f"{user.full_name} {user.email} {organization}"),
        user.model_dump_json(),
    )


def _row(values: Sequence[object]) -> PersonRow:
    row = PersonRow._make(values)
    return row._replace(staff=bool(row.staff), departments=tuple(json.loads(str(row.departments))))


class People(Contacts):
    """The kept users."""

    table = "people"

    async def put(self, users: Iterable["User"], seen: str = "") -> None:
        """Keep what the server said of these people at a time."""
        rows = [(*_values(user), seen) for user in users]

        def job(db: sqlite3.Connection) -> None:
            db.executemany(_PUT, rows)

        await self._database.write(job)

    def rows(self, ids: Sequence[int]) -> list[PersonRow]:
        """These people in the order asked for; those not kept are left out."""
        asked = json.dumps(list(ids))
        found = self._select("WHERE id IN (SELECT value FROM json_each(?))", asked)
        by_id = {row.id: row for row in found}
        return [by_id[user_id] for user_id in ids if user_id in by_id]

    def staff(self) -> list[PersonRow]:
        """The colleagues a ticket can be given to, by name."""
        return self._select("WHERE staff = 1 AND gone = 0 ORDER BY words, id")

    def organizations(self) -> list[str]:
        """The organizations of the kept people, by name."""
        sql = "SELECT DISTINCT organization FROM people WHERE organization <> '' ORDER BY 1"
        return [name for (name,) in self._database.look(lambda db: db.execute(sql).fetchall())]

    def search(self, text: str, limit: int) -> list[PersonRow]:
        """People whose name, e-mail or organization has all these words; name beginnings first."""
        has_all, words = having(text)
        end = f"WHERE {has_all} ORDER BY instr(words, ?) <> 1, words, id LIMIT ?"
        return self._select(end, *words, words[0], limit)

    def _select(self, end: str, *values: object) -> list[PersonRow]:
        sql = f"{_SELECT} {end}"
        found = self._database.look(lambda db: db.execute(sql, values).fetchall())
        return [_row(row) for row in found]
