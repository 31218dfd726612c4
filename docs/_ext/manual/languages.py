"""Prints what readers of a site in another language see."""

from __future__ import annotations

from babel import Locale
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.project.dates import date_by_pattern
from sphinxext.tagpages.translations import LOCALE_DIR

from .pieces import cell, code, table

_DATES = (NoteDate(2023, 5, 8), NoteDate(2023, 5), NoteDate(2023))


class LanguagesTable(SphinxDirective):
    """The languages of which the extension has a catalogue."""

    def run(self) -> list[nodes.Node]:
        """Print them by their codes."""
        found = sorted(path.name for path in LOCALE_DIR.iterdir() if path.is_dir())
        rows = []
        for name in found:
            language = Locale.parse(name)
            names = (language.get_display_name("en"), language.get_display_name())
            rows.append([cell([code(name)]), *(cell([nodes.Text(str(shown))]) for shown in names)])
        return [table(["Code", "Language", "Its own name"], [20, 40, 40], rows)]


class DateFormats(SphinxDirective):
    """What dates look like: a line of the content is a language and a format."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Print a date, a month and a year by each of them."""
        rows = []
        for line in self.content:
            name, pattern = line.split(maxsplit=1)
            shown = [date_by_pattern(pattern, date, Locale.parse(name)) for date in _DATES]
            rows.append([
                *(cell([code(text)]) for text in (pattern, name)),
                *(cell([nodes.Text(text)]) for text in shown),
            ])
        return [table(["Format", "Language", *map(str, _DATES)], [30, 10, 28, 20, 12], rows)]
