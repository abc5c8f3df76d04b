"""Names of attachments, made safe for the folders of this machine."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from eddytui.text.clean import clean_line

_LONGEST = 200
"""Bytes: file systems take 255, and a number may have to be added."""
_ENDING = 20
_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
# Names that Windows gives to devices, whatever their ending.
_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")


def safe_name(name: str) -> str:
    """A file name out of whatever an attachment is called; never empty, hidden or a path."""
    line = _UNFIT.sub("_", clean_line(name)).strip(" .") or "file"
    line = _DEVICE.sub(r"_\1", line)
    return _shortened(line)


def numbered(name: str) -> Iterator[str]:
    """The name, then the same with numbers: `log.txt`, `log (2).txt`, and so on."""
    path = PurePosixPath(name)
    yield name
    number = 2
    while True:
        yield f"{path.stem} ({number}){path.suffix}"
        number += 1


def _shortened(name: str) -> str:
    """At most so many bytes, with the ending kept: it tells what the file is."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > _ENDING:
        stem, dot, ending = name, "", ""
    room = _LONGEST - len(f"{dot}{ending}".encode())
    short = stem.encode()[:room].decode(errors="ignore")
    return f"{short}{dot}{ending}"
