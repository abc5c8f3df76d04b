"""A text as mail: the HTML that Outlook, Gmail, Apple Mail and the helpdesk itself make of it."""

from typing import NamedTuple

from eddytui.demo.data import fields, markup
from eddytui.demo.records import Person

_WORD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"><head>'
    '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'
    '<meta name="Generator" content="Microsoft Word 15 (filtered medium)">'
    "<style><!--\np.MsoNormal, li.MsoNormal {{margin:0cm; font-size:11.0pt; "
    'font-family:"Calibri",sans-serif;}}\n--></style></head><body lang="EN-GB" link="#0563C1" '
    'vlink="#954F72"><div class="WordSection1">{}</div></body></html>'
)
_APPLE = (
    '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
    '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; '
    'line-break: after-white-space;">{}</body></html>'
)
# A robot's letter: a hidden first line, tables for the layout, a picture that counts readers.
_NOTICE = (
    '<div style="display:none;font-size:0">Monitoring message, no answer needed</div>'
    '<table width="100%" cellpadding="0" cellspacing="0" role="presentation"><tr>'
    '<td align="center">'
    '<table width="600" role="presentation"><tr><td>'
    '<img src="https://monitor.eddytui.example/logo.png" alt="Monitor" width="120" height="32">'
    "</td></tr><tr><td>{}</td></tr></table></td></tr></table>"
    '<img src="https://monitor.eddytui.example/seen.gif" width="1" height="1" alt="">'
)


class Shape(NamedTuple):
    """How a mail program writes: a paragraph, what stands between blocks, and all around."""

    paragraph: str
    gap: str
    around: str


SHAPES: dict[str, Shape] = {
    "outlook": Shape(
        '<p class="MsoNormal">{}<o:p></o:p></p>',
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
        _WORD,
    ),
    "gmail": Shape("<div>{}</div>", "<div><br></div>", '<div dir="ltr">{}</div>'),
    "apple": Shape("<div>{}</div>", "<div><br></div>", _APPLE),
    "notice": Shape("<p>{}</p>", "", _NOTICE),
    "web": Shape("<p>{}</p>", "", "{}"),
}
PLAIN, CHAT = "plain", "chat"
"""Mailers that write no HTML; a chat has neither signature nor history."""
TEXT = frozenset({PLAIN, CHAT})

_PHONE = {
    "en": "Sent from my iPhone",
    "ru": "Отправлено с iPhone",
    "ua": "Надіслано з iPhone",
}


def body(text: str, mailer: str) -> str:
    """The written part alone, without what the mail program puts around it."""
    if mailer in TEXT:
        return markup.plain(text)
    shape = SHAPES[mailer]
    return shape.gap.join(_block(block, shape) for block in markup.blocks(text))


def _block(block: markup.Block, shape: Shape) -> str:
    match block.kind:
        case "code":
            return markup.code_html(block)
        case "list":
            return markup.list_html(block)
        case "table":
            return markup.table_html(block)
    return shape.paragraph.format("<br>".join(map(markup.line_html, block.lines)))


def around(html: str, mailer: str) -> str:
    """A whole mail out of its parts."""
    return html if mailer in TEXT else SHAPES[mailer].around.format(html)


def signature(person: Person, company: str) -> str:
    """What a client's mail program writes below every mail."""
    match person.mailer:
        case "outlook":
            # Two cells side by side: a table that is no data.
            return (
                '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
                '<table border="0" cellspacing="0" cellpadding="0"><tr>'
                '<td width="96"><img src="cid:image001.png@01DB8B4F" width="90" height="60" alt="">'
                '</td><td style="border-left:solid #999 1pt;padding-left:8pt">'
                f"<b>{person.full_name}</b><br>{fields.job(person) or 'Customer'}<br>{company}"
                f"<br>{person.phone}</td></tr></table>"
            )
        case "gmail":
            return (
                '<br clear="all"><span class="gmail_signature_prefix">-- </span><br>'
                f'<div dir="ltr" class="gmail_signature">{person.full_name}<br>{person.phone}</div>'
            )
        case "apple":
            return f"<br><div>{_PHONE[person.language]}</div>"
        case "plain":
            return f"\n\n-- \n{person.full_name}\n{company}\n{person.phone}".rstrip()
    return ""
