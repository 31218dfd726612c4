"""A ``notes.json`` that a site has published, as an argument of a command: a path, or an address."""

from __future__ import annotations

from argparse import ArgumentTypeError
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from ..sources.published import Published, read_published

NOTES_JSON = "a notes.json that a site has published (tagpages_exports = ['json'])"
#: Seconds to wait for a site, and bytes that it may send.
_WAIT, _SIZE = 30, 1 << 29


def site_file(name: str) -> Published:
    """Read a file, or what is at an address.

    Raises:
        ArgumentTypeError: it cannot be read, or is none; the message says why.
    """
    try:
        return read_published(_content(name))
    except (OSError, ValueError, HTTPException) as error:
        message = f"{name}: {getattr(error, 'strerror', None) or error}"
        raise ArgumentTypeError(message) from None


def _content(name: str) -> bytes:
    if not name.startswith(("https://", "http://")):
        return Path(name).read_bytes()
    with urlopen(name, timeout=_WAIT) as answer:  # noqa: S310 -- of these two schemes
        content: bytes = answer.read(_SIZE + 1)
    if len(content) > _SIZE:
        message = f"it has more than {_SIZE >> 20} MB"
        raise ValueError(message)
    return content
