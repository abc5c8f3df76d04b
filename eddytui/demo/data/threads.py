"""The thread of a ticket: its course written as mail, with ids, files and history."""

from collections.abc import Mapping
from datetime import datetime
from html import escape

from eddytui.demo.data import mail
from eddytui.demo.data.audit import events
from eddytui.demo.data.billing import bills
from eddytui.demo.data.companies import COMPANIES
from eddytui.demo.data.library import Library
from eddytui.demo.data.quotes import Letter, history
from eddytui.demo.data.turns import POST, Course, Turn
from eddytui.demo.files import file
from eddytui.demo.records import Message, Person, Thread, Ticket

_MAILERS = {"telegram": mail.CHAT, "widget": mail.CHAT, "phone": "web", "web": "web"}
"""How clients write when they do not write mail, by the ticket's source."""
_GREETINGS = {
    "en": ("Hello {name},", "Hi {name},", "Good day,"),
    "ru": ("Здравствуйте, {name}!", "Добрый день!", "Здравствуйте!"),
    "ua": ("Вітаю!", "Доброго дня!", "Добрий день!"),
}
_REGARDS = {"en": "Kind regards,", "ru": "С уважением,", "ua": "З повагою,"}


def answer(text: str, author: Person, reader: Person, number: int) -> str:
    """What a colleague sends: the text between a greeting and a name."""
    greeting = _GREETINGS[reader.language][number % 3].format(name=reader.name or "there")
    return f"{greeting}\n\n{text}\n\n{_REGARDS[reader.language]}\n{author.full_name}"


def written(author: Person, source: str) -> Person:
    """The author as this ticket's channel shows them: a chat has no mail program."""
    if author.is_staff or source not in _MAILERS:
        return author
    return author._replace(mailer=_MAILERS[source])


def letter(writer: Person, body: str, quoted: Letter | None) -> str:
    """A whole mail: what was written, the signature, and what is quoted below."""
    company = COMPANIES.get(writer.organization)
    parts = [body, mail.signature(writer, company.name if company else "")]
    if quoted and not writer.is_staff:
        parts.append(history(writer, quoted))
    return mail.around("".join(parts), writer.mailer)


def _as_html(body: str, mailer: str) -> str:
    if mailer in mail.TEXT:
        return escape(body, quote=False).replace("\n", "<br>")
    return body


class Threads:
    """Makes the threads of a world, each when it is first asked for."""

    def __init__(
        self, seed: int, anchor: datetime, people: Mapping[int, Person], library: Library
    ) -> None:
        self._seed = seed
        self._anchor = anchor
        self._people = people
        self._library = library

    def thread(self, ticket: Ticket) -> Thread:
        """All replies, notes and history of a ticket, as they stand when the world begins."""
        course = Course(self._seed, self._anchor, ticket, self._people, self._library)
        turns = course.turns()
        thread = Thread(
            events=events(ticket, turns, self._people),
            bills=bills(self._seed, ticket, turns, self._people),
        )
        last: Letter | None = None
        for turn in turns:
            if turn.kind == POST:
                number = ticket.first_post + len(thread.posts)
                message, last = self._post(ticket, turn, number, last)
                thread.posts.append(message)
            else:
                number = ticket.first_post + len(thread.comments)
                thread.comments.append(Message(number, turn.author, turn.text, turn.at, turn.at))
        return thread

    def _post(
        self, ticket: Ticket, turn: Turn, number: int, last: Letter | None
    ) -> tuple[Message, Letter]:
        author = written(self._people[turn.author], ticket.source)
        text = turn.text
        if author.is_staff and not ticket.topic.startswith("log-"):
            text = answer(text, author, self._people[ticket.user], number)
        body = text if turn.is_html else mail.body(text, author.mailer)
        whole = text if turn.is_html else letter(author, body, last)
        files = tuple(file(name, f"{self._seed}/{number}", ticket.id) for name in turn.files)
        before = last._replace(before=None) if last else None
        html = _as_html(body, author.mailer)
        sent = Letter(author, turn.at, f"Re: {ticket.title}", html, before)
        return Message(number, author.id, whole, turn.at, turn.at, files), sent
