"""Which generated documents there are, and what stands in each."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from ..core.archive import UNDATED, ArchivePage, period_of
from ..core.problems import Origin
from ..documents.contents import (
    AllNotes,
    AllTags,
    ArchiveHead,
    ArchiveLines,
    ArchiveListing,
    ArchiveMonths,
    ArchiveNeighbours,
    Content,
    ExplorerHead,
    NewestNotes,
    OverviewHead,
    TagListing,
)
from ..documents.records import PlannedSection
from ..project.titles import (
    archive_docname,
    archive_section,
    explorer_docname,
    index_docname,
    numbered,
    period_title,
    section_id,
)
from ..project.view import NotesView
from ..translations import _

NEWEST_NOTES = 10


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A generated document.

    ``heading`` is its title; ``label`` names it in navigation. ``children`` are the
    docnames of its hidden table of contents; themes draw those that are ``shown``. ``subject``
    says what it is for, in messages; ``first`` is the docname of the first page of a listing of
    several. ``labels`` are what the role ``ref`` may call it. ``description`` is inline markup, which stands
    above the line of facts, and ``origin`` where it is given.
    """

    docname: str
    id: str
    heading: str
    label: str
    subject: str
    contents: tuple[Content, ...] = ()
    sections: tuple[PlannedSection, ...] = ()
    children: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    first: str = ""
    labels: tuple[str, ...] = ()
    description: str = ""
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def only(self) -> PlannedSection | None:
        """What there is of it, if that is a heading and contents, and nothing of nodes."""
        has_more = self.sections or self.children or self.labels or self.description
        return None if has_more else PlannedSection(self.id, self.heading, self.contents)

    @property
    def all_contents(self) -> tuple[Content, ...]:
        """The contents of the page and of its sections, in their order."""
        return sum((section.contents for section in self.sections), self.contents)


def plan_pages(view: NotesView, taken: Container[str] = ()) -> dict[str, PlannedPage]:
    """Plan all generated documents of a build, by docname.

    Args:
        view: the notes and tags.
        taken: the documents that the user has. One in place of the tag index is that; the table of contents
            of all generated documents is then that of the archive's index. Beside a document in place of
            this one, it is all in the tag index.
    """
    index, archive = index_docname(view.settings.dir), archive_docname(view.settings.dir)
    tag_pages = list(_tag_pages(view))
    archive_pages = [_archive_page(page, view) for page in view.index.archive]
    tags = tuple(page.docname for page in tag_pages if page.first not in taken)
    archived = tuple(page.docname for page in archive_pages)
    explorer = explorer_docname(view.settings.dir)
    shown = (explorer,) if view.settings.explorer and view.index.entries else ()
    pages = [_explorer_page(docname) for docname in shown]
    tops = []
    if archive_pages or index in taken:
        is_top = index in taken
        below = (*shown, *tags) if is_top else ()
        tops.append(_archive_index(archive, (*below, *archived), shown if is_top else ()))
    if index not in taken:
        above = tuple(page.docname for page in tops)
        below = (*shown, *tags, *above, *(archived if archive in taken else ()))
        tops.append(_index_page(view, below, shown))
    return {page.docname: page for page in (*tops, *pages, *tag_pages, *archive_pages)}


def _explorer_page(docname: str) -> PlannedPage:
    title = str(_("All notes"))
    return PlannedPage(
        docname=docname,
        id="tagpages-all-notes",
        heading=title,
        label=title,
        subject="the page of all notes",
        contents=(ExplorerHead(), AllNotes()),
    )


def _archive_index(docname: str, children: tuple[str, ...], shown: tuple[str, ...]) -> PlannedPage:
    return PlannedPage(
        docname=docname,
        id="tagpages-archive",
        heading=str(_("Archive")),
        label=str(_("Archive")),
        subject="the index of the archive",
        contents=(ArchiveHead(), ArchiveMonths()),
        children=children,
        shown=shown,
    )


def _index_page(view: NotesView, children: tuple[str, ...], shown: tuple[str, ...]) -> PlannedPage:
    moved = view.settings.moved
    title = moved.overview_title or str(_("Tags"))
    tags = (AllTags(),) if view.index.tags else ()
    sections = []
    if tags and moved.index_head:
        sections.append(PlannedSection("tagpages-all", moved.index_head, tags))
    if view.newest(1):
        sections.append(
            PlannedSection("tagpages-newest", str(_("Newest notes")), (NewestNotes(NEWEST_NOTES),))
        )
    return PlannedPage(
        docname=index_docname(view.settings.dir),
        id="tagpages-index",
        heading=title,
        label=title,
        subject="the tag index",
        contents=(OverviewHead(), *(() if moved.index_head else tags)),
        sections=tuple(sections),
        children=children,
        shown=shown,
        labels=moved.overview_labels,
    )


def _tag_pages(view: NotesView) -> Iterator[PlannedPage]:
    header = view.settings.moved.page_header
    labels = view.settings.moved.tag_labels(view.index.tags.values())
    for key, tag in view.index.tags.items():
        is_own = view.index.own_pages.get(tag.docname) == key
        for number, docname in enumerate(view.tag_pages.docnames(key), 1):
            name = docname.removeprefix(f"{view.settings.dir}/")
            if number == 1 and is_own:
                continue
            head, listing = view.tag_pages.head(key, number), (TagListing(key, number),)
            entry = view.index.vocabulary.entries.get(key) if number == 1 else None
            yield PlannedPage(
                docname=docname,
                id=section_id("tag", name),
                heading=numbered(view.settings.heading(tag.label), number),
                label=numbered(tag.label, number),
                subject=f"the page of the tag {tag.name!r}",
                contents=head if header else (*head, *listing),
                sections=(PlannedSection(section_id("tag", f"{name}/notes"), header, listing),)
                if header
                else (),
                first="" if is_own else tag.docname,
                labels=labels.get(key, ()) if number == 1 else (),
                description=entry.description if entry else "",
                origin=entry.where("description") if entry else None,
            )


def _archive_page(page: ArchivePage, view: NotesView) -> PlannedPage:
    date_format = view.settings.date_format
    here, named = (set(map(period_of, notes)) for notes in (page.notes, page.lines))
    shown = {
        period: (
            *([ArchiveListing(page.name, period)] if period in here else ()),
            *([ArchiveLines(page.name, period)] if period in named else ()),
        )
        for period in sorted(here | named, reverse=True)  # a year alone after its months
    }
    sections = [
        PlannedSection(
            archive_section(page, period),
            str(_("Month unknown")) if period == page.period else period_title(period, date_format),
            contents,
        )
        for period, contents in shown.items()
    ]
    head = (ArchiveHead(page.name), ArchiveNeighbours(page.name))
    title = period_title(page.period, date_format)
    is_plain = list(shown) == [page.period]
    return PlannedPage(
        docname=archive_docname(view.settings.dir, page.name),
        id=section_id("archive", page.name),
        heading=title,
        label=title,
        subject=f"the archive of {'undated notes' if page.period == UNDATED else page.period}",
        contents=(*head, *shown[page.period]) if is_plain else head,
        sections=() if is_plain else tuple(sections),
    )
