"""The reader of YAML files: their documents, each as a whole, or item by item where it does not parse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...util.gc_pause import paused_collector
from ...util.text import clean
from ..read_result import ReadResult
from .groups import Defaults
from .nodes import YamlError, compose
from .notes import NoteReader
from .recovery import Recovery
from .values import Expansion

_MARKER = re.compile(r"^(---|\.\.\.)(?=[ \t\n]|\Z)", re.MULTILINE)
_DIRECTIVES_ONLY = re.compile(r"(?:[ \t]*(?:#.*)?\n|%.*\n)*[ \t]*(?:#.*)?\Z")
# libyaml refuses other versions of YAML, and directives that it does not know.
_DIRECTIVE = re.compile(r"^%(?=[A-Za-z])(?!TAG[ \t])", re.MULTILINE)
# Characters beyond the first 65,536 as JSON escapes them, in two halves; libyaml refuses these.
_HALVES = re.compile(r"(?<!\\)(?:\\u[dD][89a-fA-F][0-9a-fA-F]{2})+")


def read_yaml(text: str, path: str, first_line: int = 1) -> ReadResult:
    """Read the notes of a YAML text.

    ``first_line`` is the line of the file on which the text begins.

    Returns:
        the notes, and what is wrong. One bad note costs no other.
    """
    text = clean(text)
    if "\\u" in text:
        text = _HALVES.sub(_joined, text)
    reader = NoteReader(path, Expansion(len(text)))
    with paused_collector():
        for document, lines_before in _documents(text):
            _read_document(reader, document, first_line + lines_before)
    problems = sorted(dict.fromkeys(reader.problems), key=lambda problem: problem.origin.line or 0)
    return ReadResult(tuple(reader.notes), tuple(problems))


def _joined(halves: re.Match[str]) -> str:
    units = halves[0].encode().decode("unicode_escape")
    return units.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _documents(text: str) -> Iterator[tuple[str, int]]:
    """Yield the documents of a file, each with the number of lines before it."""
    begin = line = 0
    if "%" in text:
        text = _DIRECTIVE.sub("#", text)
    for match in _MARKER.finditer(text):
        piece = text[begin : match.start()]
        if match[1] == "---" and _DIRECTIVES_ONLY.match(piece):
            continue
        yield piece, line
        end = match.start() if match[1] == "---" else match.end()
        line += text.count("\n", begin, end)
        begin = end
    yield text[begin:], line


def _read_document(reader: NoteReader, text: str, line: int) -> None:
    """Read one document, whose first line has the number ``line``."""
    if text.isspace():
        return  # tabs alone are an error to libyaml
    before = reader.mark()
    try:
        root = compose(text)
        if root is not None:
            reader.root(root, reader.values(text, line), Defaults())
    except YamlError as error:
        reader.reset(before)
        Recovery(reader, text, line).read(error.bare())
