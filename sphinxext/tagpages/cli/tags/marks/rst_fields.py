"""Tags in the field list of a document in reStructuredText, whose text docutils reads as inline markup."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from .words import CannotWriteError, Word

_BROKEN = (
    nodes.system_message,
    nodes.problematic,
    nodes.substitution_reference,
    nodes.footnote_reference,
    nodes.citation_reference,
)


def in_field(word: Word) -> Word:
    """Return a tag of a field, for which no name is written that docutils would take for a broken link.

    A backslash does not help: what is read as tags is the text as it is written.
    """

    def encode(name: str) -> str:
        if _is_broken(name):
            msg = f"{name!r} cannot be written in a field: it is markup there; write the directive `tags`"
            raise CannotWriteError(msg)
        return word.encode(name)

    return replace(word, encode=encode)


@lru_cache(maxsize=64)
def _is_broken(name: str) -> bool:
    settings = get_default_settings(Parser)
    settings.report_level = settings.halt_level = 5  # print nothing, go on
    document = new_document("", settings)
    Parser().parse(f":tags: {name}", document)
    return any(
        isinstance(node, _BROKEN) or (isinstance(node, nodes.reference) and "refuri" not in node)
        for node in document.findall()
    )
