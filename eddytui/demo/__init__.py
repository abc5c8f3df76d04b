"""A pretend helpdesk: the API over made-up data, in this process."""

from eddytui.demo.account import EMAIL, KEY, URL

__all__ = ["EMAIL", "KEY", "URL"]
