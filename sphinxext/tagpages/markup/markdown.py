"""Markdown: the one module that knows its parser, which comes as an extra.

The parser reads CommonMark with GitHub's tables and strikethrough, footnotes and formulas. Task lists,
bare addresses and references to notes stand in texts, and are found when the texts are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..core.note import References
from ..util.bare_links import pieces
from ..util.formula_text import formula_text
from ..util.urls import safe_url

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

INSTALL = 'python -m pip install "sphinxext-tagpages[markdown]"'
#: Characters of a text that is read as Markdown.
LONGEST = 1 << 17

#: How often signs that have to be paired may stand in one paragraph.
_MOST_SIGNS = {"[": 2000, "*": 6000, "_": 6000}
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_DEEPEST = 60
#: The box of a task. The plugin tasklists of mdit-py-plugins makes HTML of it, which is text here, and loses
#: the box where a line ends behind it.
TASK = re.compile(r"\[([ xX])\](?:\s|$)")
_PACKAGES = {"markdown_it": "markdown-it-py", "mdit_py_plugins": "mdit-py-plugins"}
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
#: A text without these refers to nothing, and need not be read whole.
_MAY_REFER = re.compile(r"!\[|#[1-9]")


@cache
def parser_version() -> str | None:
    """Return what tells the installed parser from any other, or ``None`` where it is not installed."""
    if not all(map(find_spec, _PACKAGES)):
        return None
    return " ".join(f"{name} {version(name)}" for name in _PACKAGES.values())


def parse(text: str) -> list[Token] | None:
    """Return the tokens of a text, or ``None`` where the parser is not up to it."""
    if len(text) > LONGEST or _is_dense(text):
        return None
    try:
        tokens = _parser().parse(text)
    except Exception:  # noqa: BLE001 -- of another's code, on a text from outside: too deep, most likely
        return None
    # The parser leaves out what is deeper.
    return None if any(token.level >= _DEEPEST - 1 for token in tokens) else tokens


def _is_dense(text: str) -> bool:
    """Tell whether so many signs stand together that the time to pair them grows with their square."""
    if all(text.count(sign) <= most for sign, most in _MOST_SIGNS.items()):
        return False
    paragraphs = _EMPTY_LINE.split(text)
    return any(part.count(sign) > most for part in paragraphs for sign, most in _MOST_SIGNS.items())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- an extra
    from mdit_py_plugins.dollarmath import dollarmath_plugin  # noqa: PLC0415
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False)
    parser.use(
        dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True
    )
    # What it does not let through stays text, as it is written.
    parser.validateLink = lambda url: safe_url(url) is not None  # type: ignore[method-assign]
    return parser


def without_comments(html: str) -> str:
    """Return raw HTML without its comments."""
    return _COMMENT.sub("", html)


def markdown_blocks(source: str, wanted: int) -> tuple[Iterator[tuple[bool, str]], bool] | None:
    """Return the blocks at the beginning of a text; see :data:`.plain_text.Blocks`."""
    if len(source) > LONGEST:
        return None
    beginning = _beginning(source, wanted)
    tokens = parse(beginning)
    return None if tokens is None else (_blocks(tokens), beginning == source)


def markdown_references(source: str) -> References:
    """Return what a Markdown text refers to; nothing where the parser is not up to it."""
    numbers: list[int] = []
    pictures: list[str] = []
    for block in (parse(source) or ()) if _MAY_REFER.search(source) else ():
        for token in block.children or ():
            if token.type == "image":
                pictures.append(str(token.attrs.get("src", "")))
            elif token.type == "text":
                numbers += [int(target) for kind, _, target in pieces(token.content) if kind == "number"]
    return References(tuple(numbers), tuple(pictures))


def _beginning(source: str, wanted: int) -> str:
    """Return the first lines of a text, with the definitions from the rest that they may refer to."""
    end = source.find("\n", wanted)
    if end < 0:
        return source
    if source.rfind("<!--", 0, end) > source.rfind("-->", 0, end):
        end = source.find("-->", end) + 3
        if end < 3:  # noqa: PLR2004 -- not found
            return source
    return "\n\n".join([source[:end], *_DEFINITION.findall(source, end)])


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[bool, str]]:
    """Yield the text of each block at the top, and whether it is a heading."""
    is_heading = False
    words: list[str] = []
    in_item = False
    for token in tokens:
        if token.type == "footnote_block_open":
            break
        if token.level == 0 and token.nesting >= 0:
            yield is_heading, " ".join(words)
            is_heading, words = token.type == "heading_open", []
        if token.type == "inline":
            text = inline_text(token.children or ())
            words.append(TASK.sub("", text, count=1) if in_item and TASK.match(text) else text)
        elif token.type == "html_block":
            words.append(unescape(_TAG.sub(" ", _UNSEEN.sub("", without_comments(token.content)))))
        else:
            words.append(formula_text(token.content) if is_formula(token) else token.content)
        in_item = token.type == "list_item_open" or (in_item and token.type == "paragraph_open")
    yield is_heading, " ".join(words)


def inline_text(tokens: Sequence[Token]) -> str:
    """Return what a reader sees of inline tokens, without pictures and HTML."""
    return "".join(map(_inline_text, tokens))


def is_formula(token: Token) -> bool:
    """Tell whether a block is a formula."""
    return token.type == "math_block" or (token.type == "fence" and token.info.strip() == "math")


def inline_formula(content: str) -> str:
    """Return a formula in a line without what GitHub lets stand round it: $`…`$."""
    framed = len(content) > 2 and content[0] == content[-1] == "`"  # noqa: PLR2004
    return content[1:-1] if framed else content


def _inline_text(token: Token) -> str:
    if token.type == "html_inline":
        return " " if token.content.lower().startswith("<br") else ""
    if token.type.startswith("math_inline"):
        return formula_text(inline_formula(token.content))
    return {"softbreak": " ", "hardbreak": " ", "image": ""}.get(token.type, token.content)
