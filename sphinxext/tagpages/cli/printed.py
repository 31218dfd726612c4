"""How the commands write what they found: numbers of things, and documents for programs."""

from __future__ import annotations

import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def count_of(number: int, what: str, several: str = "") -> str:
    """Return a number of things: ``1 note``, ``1,200 notes``."""
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"


def json_text(document: object) -> str:
    """Return a document as JSON; what no encoding has, as a path may, becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", json.dumps(document, ensure_ascii=False, indent=1))
