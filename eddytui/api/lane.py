"""Who is asking the helpdesk: light to load, as everybody who asks names one."""

from enum import IntEnum


class Lane(IntEnum):
    """Who is asking; a lower number goes first."""

    WRITE = 0
    SCREEN = 1
    BACKGROUND = 2
