"""What a terminal sends: the bytes of keys, and the answers to what programs ask it."""

import re

_NAMED = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "down": b"\x1b[B",
    "up": b"\x1b[A",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
}

_ASKED = re.compile(rb"\x1b\[\?(\d+)\$p|\x1b\[0?(c)")
_LONGEST = 16
_DEVICE = b"\x1b[?64;1;2;6;22c"
_OFF, _UNKNOWN = b"2", b"0"
_KNOWN = {b"2026", b"2004", b"1004", b"1006", b"1049"}


def key_bytes(key: str) -> bytes:
    """What a terminal sends for a key: `j`, `enter`, `ctrl+q`; any other text as it is."""
    if key in _NAMED:
        return _NAMED[key]
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1]) & 0x1F])
    return key.encode()


class Answers:
    """A modern terminal's answers: it has synchronized output (mode 2026), as kitty or tmux do."""

    def __init__(self) -> None:
        self._rest = b""

    def to(self, data: bytes) -> bytes:
        """The bytes to send back for what a program wrote; a question may come in two parts."""
        data = self._rest + data
        answers, end = b"", 0
        for asked in _ASKED.finditer(data):
            end = asked.end()
            mode, _device = asked.groups()
            if mode is None:
                answers += _DEVICE
            else:
                state = _OFF if mode in _KNOWN else _UNKNOWN
                answers += b"\x1b[?" + mode + b";" + state + b"$y"
        self._rest = data[max(end, len(data) - _LONGEST) :]
        return answers
