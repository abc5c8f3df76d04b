"""The companies that clients belong to."""

from typing import TYPE_CHECKING

from eddytui.store.contacts import Contacts
from eddytui.store.search import fold

if TYPE_CHECKING:
    from eddytui.models.people import Organization


class Organizations(Contacts["Organization"]):
    """The kept organizations."""

    table = "organizations"
    columns = ("id", "name", "words", "record")

    def _values(self, record: "Organization") -> tuple[object, ...]:
        return (
            record.id,
            record.name,
            fold(f"{record.name} {record.domains} {record.email}"),
            record.model_dump_json(),
        )
