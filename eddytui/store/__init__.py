"""The local copy of the helpdesk, in SQLite."""
