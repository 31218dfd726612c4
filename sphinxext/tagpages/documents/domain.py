"""The domain: what documents hold, keyed by docname, and references to tags and notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import Any, cast
from uuid import uuid4

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment

from ..core.index import Entry, TagIndex
from ..core.problems import Origin, Problem
from ..fields.reader import build_note
from ..sphinx_internals.environment import anchors_of, labels_of
from ..sphinx_internals.uris import FILE_LINK, link_to_file, reference_to
from ..translations import _
from .contents import PageLinks, SourceListing
from .nodes import note_entry, note_source, placeholder
from .reading import DOMAIN, conditions_beside, is_in_draft, shown_by, tables_in
from .records import RECORD_LAYOUT, DocumentRecord, MadePage, RecordedSource
from .roles import TagpagesRole
from .source_files import SourceFiles
from .source_text import note_texts

TAG_PRIORITY = -1
NOTE_PRIORITY = 1
#: The search finds a document by its own title and text.
PAGE_PRIORITY = -1


class TagpagesDomain(Domain):
    """Notes and tags: what documents hold, and the index that references lead to.

    ``source_files`` are the files that notes can come from in the running build. ``is_previewing``: what is
    being resolved is no document that is written.
    """

    name = DOMAIN
    label = "Tag pages"
    object_types = {  # noqa: RUF012 -- as Domain declares it
        "tag": ObjType(_("tag"), "tag"),
        "note": ObjType(_("note"), "note"),
    }
    roles = {"tag": TagpagesRole(), "note": TagpagesRole()}  # noqa: RUF012
    initial_data = {  # noqa: RUF012
        "documents": {},
        "generated": {},
        "removed": set(),
        "reading": "",
        "configured": "",
        "problems": {},
        "resolved": {},
        "record_layout": RECORD_LAYOUT,
    }
    data_version = 4
    source_files: SourceFiles

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        if not self.data.keys() >= self.initial_data.keys() or self.data["record_layout"] != RECORD_LAYOUT:
            msg = f"data of {self.label!r} domain out of date"
            raise OSError(msg)  # as Domain does, and Sphinx makes a new environment
        self._make_index: Callable[[], TagIndex] = TagIndex
        self.is_previewing = False

    def begin_reading(self, app: Sphinx) -> None:
        """Look anew for files of notes, and forget the index of an earlier build."""
        self.source_files = SourceFiles(app.srcdir, app.config, app.outdir, app.doctreedir)
        self._make_index = TagIndex

    def end_reading(self, make_index: Callable[[], TagIndex]) -> None:
        """Take what makes the index, when it is first needed, now that all documents are read."""
        self._make_index = make_index

    @property
    def index(self) -> TagIndex:
        """The index of all notes: derived from what is recorded, and never pickled."""
        return self._make_index()

    @contextmanager
    def previewing(self, index: TagIndex) -> Iterator[None]:
        """Resolve what is not written, by an index: nothing of ours is put in or reported meanwhile."""
        make_index, self._make_index, self.is_previewing = self._make_index, lambda: index, True
        try:
            yield
        finally:
            self._make_index, self.is_previewing = make_index, False

    @property
    def documents(self) -> dict[str, DocumentRecord]:
        """Records of the user's documents, by docname."""
        return cast("dict[str, DocumentRecord]", self.data["documents"])

    @property
    def generated(self) -> dict[str, MadePage]:
        """The generated documents of the latest build, by docname."""
        return cast("dict[str, MadePage]", self.data["generated"])

    @property
    def removed(self) -> set[str]:
        """The docnames of documents that were generated once and are gone, whatever builder saw it first."""
        return cast("set[str]", self.data["removed"])

    @property
    def reading(self) -> str:
        """A name for what was read last: another one whenever documents were read or removed."""
        return cast("str", self.data["reading"])

    @property
    def configured(self) -> str:
        """A name for the configuration that documents were read under: another one whenever all are read."""
        return cast("str", self.data["configured"])

    @property
    def resolved(self) -> dict[str, str]:
        """Texts of notes in which references were resolved, by digests of all that they depend on."""
        return cast("dict[str, str]", self.data["resolved"])

    def renew_configured(self) -> None:
        """Note that all documents are about to be read, in a new environment or by other settings."""
        self.data["configured"] = uuid4().hex

    def renew_reading(self) -> None:
        """Note that documents were read or removed."""
        self.data["reading"] = uuid4().hex

    def with_other_sources(self) -> set[str]:
        """Return the documents whose globs match other files than when they were read."""
        return {
            docname
            for docname, record in self.documents.items()
            for source in record.sources
            if self.source_files.matching_all(source.patterns) != list(source.paths)
        }

    def record(self, docname: str) -> DocumentRecord:
        """Return the record of a document, made on first use."""
        return self.documents.setdefault(docname, DocumentRecord())

    def clear_doc(self, docname: str) -> None:
        """Forget what a document held."""
        self.documents.pop(docname, None)
        self.data["problems"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read of ``docnames``."""
        for part in ("documents", "problems"):
            self.data[part] |= {name: held for name, held in otherdata[part].items() if name in docnames}

    def process_doc(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        docname: str,
        document: nodes.document,
    ) -> None:
        """Record the notes of a finished doctree, with the conditions round them."""
        if docname in self.generated:
            return
        for node in list(document.findall(nodes.Element)):
            if isinstance(node, note_entry):
                self._record_entry(docname, node)
            elif isinstance(node, note_source):
                self._record_source(docname, node)
        if shown := dict.fromkeys(item for node in document.findall() if (item := shown_by(node))):
            self.record(docname).shows += shown
            self.record(docname).tables += tables_in(document, docname)

    def _record_entry(self, docname: str, entry: note_entry) -> None:
        fields = entry.attributes.pop("fields")
        key_lines = entry.attributes.pop("key_lines")
        # An entry that another extension puts in late has none kept.
        texts = entry.attributes.pop("texts", None) or note_texts(entry)
        fields["title"], fields["body"] = texts.name, texts.body
        problems: list[Problem] = []
        note = build_note(fields, Origin(*entry["origin"]), key_lines, problems)
        self.add_problems(docname, problems)
        if note is None:
            return
        if not (note.summary or note.comment):
            note = replace(note, markup="plain")  # the body is what docutils made of it
        record = self.record(docname)
        note = replace(note, title=texts.title or note.title, draft=note.draft or is_in_draft(entry, record))
        number = record.add(note, conditions_beside(entry, docname))
        if texts.late:
            record.late[number] = texts.late
        entry["key"] = (docname, number)
        labels, anchors = labels_of(self.env), anchors_of(self.env)
        for name in entry["names"]:
            if name in anchors:  # Sphinx gives titles to those of sections, figures and the like alone
                labels[name] = (*anchors[name], note.title)
                record.labels.add(name)

    def _record_source(self, docname: str, node: note_source) -> None:
        record = self.record(docname)
        conditions = conditions_beside(node, docname)
        own = tuple(record.add(note, conditions) for note in node["notes"])
        number = len(record.sources)
        record.sources.append(
            RecordedSource(node["patterns"], node["paths"], own, hidden=node["hidden"], conditions=conditions)
        )
        if not node["hidden"]:
            node.replace_self(placeholder("", content=SourceListing(docname, number, node["visible"])))
        elif node["ids"]:  # labels lead to where it stood
            node.replace_self(placeholder("", content=PageLinks(docname)))
        else:
            node.parent.remove(node)

    def entry_at(self, node: note_entry) -> Entry | None:
        """Return the entry whose home a node is, if this builder shows it."""
        return self.index.by_key.get(node.get("key", ("", -1)))

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield every tag and note for inventories and the search."""
        for tag in self.index.tags.values():
            yield tag.slug, tag.label, "tag", tag.docname, "", TAG_PRIORITY
        for entry in self.index.entries:
            priority = NOTE_PRIORITY if entry.anchor else PAGE_PRIORITY
            yield entry.name, entry.note.title, "note", entry.home, entry.anchor, priority

    def resolve_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference to a tag's page, to a note's home, or to a file beside the pages."""
        name = node.get("tagpages_name", target)
        if typ == FILE_LINK:
            return cast("nodes.reference", link_to_file(builder, fromdocname, node))
        if typ == "tag":
            tag = self.index.tag(name)
            if tag is None:
                return None
            docname, anchor, title, short = tag.docname, "", tag.label, tag.label.rpartition("/")[2]
        else:
            entry = self.index.entry(name)
            if entry is None:
                return None
            title = entry.note.title
            docname, anchor, short = entry.home, entry.anchor, title.partition(":")[0]
        if not node.get("refexplicit"):
            contnode = contnode.deepcopy()
            contnode.clear()
            contnode += nodes.Text(short if node.get("tagpages_short") else title)
        return reference_to(builder, fromdocname, docname, anchor, contnode, title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,  # noqa: ARG002
        builder: Builder,  # noqa: ARG002
        target: str,  # noqa: ARG002
        node: addnodes.pending_xref,  # noqa: ARG002
        contnode: nodes.Element,  # noqa: ARG002
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve nothing: tags have the names of everyday words."""
        return []

    def add_problems(self, docname: str, problems: Iterable[Problem]) -> None:
        """Note what is wrong with a document that is being read; it is reported when all are read."""
        self.data["problems"].setdefault(docname, []).extend(problems)

    def take_problems(self) -> list[Problem]:
        """Return what is wrong with the documents that were read, and forget it."""
        found = list(chain.from_iterable(self.data["problems"].values()))
        self.data["problems"].clear()
        return found


def domain_of(env: BuildEnvironment) -> TagpagesDomain:
    """Return the domain of a build, with what its documents hold."""
    return cast("TagpagesDomain", env.get_domain(TagpagesDomain.name))
