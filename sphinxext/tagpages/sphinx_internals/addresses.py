"""Addresses as a file of the output names them, for readers who have the file alone."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, urljoin

from sphinx.builders import Builder

from ..core.note import Note
from ..util.urls import site_address
from .uris import Uris

_PLAIN = re.compile(r"(?:[\w%-][\w%.-]*/)*[\w%-][\w%.-]*(?:#[\w%.-]+)?", re.ASCII)
#: What is in no URI (RFC 3986), and some builders leave in addresses.
_ASTRAY = re.compile(r"[^\w!#$%&'()*+,/:;=?@\[\]~.-]|%(?![0-9A-Fa-f]{2})", re.ASCII)
#: What is in no address of the web (RFC 3987), and browsers let through.
_ASTRAY_OUTSIDE = re.compile(r'[\s"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})')


def web_address(url: str) -> str:
    """Return an address that leads out of the site, with nothing in it that programs do not let through."""
    return _ASTRAY_OUTSIDE.sub(lambda match: quote(match[0]), url)


class Addresses:
    """Addresses in one file of a site: absolute ones where ``html_baseurl`` is set.

    ``path`` is that of the file in the output folder. ``site`` is the address of the output folder, with
    ``/`` at the end; empty where it is not known, and addresses are relative to the file. It may be given:
    the addresses are then those that would be there.
    """

    def __init__(self, builder: Builder, path: str, site: str | None = None) -> None:
        self.site = site_address(builder.config.html_baseurl if site is None else site)
        self._builder = builder
        self._uris = Uris(builder, "" if self.site else path)
        self._document = cache(lambda docname: self.absolute(self._uris.document(docname)))

    def page(self, docname: str, anchor: str = "") -> str:
        """Return the address of a document, or of an anchor in it."""
        address = self._document(docname)
        return f"{address}#{anchor}" if anchor else address

    def file(self, path: str) -> str:
        """Return the address of a file in the output folder; ``path`` is its name there."""
        return self.absolute(self._uris.output_file(quote(path)))

    def outer(self, note: Note, url: str) -> str:
        """Return a note's own link; a relative one counts from the file that names it."""
        is_whole = url.startswith(("https://", "http://"))
        return web_address(url) if is_whole else self.absolute(self._uris.external(note, url))

    def seen_from(self, docname: str, address: str) -> str:
        """Return an address that a page names, relative to that page or not; what is none stays as it is."""
        if address.startswith("#"):
            return self.page(docname) + address
        try:
            # A name in the folder from which the page's addresses count.
            return self.absolute(self._uris.beside(f"{self._builder.get_target_uri(docname)}-", address))
        except ValueError:
            return address

    def absolute(self, address: str) -> str:
        """Return an address that counts from the output folder, or without a site, from the file."""
        if address.startswith(("https://", "http://")):
            return address
        # Most are plain names below the site, of which the library makes the same in ten times the time.
        if _PLAIN.fullmatch(address):
            return self.site + address
        address = _ASTRAY.sub(lambda match: quote(match[0]), address)
        return urljoin(self.site, address) if self.site else address
