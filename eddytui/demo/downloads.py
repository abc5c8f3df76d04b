"""Downloads: attachments at the addresses that replies, notes and articles give."""

from collections.abc import Callable, Iterator
from mimetypes import MimeTypes
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from eddytui.demo import knowledge
from eddytui.demo.files import Upload, ticket_of
from eddytui.demo.http import Ask, Refusal, missing

_AT_ONCE = 64 * 1024
"""Bytes."""
# Those of Python alone: a machine's own table would make answers differ.
_TYPES = MimeTypes()
_TYPES.add_type("text/plain", ".log")
_TYPES.add_type("image/heic", ".heic")


def attached(ask: Ask, address: str) -> Upload:
    """What a reply or a note has.

    What belongs to a ticket is for those who may see the ticket, to a note for colleagues.
    Articles have addresses of their own.
    """
    world = ask.world
    if ticket := world.tickets.get(ticket_of(address)):
        if not world.sees(ask.who, ticket):
            raise _missing(address)
        world.thread(ticket.id)
    if world.in_article(address) or (world.in_note(address) and not ask.who.is_staff):
        raise _missing(address)
    return _find(ask, address)


def in_article(ask: Ask, address: str) -> Upload:
    """What an article has, for those who may see the article."""
    if all(one.hash != address for one in knowledge.visible(ask).files):
        raise _missing(address)
    return _find(ask, address)


_ATTACHED = "/{lang}/file/download/{hash}"
ADDRESSES: tuple[tuple[str, Callable[[Ask, str], Upload]], ...] = (
    (_ATTACHED, attached),
    (f"{_ATTACHED}/{{name:path}}", attached),
    ("/{lang}/knowledge_base/download/{id:int}/file/{hash}", in_article),
)
"""Where files are, outside of the API, and who finds them; a name at the end is for people."""


def _find(ask: Ask, address: str) -> Upload:
    if found := ask.world.files.find(address):
        return found
    raise _missing(address)


def _missing(address: str) -> Refusal:
    return missing(f"File with hash {{{address}}} does not exist")


def answer(upload: Upload, *, with_content: bool) -> Response:
    """A file to be saved, in parts; for `HEAD` its length, kind and name alone."""
    kind = _TYPES.guess_type(upload.name)[0] or "application/octet-stream"
    headers = {
        "content-length": str(len(upload.content)),
        "content-disposition": _disposition(upload.name),
    }
    if not with_content:
        return Response(headers=headers, media_type=kind)
    return StreamingResponse(_parts(upload.content), headers=headers, media_type=kind)


def _disposition(name: str) -> str:
    """The name in ASCII, and as it is where that says less (RFC 6266, RFC 5987)."""
    plain = "".join(one if one.isascii() and one.isprintable() else "_" for one in name)
    said = plain.replace("\\", "_").replace('"', "_")
    whole = "" if said == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'attachment; filename="{said}"{whole}'


def _parts(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _AT_ONCE):
        yield content[start : start + _AT_ONCE]
