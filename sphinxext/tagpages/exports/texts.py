"""The texts of notes as the site shows them, for files that are read without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.util.images import get_image_size
from sphinx.util.logging import suppress_logging

from ..core.index import Entry
from ..documents.domain import TagpagesDomain
from ..documents.nodes import note_entry, note_marks, placeholder
from ..documents.records import OwnNote
from ..markup.bodies import fields_of
from ..markup.builder_nodes import BuilderNodes
from ..markup.excerpt import is_common
from ..markup.images import LocalPicture, local_path
from ..render.renderers import Renderers
from ..sphinx_internals.addresses import Addresses
from ..sphinx_internals.builders import html_writer, images_folder
from ..sphinx_internals.doctrees_on_demand import doctree_of
from ..sphinx_internals.environment import image_name
from ..sphinx_internals.events import resolve, skips
from ..sphinx_internals.uris import Uris, base_uri
from ..sphinx_internals.virtual_documents import document_settings
from ..util.gc_pause import working_collector
from ..util.urls import safe_url
from .markdown import markdown_of
from .markdown_text import plain_paragraphs

#: Notes within a note are notes of their own; all else is filled in when a page is written.
_OURS = (note_entry, note_marks, placeholder)


class _PortableNodes(BuilderNodes):
    """Makes nodes with nothing in them that only a page of the site can show."""

    @property
    def is_html(self) -> bool:
        """Whether HTML can be put in."""
        return False

    @property
    def deepest(self) -> int:
        """How many lists or quotes may stand one in another."""
        return 20

    @property
    def _uris(self) -> Uris:
        return Uris(self.builder, base_uri(self.builder, self.docname))

    def picture(
        self,
        address: str,
        alt: str,
        *,
        in_link: bool,  # noqa: ARG002
        size: Mapping[str, str] = {},  # noqa: ARG002
    ) -> list[nodes.Node]:
        """Return a picture, with its address on the site where it is a local one."""
        if address.startswith(("http://", "https://")):
            return [nodes.image("", uri=safe_url(address) or "", alt=alt)]
        found = self.pictures.in_text(self.entry.note, local_path(address)) if address else None
        if not isinstance(found, LocalPicture):
            return [nodes.Text(alt)]
        return [
            nodes.image(
                "", uri=self._uris.output_file(f"{images_folder(self.builder)}/{found.name}"), alt=alt
            )
        ]


class NoteTexts:
    """The texts of the notes of one build, with addresses as a file of the output names them."""

    def __init__(self, renderers: Renderers, domain: TagpagesDomain, addresses: Addresses) -> None:
        self._builder = renderers.builder
        self._domain = domain
        self._addresses = addresses
        self._bodies = renderers.portable_bodies(_PortableNodes)
        self._own = cache(self._in_document)

    @cached_property
    def _written(self) -> Callable[[nodes.Node], str]:
        return html_writer(self._builder, self._addresses.file(images_folder(self._builder)))

    def markdown(self, entry: Entry, level: int = 1) -> str:
        """Return all texts of a note as Markdown; ``level`` is that of the heading above them."""
        note = entry.note
        if note.text is None and not self._own(entry.home):
            # Most notes are so, and nodes of them would take twice the time.
            given = filter(None, (getattr(note, name) for name in fields_of(note)))
            return "\n\n".join(filter(None, map(plain_paragraphs, given)))
        return markdown_of(self._nodes(entry), level)

    def html(self, entry: Entry) -> str:
        """Return all texts of a note as HTML, without HTML of an author's own, which counts on the page."""
        found = nodes.container("", *self._nodes(entry))
        for raw in list(found.findall(nodes.raw)):
            raw.parent.remove(raw)
        for mark in list(found.findall(nodes.footnote_reference)):
            address = self._addresses.page(entry.home, mark["refid"])
            mark.replace_self(nodes.reference("", f"[{mark.astext()}]", refuri=address))
        for formula in found.findall(nodes.math_block) if self._builder.config.numfig else ():
            formula["number"] = None  # which is found by its id
        for node in found.findall(nodes.Element):
            # Where several notes stand one below the other, these would be there more than once.
            node.attributes |= {"ids": []} | ({"backrefs": []} if "backrefs" in node else {})
        with suppress_logging():
            return "".join(map(self._written, list(found.children)))

    def summary(self, entry: Entry) -> str:
        """Return the summary of a note: with a markup, as Markdown."""
        note = entry.note
        return note.summary if note.text is None else markdown_of(self._nodes(entry, ("summary",)), 1)

    @working_collector()
    def _nodes(self, entry: Entry, fields: Iterable[str] = ()) -> list[nodes.Node]:
        """Return what shows some texts of a note, or all that it has."""
        own = None if fields else self._own(entry.home).get(entry.note.id)
        fields = fields or [field for field in fields_of(entry.note) if own is None or field != "body"]
        with suppress_logging():  # its home tells what is wrong
            found = self._resolved(self._bodies.made(entry, fields, entry.home), entry.home)
        kept = (node.deepcopy() for node in own or ())  # for whoever asks again
        found = [node for node in (*found, *kept) if not self._is_hidden(node)]
        for node in found:
            self._complete(node, entry.home)
        return found

    def _is_hidden(self, node: nodes.Node) -> bool:
        """Tell whether pages leave out a node of another extension."""
        return isinstance(node, nodes.Element) and not is_common(node) and skips(self._builder, node)

    def _resolved(self, found: list[nodes.Node], docname: str) -> list[nodes.Node]:
        if not any(True for node in found for _reference in node.findall(addnodes.pending_xref)):
            return found
        document = self._document(docname)
        document += found
        with self._domain.previewing(self._domain.index):
            resolve(self._builder, document, docname)
        return document.children

    def _document(self, docname: str) -> nodes.document:
        env = self._builder.env
        return new_document(str(env.doc2path(docname)), document_settings(env)())

    def _complete(self, node: nodes.Node, docname: str) -> None:
        """Leave out what pages do not show; have references and pictures name addresses for elsewhere."""
        for part in [part for part in node.findall(include_self=False) if self._is_hidden(part)]:
            part.parent.remove(part)
        for part in node.findall(nodes.reference):
            if "refid" in part:
                part["refuri"] = self._addresses.page(docname, part.attributes.pop("refid"))
            elif "filename" in part:  # to load down
                part["refuri"] = self._addresses.file(f"_downloads/{part['filename']}")
            elif "refuri" in part:
                part["refuri"] = self._addresses.seen_from(docname, part["refuri"])
        for image in node.findall(nodes.image):
            shown = self._shown_picture(image)
            self._name_size(image, shown)
            if name := image_name(self._builder.env, shown):
                image["uri"] = self._addresses.file(f"{images_folder(self._builder)}/{name}")
            else:
                image["uri"] = self._addresses.seen_from(docname, shown)

    def _name_size(self, image: nodes.image, shown: str) -> None:
        """Name the size of a picture that is scaled: what writes it looks for a file at its address."""
        if "scale" in image and (size := get_image_size(Path(self._builder.srcdir, shown))):
            for name, value in zip(("width", "height"), size, strict=True):
                image.setdefault(name, str(value))
        else:
            image.attributes.pop("scale", None)

    def _shown_picture(self, image: nodes.image) -> str:
        """Return which of several files the builder shows, as Sphinx chooses it when a page is written."""
        candidates: Mapping[str, str] = image.get("candidates", {})
        kinds = (*self._builder.supported_image_types, "*")
        return next((candidates[kind] for kind in kinds if kind in candidates), image["uri"])

    def _in_document(self, docname: str) -> Mapping[str, list[nodes.Node]]:
        """Return what stands in a document of the notes that are written there, by their ids."""
        record = self._domain.documents.get(docname)
        if record is None or not any(isinstance(shown, OwnNote) for shown in record.shows):
            return {}
        document = self._document(docname)
        found: dict[str, nodes.Element] = {}
        for node in doctree_of(self._builder.env, docname).findall(note_entry):
            entry = self._domain.entry_at(node)
            if entry and entry.home == docname and entry.note.id not in found:
                found[entry.note.id] = holder = nodes.container("", *_body(node))
                document += holder
        with self._domain.previewing(self._domain.index):
            if not resolve(self._builder, document, docname):
                return {}
        return {note_id: holder.children for note_id, holder in found.items()}


def _body(node: note_entry) -> list[nodes.Node]:
    """Return what a document holds of a note, without what stands for something of ours."""
    copy = node.deepcopy()
    for part in [part for part in copy.findall() if isinstance(part, _OURS) and part is not copy]:
        part.parent.remove(part)
    return copy.children[1:]
