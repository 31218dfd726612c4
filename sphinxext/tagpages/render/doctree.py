"""Listings as docutils nodes, for every builder that does not write HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from ..core.index import Entry
from ..core.listing import Listing
from ..core.note import Note
from ..core.problems import Origin
from ..core.snippet import ELLIPSIS
from ..core.tags.tag import Tag
from ..documents.contents import HOMES, Content
from ..markup.bodies import Bodies, fields_of
from ..markup.builder_nodes import picture_node
from ..markup.images import Pictures
from ..project import shapes
from ..project.titles import range_of, shown_authors
from ..project.view import NotesView, listing_style
from ..sphinx_internals.builders import only_checks_links, writes_addresses_out
from ..sphinx_internals.checked_links import locate
from ..translations import _, number
from .node_parts import bullets, counted, heading_of, in_words, joined, paragraph
from .tables.nodes import table_nodes


class NodeRenderer:
    """Makes nodes for the documents of one build. Folds are open: there is nothing to unfold them."""

    def __init__(self, builder: Builder, view: NotesView, pictures: Pictures, bodies: Bodies) -> None:
        self._builder = builder
        self._view = view
        self._pictures = pictures
        self._bodies = bodies
        self._style = listing_style(builder, view.settings)
        self._writes_addresses_out = writes_addresses_out(builder)

    def render(self, content: Content, docname: str) -> list[nodes.Node]:
        """Return the nodes that take the place of a placeholder in ``docname``."""
        shape = self._view.shape(content)
        if only_checks_links(self._builder) and not isinstance(content, HOMES):
            # Every link of another note is at its home.
            return self._addresses(shape.entry) if isinstance(shape, shapes.AddressesToCheck) else []
        return self._shape(shape, docname)

    def _shape(self, shape: shapes.Shape, docname: str) -> list[nodes.Node]:  # noqa: C901, PLR0911, PLR0912 -- all kinds
        match shape:
            case shapes.PagedListing():
                return self._paged_listing(shape, docname)
            case shapes.NoteLines(entries):
                return self._lines(entries, docname)
            case shapes.NoteTable():
                return table_nodes(
                    shape, heading_of, lambda entry, column, text: self._cell(entry, column, text, docname)
                )
            case shapes.CountedTags(counts, sizes):
                tags = [counted(self._tag(tag, docname), count) for tag, count in counts]
                return [paragraph(*joined(tags, ", "))] if sizes else bullets(tags)
            case shapes.Overview(by_name, by_group=by_group):
                return self._shape(by_group if by_group.groups else by_name, docname)
            case shapes.GroupedTags(groups):
                return [
                    node
                    for heading, tags in groups
                    for node in (nodes.rubric("", heading), *self._shape(tags, docname))
                ]
            case shapes.ArchiveTable():
                return bullets(self._archive(shape, docname))
            case shapes.Neighbours(earlier, up, later):
                links = [[self._page_link(link, docname)] for link in (earlier, up, later) if link]
                return [paragraph(*joined(links, " · "))]
            case shapes.TagButtons(tags, intro):
                words = f"{intro.replace('{tags}', '')} {{tags}}" if intro else str(_("Tags: {tags}"))
                return self._tags_in(words, tags, docname)
            case shapes.HeadLine(facts, links, up, description, has_markup):
                all_links = [*links, up] if up else links
                items = [*map(nodes.Text, facts), *(self._page_link(link, docname) for link in all_links)]
                line = paragraph(*joined([[item] for item in items], " · "))
                is_shown = description and not has_markup
                return [paragraph(nodes.Text(description)), line] if is_shown else [line]
            case shapes.MoreNotes(text, link):
                shown = self._page_link(link, docname) if link else nodes.Text(text)
                return [paragraph(shown)] if text else []
            case shapes.RelatedTags(_tag, counts):
                return self._tags_in(str(_("Often with: {tags}")), [tag for tag, _count in counts], docname)
            case shapes.TagPaths(paths):
                return [
                    paragraph(nodes.Text(f"{_('Part of')}: "), *joined(links, " › "))
                    for path in paths
                    if (links := [[self._tag(tag, docname)] for tag in path])
                ]
            case shapes.ChildTags(counts):
                words = f"{_('Includes')}: "
                items = joined([counted(self._tag(tag, docname), count) for tag, count in counts], ", ")
                return [paragraph(nodes.Text(words), *items)]
            case shapes.InTurn(several):
                return [node for each in several for node in self._shape(each, docname)]
            case shapes.RelatedNotes(entries):
                related = [[self._title(entry, docname)] for entry in entries]
                return in_words(str(_("Related: {notes}")), "{notes}", joined(related, ", "))
            case shapes.AddressesToCheck() | shapes.Explorer():
                return []

    def frame(
        self, own: Mapping[str, Sequence[nodes.Node]], entry: Entry, docname: str, *, is_home: bool
    ) -> list[nodes.Node]:
        """Return what a note written in a document becomes: head, then its ``own`` body."""
        parts = ("title", "marks")
        inline, marks = ([child for node in own[part] for child in node.children] for part in parts)
        head = self._head(entry, docname, inline, entry.tags, marks)
        texts = self._bodies.made(entry, ("summary", "comment"), docname)
        target, *shown = self._home(entry, head, [*texts, *own["body"]], docname)
        return [target, *shown] if is_home else shown

    def _paged_listing(self, shape: shapes.PagedListing, docname: str) -> list[nodes.Node]:
        listing = shape.listing
        is_of_titles = shape.style == "titles"
        if not is_of_titles and (listing.tag is None or self._style == "full"):
            shown = self._listing(listing, docname)
        elif not is_of_titles and self._style == "none":
            shown = []  # the line above says how many there are
        else:
            items = self._titles if is_of_titles else self._lines
            shown = [
                node
                for heading, entries in listing.groups()
                for node in (*heading_of(heading), *items(entries, docname))
            ]
        if not shape.pages:
            return shown
        links: list[list[nodes.Node]] = [
            [
                nodes.Text(number(each))
                if each == shape.number
                else self._page_link(shapes.PageLink(page.docname, number(each)), docname)
            ]
            for each, page in enumerate(shape.pages, 1)
        ]
        there = nodes.Text(f"{range_of(shape.pages[shape.number - 1], listing.total)} · ")
        return [*shown, paragraph(there, *joined(links, " "))]

    def _listing(self, listing: Listing, docname: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for place, entry in enumerate(listing.entries):
            note = entry.note
            found += heading_of(listing.headings.get(place))
            head = self._head(entry, docname, [nodes.Text(note.title)], listing.buttons(entry))
            if note.id in listing.homes:
                found += self._home(entry, head, self._bodies.made(entry, fields_of(note), docname), docname)
            else:
                found += [*head, *self._snippet(entry, docname)]
        return found

    def _home(
        self, entry: Entry, head: list[nodes.Node], texts: list[nodes.Node], docname: str
    ) -> list[nodes.Node]:
        related = self._shape(shapes.RelatedNotes(self._view.related_notes(entry)), docname)
        return [nodes.target("", "", ids=[entry.anchor]), *head, *texts, *self._picture(entry), *related]

    def _head(
        self,
        entry: Entry,
        docname: str,
        inline: Sequence[nodes.Node],
        tags: Sequence[Tag],
        marks: Sequence[nodes.Node] = (),
    ) -> list[nodes.Node]:
        note = entry.note
        if note.url:
            link, *address = self._external("", note.url, note.where("url"), inline)
        else:
            link, address = self._link(docname, entry.home, entry.anchor, "", inline), []
        date = note.effective_date
        home = self._view.date_text(date) if date else "¶" if entry.has_permalink else ""
        facts: list[Sequence[nodes.Node]] = [
            *([self._link(docname, entry.home, entry.anchor, text)] for text in (home,) if text),
            *([nodes.Text(text)] for text in (", ".join(note.authors), note.venue) if text),
            *self._further_links(note),
        ]
        lines = (joined(facts, " · "), self._tags(tags, docname))
        title = paragraph(nodes.strong("", "", link), *marks, *address)
        return [title, *(paragraph(*line) for line in lines if line)]

    def _further_links(self, note: Note) -> list[list[nodes.Node]]:
        links = [(link.label, link.url, note.where("links")) for link in note.links]
        if remote := self._pictures.remote(note):
            links.append((note.image_alt or str(_("Picture")), remote, note.where("image")))
        return [self._external(*link) for link in links]

    def _snippet(self, entry: Entry, docname: str) -> list[nodes.Node]:
        text, cut = self._view.snippet(entry)
        if not text:
            return []
        if cut:
            rest = self._link(docname, entry.home, entry.anchor, ELLIPSIS)
            return [paragraph(nodes.Text(text.removesuffix(ELLIPSIS)), rest)]
        return [paragraph(nodes.Text(text))]

    def _picture(self, entry: Entry) -> list[nodes.Node]:
        """Return a local picture, as far as the builder can show it; a remote one is among the links."""
        picture = self._pictures.local(entry.note)
        if picture is None:
            return []
        shown = picture_node(self._builder, picture, entry.note.image_alt)
        if isinstance(shown, nodes.image):
            return [shown]
        return [paragraph(shown)] if shown.astext() else []

    def _external(
        self, label: str, url: str, origin: Origin, inline: Sequence[nodes.Node] = ()
    ) -> list[nodes.Node]:
        link = locate(nodes.reference("", label, *inline, refuri=url, internal=False), origin)
        address = f" <{url}>" if self._writes_addresses_out else ""
        return [link, nodes.Text(address)] if address else [link]

    def _tag(self, tag: Tag, docname: str) -> nodes.Node:
        return self._link(docname, tag.docname, "", tag.label)

    def _addresses(self, entry: Entry | None) -> list[nodes.Node]:
        if entry is None:
            return []
        note = entry.note
        own = [self._external(note.url, note.url, note.where("url"))] if note.url else []
        return [paragraph(*joined([*own, *self._further_links(note)], " "))]

    def _tags_in(self, words: str, tags: Sequence[Tag], docname: str) -> list[nodes.Node]:
        return in_words(words, "{tags}", self._tags(tags, docname))

    def _tags(self, tags: Sequence[Tag], docname: str) -> list[nodes.Node]:
        return joined([[self._tag(tag, docname)] for tag in tags], ", ")

    def _lines(self, entries: Iterable[Entry], docname: str) -> list[nodes.Node]:
        return bullets(self._line(entry, docname) for entry in entries)

    def _titles(self, entries: Iterable[Entry], docname: str) -> list[nodes.Node]:
        return bullets([self._title(entry, docname)] for entry in entries)

    def _title(self, entry: Entry, docname: str) -> nodes.Node:
        return self._link(docname, entry.home, entry.anchor, entry.note.title)

    def _cell(self, entry: Entry, column: str, text: str, docname: str) -> list[nodes.Node]:
        """Return what stands in a cell of a table, of whose note ``text`` is what it says as plain text."""
        note = entry.note
        match column:
            case "title" if not note.url:
                return [self._title(entry, docname)]
            case "title" | "url":
                return self._external(text, note.url, note.where("url"))
            case "links":
                links = [self._external(link.label, link.url, note.where("links")) for link in note.links]
                return joined(links, ", ")
            case "authors":
                return [nodes.Text(shown_authors(note.authors))]
            case "tags":
                return self._tags(entry.tags, docname)
            case "date" if (date := note.effective_date) and text:
                return [self._link(docname, entry.home, entry.anchor, self._view.date_text(date))]
            case "published" if note.published:
                return [nodes.Text(self._view.date_text(note.published))]
        return [nodes.Text(text)]

    def _line(self, entry: Entry, docname: str) -> list[nodes.Node]:
        link, date = self._title(entry, docname), entry.note.effective_date
        return [nodes.Text(f"{self._view.date_text(date)} "), link] if date else [link]

    def _archive(self, table: shapes.ArchiveTable, docname: str) -> Iterator[list[nodes.Node]]:
        """Yield the items of a list: each year with its months."""
        for year in table.years:
            months = [
                counted(self._page_link(replace(month.link, text=name), docname), month.count)
                for name, month in zip(table.names, year.months, strict=True)
                if month
            ]
            line = counted(self._page_link(year.link, docname), year.count)
            yield [*line, *([nodes.Text(": "), *joined(months, ", ")] if months else ())]
        if table.undated:
            link, count = table.undated
            yield counted(self._page_link(link, docname), count)

    def _page_link(self, link: shapes.PageLink, docname: str) -> nodes.Node:
        return self._link(docname, link.docname, link.anchor, link.text)

    def _link(
        self, docname: str, target: str, anchor: str, text: str, inline: Sequence[nodes.Node] = ()
    ) -> nodes.Node:
        content = nodes.inline("", text, *inline)
        try:
            return make_refnode(self._builder, docname, target, anchor, content)
        except NoUri:
            return content
