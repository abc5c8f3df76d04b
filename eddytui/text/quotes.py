"""Tells a mail's own words from the history quoted below them. Folds, never deletes.

What the HTML says comes in with the blocks: their quote depth, `fold` inside containers of mail
programs, and `quote-head` where "… wrote:" may stand. The rest is read from lines, in English,
Russian and Ukrainian. Patterns are anchored and lines bounded: any line costs about the same.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from eddytui.text.blocks import Block, Span, height, joined, lines, text_of

_SHOWN_BEFORE_ANSWER = 8
"""So many quoted lines stay visible above an answer to them; a longer quote folds there too."""
_LONGEST = 240
_HEADER_LINES = 4
_FIELDS = 3

_WROTE = re.compile(
    r".*\b(?:wrote|пишет|писала?|написала?|пише|писав|написав)(?:\((?:а|ла)\))?\s?:"
)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")
_DATE_FIRST = re.compile(r"(?:On\b|В\b|(?:[^\W\d]{2,12}[.,]{0,2} )?\d)")
_SENDER = re.compile(r"\W{0,3}(?:From|От|От кого|Від|Від кого):\W{0,3}\s\S")
_SENT = re.compile(r"\W{0,3}(?:Sent|Date|Отправлено|Дата|Надіслано):")
_FIELD = re.compile(r"\W{0,3}[^\W\d]{1,14}(?: [^\W\d]{1,14})?\s?:")
_ORIGINAL = re.compile(
    r"[-_* ]{2,40}(?:Original Message|Исходное сообщение|Первоначальное сообщение|"
    r"Оригінальне повідомлення|Вихідне повідомлення|Початкове повідомлення)[-_* ]{2,40}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"[-_* ]{0,40}(?:(?:Begin )?Forwarded message|Пересылаемое сообщение|Пересланное сообщение|"
    r"Начало переадресованного сообщения|Переслане повідомлення|Пересилається повідомлення)\b",
    re.IGNORECASE,
)
# Helpdesks put it on top of what they send: "##- Please type your reply above this line -##".
_REPLY_ABOVE = re.compile(
    r"(?=.*(?:reply|respond|answer|ответ|пишите|відпов))"
    r".*(?:above this line|выше этой (?:строки|линии|черты)|над этой (?:строкой|линией|чертой)|"
    r"вище ц(?:ієї|ього) (?:лінії|рядка|риски)|над ц(?:ією|им) (?:лінією|рядком|рискою))",
    re.IGNORECASE,
)
_LINE_ACROSS = re.compile(r"[-_=*—–]{3,200}")


class _Line(NamedTuple):
    """A line outside of quotes, and where it stands."""

    block: int
    place: int
    text: str


def folded(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with quoted history marked to be folded.

    A mail that is nothing but history stays open. So does a short quote above an answer to it.
    """
    blocks = _with_heads(_from_start_on(blocks))
    history = _history(blocks)
    own = [place for place, past in enumerate(history) if not past and _has_words(blocks[place])]
    if not own:
        return tuple(block._replace(fold=False) for block in blocks)
    found: list[Block] = []
    for past, run in groupby(range(len(blocks)), key=history.__getitem__):
        places = list(run)
        fold = past and (places[0] > own[-1] or _is_long(blocks[place] for place in places))
        found += [blocks[place]._replace(fold=fold) for place in places]
    return tuple(found)


def unfolded(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with nothing taken for history."""
    return tuple(_as_paragraph(block)._replace(fold=False) for block in blocks)


def _as_paragraph(block: Block) -> Block:
    return block._replace(kind="para") if block.kind == "quote-head" else block


def _has_words(block: Block) -> bool:
    return block.kind != "rule" and not _LINE_ACROSS.fullmatch(text_of(block))


def _is_long(run: Iterable[Block]) -> bool:
    """Whether a run of history folds even though own words follow."""
    run = list(run)
    return any(block.fold for block in run) or sum(map(height, run)) > _SHOWN_BEFORE_ANSWER


def _history(blocks: Sequence[Block]) -> list[bool]:
    """For each block whether it is history; lines across beside history belong to it."""
    past = [block.quote > 0 or block.fold or block.kind == "quote-head" for block in blocks]
    return [
        is_past or (not _has_words(block) and any(past[max(place - 1, 0) : place + 2]))
        for place, (is_past, block) in enumerate(zip(past, blocks, strict=True))
    ]


def _divided(block: Block, at: int) -> list[Block]:
    """The block in two: its lines before `at`, and those from there on."""
    written = lines(block)
    parts = []
    for part in filter(None, (written[:at], written[at:])):
        spans = [span for line in part for span in (Span("\n"), *line)]
        parts.append(block._replace(spans=joined(spans[1:])))
    return parts


def _from_start_on(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with all marked to fold from the line on where the history begins."""
    read = [
        _Line(number, place, text.strip())
        for number, block in enumerate(blocks)
        if block.spans and not (block.quote or block.fold or block.kind in {"pre", "image"})
        for place, text in enumerate(text_of(block).split("\n"))
    ]
    forwarded = False
    for number, line in enumerate(read):
        if not line.text or len(line.text) > _LONGEST:
            continue
        forwarded = forwarded or _FORWARDED.match(line.text) is not None
        near = read[number : number + _HEADER_LINES + 1]
        if _is_start(near, blocks) or (not forwarded and _is_header(near, blocks)):
            above = read[number - 1] if number else line
            return _marked(blocks, above if _LINE_ACROSS.fullmatch(above.text) else line)
    return list(blocks)


def _marked(blocks: Sequence[Block], start: _Line) -> list[Block]:
    """The blocks with all from one line on marked to fold, its block divided there."""
    *before, past = _divided(blocks[start.block], start.place)
    after = [past, *blocks[start.block + 1 :]]
    return [*blocks[: start.block], *before, *(block._replace(fold=True) for block in after)]


def _is_start(near: Sequence[_Line], blocks: Sequence[Block]) -> bool:
    """Whether everything from the first of these lines on is history."""
    line = near[0]
    if _ORIGINAL.fullmatch(line.text) or _REPLY_ABOVE.match(line.text):
        return True
    size = _attribution(near)
    if not size:
        return False
    # Before a quote, the quote itself says where the history is, and answers may follow it.
    end = near[size - 1]
    is_last = end.place == text_of(blocks[end.block]).count("\n")
    return not (is_last and blocks[end.block + 1 : end.block + 2] and blocks[end.block + 1].quote)


def _attribution(near: Sequence[_Line]) -> int:
    """How many lines say who wrote what follows, and when: 1, 2, or 0 when they do not."""
    first = near[0].text
    if first.endswith(":"):
        is_dated = _TIME.search(first) or "@" in first
        return 1 if is_dated and _WROTE.fullmatch(first) else 0
    if len(near) > 1 and near[1].text.endswith(":") and len(near[1].text) <= _LONGEST:
        wraps = _DATE_FIRST.match(first) and _TIME.search(first) and _WROTE.fullmatch(near[1].text)
        return 2 if wraps else 0
    return 0


def _is_header(near: Sequence[_Line], blocks: Sequence[Block]) -> bool:
    """Whether a copied mail header begins here: From and Sent, or any where HTML marks one."""
    line, *below = near
    if _SENDER.match(line.text):
        return any(_SENT.match(other.text[:_LONGEST]) for other in below)
    if line.place or blocks[line.block].kind != "quote-head":
        return False
    return len(near) >= _FIELDS and all(_FIELD.match(one.text) for one in near[:_FIELDS])


def _with_heads(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the lines directly above a quote that name its writer as `quote-head`."""
    found: list[Block] = []
    for number, block in enumerate(blocks):
        quoted = number + 1 < len(blocks) and blocks[number + 1].quote > 0
        size = _head_lines(block) if quoted and not block.quote and not block.fold else 0
        if size:
            *before, head = _divided(block, height(block) - size)
            found += [*map(_as_paragraph, before), head._replace(kind="quote-head")]
        else:
            found.append(_as_paragraph(block))
    return found


def _head_lines(block: Block) -> int:
    """How many of the last lines of a block above a quote name its writer."""
    *before, last = text_of(block).split("\n")
    last = last.strip()
    if block.kind not in {"para", "quote-head"} or not last.endswith(":") or len(last) > _LONGEST:
        return 0
    # A word for "wrote", or a day, an hour and a mailbox: two of these at least.
    signs = len(_TIME.findall(last)) + ("@" in last) + 2 * bool(_WROTE.fullmatch(last))
    if signs < 2 and block.kind != "quote-head":  # noqa: PLR2004 - two signs
        return 0
    above = before[-1].strip()[:_LONGEST] if before else ""
    return 2 if _DATE_FIRST.match(above) and _TIME.search(above) else 1
