"""What became of a change, reply or note that got no answer: only the server can tell."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from eddytui.text.blocks import dumps, loads, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eddytui.models.rows import Waiting
    from eddytui.models.tickets import Message

_CLOCKS_DIFFER = timedelta(minutes=5)


class Writers(NamedTuple):
    """Who may have written what is looked for."""

    me: int
    """The agent; 0 when that is not known."""
    requester: int


def newer(messages: "Iterable[Message]", waiting: "Waiting") -> "list[Message]":
    """Those that came after the sending, as far as two clocks agree.

    `waiting.patch` has what was known when it was sent: `after`, the newest id, and `sent`, when.
    """
    return [message for message in messages if _is_newer(message, waiting)]


def found(messages: "Sequence[Message]", waiting: "Waiting", writers: Writers) -> "Message | None":
    """The reply or note among these, known by its words, its time and its place."""
    candidates = newer(messages, waiting)
    return next((each for each in candidates if _is_same(each, waiting, writers)), None)


def _is_newer(message: "Message", waiting: "Waiting") -> bool:
    created = message.date_created
    in_time = not isinstance(created, datetime) or created >= since(waiting)
    return in_time and message.id > after(waiting)


def after(waiting: "Waiting") -> int:
    """The newest message that was known when it was sent: its own id is greater."""
    return int(str(waiting.patch.get("after", 0)))


def since(waiting: "Waiting") -> datetime:
    """The server time before which it cannot have come."""
    return datetime.fromisoformat(str(waiting.patch.get("sent", waiting.made))) - _CLOCKS_DIFFER


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
