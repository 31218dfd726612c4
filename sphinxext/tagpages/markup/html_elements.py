"""What raw HTML in Markdown means: its tags, and which elements are shown as what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from ..util.urls import safe_url

if TYPE_CHECKING:
    from markdown_it.token import Token

_HIDDEN = r"<!--.*?(?:-->|\Z)|<(?P<code>script|style)(?=[\s/>]).*?(?:</(?P=code)[^<>]*>|\Z)"
#: What no reader sees.
HIDDEN = re.compile(_HIDDEN, re.DOTALL | re.IGNORECASE)
#: A tag, or what is hidden. Each alternative stops at a sign that begins the next: none is read twice.
_TAG = re.compile(
    rf"""{_HIDDEN} | <[!?][^<>]*>
      | <(?P<end>/?)(?P<name>[a-z][a-z0-9-]*+)(?P<given>(?:[^<>"']|"[^"]*"|'[^']*')*+)>""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([^\s"'=/]++)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"']++)))?""")
_SIZE = re.compile(r"\s*0*([1-9][0-9]{0,4})(?:\.[0-9]*)?(?:px)?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,9}")
#: Elements in a line, and blocks, each with the token of Markdown or of ours that stands for it.
SPANS: Mapping[str, str] = {
    "a": "link",
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("cite", "dfn", "em", "i", "var"), "em"),
    **dict.fromkeys(("code", "samp", "tt"), "code"),
    **dict.fromkeys(("del", "s", "strike"), "s"),
    **{name: name for name in ("ins", "kbd", "mark", "sub", "sup")},
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS: Mapping[str, str] = {
    **{
        name: name
        for name in ("blockquote", "details", "summary", "table", "tbody", "td", "th", "thead", "tr")
    },
    **dict.fromkeys(HEADINGS, "heading"),
    "li": "list_item",
    "ol": "ordered_list",
    "pre": "",
    "tfoot": "tbody",
    "ul": "bullet_list",
}
#: What ends a paragraph, and is nothing else here.
BREAKS = frozenset([
    *("address", "article", "aside", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption"),
    *("figure", "footer", "form", "header", "main", "nav", "p", "section"),
])
#: What holds lines, and no blocks; the first is of Markdown.
OF_LINES = frozenset(["heading_open", "pre", "summary", *HEADINGS])
PARENTS: Mapping[str, Sequence[str]] = {
    "li": ("ol", "ul"),
    "summary": ("details",),
    **dict.fromkeys(("tbody", "tfoot", "thead"), ("table",)),
    "tr": ("table", "tbody", "tfoot", "thead"),
    **dict.fromkeys(("td", "th"), ("tr",)),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """The tag that begins an element, or ends it."""

    name: str
    is_end: bool
    written: str

    def attributes(self) -> Mapping[str, str]:
        """Return the attributes. Of two of one name the first counts, as in a browser."""
        found = reversed(list(_ATTRIBUTE.finditer(self.written)))
        return {match[1].lower(): unescape(match[2] or match[3] or match[4] or "") for match in found}


@dataclass(slots=True)
class Open:
    """What is not closed yet: an element by its name, or what Markdown opened by the type of its token.

    ``closing`` is missing where an element is shown as nothing. ``cells`` is the width of a row, and
    ``headings`` that of its cells with headings.
    """

    name: str
    opening: Token
    closing: Token | None = None
    is_span: bool = False
    cells: int = 0
    headings: int = 0

    @property
    def is_markdown(self) -> bool:
        """Whether Markdown opened it."""
        return self.name.endswith("_open")


def tags_and_texts(html: str) -> Iterator[Tag | str]:
    """Yield what a piece of HTML holds: no comments, and nothing of scripts and style sheets.

    Texts are as they are written, with their character references.
    """
    done = 0
    for match in _TAG.finditer(html):
        yield html[done : match.start()]
        done = match.end()
        if match["name"]:
            yield Tag(match["name"].lower(), bool(match["end"]), match["given"])
    yield html[done:]


def picture_attributes(given: Mapping[str, str]) -> dict[str, str | int | float]:
    """Return the address of a picture, empty where it is not let through, and its size in pixels."""
    address = given.get("src", "")
    sizes = {name: _SIZE.fullmatch(given.get(name, "")) for name in ("width", "height")}
    found = {name: match[1] for name, match in sizes.items() if match}
    return {"src": "" if safe_url(address) is None else address, **found}


def number_of(given: Mapping[str, str], name: str) -> int:
    """Return the value of an attribute that is a number, or 1."""
    return int(given[name]) if _NUMBER.fullmatch(given.get(name, "")) else 1
