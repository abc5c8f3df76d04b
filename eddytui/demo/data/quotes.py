"""The history below an answer, as each mail program quotes it in each language."""

from datetime import datetime
from html import escape, unescape
from re import sub
from typing import NamedTuple

from eddytui.demo.data.mail import PLAIN
from eddytui.demo.records import Person

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "ua": ("пн", "вт", "ср", "чт", "пт", "сб", "нд"),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ru": (
        *("янв.", "февр.", "мар.", "апр.", "мая", "июн."),
        *("июл.", "авг.", "сент.", "окт.", "нояб.", "дек."),
    ),
    "ua": (
        *("січ.", "лют.", "бер.", "квіт.", "трав.", "черв."),
        *("лип.", "серп.", "вер.", "жовт.", "лист.", "груд."),
    ),
}
# The line above a quotation; `{who}` is a name with the address.
_WROTE = {
    "gmail": {
        "en": "On {day}, {at.day} {month} {at.year} at {at:%H:%M}, {who} wrote:",
        "ru": "{day}, {at.day} {month} {at.year} г. в {at:%H:%M}, {who}:",
        "ua": "{day}, {at.day} {month} {at.year} р. о {at:%H:%M} {who} пише:",
    },
    "apple": {
        "en": "On {at.day} {month} {at.year}, at {at:%H:%M}, {who} wrote:",
        "ru": "{at.day} {month} {at.year} г., в {at:%H:%M}, {who} написал(а):",
        "ua": "{at.day} {month} {at.year} р. о {at:%H:%M} {who} написав(-ла):",
    },
    "plain": {
        "en": "On {at:%d.%m.%Y %H:%M}, {who} wrote:",
        "ru": "{at:%d.%m.%Y %H:%M}, {who} пишет:",
        "ua": "{at:%d.%m.%Y %H:%M}, {who} пише:",
    },
}
# Outlook repeats the mail's head instead.
_HEAD = {
    "en": ("From", "Sent", "To", "Subject"),
    "ru": ("От", "Отправлено", "Кому", "Тема"),
    "ua": ("Від", "Надіслано", "Кому", "Тема"),
}
_TEAM = "EddyDesk Support &lt;support@eddytui.example&gt;"


class Letter(NamedTuple):
    """A mail that may be quoted: its own text as HTML, and the mail it answers."""

    author: Person
    at: datetime
    subject: str
    html: str
    before: "Letter | None" = None


def _who(letter: Letter) -> str:
    if letter.author.is_staff:
        return _TEAM
    return f"{letter.author.full_name} &lt;{letter.author.email}&gt;"


def _wrote(mailer: str, language: str, letter: Letter) -> str:
    return _WROTE[mailer][language].format(
        at=letter.at,
        day=_DAYS[language][letter.at.weekday()],
        month=_MONTHS[language][letter.at.month - 1],
        who=_who(letter),
    )


def _gmail(writer: Person, letter: Letter) -> str:
    return (
        '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
        f"{_wrote('gmail', writer.language, letter)}<br></div>"
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;'
        f'border-left:1px solid rgb(204,204,204);padding-left:1ex">{letter.html}</blockquote></div>'
    )


def _apple(writer: Person, letter: Letter) -> str:
    wrote = _wrote("apple", writer.language, letter)
    return (
        f'<div><br><blockquote type="cite"><div>{wrote}</div><br>'
        f"<div>{letter.html}</div></blockquote></div>"
    )


def _outlook(writer: Person, letter: Letter) -> str:
    values = (
        _who(letter),
        f"{letter.at:%d.%m.%Y %H:%M}",
        writer.email if letter.author.is_staff else _TEAM,
        escape(letter.subject, quote=False),
    )
    head = "<br>".join(
        f"<b>{name}:</b> {value}"
        for name, value in zip(_HEAD[writer.language], values, strict=True)
    )
    if letter.at.minute % 2:  # the web version of the program has an id, the old one a border
        return f'<hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">{head}</div>{letter.html}'
    return (
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        f'<p class="MsoNormal">{head}<o:p></o:p></p></div>{letter.html}'
    )


def _plain(writer: Person, letter: Letter) -> str:
    text = unescape(sub(r"<[^>]+>", "", sub(r"</p>|</div>|</li>|<br>", "\n", letter.html)))
    quoted = "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))
    return f"\n\n{unescape(_wrote('plain', writer.language, letter))}\n{quoted}"


_BY_MAILER = {"gmail": _gmail, "apple": _apple, "outlook": _outlook, PLAIN: _plain}


def history(writer: Person, letter: Letter) -> str:
    """What `writer`'s mail program adds below an answer to `letter`: this and the one before."""
    quote = _BY_MAILER.get(writer.mailer)
    if quote is None:
        return ""
    if before := letter.before:
        older = _gmail(writer, before) if writer.mailer != PLAIN else ""
        letter = letter._replace(html=letter.html + older)
    return quote(writer, letter)
