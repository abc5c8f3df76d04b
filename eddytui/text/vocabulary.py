"""The words of the query language: every key once, and the lists that are the same everywhere."""

from typing import Literal, NamedTuple, get_args

from eddytui.models.terms import Among, Condition, Possession, SortColumn, When, Within

KeyKind = Literal["names", "choice", "date", "number"]
"""What stands behind a key: names of the helpdesk, one of a fixed list, a date, a number."""

FLAGS: dict[str, Condition] = {
    "unread": Among("unread", (1,)),
    "frozen": Among("frozen", (1,)),
    "locked": Among("locked", (1,)),
    "open": Among("closed", (0,)),
    "closed": Among("closed", (1,)),
    "late": Within("sla", end=When("now")),
    "deleted": Among("deleted", (1,)),
    "unassigned": Among("owner_id", (0,)),
}
"""What `is:` asks for; `is:mine` needs to know who asks."""
MINE = "mine"
POSSESSIONS: tuple[Possession, ...] = get_args(Possession)
"""What `has:` asks for."""
ME, NONE = "me", "none"
"""Whom `owner:` and `user:` know besides names."""


class Key(NamedTuple):
    """A word before a colon."""

    name: str
    kind: KeyKind
    example: str
    choices: tuple[str, ...] = ()
    """The values that are known beforehand; for a `choice` there are no others."""
    also: str = ""
    """A longer word for the same."""

    @property
    def ops(self) -> tuple[str, ...]:
        """What may stand between key and value."""
        return (":", "<=", ">=", "<", ">") if self.kind in {"date", "number"} else (":",)


KEYS = (
    Key("status", "names", "open"),
    Key("owner", "names", "me", (ME, NONE), also="assignee"),
    Key("prio", "names", "high", also="priority"),
    Key("dep", "names", "support", also="department"),
    Key("type", "names", "bug"),
    Key("tag", "names", "vip"),
    Key("user", "names", "john@acme.com", (ME,), also="requester"),
    Key("org", "names", "acme", also="organization"),
    Key("sla", "date", "2h"),
    Key("updated", "date", "1d"),
    Key("created", "date", "2026-01-31"),
    Key("is", "choice", "unread", (*FLAGS, MINE)),
    Key("has", "choice", "files", POSSESSIONS),
    Key("rate", "choice", "dislike", ("like", "dislike")),
    Key("id", "number", "1042"),
    Key("sort", "choice", "-updated", get_args(SortColumn)),
)
BY_NAME = {name: key for key in KEYS for name in (key.name, key.also) if name}
"""Every key by its words."""
