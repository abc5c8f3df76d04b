"""Users and organizations as whole records: asked for when one is shown, kept for later."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from eddytui.api.errors import Missing
from eddytui.api.lane import Lane
from eddytui.desk.kinds import Changed

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.desk.kinds import Kind
    from eddytui.store.contacts import Kept
    from eddytui.store.store import Store

ContactKind = Literal["users", "organizations"]
"""The name under `client`."""
_NEWS: "dict[ContactKind, Kind]" = {"users": "people", "organizations": "organizations"}


class Contact(NamedTuple):
    """One that is kept here."""

    record: Any
    """A `User` or an `Organization`."""
    seen: str
    """When it was read, server time; "" when that is not known."""


class Contacts:
    """What was read of users and organizations."""

    def __init__(
        self, store: "Store", say: Callable[[Changed], None], now: Callable[[], str]
    ) -> None:
        """Keeps them in `store`; tells of changes through `say`."""
        self._store = store
        self._say = say
        self._now = now

    async def keep(self, kind: ContactKind, records: Sequence[Any]) -> None:
        """Keep what the helpdesk just said."""
        if not records:
            return
        await self._table(kind).put(records, self._now())
        self._say(Changed(_NEWS[kind], frozenset(record.id for record in records)))

    async def forget(self, kind: ContactKind, record_id: int) -> None:
        """Let go of one that is not there any more."""
        await self._table(kind).remove([record_id])
        self._say(Changed(_NEWS[kind], frozenset({record_id})))

    async def ask(self, client: "Client", kind: ContactKind, record_id: int) -> Any:
        """One as the helpdesk has it now: one request. Raises `Missing`, and forgets it then."""
        try:
            record = await getattr(client, kind).get(record_id, lane=Lane.SCREEN)
        except Missing:
            await self.forget(kind, record_id)
            raise
        await self.keep(kind, [record])
        return record

    def kept(self, kind: ContactKind, record_id: int) -> Contact | None:
        """One as it was read last."""
        kept = self._table(kind).kept(record_id)
        return _contact(kind, kept) if kept else None

    def found(self, kind: ContactKind, text: str = "") -> list[Contact]:
        """Those that are kept and have all the words, by name."""
        return [_contact(kind, kept) for kept in self._table(kind).found(text)]

    def _table(self, kind: ContactKind) -> Any:
        return self._store.people if kind == "users" else self._store.organizations


def _contact(kind: ContactKind, kept: "Kept") -> Contact:
    from eddytui.models.people import Organization, User  # noqa: PLC0415 - not in the first frame

    model = User if kind == "users" else Organization
    return Contact(model.model_validate_json(kept.record), kept.seen)
