"""The notes that a list shows, in its style, and what it says of those that it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property

from ...config.settings import Settings
from ...core.dates import NoteDate
from ...core.grouping import EXTRA, headings_between
from ...core.index import Entry, TagIndex
from ...core.listing import Listing, fold
from ...core.selection import Selection
from ...core.snippet import ELLIPSIS
from ...documents import contents
from ...fields.columns import TEXTS, USUAL_COLUMNS, cell_text
from ...markup.plain_text import beginning_of
from ...translations import _, counted
from ...util.text import folded
from .. import shapes
from ..tag_pages import grouped, words_of_groups
from ..titles import table_path

#: The page of all notes has the whole snippets of so many notes at the least: more words are found in these.
_WHOLE_SNIPPETS = 4000
#: More than any text has.
_WHOLE = 1 << 20


class NoteLists:
    """The lists of one build; each is made once.

    ``snippet`` returns the first lines of a note's text, and whether it goes on; ``link`` a link to what a
    selection chooses among all notes, if a page shows it.
    """

    def __init__(
        self,
        index: TagIndex,
        settings: Settings,
        snippet: Callable[[Entry], tuple[str, bool]],
        date_text: Callable[[NoteDate], str],
        link: Callable[[str, Selection], shapes.PageLink | None],
    ) -> None:
        self._index = index
        self._settings = settings
        self._snippet = snippet
        self._date_text = date_text
        self._link = link
        self._chosen = cache(lambda selection: selection.chosen(index, self.words_of))
        #: What a list shows.
        self.shape = cache(self._make_shape)

    def words_of(self, entry: Entry) -> str:
        """Return the first lines of a note's text, in which words are found."""
        text, cut = self._snippet(entry)
        return text.removesuffix(ELLIPSIS) if cut else text

    def _make_shape(self, content: contents.SelectedListing) -> shapes.Shape:
        entries, headings = self._chosen(content.selection), None
        if limit := content.selection.limit:
            entries = entries[:limit]
        if content.group_by:
            sort = self._settings.sort_keys if content.selection.sort is None else content.selection.sort
            entries, groups = grouped(entries, content.group_by, sort, words_of_groups(self._date_text))
            headings = headings_between(groups, 0, len(entries))
        visible = self._settings.visible if content.visible is None else content.visible
        listing = fold(entries, visible if content.style == "entries" else 0, headings=headings)
        if content.style == "table":
            return self._table(content, listing)
        return shapes.PagedListing(listing, style=content.style)

    def _table(self, content: contents.SelectedListing, listing: Listing) -> shapes.NoteTable:
        names = content.columns or USUAL_COLUMNS
        if "title" not in names:
            names = ("title", *names)
        # What stands in for a date that is not there stands in a column of its own.
        has_stand_in = "published" not in names
        rows = {entry: [self._cell(entry, name, has_stand_in) for name in names] for entry in listing.entries}
        kept = [
            place
            for place, name in enumerate(names)
            if content.columns or name == "title" or any(texts[place] for texts in rows.values())
        ]
        return shapes.NoteTable(
            listing,
            tuple(names[place] for place in kept),
            tuple(tuple(texts[place] for place in kept) for texts in rows.values()),
            table_path(self._settings.dir, content.table),
        )

    def _cell(self, entry: Entry, column: str, has_stand_in: bool) -> str:
        note = entry.note
        if column == "tags":
            return ", ".join(tag.label for tag in entry.tags)
        if column == "date" and not (note.date or has_stand_in):
            return ""
        text = cell_text(note, column)
        if column in TEXTS and text and note.markup != "plain":
            return beginning_of(note.markup, getattr(note, column), _WHOLE, whole=True) or text
        return text

    def more(self, selection: Selection) -> shapes.MoreNotes:
        """Return how many notes a list leaves out, and a link to all of them, if a page shows just these."""
        count = len(self._chosen(selection)) - selection.limit
        if count <= 0:
            return shapes.MoreNotes()
        text = counted("{count} more note", "{count} more notes", count)
        return shapes.MoreNotes(text, self._link(text, selection) if self._is_known(selection) else None)

    def _is_known(self, selection: Selection) -> bool:
        """Tell whether the page of all notes chooses the same: it knows no tags that are skipped."""
        names = (*selection.tags, *selection.any_tags, *selection.not_tags)
        has_words = not selection.words or len(self._index.entries) <= _WHOLE_SNIPPETS
        return has_words and all(self._index.tag(name) for name in names)

    def unknown_names(
        self, content: contents.SelectedListing
    ) -> Iterator[tuple[str, str, str, frozenset[str]]]:
        """Yield what a list names and no note has, besides tags.

        Yields:
            the option, what it names, the name, and the names that there are.
        """
        selection = content.selection
        wanted = [
            ("kind", "kind", selection.kind),
            *(("authors", "author", name) for name in selection.authors),
            ("venue", "venue", selection.venue),
        ]
        for option, what, name in wanted:
            if name and folded(name) not in map(folded, self._names[what]):
                yield option, what, name, self._names[what]
        extras = [("columns", name) for name in content.columns]
        extras += [("group-by", content.group_by or "")]
        for option, name in extras:
            if name.startswith(EXTRA) and name.removeprefix(EXTRA) not in self._names["field"]:
                yield option, "field", name.removeprefix(EXTRA), self._names["field"]

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        notes = [entry.note for entry in self._index.entries]
        return {
            "kind": frozenset(note.kind for note in notes if note.kind),
            "author": frozenset(name for note in notes for name in note.authors),
            "venue": frozenset(note.venue for note in notes if note.venue),
            "field": frozenset(name for note in notes for name in note.extra),
        }


def column_title(column: str) -> str:
    """Return what stands above a column."""
    if column.startswith(EXTRA):
        name = column.removeprefix(EXTRA)
        return name.replace("_", " ").capitalize() if name.islower() else name
    titles = {
        "title": _("Title"),
        "authors": _("Authors"),
        "venue": _("Venue"),
        "date": _("Date"),
        "published": _("Published"),
        "kind": _("Kind"),
        "tags": _("Tags"),
        "links": _("Links"),
        "url": _("Address"),
        "summary": _("Summary"),
        "comment": _("Comment"),
        "body": _("Text"),
        "lang": _("Language"),
        "id": "ID",
    }
    return str(titles[column])
