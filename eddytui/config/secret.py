"""The API key while it is in memory."""

from eddytui.config.errors import Unusable

KEY, KEY_FILE = "EDDYTUI_API_KEY", "EDDYTUI_API_KEY_FILE"
"""The variables that have the key, or name its file."""


class Secret:
    """A value that shows itself only to those who ask by `reveal`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        """Keep the value."""
        self._value = value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def reveal(self) -> str:
        """The value itself."""
        return self._value


def one_word(text: str, otherwise: str) -> str:
    """The text as a key: one word that can be printed. Else Unusable, with that sentence."""
    words = text.split()
    if len(words) != 1 or not words[0].isprintable():
        raise Unusable(otherwise, named=True)
    return words[0]
