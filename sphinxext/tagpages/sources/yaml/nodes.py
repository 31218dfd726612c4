"""The one module that knows PyYAML: text in, nodes out, every scalar left as text.

PyYAML's wheels hold libyaml, which reads ten times as fast as PyYAML by itself. Where it was built without,
it reads by itself: slower, and a few odd texts that only one of the two accepts are read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

import yaml
from yaml.composer import Composer, ComposerError
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

__all__ = [
    "CollectionNode",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "YamlError",
    "compose",
]

MAX_DEPTH = 50

NEXT_ITEM = re.compile(r"\s+-\s+")
# Where these go wrong, the place to repair is where they begin.
_BEGINS_EARLIER = ("quoted scalar", "double-quoted scalar", "simple key", "flow sequence", "flow mapping")

# What the parsers say, as patterns, and what to say to an author instead; the first that fits.
_EXPLANATIONS: Sequence[tuple[str, str]] = (
    ("mapping values are not allowed", "a colon with a space behind it needs a text in quotes"),
    (r"'\\t'|tab character", "YAML does not allow tabs for indentation; use spaces"),
    ("before the end of what", "a quote or bracket that begins here does not end"),
    ("quoted scalar found unexpected", "a quote that begins here does not end; write both quotes"),
    (
        r"unknown escape|hexadecimal|invalid Unicode|chr\(\) arg|int too large",
        "a backslash in double quotes begins an escape; use single quotes",
    ),
    (
        "undefined alias",
        "`*` before a name refers to an `&` that is not there; put a text with `*` in quotes",
    ),
    ("scanning an alias", "a text that begins with `*` needs quotes"),
    ("scanning an anchor", "a text that begins with `&` needs quotes"),
    ("duplicate anchor", "an `&` name stands twice; give each its own"),
    (
        "flow sequence",
        "a list in brackets does not end as it should; a text that begins with `[` needs quotes",
    ),
    (
        "flow mapping",
        "a mapping in braces does not end as it should; a text that begins with `{` needs quotes",
    ),
    ("flow node", "a list in brackets or a mapping in braces does not end as it should"),
    ("cannot start any token", "a text cannot begin with this character; put it in quotes"),
    ("could not find expected ':'", "this is no `key: value`; indent it if it belongs to the text above"),
    ("block scalar", "a text that begins with `|` or `>` needs quotes, or its lines stand below"),
    ("scanning a tag|undefined tag handle", "a text that begins with `!` needs quotes"),
    ("nested", "lists and mappings are nested too deep for notes"),
    (
        "block (end|mapping|collection)",
        "the indentation is not that of the lines above, or a quote ends early",
    ),
    ("sequence entries are not allowed", "a text that begins with `- ` needs quotes"),
    ("mapping keys are not allowed", "a text that begins with `? ` needs quotes"),
)


class YamlError(Exception):
    """A text that does not parse.

    Attributes:
        line: where to look, counted from 0.
        problem: the parser's words.
    """

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line

    def bare(self) -> YamlError:
        """Return the error without the frames it came through: they would hold on to all they know."""
        self.__context__ = None
        return self.with_traceback(None)

    @property
    def is_colon(self) -> bool:
        """Whether a colon makes a mapping where none can be."""
        return "mapping values are not allowed" in self.problem

    @property
    def explanation(self) -> str:
        """What is wrong with the text, in an author's words."""
        fitting = (explanation for words, explanation in _EXPLANATIONS if re.search(words, self.problem))
        return next(fitting, f"the YAML parser says: {self.problem}")


class _Untyped:
    """Resolves nothing, and counts how deep the nodes are nested: libyaml would crash far below."""

    depth = 0

    def resolve(self, kind: type[Node], value: object, implicit: object) -> str:  # noqa: ARG002
        return ""

    def descend_resolver(self, current_node: Node | None, current_index: object) -> None:  # noqa: ARG002
        self.depth += 1
        if self.depth > MAX_DEPTH:
            mark = current_node.start_mark if current_node else None
            raise ComposerError(None, None, f"nested more than {MAX_DEPTH} deep", mark)

    def ascend_resolver(self) -> None:
        self.depth -= 1


class _Pure(_Untyped, Reader, Scanner, Parser, Composer):
    """Reads without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


_READER: Any = _Pure
if yaml.__with_libyaml__:
    from yaml import cyaml

    class _Quick(_Untyped, cyaml.CParser):  # type: ignore[name-defined,misc]  # its types leave it out
        """Reads with libyaml."""

    _READER = _Quick


def compose(text: str, anchors: MutableMapping[str, Node] | None = None, first_line: int = 0) -> Node | None:
    """Return the root node of a text that holds one document at most.

    Args:
        text: the text, free of control characters.
        anchors: what its aliases may refer to besides; its own anchors are added. Only PyYAML by itself takes
            them, which is slower.
        first_line: with anchors, the number that nodes and errors give to the first line of the text.

    Raises:
        YamlError: the text does not parse.
    """
    parser: Any = None
    try:
        if anchors is None:
            parser = _READER(text)
        else:
            parser = _Pure(text)
            parser.anchors, parser.line = anchors, first_line
        node: Node | None = parser.get_single_node()
    except yaml.MarkedYAMLError as error:
        context, mark = error.context or "", error.problem_mark
        if error.context_mark and context.endswith(_BEGINS_EARLIER):
            mark = error.context_mark
        problem = f"{context} {error.problem or ''}".strip()
        raise YamlError(problem, mark.line if mark else first_line) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # An escape that is no character; other texts were cleaned.
        raise YamlError(str(error), getattr(parser, "line", first_line)) from None
    finally:
        if parser is not None:
            # The pure one refers to itself, and the collector may be paused.
            parser.dispose()
    return node


def written_list(text: str) -> list[str] | None:
    """Return the items of a list that a text holds, or ``None``: of ``[a, "b, c"]`` or ``- a - b``.

    So lists of YAML reach a directive from MyST, which hands on its options as text.
    """
    text = text.strip()
    if text.startswith("- "):
        return [_unquoted(item) for item in NEXT_ITEM.split(text[2:].strip())]
    return flow_list(text)


def flow_list(text: str) -> list[str] | None:
    """Return the items of a list in brackets, or ``None``."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        root = compose(text)
    except YamlError:
        return None
    if not isinstance(root, SequenceNode) or not all(isinstance(item, ScalarNode) for item in root.value):
        return None
    return [item.value for item in root.value if isinstance(item, ScalarNode)]


def _unquoted(item: str) -> str:
    return item[1:-1] if len(item) > 1 and item[0] == item[-1] and item[0] in "\"'" else item
