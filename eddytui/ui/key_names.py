"""Keys by their names: as people write them, as Textual calls them, and which may be given."""

import string
import unicodedata

from eddytui.config.source import suggestion

_ALSO = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    "backtab": "shift+tab",
    " ": "space",
}
_WRITTEN = {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn"}
_ARROWS = ("up", "down", "left", "right", "home", "end")
_EDITING = (*_ARROWS, "pageup", "pagedown", "backspace", "delete", "insert")
_OF_TEXTUAL = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""What Textual calls a character other than Unicode does."""
_NEVER = {
    "ctrl+a": "screen takes it",
    "ctrl+b": "tmux takes it",
    "ctrl+c": "it copies, and stops programs",
    "ctrl+h": "terminals send it for backspace",
    "ctrl+i": "terminals send it for tab",
    "ctrl+j": "terminals send it for enter",
    "ctrl+m": "terminals send it for enter",
    "ctrl+space": "many terminals do not send it",
}
_HELD = ("ctrl", "shift", "ctrl+shift", "shift+ctrl", "super", "cmd", "meta", "hyper")
_LONGEST = 24
"""Letters of a wrong key that are repeated: what is longer is no key, but may be a secret."""

KEYS = frozenset(
    {
        *("escape", "enter", "tab", "shift+tab", "space", *_EDITING),
        *(f"f{number}" for number in range(1, 13)),
        *(f"ctrl+{letter}" for letter in string.ascii_lowercase),
        *(f"{held}+{key}" for held in ("ctrl", "shift") for key in _ARROWS),
    }
    - set(_NEVER)
)
"""The keys besides characters that every terminal sends, by Textual's names."""


def key_named(text: str) -> str:
    """The key that is written so, by Textual's name.

    Raises ValueError, which says why there is no such key, or why no command may have it.
    """
    if len(text) == 1 and text != " ":
        return _of_character(text)
    name = _ALSO.get(text.lower(), text.lower())
    if name in KEYS:
        return name
    quoted = f'"{text}"' if 0 < len(text) <= _LONGEST and text.isprintable() else "what stands here"
    raise ValueError(f"cannot have {quoted}: {_why_not(name)}")


def _of_character(character: str) -> str:
    if character in "123456789":
        raise ValueError(
            f'cannot have "{character}": digits are the views of the queue and a ticket\'s tabs'
        )
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    if not name or not character.isprintable():
        raise ValueError("cannot have what stands here: it is no key that can be seen")
    return _OF_TEXTUAL.get(name, name)


def _why_not(name: str) -> str:
    if name in _NEVER:
        return _NEVER[name]
    held, _, key = name.rpartition("+")
    if held == "shift" and len(key) == 1:
        return f'write "{key.upper()}"'
    if held == "alt":
        return "alt gets lost in many terminals"
    if held in _HELD and (len(key) == 1 or _ALSO.get(key, key) in KEYS):
        return "few terminals can send it"
    return "it is no key" + (
        suggestion(name, map(written, KEYS))
        or "; keys are written as x, ?, ctrl+k, F5, PgDn, esc, space"
    )


_CHARACTERS = {_of_character(character): character for character in string.punctuation}


def written(key: str) -> str:
    """A key of Textual's as people write it."""
    if len(key) == 1:
        return key
    if key in KEYS:
        return _WRITTEN.get(key, key.upper() if key[1:].isdecimal() else key)
    if key in _CHARACTERS:
        return _CHARACTERS[key]
    try:
        return unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return key


def is_typed(key: str) -> bool:
    """Whether one writes or moves with it where text is typed."""
    return key not in KEYS or key in ("space", *_EDITING)
