"""Links to tags, to notes and to pages as HTML, singly and in lists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from functools import cache
from urllib.parse import quote

from markupsafe import escape
from sphinx.builders import Builder

from ..core.dates import NoteDate
from ..core.index import Entry
from ..core.note import Note
from ..core.selection import Selection
from ..core.tags.tag import Tag
from ..markup.images import Pictures
from ..project import shapes
from ..sphinx_internals.builders import images_folder, is_epub
from ..sphinx_internals.uris import Uris
from ..translations import _, counted, number
from .html_indexes import archive_html, link_html, link_to, neighbours_html, overview_html
from .tables.html import TableHtml
from .tag_colours import colour_class

#: How many tags of a note a listing shows; its home shows all.
BUTTONS_OF_ROW = 8
#: The endings of files that cite notes, and what the formats are called.
CITATIONS = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}


class HtmlLinks:
    """Makes links for the pages of one build. ``base`` is the address of the page that shows them.

    ``date_text`` tells how readers see a date; ``keeps_anchors``: pages have addresses of their own, to which
    others may have linked; ``has_script``: the script of the extension is in the output; ``has_categories``:
    the buttons of notes are said to be categories of these, by microformats.
    """

    def __init__(
        self,
        uris: Callable[[str], Uris],
        date_text: Callable[[NoteDate], str],
        *,
        keeps_anchors: bool,
        has_script: bool,
        has_categories: bool,
    ) -> None:
        self._uris = uris
        self._date_text = date_text
        self._has_script = has_script
        self._category = " p-category" if has_categories else ""
        self._keeps_anchors = keeps_anchors
        #: The button of a tag, with the number of its notes if it is given.
        self.button = cache(self._render_button)
        self._line = cache(self._render_line)
        self._related = cache(self._render_related)

    def render(self, shape: shapes.Shape, base: str, level: int) -> str:  # noqa: C901, PLR0911, PLR0912
        """Return the HTML of any shape save a listing whose notes are shown with all that a row shows.

        ``level`` is that of headings in it.
        """
        match shape:
            case shapes.NoteLines(entries, moved):
                return f'<ol class="tagpages-newest">\n{self.lines(entries, base, moved)}</ol>\n'
            case shapes.NoteTable():
                return self._table(shape, base)
            case shapes.CountedTags():
                return self._tag_list(shape, base)
            case shapes.GroupedTags():
                return self._tag_groups(shape, base, level)
            case shapes.Overview():
                return overview_html(shape, self._uris(base), level, has_script=self._has_script)
            case shapes.ArchiveTable():
                return archive_html(shape, self._uris(base))
            case shapes.Neighbours():
                return neighbours_html(shape, self._uris(base))
            case shapes.TagButtons(tags, intro):
                return self.buttons(tags, base, intro) + "\n"
            case shapes.HeadLine():
                return self._head_line(shape, base)
            case shapes.MoreNotes(text, link):
                shown = self._link(link, base) if link else f"<span>{escape(text)}</span>"
                return f'<p class="tagpages-head tagpages-further">{shown}</p>\n' if text else ""
            case shapes.RelatedTags():
                return self._related_tags(shape, base)
            case shapes.TagPaths(paths):
                return self._paths(paths, base)
            case shapes.ChildTags(counts):
                buttons = " ".join(self.button(tag, base, count) for tag, count in counts)
                intro = f'<span class="tagpages-intro">{escape(_("Includes"))}</span>'
                return f'<p class="tagpages-tags tagpages-children">{intro} {buttons}</p>\n'
            case shapes.InTurn(several):
                return "".join(self.render(each, base, level) for each in several)
            case shapes.RelatedNotes(entries):
                return self._related_notes(entries, base)
            case shapes.AddressesToCheck() | shapes.Explorer() | shapes.PagedListing():
                return ""

    def buttons(self, tags: Sequence[Tag], base: str, intro: str = "") -> str:
        """Return the buttons of tags; nothing if there are none."""
        label = [f'<span class="tagpages-intro">{escape(intro)}</span>'] if tags and intro else []
        return _in_a_row([*label, *self.each(tags, base)])

    def each(self, tags: Iterable[Tag], base: str) -> list[str]:
        """Return the button of each tag."""
        return [self.button(tag, base) for tag in tags]

    def first(self, buttons: list[str], entry: Entry, base: str) -> str:
        """Return the first of a note's buttons in a row, and how many are left, which leads home."""
        left = len(buttons) - BUTTONS_OF_ROW
        if left <= 0:
            return _in_a_row(buttons)
        home = self._uris(base).location(entry.home, entry.anchor)
        name = escape(counted("+{count} tag", "+{count} tags", left))
        rest = f'<a class="tagpages-rest" href="{escape(home)}" aria-label="{name}">+{number(left)}</a>'
        return _in_a_row([*buttons[:BUTTONS_OF_ROW], rest])

    def lines(self, entries: Iterable[Entry], base: str, moved: Container[str] = ()) -> str:
        """Return notes as the items of a list; those that were ``moved`` from it keep their anchors."""
        return "".join(
            self._line(entry, base, self._keeps_anchors and entry.note.id in moved) for entry in entries
        )

    def line(self, entry: Entry, base: str, words: str) -> str:
        """Return a note as an item of a list, with words behind its title."""
        return self._render_line(entry, base, has_anchor=False, words=words)

    def titles(self, entries: Iterable[Entry], base: str) -> str:
        """Return titles that lead home, as the items of a list."""
        return "".join(self._item(entry, base, "") for entry in entries)

    def _table(self, shape: shapes.NoteTable, base: str) -> str:
        table = TableHtml(
            self._uris(base),
            self._date_text,
            lambda entry: self.first(self.each(entry.tags, base), entry, base),
            has_files=self._keeps_anchors,
        )
        return table.render(shape)

    def _tag_groups(self, shape: shapes.GroupedTags, base: str, level: int) -> str:
        return "".join(
            f'<h{level} class="tagpages-group">{escape(heading)}</h{level}>\n{self._tag_list(tags, base)}'
            for heading, tags in shape.groups
        )

    def _tag_list(self, tags: shapes.CountedTags, base: str) -> str:
        if not tags.counts:
            return ""
        buttons = [self.button(tag, base, count) for tag, count in tags.counts]
        if not tags.sizes:
            items = "\n".join(f"<li>{button}</li>" for button in buttons)
            return f'<ul class="tagpages-tag-list">\n{items}\n</ul>\n'
        items = "\n".join(
            f'<li class="tagpages-size-{size}">{button}</li>'
            for button, size in zip(buttons, tags.sizes, strict=True)
        )
        return f'<ul class="tagpages-tag-list tagpages-cloud">\n{items}\n</ul>\n'

    def _render_button(self, tag: Tag, base: str, count: int | None = None) -> str:
        kind = self._category if count is None else ""
        return self._button_to(self._uris(base).document(tag.docname), tag, count, kind)

    def _button_to(self, href: str, tag: Tag, count: int | None, kind: str = "") -> str:
        counts = "" if count is None else f' <span class="tagpages-count">{number(count)}</span>'
        classes = f"tagpages-tag {colour_class(tag.colour)}" if tag.colour else "tagpages-tag"
        title = f' title="{escape(tag.description)}"' if tag.description else ""
        classes += kind
        return f'<a class="{classes}" rel="tag" href="{escape(href)}"{title}>{escape(tag.label)}{counts}</a>'

    def _render_line(self, entry: Entry, base: str, has_anchor: bool, words: str = "") -> str:
        date = entry.note.effective_date
        time = f'<time datetime="{date.machine}">{escape(self._date_text(date))}</time> ' if date else ""
        return self._item(entry, base, time, f' id="{entry.anchor}"' if has_anchor else "", words)

    def _item(self, entry: Entry, base: str, before: str, id_: str = "", words: str = "") -> str:
        lang = f' lang="{escape(entry.note.lang)}"' if entry.note.lang else ""
        href = self._uris(base).location(entry.home, entry.anchor)
        data = f' data-note="{escape(entry.note.id)}"'
        link = link_to(href, entry.note.title)
        if words:
            link = f'<span>{link} <span class="tagpages-intro">{escape(words)}</span></span>'
        return f"<li{id_}{data}{lang}>{before}{link}</li>\n"

    def _head_line(self, line: shapes.HeadLine, base: str) -> str:
        items = [
            *(f"<span>{escape(fact)}</span>" for fact in line.facts),
            *(self._link(link, base) for link in line.links),
            *(self._feed(line.feed, base) if line.feed else ()),
            *(self._cite(line.cited, base) if line.cited and self._keeps_anchors else ()),
            *([f'<span class="tagpages-up">{self._link(line.up, base)}</span>'] if line.up else ()),
        ]
        before = (
            f'<p class="tagpages-description">{escape(line.description)}</p>\n'
            if line.description and not line.has_markup
            else ""
        )
        return f'{before}<p class="tagpages-head">{" ".join(items)}</p>\n'

    def _feed(self, path: str, base: str) -> Iterator[str]:
        address, title = self._uris(base).output_file(quote(path)), _("Address for a feed reader")
        yield link_to(address, str(_("Feed")), str(title))

    def _cite(self, path: str, base: str) -> Iterator[str]:
        """Yield links to files that cite notes, which a site alone has."""
        cite, file = escape(_("Cite")), self._uris(base).output_file(quote(path))
        links = (
            f'<a class="reference internal" href="{escape(file)}.{ending}" download=""'
            f' aria-label="{cite}: {name}">{name}</a>'
            for ending, name in CITATIONS.items()
        )
        yield f'<span class="tagpages-cite">{cite} {" ".join(links)}</span>'

    def _paths(self, paths: Iterable[Sequence[Tag]], base: str) -> str:
        uris, name = self._uris(base), escape(_("Part of"))
        between = ' <span aria-hidden="true">›</span> '
        lines = (
            between.join(link_to(uris.document(tag.docname), tag.label) for tag in path) for path in paths
        )
        items = "".join(f'<p><span class="tagpages-intro">{name}</span> {line}</p>\n' for line in lines)
        return f'<nav class="tagpages-path" aria-label="{name}">\n{items}</nav>\n'

    def _related_tags(self, shape: shapes.RelatedTags, base: str) -> str:
        if not shape.counts:
            return ""
        uris = self._uris(base)
        items = [f'<span class="tagpages-intro">{escape(_("Often with"))}</span>']
        for tag, count in shape.counts:
            both = Selection(tags=(shape.tag.name, tag.name)).query
            href = f"{uris.document(shape.explorer)}?{both}" if shape.explorer else uris.document(tag.docname)
            items.append(self._button_to(href, tag, count))
        return f'<p class="tagpages-tags tagpages-related">{" ".join(items)}</p>\n'

    def _related_notes(self, entries: Sequence[Entry], base: str) -> str:
        if not entries:
            return ""
        links = " ".join(self._related(entry, base) for entry in entries)
        intro = f'<span class="tagpages-intro">{escape(_("Related"))}</span>'
        return f'<p class="tagpages-related-notes">{intro} {links}</p>\n'

    def _render_related(self, entry: Entry, base: str) -> str:
        href = self._uris(base).location(entry.home, entry.anchor)
        lang = f' lang="{escape(entry.note.lang)}"' if entry.note.lang else ""
        title = escape(entry.note.title)
        return f'<a class="reference internal" href="{escape(href)}" title="{title}"{lang}>{title}</a>'

    def _link(self, link: shapes.PageLink, base: str) -> str:
        return link_html(link, self._uris(base))


def _in_a_row(buttons: Collection[str]) -> str:
    return f'<p class="tagpages-tags">{" ".join(buttons)}</p>' if buttons else ""


def picture_of(
    note: Note, pictures: Pictures, builder: Builder, uris: Uris
) -> tuple[str, tuple[int, int] | None]:
    """Return the address of a note's picture in a listing, or nothing, and its size where it is known.

    A book shows no picture from elsewhere.
    """
    if picture := pictures.local(note):
        return uris.output_file(f"{images_folder(builder)}/{picture.name}"), picture.size
    return ("" if is_epub(builder) else pictures.remote(note) or ""), None
