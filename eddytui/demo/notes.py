"""Notes about users and organizations: reading, writing and deleting them, both alike."""

from collections.abc import Callable
from typing import NamedTuple

from eddytui.demo import cards, organizations, people
from eddytui.demo.data.fields import ORGANIZATION, USER
from eddytui.demo.http import Answer, Ask, Refusal, deleted
from eddytui.demo.messages import Handler
from eddytui.demo.records import Note, Organization, Person
from eddytui.demo.rights import forbidden


class _Noted(NamedTuple):
    """What notes are about: how the API calls it, and what finds the one of a request."""

    key: str
    word: str
    visible: Callable[[Ask], Person | Organization]


_NOTED = {
    USER: _Noted("user_id", "user", people.visible),
    ORGANIZATION: _Noted("organiz_id", "organizations", organizations.visible),
}


def _about(ask: Ask, owner: str) -> int:
    """The id of what the notes are about. They are no business of clients."""
    number = _NOTED[owner].visible(ask).id
    if not ask.who.is_staff:
        raise forbidden()
    return number


def _kept(ask: Ask, owner: str, number: int) -> list[Note]:
    return ask.world.notes.get((owner, number), [])


def listing(owner: str) -> Handler:
    """`GET …/{id}/notes/`: newest first."""

    def answer(ask: Ask) -> Answer:
        number = _about(ask, owner)
        rows, pagination = ask.page(_kept(ask, owner, number)[::-1])
        about = (_NOTED[owner].key, number)
        return {
            "data": [cards.note(ask.address, about, row) for row in rows],
            "pagination": pagination,
        }

    return answer


def adding(owner: str) -> Handler:
    """`POST …/{id}/notes/`: one more, with a text, a file, both or neither."""

    def answer(ask: Ask) -> Answer:
        number = _about(ask, owner)
        text = str(ask.body.get("text") or "")
        of = {"owner": owner, "id": number, "text": text, "files": ask.files("file")[:1]}
        made = ask.do("add_note", of)
        note = next(note for note in _kept(ask, owner, number) if note.id == made)
        return {"data": cards.note(ask.address, (_NOTED[owner].key, number), note)}

    return answer


def deleting(owner: str) -> Handler:
    """`DELETE …/{id}/notes/{note}`: gone. That one is missing has the code of a success."""

    def answer(ask: Ask) -> Answer:
        number, note = _about(ask, owner), ask.ids["note"]
        if note not in {kept.id for kept in _kept(ask, owner, number)}:
            what = f"Note with id {{{note}}} in {_NOTED[owner].word} with id {{{number}}}"
            raise Refusal(404, ("s-204", "No content", f"{what} does not exist"))
        ask.do("delete_note", {"owner": owner, "id": number, "note": note})
        return deleted(f"Note with id {{{note}}} successfully deleted")

    return answer
