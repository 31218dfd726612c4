"""Plain texts as Markdown (CommonMark): what would mark them up is escaped."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..util.text import one_line

#: What begins a block in Markdown where it begins a line: what stands before the sign, and the sign.
_BLOCK = re.compile(
    r"( {0,3}(?:\d{1,9}(?=[.)](?:\s|$)))?)"
    r"(?:#{1,6}(?=\s|$)|>|~{3,}|=+\s*$|-[- \t]*$|[-+*](?=\s|$)|(?:_[ \t]*){3,}$|(?<=\d)[.)])"
)
#: What marks up a part of a line: no sign that stands between blanks, or in a word, does. As each way begins
#: with its sign, ``re`` passes over all other signs at once.
_SPAN = re.compile(
    r"`|\*(?:(?=\S)|(?<=\S\*))|_(?:(?<![^\W_]_)(?=\S)|(?<=\S_)(?![^\W_]))|\](?=[(:])|<(?=[a-zA-Z/!?])"
    r"|&(?=#?\w+;)|\\(?=[!-/:-@\[-`{-~]|[ \t]*\n|$)"
)
#: In the text of a link, what ends it does too; and what a heading loses that ends in it.
_SPAN_OF_LINK = re.compile(rf"{_SPAN.pattern}|\[|\]")
_HEADING_END = re.compile(r"#(?<!\S#)(?=#*\s*$)")
_SCHEME = re.compile("https?:|mailto:")
#: What ends an address, or escapes its end.
_ASTRAY = re.compile(r"[<>\\\r\n]")


def plain_line(text: str) -> str:
    r"""Return a text such that it is itself in Markdown: signs that would mark it up have a ``\``."""
    return _SPAN.sub(_escaped, text)


def heading(text: str, level: int) -> str:
    """Return a plain text as a heading."""
    return f"{'#' * level} {_HEADING_END.sub(_escaped, plain_line(one_line(text)))}"


def link(text: str, address: str) -> str:
    """Return a plain text as a link."""
    return f"[{plain_in_link(one_line(text))}]({destination(address)})"


def bare_link(address: str) -> str:
    """Return an address as a link of itself. Without a scheme, ``<x>`` would be a tag of HTML."""
    return f"<{address}>" if _SCHEME.match(address) else link(address, address)


def plain_paragraphs(text: str) -> str:
    """Return a text that has no markup, as :func:`~.markdown.markdown_of` writes its paragraphs."""
    parts = (beginning_nothing(plain_line(part.strip())) for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(filter(None, parts))


def plain_in_link(text: str) -> str:
    """Return what :func:`plain_line` does for the text of a link."""
    return _SPAN_OF_LINK.sub(_escaped, text)


def beginning_nothing(text: str) -> str:
    """Return lines of Markdown none of which begins a block."""
    return "\n".join(map(_plain_beginning, text.split("\n")))


def destination(address: str) -> str:
    """Return an address as a link has it."""
    address = _ASTRAY.sub(lambda match: quote(match[0]), address)
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def _plain_beginning(line: str) -> str:
    line = line.rstrip(" \t")  # which would break the line
    found = _BLOCK.match(line)
    return f"{found[1]}\\{line[found.end(1) :]}" if found else line


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"
