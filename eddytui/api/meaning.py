"""What an answer of the helpdesk means: its body, or one of our errors."""

import asyncio
from dataclasses import replace
from typing import Any

from eddytui.api.answer import Answer
from eddytui.api.errors import BadReply, Blocked, DeskError, Unclear
from eddytui.api.key import Key
from eddytui.api.pace import Pace
from eddytui.api.refusal import block_end, is_block, refusal, spoken
from eddytui.api.reply import LONG, Problem, complaint, problems, read
from eddytui.api.request import Request
from eddytui.text.clean import clean

_GLANCE = 2000
_NOT_FOUND = 404


async def meaning(request: Request, answer: Answer, pace: Pace, key: Key) -> Any:
    """The body of an answer that worked. Raises the error that any other means."""
    body, readable = None, True
    try:
        body = await _read(answer.content) if answer.content else None
    except ValueError:
        readable = False
    told = problems(body) if answer.is_success else complaint(body)
    found = [_masked(problem, key) for problem in told]
    if is_block(answer.status, found, answer.remaining):
        until = block_end(answer.headers.get("Retry-After", ""), pace.now())
        raise Blocked(await pace.blocked(request.bucket, until), spoken(found))
    if not readable and (answer.is_success or answer.status == _NOT_FOUND):
        raise _unreadable(request, answer, key)
    if (error := refusal(answer.status, found, changes=request.changes)) is not None:
        raise error
    return body


async def _read(content: bytes) -> Any:
    return await asyncio.to_thread(read, content) if len(content) > LONG else read(content)


def _masked(problem: Problem, key: Key) -> Problem:
    """Without the key, which a server may have put into its words."""
    return replace(
        problem,
        **{name: key.masked(getattr(problem, name)) for name in ("code", "title", "details")},
    )


def _unreadable(request: Request, answer: Answer, key: Key) -> DeskError:
    """Success without JSON: nobody knows whether a change was kept; else a foreign page."""
    if request.changes and answer.is_success:
        return Unclear()
    excerpt = clean(key.masked(answer.text[:_GLANCE])[:_GLANCE])
    return BadReply("This is not a helpdesk's answer. Check the address in the profile.", excerpt)
