"""Listings as docutils nodes, for every builder that does not write HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from .contents import ArchiveCounts, Content, IndexLink, NewestNotes, TagCounts, TagListing, TagsByInitial
from .core.index import Entry, Tag
from .core.listing import Listing
from .messages import _
from .nodes import note_entry
from .titles import page_docname, period_title
from .views import Views


class NodeRenderer:
    """Makes nodes for the documents of one build. Folds are open: there is nothing to unfold them."""

    def __init__(self, builder: Builder, views: Views) -> None:
        self._builder = builder
        self._views = views

    def render(self, content: Content, docname: str) -> list[nodes.Node]:
        """Return the nodes that take the place of a placeholder in ``docname``."""
        listing = self._views.listing(content)
        if listing is not None:
            shown = self._listing(listing, docname)
            return [*shown, *self._page_links(content, docname)] if isinstance(content, TagListing) else shown
        folder = self._views.settings.dir
        match content:
            case NewestNotes(limit):
                return _bullets(self._newest(entry, docname) for entry in self._views.newest(limit))
            case ArchiveCounts():
                return _bullets(
                    self._counted(docname, f"{folder}/archive/{page.name}", period_title(page), count)
                    for page, count in self._views.archive_pages()
                )
            case TagCounts(biggest):
                return self._tag_list(self._views.tag_counts(biggest), docname)
            case TagsByInitial():
                return [
                    node
                    for heading, tags in self._views.tags_by_initial()
                    for node in (nodes.rubric("", heading), *self._tag_list(tags, docname))
                ]
            case IndexLink():
                return [_paragraph(self._link(docname, f"{folder}/index", "", str(_("All tags"))))]
            case _:
                return []

    def frame(self, node: note_entry, entry: Entry, docname: str) -> list[nodes.Node]:
        """Return what a note written in a document becomes: head, then its own body."""
        title, *body = node.children
        head = [child.deepcopy() for child in title.children]
        return [
            self._target(entry),
            self._title(entry, docname, head),
            *self._meta(entry, entry.tags, docname),
            *_texts(entry.note.summary, entry.note.comment),
            *body,
        ]

    def _listing(self, listing: Listing, docname: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for entry in (*listing.visible, *listing.folded):
            whole = entry.note.id in listing.homes
            if whole:
                found.append(self._target(entry))
            found.append(self._title(entry, docname, [nodes.Text(entry.note.title)]))
            found += self._meta(entry, listing.buttons(entry), docname)
            note = entry.note
            found += _texts(note.summary, note.comment, note.body) if whole else self._snippet(entry)
        return found

    def _target(self, entry: Entry) -> nodes.target:
        return nodes.target("", "", ids=[entry.anchor])

    def _title(self, entry: Entry, docname: str, inline: Sequence[nodes.Node]) -> nodes.paragraph:
        note = entry.note
        if any(isinstance(found, nodes.reference) for node in inline for found in node.findall()):
            return _paragraph(nodes.strong("", "", *inline))
        link: nodes.Node
        if note.url:
            link = nodes.reference("", "", *inline, refuri=note.url, internal=False)
        else:
            link = self._link(docname, entry.home, entry.anchor, "", inline)
        return _paragraph(nodes.strong("", "", link))

    def _meta(self, entry: Entry, tags: Sequence[Tag], docname: str) -> list[nodes.Node]:
        note = entry.note
        parts: list[nodes.Node] = [
            self._link(docname, entry.home, entry.anchor, str(note.effective_date or "¶")),
            *(nodes.Text(text) for text in (", ".join(note.authors), note.venue) if text),
            *(nodes.reference("", link.label, refuri=link.url, internal=False) for link in note.links),
        ]
        lines = [_paragraph(*_joined(parts, " · "))]
        if tags:
            links = [self._link(docname, tag.docname, "", tag.label) for tag in tags]
            lines.append(_paragraph(*_joined(links, ", ")))
        return list(lines)

    def _snippet(self, entry: Entry) -> list[nodes.Node]:
        text, _cut = self._views.snippet(entry)
        return [_paragraph(nodes.Text(text))] if text else []

    def _tag_list(self, counts: Sequence[tuple[Tag, int]], docname: str) -> list[nodes.Node]:
        return _bullets(self._counted(docname, tag.docname, tag.label, count) for tag, count in counts)

    def _counted(self, docname: str, target: str, label: str, count: int) -> list[nodes.Node]:
        return [self._link(docname, target, "", label), nodes.Text(f" ({count})")]

    def _newest(self, entry: Entry, docname: str) -> list[nodes.Node]:
        link = self._link(docname, entry.home, entry.anchor, entry.note.title)
        return [nodes.Text(f"{entry.note.effective_date} "), link]

    def _page_links(self, content: TagListing, docname: str) -> list[nodes.Node]:
        pages = self._views.page_count(content.key)
        if pages == 1:
            return []
        tag = self._views.index.tags[content.key]
        links = [
            nodes.Text(str(number))
            if number == content.page
            else self._link(docname, page_docname(tag, number), "", str(number))
            for number in range(1, pages + 1)
        ]
        return [_paragraph(*_joined(links, " "))]

    def _link(
        self, docname: str, target: str, anchor: str, text: str, inline: Sequence[nodes.Node] = ()
    ) -> nodes.Node:
        content = nodes.inline("", text, *inline)
        try:
            return make_refnode(self._builder, docname, target, anchor, content)
        except NoUri:
            return content


def _texts(*texts: str) -> list[nodes.Node]:
    return [
        _paragraph(nodes.Text(paragraph.strip()))
        for text in texts
        for paragraph in text.split("\n\n")
        if paragraph.strip()
    ]


def _paragraph(*inline: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *inline)


def _joined(parts: Sequence[nodes.Node], separator: str) -> list[nodes.Node]:
    joined: list[nodes.Node] = []
    for part in parts:
        if joined:
            joined.append(nodes.Text(separator))
        joined.append(part)
    return joined


def _bullets(items: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    listed = [nodes.list_item("", _paragraph(*item)) for item in items]
    return [nodes.bullet_list("", *listed)] if listed else []
