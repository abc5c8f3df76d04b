"""Keeping the knowledge base on this machine fresh enough for a command to answer from it."""

from datetime import datetime, timedelta

from eddytui.api.errors import DeskError
from eddytui.cli.output import OFFLINE, Failure
from eddytui.cli.printing import tell
from eddytui.cli.session import Session
from eddytui.desk.kinds import Changed
from eddytui.desk.knowledge import Knowledge

_OLD = timedelta(days=1)
_FEW = 400
"""So many articles are read again within a minute. Of more, so many are each time."""
_TOLD_EVERY = 100
_LONG = (
    "All articles are read once, which takes some minutes. Stop it with ctrl+c when you like: the"
    " next run goes on, and --offline searches what is here."
)


async def freshen(session: Session, *, offline: bool) -> None:
    """Read the knowledge base when it is not here; ask what is new when it is older than a day.

    `offline` asks nothing. A failure is told, and raised only when no article is here.
    """
    knowledge = session.desk.knowledge
    if offline:
        _check(knowledge)
        return
    if knowledge.as_of and not knowledge.first and not _is_old(session, knowledge.as_of):
        return
    try:
        await _read(session, knowledge)
    except DeskError as error:
        if not knowledge.count:
            raise
        tell(f"{error.title}: {error} The {knowledge.count} articles on this machine are searched.")


def _check(knowledge: Knowledge) -> None:
    if not knowledge.count:
        raise Failure("No article is on this machine yet. Leave out --offline once.", OFFLINE)
    here, total = knowledge.progress
    if knowledge.first and here < total:
        tell(f"Only {here} of {total} articles are on this machine.")


def _is_old(session: Session, as_of: str) -> bool:
    age = datetime.fromisoformat(session.desk.now()) - datetime.fromisoformat(as_of)
    return not timedelta(0) <= age < _OLD


async def _read(session: Session, knowledge: Knowledge) -> None:
    """What is new; and all the rest at the first time, else a part of it that is quick."""
    await session.client()
    await session.desk.refresh_knowledge()
    if knowledge.whole:
        return
    first, (here, total) = knowledge.first, knowledge.progress
    if first and total > _FEW:
        tell(_LONG)
    session.desk.on_change = _Teller(knowledge)
    await session.desk.complete_knowledge(
        lambda: not first and knowledge.progress.here >= here + _FEW
    )


class _Teller:
    """Tells how far the reading is, now and then."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._next = 0

    def __call__(self, changed: Changed) -> None:
        here, total = self._knowledge.progress
        if changed.kind == "knowledge" and here >= self._next:
            self._next = here + _TOLD_EVERY
            tell(f"Reading the knowledge base: {here} of {total} articles.")
