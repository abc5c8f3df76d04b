"""Secrets taken out of what is written down: logs and crash files."""

import re
from base64 import b64encode
from urllib.parse import quote

_HIDDEN = "…"
_SHAPES = (
    re.compile(
        r"""(?i)(authorization\b["']?\s*[:=,]\s*(?:b?["'])?(?:basic|bearer)?\s*)[^\s"',)\]}]+"""
    ),
    re.compile(r"""(?i)(api[_-]?key\b["']?\s*[:=,]\s*(?:b?["'])?)[^\s"',)\]}&]+"""),
    re.compile(r"(?i)(\w+://)[^\s/@]+(?=@)"),
)


class Redaction:
    """Takes secrets out of texts: whatever looks like one, and those it was told."""

    def __init__(self) -> None:
        """Know the shapes alone."""
        self._known: frozenset[str] = frozenset()

    def hide(self, secret: str, email: str = "") -> None:
        """Hide this value from now on, also as it stands in addresses and in the header."""
        if secret:
            header = b64encode(f"{email}:{secret}".encode(errors="surrogateescape")).decode()
            self._known |= {secret, quote(secret, safe="", errors="surrogateescape"), header}

    def clean(self, text: str) -> str:
        """The text without secrets."""
        for secret in sorted(self._known, key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        for shape in _SHAPES:
            text = shape.sub(rf"\1{_HIDDEN}", text)
        return text
