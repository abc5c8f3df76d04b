"""The one thing screens and one-shot commands talk to."""

from eddytui.api.errors import DeskError, Offline

__all__ = ["DeskError", "Offline"]
