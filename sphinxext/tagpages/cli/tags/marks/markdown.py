"""Tags in Markdown as MyST reads it: front matter, directives in fences, roles, reStructuredText within."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from textwrap import dedent

from ....fields.names import TAG_FIELDS
from ....util.text import one_line
from .found import (
    TAG_OPTIONS,
    VERBATIM,
    Found,
    add_yaml,
    option_value,
    scalar_text,
    word_of_role,
    words_as_read,
    words_of_argument,
    words_of_lines,
    words_of_value,
    yaml_part,
)
from .myst_options import read_options
from .rst import read_rst
from .words import LINE, CannotWriteError, TagList
from .yaml_lists import lists_of_mapping, words_of
from .yaml_tree import Mapping, Scalar

_FENCE = re.compile(
    r"(?P<before>(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*)(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?P<info>.*)"
)
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.+-]+)\}[ \t]*(?P<argument>.*)")
_OPTION = re.compile(r"[ \t>]*:([\w-]+):(?:[ \t]+|$)")
_COLON = re.compile(r"[ \t>]*:(?!::)")
_RULE = re.compile(r"[ \t>]*-{3,}[ \t]*")
_COMMENT = re.compile(r"[ \t]*<!--")
_LIST = re.compile(r" {0,3}(?:[-*+]|\d+[.)])[ \t]")
_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*")
_INLINE = re.compile(
    r"\\.|<!--.*?-->|(?P<role>\{(?:tagpages:)?tag\})?(?<!`)(?P<ticks>`+)(?!`)(?P<text>.+?)(?<!`)(?P=ticks)(?!`)",
    re.DOTALL,
)
_TITLED = re.compile(r".+?<(?P<target>[^<]*?)>", re.DOTALL)
#: From a position to another one: a line without its end.
_Line = tuple[int, int]


def read_markdown(text: str, found: Found) -> None:
    """Add the tags in a text, and its notes.

    Raises:
        CannotWriteError: a part of it does not parse.
    """
    lines = [match.span(1) for match in LINE.finditer(text)]
    reader = _Reader(text, found)
    reader.read(lines[reader.front_matter(lines) :])


class _Reader:
    def __init__(self, text: str, found: Found) -> None:
        self._text = text
        self._found = found
        self._in_list = False

    def _at(self, line: _Line) -> str:
        return self._text[slice(*line)]

    def front_matter(self, lines: Sequence[_Line]) -> int:
        """Read the front matter; return how many lines it has."""
        if not lines or self._at(lines[0]).lstrip("\ufeff").rstrip() != "---":
            return 0
        for number, line in enumerate(lines[1:], start=1):
            if self._at(line).rstrip() in {"---", "..."}:
                root = yaml_part(self._text, lines[1][0], line[0])
                for words in lists_of_mapping(self._text, root, TAG_FIELDS) if root else ():
                    self._found.tag_page(words)
                for key, value in root.pairs if isinstance(root, Mapping) else ():
                    if isinstance(key, Scalar) and key.value.strip().lower() not in TAG_FIELDS:
                        self._found.page[key.value.strip().lower()] = scalar_text(value)
                return number + 1
        return 0

    def read(self, lines: Sequence[_Line]) -> None:
        """Read lines of Markdown."""
        number = first = 0
        while number < len(lines):
            text = self._at(lines[number])
            match = _FENCE.fullmatch(text)
            if match and not (match["fence"][0] == "`" and "`" in match["info"]):
                self._paragraph(lines[first:number])
                number = first = self._fence(lines, number, match)
                continue
            if not text.strip(" \t>") or text.startswith("%") or _COMMENT.match(text):
                self._paragraph(lines[first:number])
                while (
                    _COMMENT.match(text) and number + 1 < len(lines) and "-->" not in self._at(lines[number])
                ):
                    number += 1
                first = number + 1
            number += 1
        self._paragraph(lines[first:])

    def _fence(self, lines: Sequence[_Line], number: int, match: re.Match[str]) -> int:
        fence = match["fence"]
        closing = re.compile(rf"[ \t>]*{fence[0]}{{{len(fence)},}}[ \t]*")
        last = next(
            (at for at in range(number + 1, len(lines)) if closing.fullmatch(self._at(lines[at]))), len(lines)
        )
        directive = _DIRECTIVE.fullmatch(match["info"])
        if directive:
            start = lines[number][0] + match.start("info") + directive.start("argument")
            first = (start, lines[number][1])
            depth = match["before"].count(">")
            # In a quotation, what begins its lines is no part of the content.
            quote = re.compile(rf"(?:[ \t]*>){{0,{depth}}}[ \t]?" if depth else "")
            content = [self._behind(quote, line) for line in lines[number + 1 : last]]
            self._directive(directive["name"], first, content, lines[number])
        return min(last + 1, len(lines))

    def _behind(self, start: re.Pattern[str], line: _Line) -> _Line:
        match = start.match(self._text, *line)
        return (match.end() if match else line[0], line[1])

    def _directive(self, name: str, argument: _Line, lines: Sequence[_Line], first: _Line) -> None:
        if name in VERBATIM:
            return
        if name == "eval-rst":
            if lines:
                read_rst(self._text, self._found, lines[0][0], lines[-1][1])
            return
        behind, fields, tags = self._options(lines, TAG_OPTIONS.get(name, frozenset()))
        content = lines[behind:]
        if name == "tags":
            regions = [each for each in (argument, *content) if self._at(each).strip()]
            self._found.tag_page(words_of_lines(self._text, regions))
        elif name == "tag-page":
            self._found.add(words_of_argument(self._text, *argument))
            self.read(content)
        elif name == "note-source":
            if any(self._at(line).strip() for line in content):
                behind_last = LINE.match(self._text, content[-1][0])
                add_yaml(
                    self._text,
                    content[0][0],
                    behind_last.end() if behind_last else content[-1][1],
                    self._found,
                )
        else:
            given = {**fields, "title": self._at(argument), "body": "\n".join(map(self._at, content))}
            self._found.add_note(name, self._found.line(first[0]), given, tags)
            self._inline(*argument)
            self.read(content)

    def _options(
        self, lines: Sequence[_Line], names: frozenset[str]
    ) -> tuple[int, dict[str, str], list[str]]:
        """Return how many lines the options have, their values, and the tags in them."""
        if lines and _RULE.fullmatch(self._at(lines[0])):
            rules = (at for at in range(1, len(lines)) if _RULE.fullmatch(self._at(lines[at])))
            number = next(rules, len(lines) - 1)
            given = lines[1:number]
            block = dedent("\n".join(map(self._at, given)))
            root = yaml_part(self._text, lines[1][0], lines[number][0]) if given else None
            found = self._in_yaml(root) if isinstance(root, Mapping) else {}
            number += 1
        else:
            given = list(takewhile(lambda line: _COLON.match(self._at(line)), lines))
            block = "\n".join(self._at(line).lstrip(" \t>")[1:] for line in given)
            found = self._in_lines(given)
            number = len(given)
        read = read_options(block) if given else {}
        values = {name: str(option_value(name, text)) for name, text in read.items() if name not in names}
        tags: list[str] = []
        for name, (words, place) in found.items():
            if name in names and name in read:
                tags += [word.name for word in self._found.add(words_as_read(words, read[name], place))]
        return number, values, tags

    def _in_yaml(self, root: Mapping) -> dict[str, tuple[TagList, _Line]]:
        """Return the tags that each option of a block in YAML would be, and where it stands."""
        return {
            key.value: (words_of(self._text, value), (value.start, value.end))
            for key, value in root.pairs
            if isinstance(key, Scalar)
        }

    def _in_lines(self, lines: Iterable[_Line]) -> dict[str, tuple[TagList, _Line]]:
        """Return the tags that each option would be, and where it stands."""
        found: dict[str, tuple[TagList, _Line]] = {}
        for line in lines:
            if match := _OPTION.match(self._at(line)):
                place = (line[0] + match.end(), line[1])
                found[match[1]] = (words_of_value(self._text, *place, is_yaml=True), place)
        return found

    def _paragraph(self, lines: Sequence[_Line]) -> None:
        if not lines:
            return
        start = self._at(lines[0])
        if _LIST.match(start) or not start.startswith("    "):
            self._in_list = bool(_LIST.match(start)) or (self._in_list and start.startswith(" "))
        elif not self._in_list:
            return  # it is code
        for line in lines:
            if (match := _HEADING.fullmatch(self._at(line))) and not self._found.page.get("title"):
                self._found.page["title"] = match[1]
                break
        else:
            self._found.page.setdefault("body", one_line(" ".join(map(self._at, lines))))
        self._inline(lines[0][0], lines[-1][1])

    def _inline(self, start: int, end: int) -> None:
        for match in _INLINE.finditer(self._text, start, end):
            if match["role"]:
                titled = _TITLED.fullmatch(self._text, *match.span("text"))
                word = word_of_role(self._text, match.span("text"), titled, one_line, _encoded)
                self._found.add([word])


def _encoded(name: str) -> str:
    if set("`<>") & set(name):
        msg = f"{name!r} cannot be written in a role of Markdown"
        raise CannotWriteError(msg)
    return name
