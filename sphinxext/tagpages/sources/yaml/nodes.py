"""The one module that knows PyYAML: text in, nodes out, every scalar left as text.

PyYAML's wheels hold libyaml, which reads ten times as fast as PyYAML by itself. Where it was built without,
it reads by itself: slower, and a few odd texts that only one of the two accepts are read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml
from yaml.composer import Composer
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

_NEXT_ITEM = re.compile(r"\s+-\s+")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Where these go wrong, the place to repair is where they begin.
_BEGINS_EARLIER = ("quoted scalar", "double-quoted scalar", "simple key", "flow sequence", "flow mapping")
# Characters beyond the first 65,536 as JSON escapes them, in two halves.
_NO_HALVES = "invalid Unicode character escape code"

# What the parsers say, as patterns, and what to say to an author instead; the first that fits.
_EXPLANATIONS: Sequence[tuple[str, str]] = (
    ("mapping values are not allowed", "a colon with a space behind it needs a text in quotes"),
    (r"'\\t'|tab character", "YAML does not allow tabs for indentation; use spaces"),
    ("before the end of what", "a quote or bracket that begins here does not end"),
    ("quoted scalar found unexpected", "a quote that begins here does not end; write both quotes"),
    (
        r"unknown escape|hexadecimal|chr\(\) arg|int too large",
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


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class _Untyped:
    """Resolves nothing, and counts how deep the nodes are nested: libyaml would crash far below."""

    depth = 0

    def resolve(self, kind: type[Node], value: object, implicit: object) -> str:  # noqa: ARG002
        return ""

    def descend_resolver(self, current_node: Node | None, current_index: object) -> None:  # noqa: ARG002
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeepError(current_node.start_mark.line if current_node else 0)

    def ascend_resolver(self) -> None:
        self.depth -= 1


class _Pure(_Untyped, Reader, Scanner, Parser, Composer):
    """Reads without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)

    def compose_scalar_node(self, anchor: Any) -> ScalarNode:  # noqa: ANN401
        """Compose a text; a character escaped as JSON escapes it becomes one."""
        node = super().compose_scalar_node(anchor)
        if _SURROGATE.search(node.value):
            node.value = node.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return node


_READER: Any = _Pure
if yaml.__with_libyaml__:
    from yaml import cyaml

    class _Quick(_Untyped, cyaml.CParser):  # type: ignore[name-defined,misc]  # its types leave it out
        """Reads with libyaml."""

    _READER = _Quick


def compose(text: str) -> Node | None:
    """Return the root node of a text that holds one document at most.

    Args:
        text: the text, free of control characters.

    Raises:
        YamlError: the text does not parse.
    """
    try:
        return _compose(_READER, text)
    except YamlError as error:
        if _NO_HALVES not in error.problem:
            raise
    return _compose(_Pure, text)


def _compose(reader: Any, text: str) -> Node | None:  # noqa: ANN401
    parser = None
    try:
        parser = reader(text)
        node: Node | None = parser.get_single_node()
    except yaml.MarkedYAMLError as error:
        context, mark = error.context or "", error.problem_mark
        if error.context_mark and context.endswith(_BEGINS_EARLIER):
            mark = error.context_mark
        raise YamlError(f"{context} {error.problem or ''}".strip(), mark.line if mark else 0) from None
    except _TooDeepError as error:
        msg = f"nested more than {MAX_DEPTH} deep"
        raise YamlError(msg, error.line) from None
    except RecursionError:
        msg = "nested too deep"
        raise YamlError(msg, 0) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # An escape that is no character; other texts were cleaned.
        line = parser.get_mark().line if isinstance(parser, _Pure) else 0
        raise YamlError(str(error), line) from None
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
        return [_unquoted(item) for item in _NEXT_ITEM.split(text[2:].strip())]
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
