"""The parts of a note's text that are not the same in every builder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from docutils import nodes
from markupsafe import escape
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util.images import guess_mimetype

from ..core.index import Entry
from ..core.problems import Problem, ProblemKind
from ..sphinx_internals.builders import fragment, have_copied, images_folder, is_epub, writes_addresses_out
from ..sphinx_internals.checked_links import locate
from ..sphinx_internals.environment import note_formula
from ..sphinx_internals.uris import Uris, base_uri, reference_to
from ..util.bare_links import ISSUE_ADDRESS, Piece
from ..util.urls import is_relative, safe_url
from .dependencies import Mentions
from .formulas import is_plain_formula
from .images import LocalPicture, Pictures, local_path

#: A footnote: its label, its id, and what it holds.
Footnote = tuple[str, str, list[nodes.Node]]
#: LaTeX takes no more than four lists or quotes one in another.
_DEEPEST_ON_PAPER = 4
_DEEPEST = 20


class LineBreak(nodes.Text):
    """The end of a line, for builders that have no sign for it."""


@dataclass(frozen=True)
class BuilderNodes:
    """Makes the nodes of one text of a note, its ``field``, as one builder shows it in one document.

    ``level`` is that of the note's heading there; ``add_problem`` takes what is wrong with the text.
    """

    builder: Builder
    mentions: Mentions
    pictures: Pictures
    add_problem: Callable[[Problem], None]
    entry: Entry
    field: str
    docname: str
    level: int

    @property
    def is_html(self) -> bool:
        """Whether the builder writes HTML."""
        return self.builder.format == "html"

    @property
    def deepest(self) -> int:
        """How many lists or quotes may stand one in another."""
        return _DEEPEST if self.is_html else _DEEPEST_ON_PAPER

    @cached_property
    def _uris(self) -> Uris | None:
        return Uris(self.builder, base_uri(self.builder, self.docname)) if self.is_html else None

    @property
    def source_path(self) -> Path:
        """The file that the note is from."""
        return self.pictures.srcdir / self.entry.note.origin.path

    @property
    def line(self) -> int:
        """The line of that file on which the text is given."""
        return self.entry.note.where(self.field).line or 1

    def _id(self, name: str) -> str:
        return f"{fragment(self.builder, self.entry.anchor)}-{self.field}-{name}"

    def warn(self, message: str, kind: ProblemKind = ProblemKind.MARKUP) -> None:
        """Warn of something in the text."""
        note = self.entry.note
        self.add_problem(Problem(kind, f"{note.named}`{self.field}`: {message}", note.where(self.field)))

    def heading(self, rank: int, inline: Sequence[nodes.Node]) -> nodes.Node:
        """Return a heading within the text; the highest has the rank 1."""
        rubric = nodes.rubric("", "", *inline, classes=["tagpages-heading"])
        if self.is_html:
            rubric["heading-level"] = min(self.level + rank, 6)
        return rubric

    def link(self, url: str, inline: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Return a link that leads out, or what it holds where the address is not let through."""
        address = safe_url(url)
        if address is None or address.startswith("#"):
            return list(inline)
        if is_relative(address) and (self._uris is None or is_epub(self.builder)):
            return list(inline)  # it leads to a file beside the pages, of which this output knows nothing
        if self._uris:
            address = self._uris.external(self.entry.note, address)
        reference = locate(
            nodes.reference("", "", *inline, refuri=address, internal=False),
            self.entry.note.where(self.field),
        )
        text = reference.astext()
        if not text.strip() and not any(reference.findall(nodes.raw)):
            reference += nodes.Text(address)
        elif writes_addresses_out(self.builder) and text not in address:
            return [reference, nodes.Text(f" <{address}>")]
        return [reference]

    def issue(self, piece: Piece) -> list[nodes.Node]:
        """Return the link to an issue that a text names: to its note, if it is there, or to the tracker."""
        note = self.entry.note
        own = ISSUE_ADDRESS.fullmatch(note.tracker_url)
        home = own[1] if own else ""
        address, is_comment = piece.repository or home, "#" in piece.url
        if address and "://" not in address:
            address = f"{home.rpartition('/')[0].rpartition('/')[0]}/{address}" if home else ""
        is_own = not piece.repository or address.lower() == home.lower() != ""
        if is_own and not is_comment and (link := self._mention(piece.number)):
            return [link]
        written = piece.written
        if piece.url and note.number is not None:
            name = "" if is_own else "/".join(address.rsplit("/", 2)[1:])
            written = f"{name}#{piece.number}{' (comment)' if is_comment else ''}"
        url = piece.url or (address and f"{address}/issues/{piece.number}")
        return self.link(url, [nodes.Text(written)]) if url else [nodes.Text(written)]

    def _mention(self, number: int) -> nodes.Node | None:
        """Return the link to the note of a number in the tracker, if it is there."""
        entry = self.mentions.entry(self.entry.note, number)
        if entry is None:
            return None
        title = nodes.inline("", entry.note.title, classes=["tagpages-mention"])
        try:
            return reference_to(self.builder, self.docname, entry.home, entry.anchor, title)
        except NoUri:
            return title

    def picture(
        self, address: str, alt: str, *, in_link: bool, size: Mapping[str, str] = {}
    ) -> list[nodes.Node]:
        """Return a picture, or a link to a remote one where the output has to hold what it shows."""
        if not address:
            return [nodes.Text(alt)]
        if address.startswith(("http://", "https://")):
            if not self.is_html or is_epub(self.builder):
                text = nodes.Text(alt or address)
                return [text] if in_link else self.link(address, [text])
            return [_img(safe_url(address) or "", alt, size)]
        path = local_path(address)
        found = self.pictures.in_text(self.entry.note, path)
        if not isinstance(found, LocalPicture):
            self.warn(f"the picture {path!r} {found}", ProblemKind.IMAGE)
            return [nodes.Text(alt)]
        if self._uris:
            return [_img(self._uris.output_file(f"{images_folder(self.builder)}/{found.name}"), alt, size)]
        return [picture_node(self.builder, found, alt)]

    def code(self, text: str, language: str) -> nodes.literal_block:
        """Return a block of code, highlighted where its language is known."""
        text = text.rstrip("\n")
        known = language if _is_language(language) else "none"
        return nodes.literal_block(text, text, language=known, force=True)

    def formula(self, tex: str) -> nodes.Node:
        """Return a formula in a line."""
        return nodes.math(tex, tex) if self._is_formula(tex) else nodes.literal(tex, tex)

    def formula_block(self, tex: str) -> nodes.Node:
        """Return a formula on lines of its own."""
        tex = "\n".join(line for line in tex.splitlines() if line.strip())
        if not self._is_formula(tex):
            return self.code(tex, "latex")
        block = nodes.math_block(tex, tex, docname=self.docname, number=None, label=None)
        block["nowrap"] = block["no-wrap"] = False
        return block

    def _is_formula(self, tex: str) -> bool:
        if not is_plain_formula(tex):
            return False
        note_formula(self.builder.env, self.docname)
        return True

    def task(self, done: bool, inline: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Return the text of a task with its box."""
        if not self.is_html:
            return [nodes.Text("[x] " if done else "[ ] "), *inline]
        checked = ' checked="checked"' if done else ""
        return [
            raw(f'<label><input type="checkbox" disabled="disabled"{checked} /> '),
            *inline,
            raw("</label>"),
        ]

    def element(self, name: str, children: Sequence[nodes.Node], attributes: str = "") -> list[nodes.Node]:
        """Return what stands in an element of HTML that no node stands for."""
        if self.is_html:
            return [raw(f"<{name}{attributes}>"), *children, raw(f"</{name}>")]
        if name == "del":
            return [nodes.Text("~~"), *children, nodes.Text("~~")]
        return [self.paragraph([nodes.strong("", "", *children)])] if name == "summary" else [*children]

    def line_break(self) -> nodes.Node:
        """Return the end of a line."""
        return raw("<br />") if self.is_html else LineBreak("\n")

    def soft_break(self) -> nodes.Node:
        """Return the end of a line in the source, which trackers of issues show as the end of a line."""
        return nodes.Text("\n") if self.entry.note.number is None else self.line_break()

    def paragraph(self, inline: Sequence[nodes.Node]) -> nodes.Node:
        """Return a paragraph, whose lines stay lines where the builder has no sign for their ends."""
        if not any(isinstance(node, LineBreak) for node in inline):
            return nodes.paragraph("", "", *inline)
        lines = [nodes.line()]
        for node in inline:
            if isinstance(node, LineBreak):
                lines.append(nodes.line())
            else:
                lines[-1] += nodes.Text(" ") if isinstance(node, nodes.Text) and node == "\n" else node
        return nodes.line_block("", *lines)

    def table(self, table: nodes.Element) -> nodes.Node:
        """Return a table, such that it can be wider than its page where there is a way."""
        return nodes.container("", table, classes=["tagpages-scroll"]) if self.is_html else table

    def footnote_reference(self, label: str, name: str) -> nodes.Node:
        """Return the reference to a footnote."""
        if not self.is_html:
            return nodes.Text(f" [{label}]")
        link = nodes.reference("", label, refid=self._id(name), internal=True)
        return nodes.superscript("", "", link)

    def footnotes(self, footnotes: Sequence[Footnote]) -> nodes.Node:
        """Return the footnotes of a text."""
        listed = nodes.bullet_list(classes=["tagpages-footnotes"])
        for label, name, blocks in footnotes:
            item = nodes.list_item("", *blocks)
            if self.is_html:
                item["ids"].append(self._id(name))
            first = next(item.findall(nodes.paragraph), None)
            if first is None:
                first = nodes.paragraph()
                item.insert(0, first)
            first.insert(0, nodes.Text(f"[{label}] "))
            listed += item
        return listed


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """Yield the nodes that hold a node, from its parent to the document."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def raw(html: str) -> nodes.raw:
    """Return a piece of HTML."""
    return nodes.raw("", html, format="html")


def _img(src: str, alt: str, size: Mapping[str, str]) -> nodes.raw:
    given = {"src": src, "alt": alt, **size}
    attributes = " ".join(f'{name}="{escape(value)}"' for name, value in given.items())
    return raw(f'<img class="tagpages-picture" {attributes} loading="lazy" />')


def picture_node(builder: Builder, picture: LocalPicture, alt: str) -> nodes.Node:
    """Return a picture, or what stands for it, as far as a builder that writes no HTML can show it."""
    mimetype = guess_mimetype(picture.name)
    image = nodes.image("", uri=picture.uri, candidates={mimetype: picture.uri})
    if alt:
        image["alt"] = alt
    if not builder.supported_image_types:
        return image
    if mimetype not in builder.supported_image_types:
        return nodes.Text(alt)
    have_copied(builder, picture.uri, picture.name)
    return image


@cache
def _is_language(name: str) -> bool:
    try:
        get_lexer_by_name(name)
    except ClassNotFound:
        return False
    return True
