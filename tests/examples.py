"""The document's own answers, kept as data."""

import json
from pathlib import Path
from typing import Any

_EXAMPLES = Path(__file__).parent / "data" / "examples"


def example(name: str) -> Any:
    """One answer of the document, such as `users_get.200`."""
    return json.loads((_EXAMPLES / f"{name}.json").read_bytes())


def said(name: str, **numbers: int) -> list[str]:
    """The `details` of an example of errors, with other numbers in braces: `{22}` as `_22=41`."""
    details = [error["details"] for error in example(name)["errors"]]
    for old, new in numbers.items():
        details = [text.replace(f"{{{old.strip('_')}}}", f"{{{new}}}") for text in details]
    return details
