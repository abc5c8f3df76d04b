"""The e-mail address and API key of an agent, shown nowhere."""

import re
from base64 import b64encode

_MASK = "***"
_ANY_KEY = re.compile(r'("api_key"\s*:\s*")[^"]*')


class Key:
    """An agent's credentials; `repr` and `masked` texts do not hold them."""

    __slots__ = ("_pair", "_secret")

    def __init__(self, email: str, secret: str) -> None:
        """Take both as they were pasted."""
        self._secret = secret.strip()
        # The environment of a process may hold bytes that are no text: they are sent as they are.
        pair = f"{email.strip()}:{self._secret}".encode(errors="surrogateescape")
        self._pair = b64encode(pair).decode()

    def __repr__(self) -> str:
        return f"Key({_MASK})"

    def header(self) -> str:
        """The value of the Authorization header."""
        return f"Basic {self._pair}"

    def masked(self, text: str) -> str:
        """The text without this key, and without any other the server put into it."""
        for hidden in filter(None, (self._secret, self._pair)):
            text = text.replace(hidden, _MASK)
        return _ANY_KEY.sub(rf"\g<1>{_MASK}", text)
