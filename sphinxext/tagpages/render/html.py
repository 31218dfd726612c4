"""Listings as HTML. Each note is rendered once per folder and heading level; listings join the parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape
from sphinx.builders import Builder

from ..core.index import Entry, Tag
from ..core.listing import Listing
from ..core.note import Note
from ..core.snippet import ELLIPSIS
from ..documents.contents import (
    ArchiveCounts,
    Content,
    IndexLink,
    NewestNotes,
    PageTags,
    TagCounts,
    TagListing,
    TagsByInitial,
)
from ..markup.bodies import fields_of
from ..markup.images import Pictures, shows_picture
from ..pages.titles import counted_notes, page_docname
from ..project.views import Views, listing_style
from ..sphinx_internals.builders import is_epub
from ..sphinx_internals.uris import Uris, base_of
from ..translations import _
from .html_links import HtmlLinks
from .template import NoteTemplate

_NO_BODY = Markup("")
# Stand where a part is to be put in; note texts hold no control characters.
#: A text that is made of nodes: its field, and the name of the note's entry.
TEXT = re.compile("\x00text:([a-z]+):([^\x00]*)\x00")
_TAGS, _TITLE, _BODY = Markup("\x00tags\x00"), Markup("\x00title\x00"), Markup("\x00body\x00")


@dataclass(frozen=True, slots=True)
class NoteFrame:
    """The HTML round a note written in a document: before its title, before its body, after it."""

    before: str
    between: str
    after: str


class HtmlRenderer:
    """Makes HTML for the pages of one build. What it makes does not depend on the order of pages."""

    def __init__(self, builder: Builder, confdir: Path, views: Views, pictures: Pictures) -> None:
        self._builder = builder
        self._views = views
        self._index = views.index
        self._pictures = pictures
        folders = [Path(confdir) / path for path in builder.config.templates_path]
        self._template = NoteTemplate(folders)
        self._style = listing_style(builder, views.settings)
        self._folds = self._remote_pictures = not is_epub(builder)
        self._images_folder: str = getattr(builder, "imagedir", "_images")
        self.uris = cache(lambda base: Uris(builder, base))
        self._links = HtmlLinks(views, self.uris)
        self._row = cache(self._render_row)

    def render(self, content: Content, docname: str, level: int) -> str:
        """Return the HTML of a placeholder.

        Args:
            content: what it stands for.
            docname: the document it stands in.
            level: the level of a note's heading there, 2 to 6.
        """
        if isinstance(content, TagListing) and content.page > 1:
            # What is rendered for one tag's further pages serves those of every tag.
            docname = f"{self._views.settings.dir}/-/{content.page}"
        base = base_of(self._builder, docname)
        listing = self._views.listing(content)
        if isinstance(content, TagListing) and listing is not None:
            return self._tag_listing(listing, base, level) + self._page_links(content, base)
        if listing is not None:
            return self._listing(listing, base, level)
        match content:
            case NewestNotes(limit):
                return self._links.newest(limit, base)
            case ArchiveCounts():
                return self._links.archive_counts(base)
            case TagCounts(biggest):
                return self._links.tag_list(self._views.tag_counts(biggest), base)
            case TagsByInitial():
                return self._links.tags_by_initial(base)
            case PageTags():
                intro = self._views.settings.moved.intro_text
                return self._buttons(self._views.page_tags(content), base, intro) + "\n"
            case IndexLink():
                href = self.uris(base).document(f"{self._views.settings.dir}/index")
                link = f'<a class="reference internal" href="{href}">{escape(_("All tags"))}</a>'
                return f'<p class="tagpages-up">{link}</p>\n'
            case _:
                return ""

    def forget(self) -> None:
        """Give back the memory of what is remembered for further pages."""
        self._row.cache_clear()
        self._views.snippet.cache_clear()

    def frame(self, entry: Entry, docname: str, level: int) -> NoteFrame:
        """Return the HTML round a note whose title and body are docutils nodes."""
        base = base_of(self._builder, docname)
        html = self._note_html(entry, base, level, whole=True, title=_TITLE, body=_BODY)
        html = html.replace(_TAGS, self._buttons(entry.tags, base))
        before, _title, rest = html.partition(_TITLE)
        between, _body, after = rest.partition(_BODY)
        return NoteFrame(before, between, after)

    def _tag_listing(self, listing: Listing, base: str, level: int) -> str:
        if self._style == "full":
            return self._listing(listing, base, level)
        if self._style == "none":
            return f"<p>{escape(counted_notes(listing.total))}</p>\n"
        lines = "".join(self._links.line(entry, base) for entry in listing.entries)
        return f'{self._section(listing)}<ul class="tagpages-compact">\n{lines}</ul>\n</section>\n'

    def _listing(self, listing: Listing, base: str, level: int) -> str:
        parts = [self._section(listing)]
        parts += [self._entry(listing, entry, base, level) for entry in listing.visible]
        if not self._folds:
            parts += [self._entry(listing, entry, base, level) for entry in listing.folded]
        elif listing.folded:
            more = escape(_("More ({count})").replace("{count}", str(len(listing.folded))))
            parts.append(
                '<details class="tagpages-more">'
                f'<summary data-less="{escape(_("Less"))}"><span>{more}</span></summary>\n'
            )
            parts += [self._entry(listing, entry, base, level) for entry in listing.folded]
            parts.append("</details>\n")
        parts.append("</section>\n")
        return "".join(parts)

    def _section(self, listing: Listing) -> str:
        tag = f' data-tag="{escape(listing.tag.label)}"' if listing.tag else ""
        return f'<section class="tagpages-listing"{tag} data-count="{listing.total}">\n'

    def _entry(self, listing: Listing, entry: Entry, base: str, level: int) -> str:
        whole = entry.note.id in listing.homes
        # A note has one home, so nothing is gained by remembering how it looks there.
        parts = self._render_row(entry, base, level, whole) if whole else self._row(entry, base, level)
        return self._buttons(listing.buttons(entry), base).join(parts)

    def _render_row(self, entry: Entry, base: str, level: int, whole: bool = False) -> list[str]:
        return self._note_html(entry, base, level, whole).split(_TAGS)

    def _note_html(
        self,
        entry: Entry,
        base: str,
        level: int,
        whole: bool,
        title: str | None = None,
        body: Markup = _NO_BODY,
    ) -> str:
        note, uris = entry.note, self.uris(base)
        home = uris.place(entry.home, entry.anchor)
        snippet, cut = self._views.snippet(entry)
        values = {
            "note": note,
            "title": note.title if title is None else title,
            "href": uris.external(note, note.url) if note.url else home,
            "home": home,
            "anchor": uris.anchor(entry.anchor) if whole else "",
            "level": min(level, 6),
            "date": note.effective_date,
            "links": self._further_links(note, uris),
            "tags": _TAGS,
            "snippet": snippet.removesuffix(ELLIPSIS) if cut else snippet,
            "cut": cut,
            "whole": whole,
            "body": body,
            "paragraphs": _paragraphs(note, with_body=not body),
            "texts": _texts(entry, with_body=not body) if whole else [],
            "picture": None if whole and shows_picture(note) else self._picture(note, uris),
        }
        return self._template.render(values) + "\n"

    def _further_links(self, note: Note, uris: Uris) -> list[tuple[str, str]]:
        links = [(link.label, uris.external(note, link.url)) for link in note.links]
        remote = self._pictures.remote(note)
        if remote and not self._remote_pictures:
            links.append((note.image_alt or str(_("Picture")), remote))
        return links

    def _picture(self, note: Note, uris: Uris) -> str | None:
        if name := self._pictures.local(note):
            return uris.output_file(f"{self._images_folder}/{name}")
        return self._pictures.remote(note) if self._remote_pictures else None

    def _buttons(self, tags: Sequence[Tag], base: str, intro: str = "") -> str:
        if not tags:
            return ""
        label = [f'<span class="tagpages-intro">{escape(intro)}</span>'] if intro else []
        shown = [*label, *(self._links.button(tag, base) for tag in tags)]
        return f'<p class="tagpages-tags">{" ".join(shown)}</p>'

    def _page_links(self, content: TagListing, base: str) -> str:
        pages = self._views.page_count(content.key)
        if pages == 1:
            return ""
        tag = self._index.tags[content.key]
        links = []
        for number in range(1, pages + 1):
            if number == content.page:
                links.append(f'<span aria-current="page">{number}</span>')
            else:
                href = self.uris(base).document(page_docname(tag, number))
                links.append(f'<a class="reference internal" href="{escape(href)}">{number}</a>')
        return f'<nav class="tagpages-pages" aria-label="{escape(_("Pages"))}">{" ".join(links)}</nav>\n'


def _texts(entry: Entry, with_body: bool) -> list[tuple[str, Markup]]:
    """Return the texts of a note that has a markup: where each is to be put in."""
    if entry.note.text is None:
        return []
    return [
        (field, Markup(f"\x00text:{field}:{entry.name}\x00"))
        for field in fields_of(entry.note)
        if with_body or field != "body"
        if getattr(entry.note, field)
    ]


def _paragraphs(note: Note, with_body: bool) -> list[tuple[str, str]]:
    if note.text is not None:
        return []
    return [
        (field, paragraph.strip())
        for field in ("summary", "comment", *(["body"] if with_body else []))
        for paragraph in getattr(note, field).split("\n\n")
        if paragraph.strip()
    ]
