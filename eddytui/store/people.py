"""Colleagues and clients."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eddytui.models.rows import PersonRow
from eddytui.store.contacts import Contacts, having
from eddytui.store.search import fold

if TYPE_CHECKING:
    from eddytui.models.people import User

# The statuses of those who do not work here any more.
_GONE = frozenset({"disabled", "fired"})

_SELECT = "SELECT id, name, email, staff, organization, presence, departments, language FROM people"


def _row(values: Sequence[object]) -> PersonRow:
    row = PersonRow._make(values)
    return row._replace(staff=bool(row.staff), departments=tuple(json.loads(str(row.departments))))


class People(Contacts["User"]):
    """The kept users."""

    table = "people"
    columns = (
        *("id", "name", "email", "staff", "organization", "presence", "departments", "language"),
        *("gone", "words", "record"),
    )

    def _values(self, record: "User") -> tuple[object, ...]:
        organization = record.organization.name if record.organization else ""
        return (
            record.id,
            record.full_name,
            record.email,
            record.is_staff,
            organization,
            record.user_status,
            json.dumps(record.department),
            record.language,
            record.status in _GONE,
            fold(f"{record.full_name} {record.email} {organization}"),
            record.model_dump_json(),
        )

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
