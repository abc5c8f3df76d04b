"""Mail and article text, HTML or plain, as a `Document` that can be shown safely."""

import re
from collections import Counter
from html import unescape

import nh3

from eddytui.text.blocks import Document
from eddytui.text.clean import clean, clean_line
from eddytui.text.links import Links
from eddytui.text.plain import by_quote, paragraphs
from eddytui.text.quotes import folded, unfolded
from eddytui.text.reader import Reader

LIMIT = 512 * 1024
"""Characters of one message that are read; what is longer is cut, and says so."""

_LAYOUT = (
    "p div br hr blockquote center section article header footer main nav aside address figure "
    "figcaption ul ol li dl dt dd h1 h2 h3 h4 h5 h6 pre table caption thead tbody tfoot tr td th"
)
_INLINE = "a img span b strong i em cite var u ins s del strike code kbd samp tt font sub sup small"
_DROPPED = (
    "script style title template noscript iframe object svg math head audio video select option "
    "button"
)
_OTHER = "html body meta link base input form label textarea big mark q wbr col colgroup"
_PROPERTIES = "display visibility font-size width height margin margin-bottom border border-top"
_NOT_CLOSED = (
    "p br hr img li dt dd td th tr tbody thead tfoot option col colgroup input meta link base wbr "
    "html head body"
)
_KNOWN = "|".join(f"{_LAYOUT} {_INLINE} {_DROPPED} {_OTHER}".split())
_KNOWN_TAG = re.compile(
    rf"<(?=[/!a-z])(?:/?(?:{_KNOWN})(?:[\s/][^<>]*)?>|!doctype|!--)", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
# `<ann@example.org>` and `<https://…>` are what people write, not tags.
_ADDRESS = re.compile(r"<(?=[^\s<>@/\"'=]{1,64}@|https?://|mailto:)", re.IGNORECASE)
_INLINED_FILE = re.compile(r"""(["'])data:[\w/+.-]{1,60};base64,[^"'<>]*\1""", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_TAG_NAME = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_ENDLESS_TAG = re.compile(r"(<[a-z][a-z0-9:]{0,40})[^<>]{32768,}", re.IGNORECASE)
_MOST_OPEN = 1000
_MOST_ENTITIES = 100_000

_CLEANER = nh3.Cleaner(
    tags=set(f"{_LAYOUT} {_INLINE}".split()),
    clean_content_tags=set(_DROPPED.split()),
    attributes={
        "a": {"href"},
        "img": {"src", "alt", "width", "height"},
        "ol": {"start"},
        "p": {"class"},
        "td": {"colspan"},
        "th": {"colspan"},
        "blockquote": {"class", "type"},
        "div": {"class", "id"},
        "*": {"style"},
    },
    # nh3 compares these as they are written, and old mail programs shout.
    filter_style_properties={*_PROPERTIES.split(), *_PROPERTIES.upper().split()},
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    link_rel=None,
    strip_comments=True,
)  # fmt: skip


def document(text: str, *, history: bool = True) -> Document:
    """The text as blocks; never raises. Quoted history is marked to be folded, if `history`.

    An article of the knowledge base has none: its quotes are its own words.
    """
    text = clean(text)
    links = Links()
    reader = Reader(links)
    is_html = _KNOWN_TAG.search(text) is not None
    if is_html:
        text = _ENDLESS_TAG.sub(r"\1 ", _INLINED_FILE.sub('""', text))
    cut = len(text) > LIMIT
    text = text[:LIMIT]
    if is_html and not _is_hostile(text):
        cut |= not reader.read(_CLEANER.clean(_ADDRESS.sub("&lt;", text)))
        blocks = reader.flow.blocks
    else:
        blocks = paragraphs(_bare(text, is_html=is_html), links)
    blocks = by_quote(blocks)
    return Document(
        folded(blocks) if history else unfolded(blocks), links.found(), tuple(reader.images), cut
    )


def strip(text: str) -> str:
    """The text on one line without tags, for a ticket's history, whose HTML may be broken."""
    if "<" in text:
        text = _KNOWN_TAG.sub("", text)
    return clean_line(unescape(text) if "&" in text else text)


def _bare(text: str, *, is_html: bool) -> str:
    """The text without tags. A text without tags may still be written with entities."""
    if is_html:
        text = _ANY_TAG.sub(" ", text)
    return clean(unescape(text)) if _ENTITY.search(text) else text


def _is_hostile(text: str) -> bool:
    """Whether the HTML is made to keep a parser busy: then its tags are dropped, its words shown.

    What costs nh3 seconds: elements nested by the thousand, entities by the hundred thousand.
    """
    if text.count("&") > _MOST_ENTITIES:
        return True
    return text.count("<") > _MOST_OPEN and _most_open(text) > _MOST_OPEN


def _most_open(text: str) -> int:
    """How many elements are open at once, at most, counting those that must be closed."""
    not_closed = frozenset(_NOT_CLOSED.split())
    opened: Counter[str] = Counter()
    now = most = 0
    for closing, tag in _TAG_NAME.findall(text):
        name = tag.lower()
        if name in not_closed:
            continue
        if not closing:
            opened[name] += 1
            now += 1
            most = max(most, now)
        elif opened[name]:
            opened[name] -= 1
            now -= 1
    return most
