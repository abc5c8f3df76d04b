"""Untrusted text made safe and readable. Pure functions."""
