"""The command ``mcp``: the notes of a site for assistants, over the Model Context Protocol.

The server is that of the official SDK, https://github.com/modelcontextprotocol/python-sdk. It reads one file,
once, and nothing of a note is run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import wraps
from http.client import HTTPException
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.request import urlopen

from .._version import __version__
from ..core.changes import Record
from ..core.selection import Selection
from ..sources.published import Published, UnreadableError, index_of, read_published
from ..util.suggest import suggestion
from ..util.text import folded, one_line, shortened

_INSTALL = "python -m pip install 'sphinxext-tagpages[mcp]'"
#: Notes or tags in an answer, characters of a text in one, and of any other; items of a list in a note.
MOST, LONGEST_TEXT, _LONGEST, _ITEMS = 50, 20_000, 500, 50
#: Seconds to wait for a site, and bytes that a file may have.
_WAIT, _SIZE = 30, 1 << 29
_FIELDS = (
    "id", "title", "url", "links", "date", "published", "authors", "venue", "kind", "lang", "tags", "home",
)  # fmt: skip
_SHORT = ("id", "title", "date", "published", "tags", "snippet", "home")
_P = ParamSpec("_P")
_T = TypeVar("_T")


class UnknownError(ValueError):
    """What is asked for is not there; the message says what may be meant."""


def add_mcp(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("file", metavar="FILE", help="a notes.json that a site has published, or its address")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> tuple[int, str]:
    try:
        from mcp.server.mcpserver import MCPServer  # noqa: PLC0415 -- it comes with an extra
        from mcp.server.mcpserver.exceptions import ToolError  # noqa: PLC0415
        from mcp.types import ToolAnnotations  # noqa: PLC0415
    except ImportError as error:
        return _refused(f"this needs the package mcp, version 2 ({error}): {_INSTALL}")
    try:
        tools = NoteTools(read_published(_content(options.file)))
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "strerror", None) or error
        return _refused(f"{options.file}: {reason}")

    def told(tool: Callable[_P, _T]) -> Callable[_P, _T]:
        @wraps(tool)
        def answer(*args: _P.args, **kwargs: _P.kwargs) -> _T:
            try:
                return tool(*args, **kwargs)
            except UnknownError as error:
                raise ToolError(str(error)) from None

        return answer

    reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    server = MCPServer("tagpages", instructions=tools.about, version=__version__, log_level="WARNING")
    for tool in (tools.search, tools.read, tools.tags, tools.related):
        server.add_tool(told(tool), annotations=reads)
    with suppress(KeyboardInterrupt):
        server.run("stdio")
    return 0, ""


def _refused(message: str) -> tuple[int, str]:
    sys.stderr.write(f"tagpages mcp: {one_line(message)}\n")
    return 2, ""


def _content(name: str) -> bytes:
    """Return the content of a file, or of what is at an address.

    Raises:
        OSError: it cannot be read.
        HTTPException: neither can what a server answers.
        ValueError: the address is none, or what is there is too big.
    """
    if not name.startswith(("https://", "http://")):
        return Path(name).read_bytes()
    with urlopen(name, timeout=_WAIT) as answer:  # noqa: S310 -- of these two schemes
        content: bytes = answer.read(_SIZE + 1)
    if len(content) > _SIZE:
        message = f"it has more than {_SIZE >> 20} MB"
        raise UnreadableError(message)
    return content


class NoteTools:
    """What an assistant may ask; each answer is bounded. Assistants read what methods say of themselves."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._index = index_of(published)
        self._notes = {note["id"]: note for note in published.notes}

    @property
    def about(self) -> str:
        """What the server says of itself."""
        notes, tags = len(self._published.notes), len(self._published.tags)
        title = shortened(self._published.title or "a site", _LONGEST)
        how = "Search by words and tags, then read a note by its id."
        return f"Notes of {title}: {notes} notes, {tags} tags. {how}"

    def search(self, words: str = "", tags: list[str] | None = None, limit: int = 10) -> dict[str, Any]:
        """Find notes that have all of the tags, and all of the words.

        Words are found in title, first lines, authors, venue and tags. Without words and tags, these are all
        notes, in the order of the site. A tag has the notes of tags below it too. `found` is their number;
        at most 50 are named.
        """
        selection, notes = Selection(tags=tuple(tags or ()), words=words), self._notes
        for name, _option in selection.unknown_tags(self._index):
            names = [name for tag in self._published.tags for name in (tag["name"], *tag.get("aliases", ()))]
            message = f"there is no tag {shortened(name)!r}{suggestion(name, names)}"
            raise UnknownError(message)
        found = selection.chosen(self._index, lambda entry: str(notes[entry.note.id].get("snippet", "")))
        named = [notes[entry.note.id] for entry in found[: _at_most(limit)]]
        return {"found": len(found), "notes": [_told(note, _SHORT) for note in named]}

    def read(self, id: str, start: int = 0) -> dict[str, Any]:  # noqa: A002 -- as notes have it
        """Read a note: its fields, and its text as Markdown, at most 20,000 characters of it from `start` on.

        `next` is where the text goes on, if it does.
        """
        note = self._note(id)
        text = _fit(str(note.get("text", "")))
        end = max(start, 0) + LONGEST_TEXT
        answer = {**_told(note, _FIELDS), "text": text[max(start, 0) : end]}
        return {**answer, "next": end} if end < len(text) else answer

    def tags(self, words: str = "", limit: int = 50) -> dict[str, Any]:
        """List the tags with all of the words in name, aliases or description, those with most notes first.

        `found` is how many there are; at most 50 are named.
        """
        wanted = folded(words).split()
        found = []
        for tag in self._published.tags:
            told = (tag["name"], tag["label"], *tag.get("aliases", ()), str(tag.get("description", "")))
            text = folded("\n".join(told))
            if all(word in text for word in wanted):
                found.append(tag)
        found.sort(key=lambda tag: -tag["count"])
        fields = ("name", "label", "count", "description", "aliases", "parents", "children", "page")
        return {"found": len(found), "tags": [_told(tag, fields) for tag in found[: _at_most(limit)]]}

    def related(self, id: str, limit: int = 10) -> dict[str, Any]:  # noqa: A002
        """Find the notes that are related to a note: they share tags, rare ones counting more."""
        ids = self._note(id).get("related", ())
        notes = [self._notes[each] for each in ids if each in self._notes]
        return {"found": len(notes), "notes": [_told(note, _SHORT) for note in notes[: _at_most(limit)]]}

    def _note(self, note_id: str) -> Record:
        if note_id in self._notes:
            return self._notes[note_id]
        message = (
            f"there is no note {shortened(note_id)!r}{suggestion(note_id, self._notes)}; search names ids"
        )
        raise UnknownError(message)


def _at_most(limit: int) -> int:
    return min(max(limit, 1), MOST)


def _told(record: Record, fields: Iterable[str]) -> dict[str, Any]:
    return {name: _bounded(record[name]) for name in fields if name in record}


def _fit(text: str) -> str:
    """Return a text without lone surrogates, which JSON can name, and no answer can hold."""
    return text.encode("utf-8", "replace").decode()


def _bounded(value: object) -> object:
    """Return a value with not too much in it."""
    if isinstance(value, str):
        return _fit(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")
    if isinstance(value, list):
        return [_bounded(each) for each in value[:_ITEMS]]
    if isinstance(value, Mapping):
        return {str(name): _bounded(str(each)) for name, each in list(value.items())[:_ITEMS]}
    return value
