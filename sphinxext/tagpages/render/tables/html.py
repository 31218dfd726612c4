"""A table of notes as HTML: a script sorts its rows, and nothing needs one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import escape

from ...core.dates import NoteDate
from ...core.index import Entry
from ...fields.columns import TEXTS
from ...project.lists.note_lists import column_title
from ...project.shapes import NoteTable
from ...project.titles import counted_notes, shown_authors
from ...sphinx_internals.uris import Uris
from ...translations import _, number
from ...util.text import direction
from ...util.urls import host_shown

#: Columns that need room, whose cells have a class.
_WIDE = {name: f' class="tagpages-{name}"' for name in ("authors", *TEXTS)}


@dataclass(frozen=True, slots=True)
class TableHtml:
    """Makes the tables of one page.

    ``buttons`` returns those of a note's tags; ``has_files``: the output has tables as files.
    """

    uris: Uris
    date_text: Callable[[NoteDate], str]
    buttons: Callable[[Entry], str]
    has_files: bool

    def render(self, shape: NoteTable) -> str:
        """Return a table: its groups are one each, within which a script sorts."""
        texts = iter(shape.texts)
        heads = "".join(f'<th scope="col">{escape(column_title(column))}</th>' for column in shape.columns)
        count = str(escape(counted_notes(shape.listing.total)))
        if self.has_files:
            address = escape(self.uris.output_file(shape.path))
            count += f' <a class="tagpages-csv" href="{address}" download="">CSV</a>'
        parts = [
            f'<div class="tagpages-table" data-count="{shape.listing.total}">\n<table>\n',
            f"<caption>{count}</caption>\n<thead><tr>{heads}</tr></thead>\n",
        ]
        for heading, entries in shape.listing.groups():
            parts.append("<tbody>\n")
            if heading:
                shown = f'{escape(heading.title)} <span class="tagpages-count">{number(heading.count)}</span>'
                span = len(shape.columns)
                parts.append(
                    f'<tr class="tagpages-group"><th scope="rowgroup" colspan="{span}">{shown}</th></tr>\n'
                )
            parts += [self._row(entry, shape.columns, next(texts)) for entry in entries]
            parts.append("</tbody>\n")
        return "".join([*parts, "</table>\n</div>\n"])

    def _row(self, entry: Entry, columns: tuple[str, ...], texts: tuple[str, ...]) -> str:
        note = entry.note
        shown = dict(zip(columns, texts, strict=True))
        cells = "".join(
            self._title(entry, leads_home=not shown.get("date"))
            if column == "title"
            else f"<td{_WIDE.get(column, '')}>{self._cell(entry, column, text) if text else ''}</td>"
            for column, text in shown.items()
        )
        lang = f' lang="{escape(note.lang)}"' if note.lang else ""
        way = f' dir="{way}"' if (way := direction(note.title)) else ""
        return f'<tr data-note="{escape(note.id)}"{lang}{way}>{cells}</tr>\n'

    def _title(self, entry: Entry, *, leads_home: bool) -> str:
        """Return the head of a row; where its title leads out, and no date leads home, a sign does."""
        note = entry.note
        home = escape(self.uris.location(entry.home, entry.anchor))
        href = escape(self.uris.external(note, note.url)) if note.url else home
        kind = "external" if note.url else "internal"
        sign = ""
        if note.url and leads_home:
            sign = f' <a class="tagpages-home" href="{home}" title="{escape(_("Permalink"))}">¶</a>'
        link = f'<a class="reference {kind}" href="{href}">{escape(note.title)}</a>'
        return f'<th scope="row" class="tagpages-title">{link}{sign}</th>'

    def _cell(self, entry: Entry, column: str, text: str) -> str:
        note = entry.note
        match column:
            case "authors":
                return escape(shown_authors(note.authors))
            case "tags":
                return self.buttons(entry)
            case "links":
                links = [(link.label, self.uris.external(note, link.url)) for link in note.links]
                return " · ".join(_outer_link(label, href) for label, href in links)
            case "url":
                return _outer_link(host_shown(note.url) or text, self.uris.external(note, note.url))
            case "date":
                home = escape(self.uris.location(entry.home, entry.anchor))
                return f'<a class="tagpages-home" href="{home}">{self._time(note.effective_date)}</a>'
            case "published":
                return self._time(note.published)
        return escape(text)

    def _time(self, date: NoteDate | None) -> str:
        return f'<time datetime="{date.machine}">{escape(self.date_text(date))}</time>' if date else ""


def _outer_link(label: str, href: str) -> str:
    return f'<a class="tagpages-link reference external" href="{escape(href)}">{escape(label)}</a>'
