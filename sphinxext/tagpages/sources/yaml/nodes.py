"""The one module that knows PyYAML: text in, nodes out, every scalar left as text.

PyYAML reads with libyaml where it was built with it, and by itself where it was not. The two
differ in what they accept and in what they say; here they give one answer: the pure reader is
taught what libyaml accepts, and where libyaml finds an error the pure reader has the last word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.composer import Composer
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

if TYPE_CHECKING:
    from yaml.tokens import ScalarToken

__all__ = [
    "HAS_LIBYAML",
    "CollectionNode",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "YamlError",
    "compose",
]

Pairs: TypeAlias = "list[tuple[Node, Node]]"

HAS_LIBYAML = yaml.__with_libyaml__
MAX_DEPTH = 50

_BREAKS = "\0\r\n\x85\u2028\u2029"
_BLANKS = " \t"
_TAG_CHARACTERS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-;/?:@&=+$_.!~*'()%"
)
_TAG = re.compile(r"!|(!(?:[A-Za-z0-9_-]*!)?)(.+)")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Where these go wrong, the place to mend is where they begin.
_BEGINS_EARLIER = ("quoted scalar", "double-quoted scalar", "simple key", "flow sequence", "flow mapping")


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


class _Scanner(Scanner):
    """PyYAML's scanner, with tabs and question marks where libyaml accepts them."""

    # What PyYAML's types leave out.
    if TYPE_CHECKING:
        index: int
        column: int

        def peek(self, index: int = 0) -> str: ...
        def prefix(self, length: int = 1) -> str: ...
        def forward(self, length: int = 1) -> None: ...
        def get_mark(self) -> Any: ...  # noqa: ANN401
        def scan_line_break(self) -> str: ...

    def fetch_flow_collection_start(self, TokenClass: Any) -> None:  # noqa: ANN401, N803
        if self.flow_level >= MAX_DEPTH:
            raise _TooDeepError(self.get_mark().line)
        super().fetch_flow_collection_start(TokenClass)

    def scan_to_next_token(self) -> None:
        while True:
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)
            ):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in _BREAKS:
                    self.forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_plain(self) -> ScalarToken:
        chunks: list[str] = []
        start_mark = end_mark = self.get_mark()
        indent = self.indent + 1
        spaces: list[str] = []
        while self.peek() != "#":
            length = 0
            while not self._ends_plain(length):
                length += 1
            if length == 0:
                break
            self.allow_simple_key = False
            chunks += spaces
            chunks.append(self.prefix(length))
            self.forward(length)
            end_mark = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start_mark) or []
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return yaml.tokens.ScalarToken("".join(chunks), True, start_mark, end_mark)

    def _ends_plain(self, ahead: int) -> bool:
        character = self.peek(ahead)
        if character in _BREAKS or character in _BLANKS:
            return True
        if character == ":":
            following = self.peek(ahead + 1)
            return (
                following in _BREAKS or following in _BLANKS or bool(self.flow_level and following in ",[]{}")
            )
        return bool(self.flow_level and character in ",[]{}")

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:  # noqa: ANN401
        blanks = ""
        breaks = 0
        while (character := self.peek()) in " \t\n":
            if character == "\n":
                self.forward()
                breaks += 1
                self.allow_simple_key = True
            else:
                if breaks and character == "\t" and self.column < indent:
                    context, problem = "while scanning a plain scalar", "found a tab character as indentation"
                    raise ScannerError(context, start_mark, problem, self.get_mark())
                blanks += character
                self.forward()
        if breaks:
            return [" " if breaks == 1 else "\n" * (breaks - 1)]
        return [blanks] if blanks else []

    def scan_block_scalar_indicators(self, start_mark: object) -> tuple[bool | None, int | None]:  # noqa: ARG002
        chomping: bool | None = None
        increment: int | None = None
        while True:
            character = self.peek()
            if chomping is None and character in "+-":
                chomping = character == "+"
            elif increment is None and character in "123456789":
                increment = int(character)
            else:
                break
            self.forward()
        while self.peek() in _BLANKS:
            self.forward()
        return chomping, increment

    def scan_tag(self) -> yaml.tokens.TagToken:
        if self.peek(1) == "<":
            return super().scan_tag()
        start_mark = self.get_mark()
        length = 1
        while self.peek(length) in _TAG_CHARACTERS:
            length += 1
        tag = self.prefix(length)
        self.forward(length)
        following = self.peek()
        match = _TAG.fullmatch(tag)
        if not match or not (
            following in _BREAKS or following in _BLANKS or (self.flow_level and following == ",")
        ):
            context, problem = "while scanning a tag", "found a tag that is none"
            raise ScannerError(context, start_mark, problem, self.get_mark())
        handle, suffix = (None, "!") if tag == "!" else match.groups()
        return yaml.tokens.TagToken((handle, suffix), start_mark, self.get_mark())


class _Pure(Reader, _Scanner, Parser, Composer, _Untyped):
    """Reads without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)

    resolve = _Untyped.resolve
    descend_resolver = _Untyped.descend_resolver
    ascend_resolver = _Untyped.ascend_resolver

    def compose_scalar_node(self, anchor: Any) -> ScalarNode:  # noqa: ANN401
        """Compose a text; a character escaped as JSON escapes it becomes one."""
        node = super().compose_scalar_node(anchor)
        if _SURROGATE.search(node.value):
            node.value = node.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return node


if HAS_LIBYAML:
    from yaml import cyaml

    class _Quick(_Untyped, cyaml.CParser):  # type: ignore[name-defined,misc]  # its types leave it out
        """Reads with libyaml."""

    _QUICK: Any = _Quick
else:
    _QUICK = None


def compose(text: str, quick: bool = HAS_LIBYAML, last_word: bool = True) -> Node | None:
    """Return the root node of a text that holds one document at most.

    Args:
        text: the text, free of control characters.
        quick: whether to use libyaml.
        last_word: whether the pure reader is asked where libyaml finds an error. It is slow,
            and not worth it where the items are read one by one anyway.

    Raises:
        YamlError: the text does not parse.
    """
    if quick and _QUICK is not None:
        try:
            return _compose(_QUICK, text)
        except YamlError:
            if not last_word:
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


_NEXT_ITEM = re.compile(r"\s+-\s+")


def written_list(text: str) -> list[str] | None:
    """Return the items of a list that a text holds, or ``None``: of ``[a, "b, c"]`` or ``- a - b``."""
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
