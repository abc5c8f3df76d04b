"""How the helpdesk is asked: usable as an SDK, `from eddytui.api import Client`."""
