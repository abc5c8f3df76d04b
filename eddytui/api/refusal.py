"""Which error an answer means: the status alone lies.

`behaviour.md` section 3: a block for too many requests is a 401 like a wrong key; a deletion that
worked lists its success under `errors`; a 404 may carry a success code.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from eddytui.api.errors import BadReply, DeskError, Forbidden, Missing, Refused, Unclear, WrongKey
from eddytui.api.figures import figure
from eddytui.api.reply import Problem

_ELSEWHERE = 300
_REFUSED = 400
_UNAUTHORIZED = 401
_FORBIDDEN = 403
_TOO_MANY = 429
_FAILED = 500
_DAY = 86_400
_LIMIT = re.compile(r"\bban(?:ned)?\b|\blimit\b|too many requests|лимит|ліміт", re.IGNORECASE)
_KINDS: dict[int, type[DeskError]] = {401: WrongKey, 403: Forbidden, 404: Missing}


def is_block(status: int, problems: Sequence[Problem], remaining: int | None) -> bool:
    """Whether this answer is the block that follows too many requests, whatever its status."""
    if status == _TOO_MANY:
        return True
    limits = [entry for entry in problems if _LIMIT.search(f"{entry.title} {entry.details}")]
    if any(entry.code == "e-401" for entry in limits):
        return True
    if status == _UNAUTHORIZED:
        return remaining == 0
    return status == _FORBIDDEN and (remaining == 0 or bool(limits))


def block_end(retry_after: str, now: datetime) -> datetime | None:
    """The end of a block as a Retry-After header tells it: seconds or a date.

    None for neither, and for what is over already.
    """
    text = retry_after.strip()
    if text.isdecimal():
        seconds = figure(text)
        return now + timedelta(seconds=min(seconds or _DAY, _DAY)) if seconds != 0 else None
    try:
        end = parsedate_to_datetime(text)
        end = end.replace(tzinfo=end.tzinfo or UTC)
        is_over = end <= now
    except (ValueError, OverflowError, LookupError, TypeError):
        return None
    return None if is_over else end


def spoken(problems: Sequence[Problem]) -> str:
    """All that the server says, as one text."""
    return " ".join(filter(None, (entry.words for entry in problems)))


def refusal(status: int, problems: Sequence[Problem], *, changes: bool) -> DeskError | None:
    """The error of an answer that is no block; None when the request worked.

    `changes` tells whether the request may have changed something before the server failed.
    """
    if status < _ELSEWHERE:
        refused = [entry.words for entry in problems if not entry.code.startswith("s-")]
        return Refused(refused) if refused else None
    words = spoken(problems)
    if status >= _FAILED:
        return _failure(status, words, changes=changes)
    if status < _REFUSED:
        return BadReply(
            "The helpdesk sends this request elsewhere. Check the address in the profile."
        )
    if (kind := _KINDS.get(status)) is not None:
        return kind(f"{kind.usual} It says: {words}" if words else "")
    return Refused([entry.words for entry in problems] or [f"The helpdesk refused this ({status})"])


def _failure(status: int, words: str, *, changes: bool) -> DeskError:
    if changes:
        return Unclear(
            f"The helpdesk failed ({status}) and did not say whether it kept this. "
            f"Look before you send it again. {words}"
        )
    return BadReply(f"The helpdesk cannot answer now ({status}). Try again in a minute. {words}")
