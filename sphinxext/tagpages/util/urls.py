"""Which URLs are let through."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from .text import clean

ALLOWED_SCHEMES = ("http", "https", "mailto")

_USUAL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:[/?#][A-Za-z0-9/?#._~%&=+:,;@!$()*'-]*)?")
_EDGES = "".join(map(chr, range(0x21)))
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_FIRST_SEGMENT = re.compile(r"[^/?#\\]*")
_QUOTED = re.compile(r"""[\s"<>`\\]""")
_BEFORE_QUERY = re.compile(r"[^?#]*")
_DECODINGS = 3
#: Scheme and host of an address, of which many lead to one.
_ORIGIN = re.compile(r"https?://[^/?#]*")
_BETWEEN_ADDRESSES = re.compile(r"(?<![\s,;])[\s,;]++(?=https?://)", re.IGNORECASE)


def _colon_before_path(text: str) -> bool:
    """Tell whether some reader of a relative URL could find a scheme in it."""
    for _ in range(_DECODINGS):
        segment = _FIRST_SEGMENT.match(text.translate(_DROPPED).strip(_EDGES))
        if segment and ":" in segment[0]:
            return True
        decoded = unquote(unescape(text))
        if decoded == text:
            return False
        text = decoded
    return True


def safe_url(text: str) -> str | None:
    """Return a URL that may stand in a link, or ``None``.

    It is http, https, mailto or relative. The text is first read as a browser reads it: white
    space and control characters round it and tabs and line breaks within it do not count, and
    neither percent signs nor character references may hide a scheme. What is returned is fit
    for an attribute, and for a manual page: blanks, quotes, angle brackets and backslashes are
    percent-encoded, backslashes of a path read as the slashes that they are to a browser.
    """
    if _USUAL.fullmatch(text):
        return text
    url = text.strip(_EDGES).translate(_DROPPED).strip()
    if not url or clean(url) != url:
        return None
    if match := SCHEME.match(url):
        scheme = match[1].lower()
        if scheme not in ALLOWED_SCHEMES or len(url) == match.end():
            return None
        url = scheme + url[match.end(1) :]
    elif _colon_before_path(url):
        return None
    if not url.startswith("mailto:"):
        url = _BEFORE_QUERY.sub(lambda match: match[0].replace("\\", "/"), url, count=1)
    url = _QUOTED.sub(lambda match: quote(match[0]), url)
    try:
        urlsplit(url)
    except ValueError:
        return None
    return url


def is_relative(url: str) -> bool:
    """Tell whether an address that is let through counts from where it stands, or from the host of that."""
    return not url.startswith(("http://", "https://", "mailto:", "//"))


def resolved(base: str, url: str) -> str:
    """Return an address that may be relative as it is seen from another; what is none stays as it is."""
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def site_address(text: object) -> str:
    """Return a site's address as that of a folder of the web, with ``/``; nothing where it is none.

    Of a user and a password in it nobody is told.
    """
    parts = urlsplit((safe_url(text) if isinstance(text, str) else None) or "")
    return (
        f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}/"
        if parts.scheme in {"http", "https"} and parts.hostname
        else ""
    )


def addresses(text: str) -> list[str]:
    """Return the addresses that a text holds one after the other: mostly one, which is the text itself."""
    return _BETWEEN_ADDRESSES.split(text.strip())


def host(url: str) -> str:
    """Return the host of a URL without ``www.``, or the URL where it has none: a label for a link."""
    return (urlsplit(url).hostname or "").removeprefix("www.") or url


def host_shown(url: str) -> str:
    """Return the host of a web address as readers know it: without ``www.``, and in its own script.

    Returns:
        the host, or nothing for an address that has none, as those of mail and relative ones have not.
    """
    match = _ORIGIN.match(url)
    return _shown(match[0]) if match else ""


@lru_cache(maxsize=1 << 12)
def _shown(origin: str) -> str:
    name = (urlsplit(origin).hostname or "").removeprefix("www.")
    if "xn--" in name:
        try:
            return name.encode("ascii").decode("idna")
        except UnicodeError:
            return name
    return name
