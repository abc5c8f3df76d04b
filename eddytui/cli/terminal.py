"""The terminal: whether the app can run in it, and what Textual must be told beforehand."""

from collections.abc import Mapping, MutableMapping
from typing import IO

_STREAMS = ("standard input", "standard output", "standard error")
_ELSEWHERE = "The commands of eddytui work everywhere: see eddytui --help."
_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")  # the first that is set counts

_TEXTUAL = {
    # A page key is 6 ms and 8 kB instead of 590 ms and 200 kB.
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
}
# How long, in ms, an ESC byte may be the start of a key sequence that is still on its way.
_ESCAPE_HERE, _ESCAPE_REMOTE = "25", "100"


def why_not(
    stdin: IO[str], stdout: IO[str], stderr: IO[str], environ: Mapping[str, str]
) -> str | None:
    """Why the app cannot run here, in a sentence; None when it can.

    Textual does not ask: it would draw into a file, or send colours to TERM=dumb.
    """
    for name, stream in zip(_STREAMS, (stdin, stdout, stderr), strict=True):
        if not stream.isatty():
            return f"The app needs a terminal, and {name} is not one. {_ELSEWHERE}"
    term = environ.get("TERM", "")
    if term in {"", "dumb"} and environ.get("OS") != "Windows_NT":  # which sets no TERM
        return f"The app needs a terminal that can move the cursor; TERM is {term!r}. {_ELSEWHERE}"
    return None


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set what Textual reads when it is imported; what the owner has set stays."""
    escape = _ESCAPE_REMOTE if remote(environ) else _ESCAPE_HERE
    for name, value in {**_TEXTUAL, "ESCDELAY": escape}.items():
        environ.setdefault(name, value)


def remote(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of an SSH connection."""
    return bool(environ.get("SSH_CONNECTION"))


def plain(environ: Mapping[str, str]) -> bool:
    """Whether the terminal or its owner wants no colours of our own and ASCII alone."""
    if environ.get("NO_COLOR"):
        return True
    locale = next((environ[name] for name in _LOCALE if environ.get(name)), "")
    return locale in {"C", "POSIX"}
