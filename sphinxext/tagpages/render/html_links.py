"""Links to tags, to notes and to pages of the archive as HTML, singly and in lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from markupsafe import escape

from ..core.archive import ArchivePage
from ..core.index import Entry, Tag
from ..core.note import encode_id
from ..pages.titles import period_title
from ..project.views import Views
from ..sphinx_internals.uris import Uris
from ..translations import _
from .tag_colours import colour_class


class HtmlLinks:
    """Makes links for the pages of one build. ``base`` is the address of the page that shows them.

    ``button`` makes that of a tag, with a count if it is given; ``line`` a note's item of a list.
    """

    def __init__(self, views: Views, uris: Callable[[str], Uris]) -> None:
        self._views = views
        self._uris = uris
        self.button = cache(self._render_button)
        self.line = cache(self._render_line)

    def _render_button(self, tag: Tag, base: str, count: int | None = None) -> str:
        href = self._uris(base).document(tag.docname)
        number = "" if count is None else f' <span class="tagpages-count">{count}</span>'
        classes = f"tagpages-tag {colour_class(tag.colour)}" if tag.colour else "tagpages-tag"
        title = f' title="{escape(tag.description)}"' if tag.description else ""
        return f'<a class="{classes}" rel="tag" href="{escape(href)}"{title}>{escape(tag.label)}{number}</a>'

    def tag_list(self, counts: Sequence[tuple[Tag, int]], base: str) -> str:
        """Return tags with their counts."""
        items = "\n".join(f"<li>{self.button(tag, base, count)}</li>" for tag, count in counts)
        return f'<ul class="tagpages-tag-list">\n{items}\n</ul>\n'

    def tags_by_initial(self, base: str) -> str:
        """Return all tags with their counts, under their initials."""
        groups = self._views.tags_by_initial()
        ids = [self._uris(base).anchor(f"tagpages-initial-{encode_id(heading)}") for heading, _tags in groups]
        jumps = " ".join(
            f'<a class="reference internal" href="#{id_}">{escape(heading)}</a>'
            for id_, (heading, _tags) in zip(ids, groups, strict=True)
        )
        parts = [f'<nav class="tagpages-initials" aria-label="{escape(_("Initials"))}">{jumps}</nav>\n']
        for id_, (heading, tags) in zip(ids, groups, strict=True):
            parts.append(
                '<div class="tagpages-initial-group">'
                f'<h3 class="tagpages-initial" id="{id_}">{escape(heading)}</h3>\n'
                f"{self.tag_list(tags, base)}</div>\n"
            )
        return "".join(parts)

    def newest(self, limit: int, base: str) -> str:
        """Return the newest notes, a line each."""
        lines = "".join(self.line(entry, base) for entry in self._views.newest(limit))
        return f'<ol class="tagpages-newest">\n{lines}</ol>\n'

    def _render_line(self, entry: Entry, base: str) -> str:
        date = entry.note.effective_date
        time = f'<time datetime="{date.machine}">{date}</time> ' if date else ""
        lang = f' lang="{escape(entry.note.lang)}"' if entry.note.lang else ""
        href = escape(self._uris(base).place(entry.home, entry.anchor))
        return (
            f'<li data-note="{escape(entry.note.id)}"{lang}>{time}'
            f'<a class="reference internal" href="{href}">{escape(entry.note.title)}</a></li>\n'
        )

    def archive_counts(self, base: str) -> str:
        """Return the pages of the archive with their counts."""
        items = "\n".join(
            f'<li><a class="reference internal" href="{escape(self._archive_link(page, base))}">'
            f'{escape(period_title(page))}</a> <span class="tagpages-count">{count}</span></li>'
            for page, count in self._views.archive_pages()
        )
        return f'<ul class="tagpages-archive">\n{items}\n</ul>\n'

    def _archive_link(self, page: ArchivePage, base: str) -> str:
        return self._uris(base).document(f"{self._views.settings.dir}/archive/{page.name}")
