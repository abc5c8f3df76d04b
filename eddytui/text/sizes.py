"""Sizes of files as people read them."""

_STEP = 1024


def size(count: int) -> str:
    """So many bytes in words: `812 B`, `12 KB`, `3.4 MB`."""
    if count < _STEP:
        return f"{count} B"
    if count < _STEP * _STEP:
        return f"{count / _STEP:.0f} KB"
    return f"{count / _STEP / _STEP:.1f} MB"
