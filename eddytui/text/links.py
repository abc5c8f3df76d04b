"""The links of a text, numbered, with the host each really leads to."""

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from eddytui.text.blocks import Link
from eddytui.text.clean import CONTROL, safe_url

_BARE = re.compile(r"https?://[^\s<>\"«»“”]{1,1900}", re.IGNORECASE)
_CLOSING = ".,;:!?)]}'’…*_"
_NOT_IN_ADDRESS = re.compile("[\t\n\r]")
# What a reader takes for an address: one with a scheme, or a label that is nothing but a host
# (with a mailbox before it or a path after it).
_CLAIM = re.compile(r"(?:https?://|www\.)([\w.-]+)", re.IGNORECASE)
_CLAIM_ALONE = re.compile(r"(?:[\w.+-]{1,64}@)?([\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,})(?:[/:?#].*)?")
_FILE = re.compile(
    r".*\.(?:csv|docx?|exe|gif|html?|jpe?g|js|json|log|md|pdf|png|txt|xlsx?|xml|zip)"
)
_LONGEST_LABEL = 200


def address(href: str) -> str:
    """The address as a browser would take it, in printable ASCII; "" when it is not followed."""
    url = _NOT_IN_ADDRESS.sub("", href).strip().replace(" ", "%20")
    if CONTROL.search(url):
        return ""
    if not url.lower().startswith("mailto:"):
        url = url.replace("\\", "/")
    try:
        url = url if url.isascii() else _in_ascii(url)
        return url if safe_url(url) and host(url) else ""
    except ValueError:
        return ""


def _in_ascii(url: str) -> str:
    """The same address with the host in its registered form (`xn--…`), the rest in per cents."""
    parts = urlsplit(url)
    place = parts.netloc
    if not place.isascii():
        port = f":{parts.port}" if parts.port else ""
        place = (parts.hostname or "").encode("idna").decode("ascii") + port
    rest = {
        name: quote(getattr(parts, name), safe="/%:@&=+$,;~*'()!?-._")
        for name in ("path", "query", "fragment")
    }
    return parts._replace(netloc=place, **rest).geturl()


def host(url: str) -> str:
    """The host an address leads to, for a mailbox the one of its mail; "" when there is none."""
    parts = urlsplit(url)
    if parts.scheme == "mailto":
        return parts.path.rpartition("@")[2].lower()
    return parts.hostname or ""


def is_disguised(label: str, url: str) -> bool:
    """Whether a reader would expect another host than the one the address leads to."""
    if "@" in urlsplit(url).netloc:  # https://bank.example@evil.example
        return True
    label = label[:_LONGEST_LABEL]
    claim = _CLAIM.search(label) or _CLAIM_ALONE.fullmatch(label)
    if claim is None or (claim.re is _CLAIM_ALONE and _FILE.fullmatch(label.lower())):
        return False
    claimed, real = _registered(claim[1]), _registered(host(url))
    return not (f".{real}".endswith(f".{claimed}") or claimed.endswith(f".{real}"))


def _registered(name: str) -> str:
    """A host name as it can be compared."""
    name = name.strip(".").lower().removeprefix("www.")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


class Links:
    """Gives each address one number, in the order in which they are read."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._labels: dict[str, str] = {}
        self._disguised: set[str] = set()

    def number(self, url: str) -> int:
        """The number of an address."""
        return self._numbers.setdefault(url, len(self._numbers) + 1)

    def label(self, url: str, label: str) -> None:
        """Note what a numbered address is called; the first label is the one that is listed."""
        if url in self._numbers and label:
            self._labels.setdefault(url, label[:_LONGEST_LABEL])
            if is_disguised(label, url):
                self._disguised.add(url)

    def parts(self, text: str) -> Iterator[tuple[str, int]]:
        """The text in pieces, addresses written out in it with their number, the rest with 0."""
        end = 0
        for match in _BARE.finditer(text):
            shown = _without_stop(match.group())
            if not (url := address(shown)):
                continue
            if match.start() > end:
                yield text[end : match.start()], 0
            end = match.start() + len(shown)
            number = self.number(url)
            self.label(url, shown)
            yield shown, number
        if end < len(text):
            yield text[end:], 0

    def found(self) -> tuple[Link, ...]:
        """Every address so far."""
        return tuple(
            Link(number, self._labels.get(url, url), url, host(url), url in self._disguised)
            for url, number in self._numbers.items()
        )


def _without_stop(url: str) -> str:
    """The address without the punctuation of the sentence around it; its own brackets stay."""
    shown = url.rstrip(_CLOSING)
    if url[len(shown) :].startswith(")") and shown.count("(") > shown.count(")"):
        return shown + ")"
    return shown
