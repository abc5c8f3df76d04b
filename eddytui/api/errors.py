"""What can go wrong between an agent and the helpdesk, in words for people.

    DeskError
      Offline          nothing left this machine, or nothing was to be changed: may be asked again
        Untrusted      the other side could not prove who it is
      Unclear          a change was sent, and no answer tells whether it was kept
      WrongKey         e-mail address or API key not accepted
      Blocked          too many requests; nothing is sent before `until`
      Forbidden        the key is right, the permission is missing
      Missing          no such record, or none this person may see
      Refused          the server said no, in its own `messages`
      BadReply         an answer that cannot be read
      Misconfigured    an address, proxy or CA file that cannot be used
      BadFile          a file that cannot be read, sent, fetched or written
      Elsewhere        a file that is not on the helpdesk itself, and was not fetched
      Undocumented     an operation that the API document does not have, and the profile not allows

`title` is a heading, `str(error)` one or more plain sentences.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

_ENDS = (".", "!", "?", "…")
_EXCERPT = 200


def sentence(text: str) -> str:
    """The text on one line, ending like a sentence; "" stays empty."""
    line = " ".join(text.split())
    return line if not line or line.endswith(_ENDS) else f"{line}."


class DeskError(Exception):
    """A failure that is told to the agent; the program goes on."""

    title = "That did not work"
    usual = "The request did not work. Try again."

    def __init__(self, words: str = "") -> None:
        """Keep `words`, or the usual sentence when there are none."""
        super().__init__(sentence(words) or self.usual)


class Offline(DeskError):
    """Nothing left this machine, or nothing was to be changed by it: safe to ask again."""

    title = "No connection"
    usual = "The helpdesk cannot be reached. Check the connection."


class Untrusted(Offline):
    """The certificate of the other side is not trusted here; nothing was sent to it."""

    title = "Not a trusted connection"
    usual = (
        "The certificate of the helpdesk is not trusted on this machine, so nothing was sent. "
        "Name your company's CA file in the profile, or ask your administrator."
    )


class Unclear(DeskError):
    """A change was sent and no answer tells whether it was kept: never sent again by itself."""

    title = "Perhaps sent"
    usual = "It is not known whether the helpdesk kept this. Look before you send it again."


class WrongKey(DeskError):
    """The helpdesk does not know this e-mail address and API key."""

    title = "Not signed in"
    usual = "The helpdesk does not accept this e-mail address and API key. Sign in again."


class Blocked(DeskError):
    """Too many requests were made by somebody of this helpdesk; nothing is sent before `until`."""

    title = "Too many requests"

    def __init__(self, until: datetime, words: str = "") -> None:
        """Tell when the block ends, and what the server said; `until` is aware."""
        self.until = until.astimezone(UTC)
        said = f" It says: {words}" if words else ""
        super().__init__(
            "The helpdesk has had too many requests and takes none "
            f"before {self.until:%H:%M} UTC on {self.until:%d %B}.{said}"
        )


class Forbidden(DeskError):
    """The key is right, but this person may not do this."""

    title = "Not allowed"
    usual = "You do not have the permission for this. Ask your administrator."


class Missing(DeskError):
    """There is no such record, or this person may not see it."""

    title = "Not found"
    usual = "The helpdesk does not have this, or you may not see it."


class Refused(DeskError):
    """The server said no; `messages` are its own words, all of them."""

    title = "Refused"
    usual = "The helpdesk refused this without a reason."

    def __init__(self, messages: Iterable[str] = ()) -> None:
        """Keep every message that says something."""
        self.messages = tuple(filter(None, map(sentence, messages)))
        super().__init__(" ".join(self.messages))


class BadReply(DeskError):
    """An answer that cannot be read, such as a proxy's page or half a body."""

    title = "Unreadable answer"
    usual = "The helpdesk's answer cannot be read. Try again in a minute."

    def __init__(self, words: str = "", excerpt: str = "") -> None:
        """Add at most 200 characters of what came instead of an answer."""
        shown = " ".join(excerpt.split())
        if len(shown) > _EXCERPT:
            shown = f"{shown[: _EXCERPT - 1]}…"
        told = sentence(words) or self.usual
        super().__init__(f"{told} It begins: {shown}" if shown else told)


class Misconfigured(DeskError):
    """An address, proxy or CA file that cannot be used; found while the client is built."""

    title = "Check the settings"
    usual = "The settings of this helpdesk cannot be used. Check the profile."


class BadFile(DeskError):
    """A file of this machine that cannot be read or written, or one that is too large."""

    title = "File"
    usual = "The file cannot be used."


class Elsewhere(DeskError):
    """A file is at another host than the helpdesk, which was not asked for it."""

    title = "Somewhere else"
    usual = "The file is not on the helpdesk itself."


class Undocumented(DeskError):
    """Something that real servers know and the API document does not."""

    title = "Not in the API document"
    usual = (
        "The API document does not have this. To try it, set undocumented = true in the profile."
    )

    @classmethod
    def of(cls, names: Iterable[str]) -> "Undocumented":
        """The error for these filters or fields."""
        return cls(
            f"The API document does not have {', '.join(sorted(names))}. "
            "To try it, set undocumented = true in the profile."
        )
