"""``tags/archive/changes``: what has changed since a project published last, as a page and as a feed of it.

It is a page of no document, which Sphinx writes by the event ``html-collect-pages``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import escape

from ..config.conf_file import ConfigFile
from ..core.changes import Changes, Edited, Record, Records, changes_between, said_of
from ..core.dates import NoteDate
from ..core.index import Entry
from ..core.note import encode_id
from ..core.tags.tag import Tag
from ..documents.source_files import SourceFiles
from ..project import shapes
from ..project.lists.feeds import ATOM, JSON
from ..project.titles import changes_name, index_link, site_title
from ..render.renderers import Renderers
from ..sources.published import Published
from ..sphinx_internals.uris import base_uri
from ..translations import _, counted, number
from ..util.digest import digest_of
from ..util.files import TextFile
from .atom import atom_entry, atom_feed
from .feed_items import FeedHead, FeedItems, Item
from .json_feed import json_feed, json_item


class ChangesPage:
    """What has changed since ``tagpages_published`` was written; ``records`` returns what there is now.

    ``file`` is that file, and ``name`` that of the page and, with endings, those of its feeds. ``files``
    reads it; ``records`` is given the address of its site. ``items`` returns what makes the items of feeds,
    where there are any.
    """

    def __init__(
        self,
        renderers: Renderers,
        files: SourceFiles,
        records: Callable[[str], Records],
        items: Callable[[], FeedItems] | None,
    ) -> None:
        view, given = renderers.notes.view, renderers.notes.settings.published
        assert given
        assert renderers.html
        self._given = given
        self.file = Path(renderers.notes.srcdir, given)
        self.name = changes_name(view.settings.dir)
        self._renderers, self._view = renderers, view
        self._files, self._records, self._items = files, records, items
        self._links = renderers.html.links
        self._base = base_uri(renderers.builder, self.name)
        self._title = str(_("Changes"))

    @cached_property
    def _published(self) -> Published | None:
        return self._files.read_published(self._given, ConfigFile(Path(self._renderers.builder.confdir)))

    @cached_property
    def _changes(self) -> Changes:
        before = self._published
        return changes_between(before.records, self._records(before.site)) if before else Changes()

    @property
    def _since(self) -> NoteDate | None:
        """The date of the newest note that was published."""
        return self._published.newest if self._published else None

    def page(self) -> tuple[str, dict[str, Any], str]:
        """Return the page as the event wants it: its name, the context, and the template."""
        links = self._renderers.feed_links.links(self._feed_title, self.name, self._forms)
        context = {"title": self._title, "body": self._body(), "metatags": links}
        return self.name, context, "page.html"

    def feeds(self) -> Iterator[TextFile]:
        """Yield the feeds of it: their paths in the output folder, and what makes them."""
        makers = {ATOM: self._atom, JSON: self._json}
        yield from ((f"{self.name}.{form[0]}", makers[form]) for form in self._forms)

    @property
    def _forms(self) -> Sequence[tuple[str, str]]:
        """The forms of the feed that there are. Atom wants a date of each item."""
        if not self._items:
            return ()
        return (ATOM, JSON) if self._since else (JSON,)

    @property
    def _feed_title(self) -> str:
        return f"{self._title} \N{EM DASH} {site_title(self._renderers.builder.config)}"

    def _body(self) -> str:
        changes, folder = self._changes, self._view.settings.dir
        notes = (
            (_("Added"), changes.added, self._lines(map(self._entry, changes.added))),
            (_("Edited"), changes.edited, _list(map(self._edited, changes.edited))),
            (_("Gone"), changes.gone, _list(_item(note["title"]) for note in changes.gone)),
        )
        tags_edited = [each.now for each in changes.tags_edited]
        tags = (
            (_("Added"), changes.tags_added, self._tags(changes.tags_added)),
            (_("Renamed"), changes.renamed, _list(self._moved(changes.renamed))),
            (_("Merged"), changes.merged, _list(self._moved(changes.merged))),
            (_("Edited"), tags_edited, self._tags(tags_edited)),
            (_("Gone"), changes.tags_gone, _list(_item(tag["label"]) for tag in changes.tags_gone)),
        )
        shown = _part(_("Notes"), notes) + _part(_("Tags"), tags)
        shown = shown or f"<p>{escape(_('Nothing has changed.'))}</p>\n"
        feed = f"{self.name}.{self._forms[0][0]}" if self._forms else ""
        head = self._html(shapes.HeadLine(tuple(self._facts()), up=index_link(folder), feed=feed))
        return f'<section id="tagpages-changes">\n<h1>{escape(self._title)}</h1>\n{head}{shown}</section>\n'

    def _facts(self) -> Iterator[str]:
        if self._published and self._since:
            since = counted(
                "since {count} note, the newest of {date}",
                "since {count} notes, the newest of {date}",
                len(self._published.notes),
            )
            yield since.replace("{date}", self._view.date_text(self._since))

    def _html(self, shape: shapes.Shape) -> str:
        return self._links.render(shape, self._base, 3)

    def _lines(self, entries: Iterable[Entry]) -> str:
        return self._html(shapes.NoteLines(tuple(entries)))

    def _entry(self, note: Record) -> Entry:
        return self._view.index.by_id[encode_id(note["id"])]

    def _edited(self, edited: Edited) -> str:
        return self._links.line(self._entry(edited.now), self._base, ", ".join(edited.words))

    def _tags(self, tags: Iterable[Record]) -> str:
        return self._html(shapes.CountedTags(tuple((self._tag(each), each["count"]) for each in tags)))

    def _tag(self, record: Record) -> Tag:
        tag = self._view.index.tag(record["name"])
        assert tag is not None
        return tag

    def _moved(self, tags: Mapping[str, Record]) -> Iterator[str]:
        for name, tag in tags.items():
            button = self._links.button(self._tag(tag), self._base, tag["count"])
            yield f"<li>{escape(name)} \N{RIGHTWARDS ARROW} {button}</li>\n"

    @cached_property
    def _feed(self) -> tuple[FeedHead, Sequence[Item]]:
        """What stands in both forms: notes that were added or edited. One edited again is another item.

        When something has changed is not known, and no build says when it was: it is not before the newest
        note that was published.
        """
        assert self._items
        made, changes = self._items(), self._changes
        told = [(note, str(_("Added"))) for note in changes.added]
        told += [(each.now, f"{_('Edited')}: {', '.join(each.words)}") for each in changes.edited]
        items = [
            made.changed(self._entry(note), digest_of(said_of(note)), words, self._since)
            for note, words in told
        ]
        dates = (self._entry(note).note.effective_date for note, _words in told)
        newest = max(filter(None, (self._since, *dates)), key=NoteDate.sort_key, default=None)
        return made.head_of_changes(self._feed_title, self.name, newest), items

    def _atom(self) -> str:
        head, items = self._feed
        return atom_feed(head, map(atom_entry, items))

    def _json(self) -> str:
        head, items = self._feed
        return json_feed(head, map(json_item, items))


def _item(text: str) -> str:
    return f"<li>{escape(text)}</li>\n"


def _list(items: Iterable[str]) -> str:
    return f'<ul class="tagpages-newest">\n{"".join(items)}</ul>\n'


def _part(title: object, lists: Iterable[tuple[object, Collection[object], str]]) -> str:
    """Return a part of the page; nothing where there is nothing to tell."""
    shown = "".join(
        f'<h3 class="tagpages-group">{escape(heading)} '
        f'<span class="tagpages-count">{number(len(found))}</span></h3>\n{html}'
        for heading, found, html in lists
        if found
    )
    return f"<h2>{escape(title)}</h2>\n{shown}" if shown else ""
