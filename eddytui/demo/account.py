"""Where the pretend helpdesk lives and how one signs in to it. Cheap to import."""

URL = "https://demo.eddytui.example"
"""Its address; nothing is ever sent there."""
EMAIL = "ira.kask@eddytui.example"
"""The e-mail of Ira Kask, user 7, an employee."""
KEY = "demo-7f3c9a52-not-a-secret"
"""Ira's API key; made up like everything else."""
ME = 7
"""Ira's user id."""
