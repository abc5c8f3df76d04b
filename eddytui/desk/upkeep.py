"""What is done for the copy behind everything else, in small portions, now and then."""

from datetime import datetime
from typing import TYPE_CHECKING

from eddytui.api.errors import Blocked, DeskError, Offline
from eddytui.desk.reconcile import Reconcile

if TYPE_CHECKING:
    from collections.abc import Callable

    from eddytui.api import Client
    from eddytui.desk.horizon import Horizon
    from eddytui.desk.knowledge import Knowledge
    from eddytui.desk.reading import Reading
    from eddytui.store.store import Store

_AT = "upkeep.at"
"""Mark: when the copy was looked after last."""
_EVERY = 200
"""Seconds between two rounds: 18 requests an hour."""
_KNOWLEDGE_EVERY = 3600
_BUSY, _IDLE = 2, 1
"""Requests of a round, while somebody works with the copy and while nobody does."""


class Upkeep:
    """Finds what is gone, lets go of what is not wanted, reads the knowledge base."""

    def __init__(
        self, store: "Store", horizon: "Horizon", reading: "Reading", knowledge: "Knowledge"
    ) -> None:
        """Looks after `store`."""
        self._store = store
        self._horizon = horizon
        self._knowledge = knowledge
        self._is_reading = False
        self._asked = ""
        """When the knowledge base was read, or told that it cannot be."""
        self.reconcile = Reconcile(store, reading)

    async def round(self, client: "Client", now: str, *, idle: bool = False) -> None:
        """Look after the copy when it is time: one or two requests in three minutes.

        Raises `DeskError` when the helpdesk cannot be asked.
        """
        since = self._store.marks.get(_AT)
        if since and not _is_over(since, now, _EVERY):
            return
        await self._store.marks.put(_AT, now)
        await self._horizon.tidy()
        if since:
            await self.reconcile.round(client, _IDLE if idle else _BUSY)

    async def read_knowledge(self, client: "Client", now: "Callable[[], str]") -> None:
        """Read the knowledge base, or what is new in it, when it is time: once an hour.

        Nothing is raised. What cannot be read now is tried again: when there is a line at the next
        call, when it was refused in an hour.
        """
        if self._is_reading or self._is_fresh(now()):
            return
        self._is_reading = True
        try:
            await self._knowledge.refresh(client)
            await self._knowledge.complete(client)
        except (Offline, Blocked):  # it was not sent: to try again costs nothing
            return
        except DeskError:
            pass
        finally:
            self._is_reading = False
        self._asked = now()

    def _is_fresh(self, now: str) -> bool:
        """Whether the knowledge base needs no question yet."""
        knowledge = self._knowledge
        is_new = knowledge.whole and not _is_over(knowledge.as_of, now, _KNOWLEDGE_EVERY)
        return is_new or not _is_over(self._asked, now, _KNOWLEDGE_EVERY)


def _is_over(since: str, now: str, seconds: int) -> bool:
    """Whether so many seconds have passed; also when there was no beginning, or it is to come."""
    if not since:
        return True
    passed = datetime.fromisoformat(now) - datetime.fromisoformat(since)
    return not 0 <= passed.total_seconds() < seconds
