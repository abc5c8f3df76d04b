"""What became of a change, reply or note that got no answer: only the server can tell."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from eddytui.api.errors import DeskError
from eddytui.api.pace import Lane
from eddytui.desk.kinds import COLLECTIONS, POST
from eddytui.text.blocks import dumps, loads, plain

if TYPE_CHECKING:
    from eddytui.api import Client
    from eddytui.models.rows import Waiting
    from eddytui.models.tickets import Message

_CLOCKS_DIFFER = timedelta(minutes=5)
_WORDS = {POST: ("reply", "r")}


class NotKept(DeskError):
    """The server gave no answer, and did not keep what was sent."""

    title = "Not sent"


class NotCopied(DeskError):
    """The server kept it, and the copy on this machine could not be changed."""

    title = "Local copy"

    def __init__(self, ticket_id: int, problem: Exception) -> None:
        """Name the ticket and what is wrong with the copy."""
        super().__init__(
            f"The helpdesk has what was sent for #{ticket_id}, "
            f"but the copy on this machine could not be changed. {problem}"
        )


def not_kept(waiting: "Waiting") -> NotKept:
    """What the agent is told of something that is not on the server."""
    place = f"#{waiting.ticket_id}"
    if waiting.kind not in COLLECTIONS:
        return NotKept(
            f"The helpdesk did not answer and did not keep the change of {place}. "
            "Do it again if you still want it."
        )
    what, key = _WORDS.get(waiting.kind, ("note", "c"))
    return NotKept(
        f"The helpdesk did not answer, and your {what} is not in {place}. "
        f"It is a draft again: open it with {key} and send it."
    )


class Writers(NamedTuple):
    """Who may have written what is looked for."""

    me: int
    """The agent; 0 when that is not known."""
    requester: int


async def found(client: "Client", waiting: "Waiting", writers: Writers) -> "Message | None":
    """The reply or note on the server, known by its words, its time and its place; None: not there.

    `waiting.patch` has what was known when it was sent: `after`, the newest id, and `sent`, when.
    """
    collection = getattr(client.tickets, COLLECTIONS[waiting.kind])(waiting.ticket_id)
    async for page in collection.pages(lane=Lane.WRITE):
        newer = [message for message in page.items if _is_newer(message, waiting)]
        for message in newer:
            if _is_same(message, waiting, writers):
                return message  # type: ignore[no-any-return]
        if len(newer) < len(page.items):
            break
    return None


def _is_newer(message: "Message", waiting: "Waiting") -> bool:
    """Whether it came after the sending, as far as two clocks agree."""
    sent = datetime.fromisoformat(str(waiting.patch.get("sent", waiting.made)))
    created = message.date_created
    in_time = not isinstance(created, datetime) or created >= sent - _CLOCKS_DIFFER
    return in_time and message.id > int(str(waiting.patch.get("after", 0)))


def _is_same(message: "Message", waiting: "Waiting", writers: Writers) -> bool:
    """Whether the words are ours: the agent's own may have grown a signature on the way."""
    html = str(waiting.patch["text"])
    sent, there = words(html), words(message.text)
    if writers.me and message.user_id == writers.me:
        return bool(sent and sent in there) or message.text.strip() == html.strip()
    # With a key that several share, the helpdesk names another as the author.
    return message.user_id != writers.requester and bool(sent) and sent == there


def words(html: str) -> str:
    """The bare words of a text."""
    return " ".join(plain(loads(readable(html))).split())


def readable(html: str) -> str:
    """A text as the blocks that the store keeps."""
    from eddytui.text.html import document  # noqa: PLC0415 - not needed for the first frame

    return dumps(document(html))
