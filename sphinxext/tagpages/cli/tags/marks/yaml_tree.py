"""A YAML text as a tree whose parts know where they stand, to the character; and texts written as YAML.

Why not the round trip of ruamel.yaml: it writes the whole text again. Quotes and comments it keeps, but not
the width of lines, blanks in brackets, indentation that varies and line ends; and "not one byte else" is what
these commands promise. Edits at the marks that the parser gives leave all other bytes as they are, and serve
front matter, options in documents and the tags file alike, with no further package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from ....sources.yaml.nodes import YamlError
from ....util.text import one_line

# What the reader leaves out or takes for a blank, and a parser refuses.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 60


class TreeError(Exception):
    """A text that does not parse. ``line`` counts from 0."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.line = line


@dataclass(eq=False, slots=True)
class Part:
    """A part of a YAML text, from ``start`` to ``end`` without its anchor.

    ``before`` is where its anchor begins, if it has one. ``is_flow`` tells whether it stands in brackets or
    braces, or is such.
    """

    start: int
    end: int
    before: int
    anchor: str = ""
    is_flow: bool = False


@dataclass(eq=False, slots=True)
class Scalar(Part):
    """A text. ``style`` is its sign: a quote, ``|``, ``>``, or nothing."""

    value: str = ""
    style: str = ""


@dataclass(eq=False, slots=True)
class Sequence(Part):
    """A list."""

    items: list[Part] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Mapping(Part):
    """A mapping."""

    pairs: list[tuple[Part, Part]] = field(default_factory=list)

    def get(self, name: str) -> Part | None:
        """Return what stands under a key."""
        return next(
            (value for key, value in self.pairs if isinstance(key, Scalar) and key.value == name), None
        )


@dataclass(eq=False, slots=True)
class Alias(Part):
    """An alias, and what it stands for."""

    target: Part | None = None


def resolved(part: Part) -> Part:
    """Return what a part is, or stands for."""
    return part.target if isinstance(part, Alias) and part.target else part


def trees(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """Return the roots of the documents in a text, or in a part of it; places count in the whole text.

    Raises:
        TreeError: it does not parse.
    """
    start += text.startswith("\ufeff", start)
    try:
        return list(_Builder(_UNFIT.sub(" ", text[start:end]), start).roots())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = f"{error.context or ''} {error.problem or ''}".strip()
        line = mark.line if mark else 0
        raise TreeError(YamlError(problem, line).explanation, line) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise TreeError(str(error).partition("\n")[0], 0) from None


class _Builder:
    def __init__(self, text: str, shift: int) -> None:
        self._text = text
        self._shift = shift
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._anchors: dict[str, Part] = {}

    def roots(self) -> Iterator[Part]:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors = {}
                yield self._part(next(self._events), 0, in_flow=False)

    def _part(self, event: Any, depth: int, *, in_flow: bool) -> Part:  # noqa: ANN401 -- yaml has no types here
        if depth > _DEEPEST:
            msg = "nested too deep"
            raise ValueError(msg)
        before = event.start_mark.index
        start = before
        if match := _PROPERTIES.match(self._text, before, event.end_mark.index):
            start = match.end() if not isinstance(event, yaml.AliasEvent) else start
        place = (start + self._shift, event.end_mark.index + self._shift, before + self._shift)
        if isinstance(event, yaml.AliasEvent):
            return Alias(*place, is_flow=in_flow, target=self._anchors.get(event.anchor or ""))
        anchor = event.anchor or ""
        part: Part
        if isinstance(event, yaml.ScalarEvent):
            style = event.style if event.style in {"'", '"', "|", ">"} else ""
            part = Scalar(*place, anchor, in_flow, event.value, style)
            self._know(part)
            return part
        is_flow = in_flow or bool(event.flow_style)
        if isinstance(event, yaml.SequenceStartEvent):
            part = sequence = Sequence(*place, anchor, is_flow)
            self._know(part)
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                sequence.items.append(self._part(inner, depth + 1, in_flow=is_flow))
        else:
            part = mapping = Mapping(*place, anchor, is_flow)
            self._know(part)
            while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
                key = self._part(inner, depth + 1, in_flow=is_flow)
                mapping.pairs.append((key, self._part(next(self._events), depth + 1, in_flow=is_flow)))
        part.end = inner.end_mark.index + self._shift
        return part

    def _know(self, part: Part) -> None:
        if part.anchor:
            self._anchors[part.anchor] = part


def quoted(text: str, sign: str = "'") -> str:
    """Return a text in quotes, on one line."""
    if sign == '"' or not text.isprintable():
        inner = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in inner) + '"'
    return "'" + text.replace("'", "''") + "'"


@lru_cache(maxsize=1024)
def written(name: str, style: str = "") -> str:
    """Return how a tag is written: in the quotes given; without any, in such only where it needs them.

    It does where YAML would read something else, in brackets or not, and where other programs would: ``yes``,
    ``1.10``, ``C#``.
    """
    return quoted(name, style) if style in {"'", '"'} or not _is_plain(name) else name


def _is_plain(name: str) -> bool:
    return "#" not in name and _reads(f"[{name}, x]", [name, "x"]) and is_plain_text(name)


def is_plain_text(text: str) -> bool:
    """Tell whether a text outside of brackets and braces needs no quotes."""
    return _reads(f"- {text}\n- x", [text, "x"]) and _reads(f"{text}: x", {text: "x"})


def _reads(text: str, value: object) -> bool:
    try:
        return bool(yaml.load(text, Loader=yaml.SafeLoader) == value)
    except (yaml.YAMLError, ValueError):
        return False


def decoded(piece: str, style: str) -> str:
    """Return the text that a part of a scalar stands for, its white space collapsed.

    Raises:
        ValueError: it stands for none.
    """
    if style == "'":
        piece = piece.replace("''", "'")
    elif style == '"' and "\\" in piece:
        try:
            piece = yaml.load(f'"{piece}"', Loader=yaml.BaseLoader)  # noqa: S506 -- it makes texts of all
        except yaml.YAMLError as error:
            raise ValueError(piece) from error
    return one_line(piece)
