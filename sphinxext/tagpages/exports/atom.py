"""Feeds in Atom (RFC 4287), by ElementTree of the standard library, which escapes all texts.

Looked at: feedgen 1.0 needs lxml, a compiled package, and sets the time of the build where nothing else is
said; feedgenerator 2.2 (Django's) has no language of an entry, no label of a category, no related link and no
label; rfeed 1.1 writes RSS alone. None writes JSON Feed, and each makes an entry again for every feed that it
is in.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ..project.lists.feeds import ATOM
from .feed_items import FeedHead, Item

_NAMESPACE = "http://www.w3.org/2005/Atom"
_END = "</feed>\n"


def atom_entry(item: Item) -> str:
    """Return an entry, which may stand in any feed of the site."""
    entry = ET.Element("entry", _language(item.language))
    _texts(entry, id=item.id, title=item.title, updated=item.updated or item.date)
    if item.date:
        _texts(entry, published=item.date)
    _link(entry, "alternate", item.home, "text/html")
    if item.outer:
        _link(entry, "related", item.outer)
    if item.image:
        _link(entry, "enclosure", item.image, item.image_type)
    for name in item.authors:
        _texts(ET.SubElement(entry, "author"), name=name)
    for term, label in item.tags:
        ET.SubElement(entry, "category", term=term, label=label)
    if item.html:
        ET.SubElement(entry, "content", type="html").text = item.html
    elif item.snippet:
        _texts(entry, summary=item.snippet)
    return _written(entry)


def atom_feed(head: FeedHead, entries: Iterable[str]) -> str:
    """Return the file of a feed."""
    feed = ET.Element("feed", {"xmlns": _NAMESPACE, **_language(head.language)})
    _texts(feed, id=head.id, title=head.title, updated=head.updated)
    if head.description:
        _texts(feed, subtitle=head.description)
    _texts(ET.SubElement(feed, "author"), name=head.author)
    _link(feed, "self", f"{head.address}.{ATOM[0]}", ATOM[1])
    _link(feed, "alternate", head.page, "text/html")
    before = _written(feed).removesuffix(_END)
    return "".join(['<?xml version="1.0" encoding="utf-8"?>\n', before, *entries, _END])


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, relation: str, address: str, media: str = "") -> None:
    ET.SubElement(parent, "link", {"rel": relation, "href": address} | ({"type": media} if media else {}))


def _language(tag: str) -> dict[str, str]:
    return {"xml:lang": tag} if tag else {}


def _written(element: ET.Element) -> str:
    """Return an element with each of its children on a line of its own."""
    element.text = "\n"
    for part in (element, *element):
        part.tail = "\n"
    return ET.tostring(element, encoding="unicode")
