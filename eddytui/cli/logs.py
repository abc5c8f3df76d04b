"""The log file: small, private, and without keys."""

import logging
import logging.handlers
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from eddytui.cli.redaction import Redaction
from eddytui.config.errors import ConfigError
from eddytui.config.paths import private

_LAYOUT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_SIZE, _OLDER = 1_000_000, 2
# httpx logs every address at INFO, and with it what was searched for.
_TALKATIVE = ("httpx", "httpcore")


class _Clean(logging.Formatter):
    """Cleans the finished line, so that arguments, tracebacks and stacks are clean as well."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__(_LAYOUT)
        self._redaction = redaction

    def format(self, record: logging.LogRecord) -> str:
        return self._redaction.clean(super().format(record))


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A log that its owner alone can read, and that never draws over the screen."""

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_CREAT | os.O_WRONLY, 0o600))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Go on without the line: a full disk must not end up as a traceback in the app."""


@contextmanager
def writing(path: Path, redaction: Redaction) -> Iterator[None]:
    """While this lasts, what the program and its libraries log goes to the file, cleaned.

    A file that cannot be made is gone without: nobody came for the log.
    """
    with suppress(ConfigError):
        private(path.parent)
    handler = _PrivateFile(path, maxBytes=_SIZE, backupCount=_OLDER, encoding="utf-8", delay=True)
    handler.setFormatter(_Clean(redaction))
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
