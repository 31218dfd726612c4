"""Values kept in files between builds: what cannot be had back is made again.

They are as trustworthy as the environment that Sphinx keeps in the same folder.
"""

from __future__ import annotations

import pickle
import zlib
from pathlib import Path
from typing import TypeVar

from .files import replace_file

_Kept = TypeVar("_Kept")

#: Bytes of a file before the value: their check sum. What a fault has changed may be a value still.
_SUM = 4


def load(path: Path, layout: object, kind: type[_Kept]) -> _Kept | None:
    """Return what was kept in a file, or ``None``: nothing, or something by another layout."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if _sum_of(content[_SUM:]) != content[:_SUM]:
        return None
    match unpickled(content[_SUM:], tuple):
        case (kept_layout, kept) if kept_layout == layout and isinstance(kept, kind):
            return kept
    return None


def save(path: Path, layout: object, kept: object) -> None:
    """Keep a value in a file, by its layout: what is to be the same where it is loaded."""
    content = pickled((layout, kept))
    replace_file(path, _sum_of(content) + content)


def _sum_of(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM)


def pickled(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpickled(content: bytes, kind: type[_Kept]) -> _Kept | None:
    """Return a value of a kind from bytes, or ``None`` where they hold none."""
    try:
        value = pickle.loads(content)  # noqa: S301
    except Exception:  # noqa: BLE001 -- a broken pickle can raise anything
        return None
    return value if isinstance(value, kind) else None
