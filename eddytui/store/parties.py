"""The people on tickets, as tickets name them: most clients are known from nowhere else."""

from typing import Literal, NamedTuple

from eddytui.store.database import Database
from eddytui.store.search import expression

Role = Literal["requester", "owner"]

_PATHS: dict[Role, str] = {"requester": "$.user_email", "owner": "$.owner_email"}

# The newest ticket of each tells, as people change their names.
_NAMED = """
SELECT {role}_id, {role}, coalesce(json_extract(record, ?), '') FROM tickets WHERE id IN (
    SELECT max(tickets.id) FROM words JOIN tickets ON tickets.id = words.rowid
    WHERE words MATCH ? GROUP BY tickets.{role}_id
) AND {role}_id > 0
"""


class Party(NamedTuple):
    """Somebody on a ticket."""

    id: int
    name: str
    email: str


class Parties:
    """Finds requesters and owners of kept tickets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def near(self, role: Role, typed: str) -> list[Party]:
        """Those on tickets whose title or people have the typed words.

        All that are meant are among them, and some that are not.
        """
        if not (asked := expression(typed)):
            return []
        sql = _NAMED.format(role=role)
        values = (_PATHS[role], f"head : ({asked})")
        rows = self._database.look(lambda db: db.execute(sql, values).fetchall())
        return [Party._make(row) for row in rows]
