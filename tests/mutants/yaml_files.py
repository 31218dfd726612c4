"""Good files of notes in YAML, and what a damaged copy of one must still give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import yaml

from sphinxext.tagpages.sources.registry import read_source

# What begins as a directive counts as a comment.
_BLANK = re.compile(r"\s*(?:#.*)?$|%[A-Za-z]")
_FIELD = re.compile(r"[ -]*[A-Za-z_]+:(?:\s|$)")
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_NOTHING = {"", "~", "null", "Null", "NULL"}

FILES = {
    "plain": """\
# What I read
- title: On Computable Numbers
  id: turing
  url: https://example.org/turing.pdf
  date: 1936-11-12
  tags: [Classics, Computability]

- title: A Mathematical Theory of Communication
  date: 1948-07
  authors:
    - Claude Shannon
  tags:
    - Classics
    - "Information: theory"
  summary: >-
    The fundamental problem of communication
    is that of reproducing a message.

- title: "Quoted: a title # with signs"
  links: {Paper: https://example.org/p, Code: 'https://example.org/c'}
  pinned: yes
- title: 'It''s here'
  comment: |
    First line
      - an indented one

    Last line
  kind: paper # a comment
- title: 日本語の題
  lang: ja
  tags: 研究、言語
  draft: no
""",
    "defaults": """\
%YAML 1.1
---
defaults:
  lang: en
  tags: [Systems]
notes:
  - title: The UNIX Time-Sharing System
    venue: CACM
    published: 1974
  - title: End-to-End Arguments
    url: "https://example.org/e2e"
    links:
      Slides: https://example.org/s
      Talk: https://example.org/t

  # the last one
  - title: Worse Is Better
    body: |-
      All of it.

      And more.
""",
    "documents": """\
- title: First
  tags: &all [A, B]
- &second
  title: Second
  tags: *all
- <<: *second
  title: Third
...
---
- {title: Fourth, url: "https://example.org/4", tags: [C, 'D, E']}
- {title: 'Fifth: in braces',
   tags: [F],
   date: 2023-03-28T09:30+09:00}
---
defaults: {kind: tool}
notes:
- title: Sixth
- title: Seventh
  authors: [A B, C D]
- title:
    Eighth, on a line
    of its own
""",
    "json": """\
[
  {"title": "One", "tags": ["a", "b"], "date": "2023-01-01"},
  {"title": "Two \\u00e9", "links": {"Paper": "https://example.org/2"}},
  {"title": "Three", "summary": "Text\\nand more", "pinned": true}
]
""",
    "wide": """\
-   title: Wide
    id: wide

    url: https://example.org/wide
-   title: >
      Folded over
      two lines
    authors: Jane Doe, John Doe
-   id: last
    extra: {deep: [1, 2, {x: y}]}
    title: Title at the end
-
    title: Dash alone
    tags:
        - x
        - y
""",
}


def readable(text: str) -> Iterator[tuple[list[str], bool]]:
    """Yield of each item of a list in a text what there must be of it, where it is a note when read alone.

    That is the titles it may have, and whether a quote swallows what looks like a field: then the note may
    have another title, or be left out.

    The items are cut out of the text by the dashes in the first column that has one. An item that does not
    load as it is may load without what follows it and belongs to no item.
    """
    lines = [line.replace("\x85", " ").replace("\u2028", " ").replace("\u2029", " ") for line in _lines(text)]
    columns = [len(line) - len(line.lstrip(" ")) for line in lines if re.match(r" *-(?:[ \t]|$)", line)]
    column = min(columns, default=0)
    dash = re.compile(rf" {{{column}}}-(?:[ \t]|$)")
    starts = [number for number, line in enumerate(lines) if dash.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        item = lines[start:end]
        within = " " * (column + 1)
        stray = next(
            (
                at
                for at, line in enumerate(item)
                if at and not _BLANK.match(line) and not line.startswith(within)
            ),
            len(item),
        )
        if stray < len(item) and not item[stray].lstrip(" ")[0].isprintable():
            stray = len(item)  # how deep a tab indents is anyone's guess; other such signs are left out
        if titles := _titles(item) or _titles(item[:stray]):
            yield titles, sum(bool(_FIELD.match(line)) for line in item) > _fields(item)


def _fields(lines: list[str]) -> int:
    """Return on how many lines of an item fields begin, as YAML reads it."""
    tokens = list(_tokens(lines)) or list(_tokens(lines[:-1]))
    return len({token.start_mark.line for token in tokens if isinstance(token, yaml.KeyToken)})


def _tokens(lines: list[str]) -> Iterator[yaml.Token]:
    try:
        yield from yaml.scan("\n".join(lines), Loader=_LOADER)
    except yaml.YAMLError:
        return


def _lines(text: str) -> list[str]:
    return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _titles(lines: list[str]) -> list[str]:
    try:
        node = yaml.compose("\n".join(lines), Loader=_LOADER)
        # It must also load.
        yaml.load("\n".join(lines), Loader=_LOADER)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return []
    if not isinstance(node, yaml.SequenceNode) or len(node.value) != 1:
        return []
    (item,) = node.value
    if not isinstance(item, yaml.MappingNode):
        return []
    return [
        plain(value.value)
        for key, value in item.value
        if isinstance(key, yaml.ScalarNode)
        and key.value == "title"
        and isinstance(value, yaml.ScalarNode)
        and (value.style or value.value not in _NOTHING)
        and plain(value.value)
    ]


def plain(text: str) -> str:
    """Return a text without what may be written in another way."""
    return "".join(character for character in text if character.isprintable() and not character.isspace())


def faults(data: bytes) -> list[str]:
    """Return what is wrong with the reading of a damaged file."""
    result = read_source(data, "notes.yaml")
    found = []
    text = data.decode("utf-8", "replace")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        left = Counter(plain(note.title) for note in result.notes)
        for titles, swallows in readable(text):
            title = next((title for title in titles if left[title]), None)
            if title is None and not swallows:
                found.append(f"lost: {titles}")
            elif title is not None:
                left[title] -= 1
    lines = len(re.findall(rb"\r\n|\r|\n", data)) + 1
    found += [
        f"no such line: {problem}"
        for problem in result.problems
        if not 1 <= (problem.origin.line or 0) <= lines
    ]
    return found
