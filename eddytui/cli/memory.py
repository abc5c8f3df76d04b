"""When Python looks for memory to give back: never while somebody waits for a key.

A full collection looks at every object there is and takes 50 to 100 ms here, most of it for what
was loaded once and stays.
"""

import gc

_NEW_OBJECTS = 50_000
"""So many new objects are made before the young ones are looked through."""


def hold() -> None:
    """Collect nothing until `settle`: a start makes much and throws little away."""
    gc.disable()


def settle() -> None:
    """Once: leave what is there alone, and look through what comes now and then."""
    if gc.isenabled():
        return
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 100)
    gc.enable()
