"""The one thing screens and one-shot commands talk to."""

from eddytui.api.errors import DeskError, Offline
from eddytui.store.errors import StoreError

TROUBLES = (DeskError, StoreError)
"""What can go wrong with the helpdesk, and with the copy on this machine: told, and gone on."""
Trouble = DeskError | StoreError

__all__ = ["TROUBLES", "DeskError", "Offline", "StoreError", "Trouble"]
