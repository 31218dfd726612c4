"""What stands in the documents of one build: placeholders are filled, notes get their frames.

For HTML, what the search index is not to see is filled in only when a page is written. All else is done
by a transform that runs after references are resolved, and before pictures and links are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..core.problems import Problem, ProblemKind
from ..documents.contents import HOMES, OneNote, SelectedListing, SourceListing, TagCounts
from ..documents.directives.lines import option_origin
from ..documents.domain import TagpagesDomain, domain_of
from ..documents.nodes import note_entry, note_marks, notes_html, placeholder, presence
from ..documents.unknown import unknown_reference, unknown_tag
from ..markup.builder_nodes import ancestors, raw
from ..project.lists.tag_lists import tags_under
from ..sphinx_internals.caching import cache_stems
from ..sphinx_internals.search_titles import escape_titles
from ..util.suggest import suggestion
from ..util.text import shortened
from .apart import hold_attributes, is_whole, set_apart
from .renderers import Renderers
from .template import NodesOf, Pieces, searched

#: What becomes a link, and cannot stand in a title that is one.
_LINKS = (nodes.reference, nodes.problematic)


@dataclass(frozen=True)
class Filler:
    """Fills the documents of one build; nothing of ours where a builder shows only what the user wrote.

    ``report`` takes a docname, and what was found as that document was filled in.
    """

    builder: Builder
    domain: TagpagesDomain
    renderers: Renderers
    report: Callable[[str, Iterable[Problem]], None]

    def fill(self, doctree: nodes.document, docname: str) -> None:
        """Fill in a document; what remains of ours is what is made when a page of HTML is written."""
        cache_stems(self.builder)
        escape_titles(self.builder, self.domain.generated)
        for mark in list(doctree.findall(presence)):
            mark.replace_self([])
        html = self.renderers.html
        if html is None and self.renderers.nodes is None:
            for left in list(doctree.findall(placeholder)):
                if not left.get("messages"):  # which gettext has yet to take
                    left.parent.remove(left)  # with its labels and classes, which no text has
            return
        at_home: set[object] | None = set() if is_whole(doctree) else None
        taken: set[str] = set()
        nodes_of_ours = set_apart(doctree)
        for node in nodes_of_ours:
            if at_home is None:
                node["ids"] = []  # they lead to the document that it is from
            hold_attributes(node, taken, as_html=html is not None)
            if isinstance(node, note_entry):
                self._fill_entry(node, _docname_at(node, docname), at_home)
            else:
                self._fill_placeholder(node, docname, at_home)
        if nodes_of_ours and is_whole(doctree):
            _mend_footnotes(doctree)
        self.report(docname, self.renderers.problems)
        self.renderers.problems.clear()

    def _fill_placeholder(self, node: placeholder, docname: str, at_home: set[object] | None) -> None:
        self._check_names(node)
        content, at = node["content"], _docname_at(node, docname)
        if isinstance(content, SourceListing) and not _takes_home(content, content.docname, at, at_home):
            content = replace(content, is_home=False)
        if self.renderers.nodes is not None:
            is_table = isinstance(content, SelectedListing) and content.style == "table"
            if is_table and any(isinstance(outer, nodes.table) for outer in ancestors(node)):
                content = replace(content, style="titles")  # text and LaTeX have no table in a table
            node.replace_self(self.renderers.nodes.render(content, at))
        elif self.renderers.html is not None and isinstance(content, HOMES):
            level = _heading_level(node)
            shown = self.renderers.html.render(content, docname, level)
            node.replace_self(self._with_nodes(shown, docname, level, {}))

    def note_unknown(self, node: addnodes.pending_xref) -> None:
        """Take a reference to a tag or a note that there is none of, to be reported with its document."""
        srcdir = Path(self.domain.env.srcdir)
        self.renderers.problems.append(unknown_reference(node, self.domain.index, srcdir))

    def _check_names(self, node: placeholder) -> None:
        """Note what a list names that there is none of."""
        content, index = node["content"], self.domain.index
        if isinstance(content, TagCounts) and content.under and not tags_under(content.under, index):
            if index.tag(content.under):
                hint = "name it among their parents in the tags file"
                message = f"no tag is under {shortened(content.under)!r}; {hint}"
                self._note_option(node, "under", message)
            else:
                self._note_unknown_tag(node, content.under, "under")
        if not isinstance(content, SelectedListing):
            return
        for name, option in content.selection.unknown_tags(index):
            self._note_unknown_tag(node, name, option)
        for option, what, name, known in self.renderers.notes.view.lists.unknown_names(content):
            message = f"no note has the {what} {shortened(name)!r}{suggestion(name, sorted(known))}"
            self._note_option(node, option, message)

    def _note_unknown_tag(self, node: placeholder, name: str, option: str) -> None:
        srcdir = Path(self.domain.env.srcdir)
        self.renderers.problems.append(unknown_tag(node, name, option, self.domain.index, srcdir))

    def _note_option(self, node: placeholder, option: str, message: str) -> None:
        origin = option_origin(node, option, Path(self.domain.env.srcdir))
        self.renderers.problems.append(Problem(ProblemKind.OPTION, message, origin))

    def _fill_entry(self, node: note_entry, docname: str, at_home: set[object] | None) -> None:
        entry = self.domain.entry_at(node)
        title, *body = node.children
        marks = [body.pop(0)] if body and isinstance(body[0], note_marks) else []
        if entry is None:
            is_draft = "key" in node
            node.replace_self([] if is_draft else body)
            return
        holder, number = node["key"]
        if entry.home != holder:  # another document holds the same note, by a file that both include
            row = placeholder("", content=OneNote(holder, number))
            node.replace_self(row)
            self._fill_placeholder(row, docname, at_home)
            return
        title = title.deepcopy()
        for link in [found for found in title.findall() if isinstance(found, _LINKS)]:
            link.parent.replace(link, link.children)
        for picture in title.findall(nodes.image):
            picture["classes"].append("no-scaled-link")  # Sphinx links to a picture that has a size
        is_home = _takes_home(entry.note.id, holder, docname, at_home)
        own = {"title": [title], "marks": marks, "body": body}
        if self.renderers.nodes is not None:
            node.replace_self(self.renderers.nodes.frame(own, entry, docname, is_home=is_home))
        elif self.renderers.html is not None:
            level = _heading_level(node)
            frame = self.renderers.html.frame(entry, docname, level, is_home=is_home)
            node.children = []
            node += self._with_nodes(frame, docname, level, own)

    def _with_nodes(
        self, pieces: Pieces, docname: str, level: int, own: dict[str, list[nodes.Node]]
    ) -> list[nodes.Node]:
        """Return HTML as nodes; ``own`` is what a document has of a note itself, which no template loses."""
        found: list[nodes.Node] = []
        for is_html, run in groupby(pieces, lambda piece: isinstance(piece, str)):
            if is_html:
                html = cast("list[str]", list(run))
                found.append(notes_html("", *map(raw, searched(html)), html="".join(html)))
                continue
            for piece in cast("Iterator[NodesOf]", run):
                if piece.field in own:
                    found += own.pop(piece.field)
                else:
                    found += self.renderers.bodies.made(piece.entry, [piece.field], docname, level)
        return [*found, *chain.from_iterable(own.values())]

    def html_of(self, node: placeholder, docname: str) -> str:
        """Return the HTML of a placeholder that was left for the writer."""
        assert self.renderers.html is not None
        pieces = self.renderers.html.render(node["content"], docname, _heading_level(node))
        return "".join(piece for piece in pieces if isinstance(piece, str))


class HasFiller(Protocol):
    """What there is for each application: it knows what fills the documents of the running build."""

    @property
    def filler(self) -> Filler:
        """What fills them."""


class FillIn(SphinxPostTransform):
    """Fills each document with what the index says.

    Sphinx makes the transforms; ``running`` is set in a class of each application's own.
    """

    running: ClassVar[HasFiller]

    #: After references (10) and ``only`` (50), before pictures (100 and on) and the check of links (800).
    default_priority = 60

    def run(self, **_kwargs: object) -> None:
        """Fill in the document."""
        if not domain_of(self.env).is_previewing:
            self.running.filler.fill(self.document, self.env.docname)


def write_notes_html(translator: Any, node: notes_html) -> None:  # noqa: ANN401 -- of any builder
    """Write HTML as it is."""
    translator.body.append(node["html"])
    raise nodes.SkipNode


def _takes_home(what: object, holder: str, docname: str, at_home: set[object] | None) -> bool:
    """Tell whether something has its home here; the first time in a whole document, where it is held."""
    if at_home is None or holder != docname or what in at_home:
        return False
    at_home.add(what)
    return True


def _mend_footnotes(doctree: nodes.document) -> None:
    """Let no footnote lead back to a mark that is not shown: of a draft, of a note that has another home."""
    notes = [node for node in doctree.findall() if isinstance(node, nodes.footnote | nodes.citation)]
    shown = {id_ for node in doctree.findall(nodes.Element) for id_ in node["ids"]} if notes else ()
    for note in notes:
        note["backrefs"] = [id_ for id_ in note["backrefs"] if id_ in shown]


def _docname_at(node: nodes.Node, docname: str) -> str:
    """Return the document that a node is from, where several were joined to one."""
    files = (parent for parent in ancestors(node) if isinstance(parent, addnodes.start_of_file))
    return next((file["docname"] for file in files), docname)


def _heading_level(node: nodes.Node) -> int:
    """Return the level of a heading one below the sections round a node."""
    return 1 + max(1, sum(isinstance(parent, nodes.section) for parent in ancestors(node)))
