"""What stands in feeds, in whatever form: notes, and what is said of the feed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from markupsafe import escape
from sphinx.config import Config

from ..core.dates import NoteDate
from ..core.index import Entry
from ..core.note import anchor, encode_id
from ..fields.works import address_of, names_of
from ..project.lists.feeds import Feed
from ..project.titles import index_docname, site_language, site_title
from ..project.view import NotesView
from ..sphinx_internals.addresses import Addresses
from ..util.text import clean, one_line

_SUFFIX = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
_TYPES = {"jpg": "jpeg", "svg": "svg+xml"}


@dataclass(frozen=True, slots=True)
class Item:
    """A note; addresses are whole.

    ``date`` is a moment (RFC 3339), or nothing; ``updated`` is another, which is given where it may differ;
    ``tags`` have names and labels; ``language`` is given where it is not that of the site. ``html`` is the
    whole text, or ``None`` where a feed has no more than the ``snippet``.
    """

    id: str
    title: str
    home: str
    outer: str
    image: str
    image_type: str
    date: str
    authors: list[str]
    tags: list[tuple[str, str]]
    language: str
    snippet: str
    html: str | None
    updated: str = ""


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What is said of a feed: ``page`` shows the same to readers.

    ``address`` is that of its files without what these end in.
    """

    id: str
    title: str
    address: str
    page: str
    updated: str
    description: str
    language: str
    author: str


class FeedItems:
    """Makes what stands in the feeds of one build.

    Ids are UUIDs made of a name (RFC 9562, version 5): of the address of the site, whether by http or https,
    and of the id of the note, or the key of the tag. So they stay when a note moves to another page or a tag
    gets another slug, and are those of no other site. A ``tag:`` URI would need a day on which the host was
    the site's already, which is not known here; the address of a home changes with the note's year.

    Args:
        view: what there is to show.
        config: the project's.
        addresses: make whole addresses.
        picture: returns the address of a note's picture, or nothing.
        html: returns all texts of a note as HTML; ``None``: feeds have snippets.
    """

    def __init__(
        self,
        view: NotesView,
        config: Config,
        addresses: Addresses,
        picture: Callable[[Entry], str],
        html: Callable[[Entry], str] | None,
    ) -> None:
        self._view = view
        self._addresses = addresses
        self._picture = picture
        self._html = html
        self._title = site_title(config)
        self._language = site_language(config)
        # Sphinx has words for an author that is not given.
        self._author = self._title if config.author == Config().author else one_line(config.author)
        site = urlsplit(addresses.site)
        self._name = f"http://{site.netloc.lower()}{site.path}"

    def item(self, entry: Entry) -> Item:
        """Return a note."""
        note, date = entry.note, entry.note.effective_date
        outer = address_of(note)
        image = self._picture(entry)
        suffix = _SUFFIX.search(urlsplit(image).path)
        kind = suffix[1].lower() if suffix else ""
        return Item(
            id=self._id(anchor(note.id)),
            title=clean(note.title),
            home=self._addresses.page(entry.home, entry.anchor),
            outer=self._addresses.outer(note, outer) if outer else "",
            image=image,
            image_type=f"image/{_TYPES.get(kind, kind)}" if kind else "",
            date=moment(date) if date else "",
            authors=[clean(name) for name in names_of(note.authors)],
            tags=[(clean(tag.name), clean(tag.label)) for tag in entry.tags],
            language=note.lang if note.lang.lower() != self._language.lower() else "",
            snippet=clean(self._view.snippet(entry)[0]),
            html=clean(self._html(entry)) if self._html else None,
        )

    def head(self, feed: Feed) -> FeedHead:
        """Return what is said of a feed. Its date is that of its newest note."""
        tag, folder = feed.tag, self._view.settings.dir
        return self._head(
            f"tagpages-tag-{encode_id(tag.key)}" if tag else "tagpages-notes",
            feed.title(self._title),
            f"{folder}/{feed.name}",
            tag.docname if tag else index_docname(folder),
            feed.entries[0].note.effective_date,
            tag.description if tag else "",
        )

    def changed(self, entry: Entry, state: str, words: str, since: NoteDate | None) -> Item:
        """Return a note as one that has changed, not before a date: in another state, it is another item.

        ``words`` say how.
        """
        item, date = self.item(entry), entry.note.effective_date
        updated = max(filter(None, (since, date)), key=NoteDate.sort_key, default=None)
        return replace(
            item,
            id=self._id(f"{anchor(entry.note.id)}#{state}"),
            updated=moment(updated) if updated else "",
            snippet=" · ".join(filter(None, (clean(words), item.snippet))),
            html=None if item.html is None else f"<p>{escape(clean(words))}</p>\n{item.html}",
        )

    def head_of_changes(self, title: str, name: str, updated: NoteDate | None) -> FeedHead:
        """Return what is said of the feed of a page that tells what has changed; ``name`` is that of both."""
        return self._head("tagpages-changes", title, name, name, updated)

    def _head(
        self, id_: str, title: str, name: str, page: str, updated: NoteDate | None, description: str = ""
    ) -> FeedHead:
        return FeedHead(
            id=self._id(id_),
            title=clean(title),
            address=self._addresses.file(name),
            page=self._addresses.page(page),
            updated=moment(updated) if updated else "",
            description=clean(description),
            language=self._language,
            author=self._author,
        )

    def _id(self, name: str) -> str:
        return uuid5(NAMESPACE_URL, f"{self._name}#{name}").urn


def moment(date: NoteDate) -> str:
    """Return the moment that a date means, or with which it begins (RFC 3339); without a zone, of UTC."""
    exact = date.moment
    if exact is None:
        return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"
    exact = exact if exact.tzinfo else exact.replace(tzinfo=UTC)
    return exact.isoformat(timespec="milliseconds" if exact.microsecond else "seconds").replace("+00:00", "Z")
