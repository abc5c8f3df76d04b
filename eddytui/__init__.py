"""The terminal client for EddyDesk and HelpDeskEddy helpdesks."""

__version__ = "0.1.0"
