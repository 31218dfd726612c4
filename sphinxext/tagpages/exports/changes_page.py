"""``tags/archive/changes``: what has changed since a project published last, as a page and as a feed of it.

It is a page of no document, which Sphinx writes by the event ``html-collect-pages``. The feed is a JSON Feed,
whose items need no date: that of a change is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import escape
from sphinx.builders import Builder

from ..config.conf_file import ConfigFile
from ..core.changes import Changes, Edited, Record, changes_between
from ..core.note import encode_id
from ..core.problems import ProblemKind
from ..project.notes import ProjectNotes
from ..project.titles import changes_name, counted_notes, index_link, site_title
from ..render.html_indexes import link_html, link_to
from ..sources.published import Published, UnreadableError, read_published
from ..sphinx_internals.addresses import Addresses
from ..sphinx_internals.uris import Uris, base_uri
from ..translations import _, number
from ..util.digest import digest_of
from ..util.files import read_regular
from ..warnings import warn
from .feed_items import FeedHead
from .json_feed import json_feed, json_text


class ChangesPage:
    """What has changed since ``tagpages_published`` was written; ``records`` returns what there is now.

    ``file`` is that file, ``name`` that of the page.
    """

    def __init__(
        self,
        builder: Builder,
        notes: ProjectNotes,
        records: Callable[[], tuple[Sequence[Record], Sequence[Record]]],
    ) -> None:
        assert notes.settings.published
        self.file = Path(notes.srcdir, notes.settings.published)
        self.name = changes_name(notes.settings.dir)
        self._builder = builder
        self._notes = notes
        self._records = records
        self._uris = Uris(builder, base_uri(builder, self.name))

    @cached_property
    def _published(self) -> Published | None:
        try:
            return read_published(read_regular(self.file))
        except OSError as error:
            why = f"{error.strerror or error}: put the notes.json there that you published last"
        except UnreadableError as error:
            why = str(error)
        where = ConfigFile(Path(self._builder.confdir)).line_of("tagpages_published")
        warn(ProblemKind.CONFIG, f"tagpages_published: {self._notes.settings.published!r}: {why}", where)
        return None

    @cached_property
    def _changes(self) -> Changes:
        if self._published is None:
            return Changes()
        notes, tags = self._records()
        return changes_between((self._published.notes, notes), (self._published.tags, tags))

    def page(self) -> tuple[str, dict[str, Any], str]:
        """Return the page as the event wants it: its name, the context, and the template."""
        title = str(_("Changes"))
        return self.name, {"title": title, "body": self._body(title), "metatags": ""}, "page.html"

    def _body(self, title: str) -> str:
        changes, index = self._changes, self._notes.view.index
        up = link_html(index_link(self._notes.settings.dir), self._uris)
        notes = (
            (_("Added"), map(self._note, changes.added)),
            (_("Edited"), map(self._edited, changes.edited)),
            (_("Gone"), (escape(note["title"]) for note in changes.gone)),
        )
        tags = (
            (_("Added"), map(self._tag, changes.tags_added)),
            (_("Renamed"), self._moved(changes.renamed)),
            (_("Merged"), self._moved(changes.merged)),
            (_("Edited"), (self._tag(each.now) for each in changes.tags_edited)),
            (_("Gone"), (escape(tag["label"]) for tag in changes.tags_gone)),
        )
        parts = (_part(str(_("Notes")), notes), _part(str(_("Tags")), tags))
        shown = "".join(parts) or f"<p>{escape(_('Nothing has changed.'))}</p>\n"
        facts = f"<span>{escape(counted_notes(len(index.entries)))}</span>"
        head = f'<p class="tagpages-head">{facts} <span class="tagpages-up">{up}</span></p>\n'
        return f'<section id="tagpages-changes">\n<h1>{escape(title)}</h1>\n{head}{shown}</section>\n'

    def _note(self, note: Record) -> str:
        entry = self._notes.view.index.by_id[encode_id(note["id"])]
        date = entry.note.effective_date
        shown = self._notes.view.date_text(date) if date else ""
        time = f'<time datetime="{date.machine}">{escape(shown)}</time> ' if date else ""
        return time + link_to(self._uris.location(entry.home, entry.anchor), entry.note.title)

    def _edited(self, edited: Edited) -> str:
        signs = (*(f"+{name}" for name in edited.gained), *(f"\u2212{name}" for name in edited.lost))
        fields = [name for name in edited.fields if name != "tags"]
        return f"{self._note(edited.now)} ({escape(', '.join((*fields, *signs)))})"

    def _tag(self, record: Record) -> str:
        tag = self._notes.view.index.tag(record["name"])
        assert tag is not None
        return f"{link_to(self._uris.document(tag.docname), tag.label)} {number(record['count'])}"

    def _moved(self, tags: Mapping[str, Record]) -> Iterator[str]:
        return (f"{escape(name)} \u2192 {self._tag(tag)}" for name, tag in tags.items())

    def feed(self) -> str:
        """Return the feed: a note that was edited again is another item."""
        addresses, changes = Addresses(self._builder, ""), self._changes
        title, page = f"{site_title(self._builder.config)}: {_('Changes')}", addresses.page(self.name)
        said = dict.fromkeys(("id", "updated", "description", "language", "author"), "")
        head = FeedHead(title=title, address=addresses.file(quote(self.name)), page=page, **said)
        items = (
            json_text({
                "id": f"{note['id']}#{digest_of(note)[:12]}",
                "url": note["home"],
                "title": note["title"],
                "content_text": note.get("text") or note.get("snippet") or note["title"],
                "tags": note.get("tags", []),
            })
            for note in (*changes.added, *(edited.now for edited in changes.edited))
        )
        return json_feed(head, items)


def _part(title: str, lists: Iterable[tuple[object, Iterable[str]]]) -> str:
    """Return a part of the page; nothing where there is nothing to tell."""
    found = [(heading, list(items)) for heading, items in lists]
    shown = [
        f'<h3>{escape(heading)} <span class="tagpages-count">{number(len(items))}</span></h3>\n'
        f'<ul class="tagpages-newest">\n{"".join(f"<li>{item}</li>{chr(10)}" for item in items)}</ul>\n'
        for heading, items in found
        if items
    ]
    return f"<h2>{escape(title)}</h2>\n{''.join(shown)}" if shown else ""
