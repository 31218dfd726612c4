"""Neutral nodes: what directives and generated documents leave, filled when a page is written.

None is ``Invisible``: docutils would give the labels and classes before it to what comes next. What may stand
above the fields of a document is ``PreBibliographic``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docutils import nodes
from sphinx import addnodes

from ..fields.names import FIELD_ALIASES
from ..util.text import one_line

#: The fields of texts that are translated though no paragraph holds them.
TRANSLATED_FIELDS = frozenset(["summary", "comment"])


class HasTexts(nodes.Element, addnodes.translatable):
    """A node with texts that Sphinx translates, among its ``fields`` (mapping of names to texts).

    ``messages`` (mapping of the same names) are these texts as they are written, for ``gettext``.
    """

    def preserve_original_messages(self) -> None:
        """Keep the texts, one line each as Sphinx does it with paragraphs."""
        fields: Mapping[str, object] = self.get("fields", {})
        self["messages"] = {
            name: one_line(text)
            for name, text in fields.items()
            if FIELD_ALIASES.get(name, name) in TRANSLATED_FIELDS and isinstance(text, str) and text.strip()
        }

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Put the translation of a text in its place."""
        for name, text in self["messages"].items():
            if text == original_message:
                self["fields"][name] = translated_message

    def extract_original_messages(self) -> Sequence[str]:
        """Return the texts."""
        return list(self.get("messages", {}).values())


class note_entry(nodes.General, HasTexts):  # noqa: N801 -- node names are lower case in docutils
    """A note whose home is here: a :class:`note_title`, then its body.

    Attributes: ``fields``, ``key_lines`` and ``origin`` as the directive read them, until
    the domain has recorded the note; ``key`` (tuple of str and int) from then on.
    """


class note_title(nodes.caption):  # noqa: N801
    """The title of a :class:`note_entry`, with its inline markup."""


class note_marks(nodes.TextElement):  # noqa: N801
    """The footnotes and citations of a title, behind it; in one, which is a link, they could be none."""


class note_source(nodes.General, nodes.PreBibliographic, nodes.Element):  # noqa: N801
    """What a ``note-source`` directive names, until the domain has recorded it.

    Attributes: ``patterns`` and ``paths`` (tuples of str), ``notes`` (tuple of notes
    written in the directive), ``visible`` (int or None), ``hidden`` (bool).
    """


class page_tags(nodes.General, nodes.PreBibliographic, nodes.Element):  # noqa: N801
    """What a ``tags`` directive names, until the document is recorded as a note.

    Attributes: ``tags`` (tuple of str), ``origin`` (tuple of str and int), and, of other directives than
    ``tags``, ``fields``: the names of the document's fields that the directive gives.
    """


class tag_page(nodes.General, nodes.PreBibliographic, nodes.Element):  # noqa: N801
    """That the document is the page of a tag, until this is recorded.

    Attributes: ``tag`` (str) and ``origin`` (tuple of str and int).
    """


class field_texts(nodes.General, nodes.PreBibliographic, HasTexts):  # noqa: N801
    """The texts in the fields of a document, which Sphinx takes out, until it is recorded as a note."""


class presence(nodes.General, nodes.Invisible, nodes.Element):  # noqa: N801
    """Stands beside a note that a builder may leave out, by what is round both; see :class:`.Presences`.

    The attribute ``name`` is one of the conditions of the note.
    """


class placeholder(nodes.General, nodes.PreBibliographic, HasTexts):  # noqa: N801
    """Something to be made of the tag index when the page is written.

    The attribute ``content`` is one of the values of
    :mod:`sphinxext.tagpages.documents.contents`.
    """


class notes_html(nodes.General, nodes.Element):  # noqa: N801
    """Notes at their home, as HTML: the attribute ``html``. It holds what of that the search is to find."""
