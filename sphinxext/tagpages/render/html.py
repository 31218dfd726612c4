"""Listings as HTML. Each note is rendered once, and once as its home shows it; listings put its buttons in.

A template of the user's may do what it likes with addresses and levels: with it, a note is rendered once for
each folder and heading level, and so is a note that has relative addresses.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape
from sphinx.builders import Builder

from ..core.index import Entry
from ..core.listing import Listing
from ..core.note import Note
from ..core.snippet import ELLIPSIS
from ..core.tags.tag import Tag
from ..documents.contents import Content
from ..markup.images import Pictures, shows_picture
from ..project.shapes import Explorer, InTurn, Overview, PagedListing, RelatedNotes, Shape
from ..project.view import NotesView, listing_style
from ..sphinx_internals.builders import is_epub, is_site
from ..sphinx_internals.uris import Uris, base_uri, base_uri_beside
from ..translations import _, counted
from ..util.text import direction
from ..util.urls import host_shown, site_address
from .explorer import ExplorerData
from .explorer_texts import explorer_texts
from .html_links import HtmlLinks, picture_of
from .html_pages import group_heading, page_links
from .metadata.pages import PageMetadata
from .template import (
    NodesOf,
    NoteTemplate,
    Pieces,
    Unsearched,
    cut_at_slots,
    marked_texts,
    plain_texts,
    slot,
)

_TAGS, _HOME, _LEVEL = slot("tags"), slot("home"), slot("level")
_ABSOLUTE = ("https://", "http://", "mailto:")


class HtmlRenderer:
    """Makes HTML for the pages of one build. What it makes does not depend on the order of pages."""

    def __init__(
        self,
        builder: Builder,
        view: NotesView,
        pictures: Pictures,
        explorer: ExplorerData | None,
        metadata: PageMetadata | None,
    ) -> None:
        self._builder = builder
        self._view = view
        self._pictures = pictures
        self._explorer_data = explorer
        self._metadata = metadata
        self._feed = " h-feed" if metadata else ""
        folders = [Path(builder.confdir) / path for path in builder.config.templates_path]
        self._template = NoteTemplate(folders, view.date_text if view.settings.date_format else str)
        self._style = listing_style(builder, view.settings)
        self._folds = self._remote_pictures = not is_epub(builder)
        self._own_host = host_shown(site_address(builder.config.html_baseurl))
        self._uris = cache(lambda base: Uris(builder, base))
        #: What makes links, singly and in lists.
        self.links = HtmlLinks(
            self._uris,
            view.date_text,
            keeps_anchors=is_site(builder),
            has_script=not is_epub(builder),
            has_categories=metadata is not None,
        )
        self._anywhere = cache(self._row_anywhere)
        self._there = cache(lambda entry, *there: cut_at_slots(self._note_html(entry, *there)))
        self._links_of = cache(self._links_of_row)
        self._host = cache(self._outer_host)

    def render(self, content: Content, docname: str, level: int) -> Pieces:
        """Return the HTML of a placeholder; what is made of nodes is in those of homes alone.

        ``level`` is that of a note's heading there, 2 to 6.
        """
        return self._shape(self._view.shape(content), docname, level)

    def _shape(self, shape: Shape, docname: str, level: int) -> Pieces:
        if isinstance(shape, InTurn):
            return [piece for each in shape.shapes for piece in self._shape(each, docname, level)]
        if isinstance(shape, Explorer):
            return self._explorer(shape, base_uri(self._builder, docname), level)
        if not isinstance(shape, PagedListing):
            base = base_uri(self._builder, docname)
            html = self.links.render(shape, base, min(level, 6))
            if self._metadata and isinstance(shape, Overview):
                html += self._metadata.overview(shape, docname, base)
            return [html]
        if shape.number > 1:
            # What is rendered for one tag's further pages serves those of every tag.
            base = base_uri_beside(self._builder, docname.rpartition("/")[0])
        else:
            base = base_uri(self._builder, docname)
        listed = self._listing(shape.listing, base, level, shape.style)
        if self._metadata and shape.style != "titles" and shape.listing.entries:
            listed.append(Unsearched(self._metadata.listing(shape, docname, base)))
        if not shape.pages:
            return listed
        # Two landmarks of a page have two names.
        above, below = (
            page_links(shape, str(name), self._uris(base).document)
            for name in (_("Pages"), _("Pages, below the notes"))
        )
        return [above, *listed, below]

    def drop_caches(self) -> None:
        """Give back the memory of what is cached for further pages."""
        self._anywhere.cache_clear()
        self._there.cache_clear()
        self._links_of.cache_clear()
        if not self._view.settings.exports:  # which say them once more
            self._view.snippet.cache_clear()
        if self._metadata:
            self._metadata.drop_caches()

    def frame(self, entry: Entry, docname: str, level: int, *, is_home: bool) -> Pieces:
        """Return the HTML round a note written in a document; ``title``, ``marks`` and ``body`` are nodes."""
        base = base_uri(self._builder, docname)
        html = self._note_html(entry, base, level, whole=True, is_home=is_home, is_written=True)
        pieces = self._filled(html, entry, entry.tags, base)
        return [*pieces, Unsearched(self._metadata.note(entry, base))] if self._metadata else pieces

    def _explorer(self, shape: Explorer, base: str, level: int) -> Pieces:
        if self._explorer_data is None:
            return []
        texts = json.dumps(explorer_texts(), ensure_ascii=False).replace("<", r"\u003c")
        cite = f' data-cite="{escape(_("Cite"))}"' if "citations" in self._view.settings.exports else ""
        return [
            f'<div class="tagpages-explorer" data-source="{escape(self._explorer_data.address)}"{cite}>\n',
            f'<script type="application/json" class="tagpages-texts">{texts}</script>\n',
            '<div class="tagpages-panes">\n',
            *self._rows(shape.listing, base, level),
            "</div>\n</div>\n",
        ]

    def _listing(self, listing: Listing, base: str, level: int, style: str) -> Pieces:
        if style != "titles" and (listing.tag is None or self._style == "full"):
            return self._rows(listing, base, level, " tagpages-cards" if style == "cards" else "")
        if style != "titles" and self._style == "none":
            return []  # the line above says how many there are
        shown: Pieces = [_section(listing)]
        lines_of = self.links.titles if style == "titles" else self.links.lines
        for heading, entries in listing.groups():
            lines = lines_of(entries, base)
            if lines:
                shown += [group_heading(heading, level), f'<ul class="tagpages-compact">\n{lines}</ul>\n']
        return [*shown, "</section>\n"]

    def _rows(self, listing: Listing, base: str, level: int, kind: str = "") -> Pieces:
        note_level = level + bool(listing.headings)

        def rows(entries: Iterable[Entry], first: int = 0) -> Pieces:
            pieces: Pieces = []
            for place, entry in enumerate(entries, first):
                if place in listing.headings:
                    pieces.append(group_heading(listing.headings[place], level))
                pieces += self._entry(listing, entry, base, note_level)
            return pieces

        if not listing.folded or not self._folds:
            return [_section(listing, kind + self._feed), *rows(listing.entries), "</section>\n"]
        count = len(listing.folded)
        more = escape(counted("Show {count} more", "Show {count} more", count))
        return [
            _section(listing, self._feed),
            *rows(listing.visible),
            f'<details class="tagpages-more"><summary><span class="tagpages-if-closed">{more}</span>',
            f'<span class="tagpages-if-open">{escape(_("Show fewer"))}</span></summary>\n',
            *rows(listing.folded, len(listing.visible)),
            "</details>\n</section>\n",
        ]

    def _entry(self, listing: Listing, entry: Entry, base: str, level: int) -> Pieces:
        if entry.note.id in listing.homes:
            # A note has one home, so nothing is gained by caching how it looks there.
            html = self._note_html(entry, base, level, whole=True)
            return self._filled(html, entry, listing.buttons(entry), base)
        home, buttons = self._links_of(entry, base)
        shown = [button for tag, button in zip(entry.tags, buttons, strict=True) if tag is not listing.tag]
        values = {"home": home, "level": str(min(level, 6)), "tags": self.links.first(shown, entry, base)}
        cut = self._anywhere(entry) or self._there(entry, base, level)
        row: Pieces = [*cut]
        row[1::2] = map(values.__getitem__, cut[1::2])
        return row

    def _filled(self, html: str, entry: Entry, tags: Sequence[Tag], base: str) -> Pieces:
        """Return the HTML of a note at its home, cut where nodes are to be put in."""
        cut = cut_at_slots(html.replace(_TAGS, self.links.buttons(tags, base)))
        pieces: Pieces = [*cut]
        for place, name in enumerate(cut[1::2]):
            pieces[2 * place + 1] = self._related(entry, base) if name == "related" else NodesOf(entry, name)
        return pieces

    def _related(self, entry: Entry, base: str) -> Unsearched:
        return Unsearched(self.links.render(RelatedNotes(self._view.related_notes(entry)), base, 0))

    def _row_anywhere(self, entry: Entry) -> list[str] | None:
        """Return a note as a listing of any folder shows it, cut at what differs, if that is all that does.

        Rows are many times as many as notes; whole rows would be most of what a build holds in memory.
        """
        if not (self._template.is_ours and _is_same_everywhere(entry.note)):
            return None
        return cut_at_slots(self._note_html(entry, "", _LEVEL, home=_HOME))

    def _links_of_row(self, entry: Entry, base: str) -> tuple[str, list[str]]:
        """Return the address of a note's home, and the buttons of its tags."""
        home = escape(self._uris(base).location(entry.home, entry.anchor))
        return home, self.links.each(entry.tags, base)

    def _note_html(
        self,
        entry: Entry,
        base: str,
        level: int | Markup,
        *,
        home: str = "",
        whole: bool = False,
        is_home: bool = True,
        is_written: bool = False,
    ) -> str:
        note, uris = entry.note, self._uris(base)
        home = home or uris.location(entry.home, entry.anchor)
        href = uris.external(note, note.url) if note.url else home
        snippet, cut = self._view.snippet(entry)
        picture, size = "", None
        if note.image and not (whole and shows_picture(note)):
            picture, size = picture_of(note, self._pictures, self._builder, uris)
        values = {
            "note": note,
            "title": slot("title") if is_written else note.title,
            "marks": slot("marks") if is_written else "",
            "href": href,
            "host": self._host(href) if note.url else "",
            "dir": direction(note.title),
            "home": home,
            "anchor": uris.anchor(entry.anchor) if whole and is_home else "",
            "level": level if isinstance(level, Markup) else min(level, 6),
            "date": note.effective_date,
            "permalink": entry.has_permalink,
            "links": self._further_links(note, uris),
            "tags": _TAGS,
            "snippet": snippet.removesuffix(ELLIPSIS) if cut else snippet,
            "cut": cut,
            "whole": whole,
            "body": slot("body") if is_written else Markup(""),
            "related": slot("related") if whole and is_home and self._view.related_notes(entry) else "",
            "paragraphs": plain_texts(note, is_written),
            "texts": marked_texts(note, is_written) if whole else [],
            "picture": picture,
            "size": size,
            "metadata": self._metadata is not None,
            "coins": self._metadata.coins(entry) if self._metadata else "",
        }
        return self._template.render(values) + "\n"

    def _further_links(self, note: Note, uris: Uris) -> list[tuple[str, str]]:
        links = [(link.label, uris.external(note, link.url)) for link in note.links]
        remote = self._pictures.remote(note)
        if remote and not self._remote_pictures:
            links.append((note.image_alt or str(_("Picture")), remote))
        return links

    def _outer_host(self, href: str) -> str:
        """Return the host that a link leads to, if that is not the site's own."""
        host = host_shown(href)
        return "" if host == self._own_host else host


def _is_same_everywhere(note: Note) -> bool:
    """Tell whether a note has no relative address."""
    addresses = (note.url, note.image, *(link.url for link in note.links))
    return all(not address or address.startswith(_ABSOLUTE) for address in addresses)


def _section(listing: Listing, kind: str = "") -> str:
    tag = f' data-tag="{escape(listing.tag.name)}"' if listing.tag else ""
    return f'<section class="tagpages-listing{kind}"{tag} data-count="{listing.total}">\n'
