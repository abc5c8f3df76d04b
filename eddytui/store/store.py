"""The local copy as a whole."""

import sqlite3

from eddytui.store.audit import Audit
from eddytui.store.billing import Billing
from eddytui.store.catalog import Catalog
from eddytui.store.database import Database
from eddytui.store.drafts import Drafts
from eddytui.store.holdings import Holdings
from eddytui.store.holds import Holds
from eddytui.store.journal import Journal
from eddytui.store.knowledge import TABLES as KNOWLEDGE
from eddytui.store.knowledge import Knowledge
from eddytui.store.lead import Lead
from eddytui.store.marks import Marks
from eddytui.store.messages import Messages
from eddytui.store.organizations import Organizations
from eddytui.store.parties import Parties
from eddytui.store.pending import Pending
from eddytui.store.people import People
from eddytui.store.search import Search
from eddytui.store.tags import Tags
from eddytui.store.tickets import Tickets

_RECORDS = (
    *("tickets", "words", "tags", "messages", "audit", "pages", "people", "catalog", "marks"),
    *("billing", "organizations"),
    *KNOWLEDGE,
)


class Store:
    """What the server last said, and what the agent did that it has not heard yet."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tickets = Tickets(database)
        self.messages = Messages(database)
        self.audit = Audit(database)
        self.billing = Billing(database)
        self.people = People(database)
        self.organizations = Organizations(database)
        self.catalog = Catalog(database)
        self.pending = Pending(database)
        self.drafts = Drafts(database)
        self.journal = Journal(database)
        self.marks = Marks(database)
        self.search = Search(database)
        self.tags = Tags(database)
        self.parties = Parties(database)
        self.knowledge = Knowledge(database)
        self.lead = Lead(database.path, alone=database.in_memory)
        self.holds = Holds(database.path, alone=database.in_memory)
        self.holdings = Holdings(database)

    async def empty_records(self) -> None:
        """Forget everything the server said, and the marks about it.

        Drafts, the outbox and the journal are kept.
        """

        def job(db: sqlite3.Connection) -> None:
            for table in _RECORDS:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - own names

        await self.database.write(job)

    def close(self) -> None:
        """Let go of the file."""
        self.lead.close()
        self.holds.close()
        self.database.close()
