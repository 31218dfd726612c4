"""What stands in the Markdown of an issue: its first link, its first picture, the section of a heading.

No parser of Markdown finds them: it comes as an extra, and the notes are the same without it. And it takes
twenty times as long: for the texts of 4,500 issues 9 s, where these patterns take 0.4 s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from html import unescape

from ...util.bare_links import address_of
from ...util.text import folded

# Each alternative begins with a character of its own: what lies between is passed over quickly.
_TOKEN = re.compile(
    r"""(?P<code>```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]*`)
    |(?P<hidden><!--.*?(?:-->|\Z)|<(?i:iframe|script|source|link|object|embed|form|input)\b[^>]{0,4000}>)
    |!\[(?P<alt>[^\]\n]{0,500})\]\(\s*<?(?P<image>(?:[^\s()<>]|\([^\s()]*\))+)[^)\n]{0,500}\)
    |(?P<img><[iI][mM][gG]\b[^>]{0,4000}>)
    |\[[^\[\]\n]{0,500}\]\(\s*<?(?P<link>(?:[^\s()<>]|\([^\s()]*\))+)
    |\]\(\s*<?(?P<round>(?:[^\s()<>]|\([^\s()]*\))+)
    |(?P<bare>https?://(?=[^\W_])[^\s<>"'`\[\]{}|\\^]+)""",
    re.VERBOSE | re.DOTALL,
)
_IMG = re.compile("<img", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(?P<name>src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\W_]", re.IGNORECASE)
_WIDE_END = re.compile("[、。，．；：！？「」『』【】〈〉《》（）]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its address, and what it shows."""

    url: str
    alt: str = ""


def is_web_address(url: str) -> bool:
    """Tell whether an address begins as those of the web do."""
    return _WEB.match(url) is not None


def first_link(text: str) -> str:
    """Return the address of the first link to the web in a Markdown text, or an empty text."""
    return next(_links(text), "") if "http" in text else ""


def _links(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        bare = _WIDE_END.split(match["bare"] or "", maxsplit=1)[0]
        url = match["link"] or match["round"] or address_of(bare)
        if is_web_address(url):
            yield url


def first_picture(text: str) -> Picture | None:
    """Return the first picture from the web in a Markdown text: of Markdown, or an ``img`` of HTML."""
    return next(_pictures(text), None) if "![" in text or _IMG.search(text) else None


def _pictures(text: str) -> Iterator[Picture]:
    for match in _TOKEN.finditer(text):
        picture = Picture(match["image"] or "", match["alt"] or "")
        if tag := match["img"]:
            given = {
                found["name"].lower(): found[2] or found[3] or found[4] for found in _ATTRIBUTE.finditer(tag)
            }
            picture = Picture(unescape(given.get("src") or ""), unescape(given.get("alt") or ""))
        if is_web_address(picture.url):
            yield picture


_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_BOLD = re.compile(r" {0,3}(\*\*|__)(?=\S)(.+?)\1[ \t]*[:：]?[ \t]*")
_COLON = re.compile(r" {0,3}([^\s>|*+#-][^\n]{0,79})[:：][ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKS = " :*_`"
_OF_BOLD, _OF_COLON = 7, 8


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading: its first line, the line behind it, its level and its text."""

    start: int
    end: int
    level: int
    text: str


def take_section(text: str, names: Sequence[str]) -> tuple[str, str] | None:
    """Take what stands below a heading out of a Markdown text.

    Args:
        text: the text.
        names: the headings that are looked for: texts or shell patterns. Case and width do not count.

    Returns:
        the section without its heading, and the text without both; ``None`` where there is no such
        heading, or nothing below it. A section ends at the next heading of the same or a higher level.
    """
    wanted = [_folded(name).rstrip(":") for name in names]
    lines = text.replace("\r\n", "\n").split("\n")
    headings = _headings(lines)  # gone through once: behind the one looked for, up to where its section ends
    for own in headings:
        if any(name == own.text or fnmatchcase(own.text, name) for name in wanted):
            end = next((heading.start for heading in headings if heading.level <= own.level), len(lines))
            section = "\n".join(lines[own.end : end]).strip()
            rest = "\n".join([*lines[: own.start], *lines[end:]]).strip()
            return (section, rest) if section else None
    return None


def _headings(lines: Sequence[str]) -> Iterator[_Heading]:
    fence = ""
    for number, line in enumerate(lines):
        if fence or line.lstrip(" ")[:3] in {"```", "~~~"}:
            if (match := _FENCE.match(line)) and not fence:
                fence = match[1]
            elif match and match[1].startswith(fence) and line.strip() == match[1]:
                fence = ""
        elif heading := _heading(lines, number):
            yield heading


def _heading(lines: Sequence[str], number: int) -> _Heading | None:
    line = lines[number]
    if match := _ATX.fullmatch(line):
        return _Heading(number, number + 1, len(match[1]), _plain(match[2] or ""))
    if not line.strip() or (number and lines[number - 1].strip()):
        return None
    if number + 1 < len(lines) and (match := _SETEXT.fullmatch(lines[number + 1])):
        return _Heading(number, number + 2, 1 if match[1][0] == "=" else 2, _plain(line))
    if match := _BOLD.fullmatch(line):
        return _Heading(number, number + 1, _OF_BOLD, _plain(match[2]))
    if match := _COLON.fullmatch(line):
        return _Heading(number, number + 1, _OF_COLON, _plain(match[1]))
    return None


def _plain(text: str) -> str:
    return _folded(text).strip(_MARKS)


def _folded(text: str) -> str:
    return " ".join(folded(text).split())
