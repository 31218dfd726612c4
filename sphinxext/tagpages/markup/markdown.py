"""Markdown: the one module that knows its parser, which comes as an extra.

The parser reads CommonMark with GitHub's tables and strikethrough, footnotes and formulas. Raw HTML, alerts
and short codes of emoji are made of its tokens. Task lists, bare addresses and references to notes stand in
texts, and are found when the texts are shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING

from ..core.note import References
from ..util.bare_links import Piece, pieces
from ..util.formula_text import formula_text
from ..util.urls import resolved, safe_url
from .html_elements import HIDDEN
from .raw_html import with_html

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
#: Where tokens have addresses.
_ADDRESSES = {"link_open": "href", "image": "src"}
_PACKAGES = {"markdown_it": "markdown-it-py", "mdit_py_plugins": "mdit-py-plugins", "emoji": "emoji"}
_ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*", re.IGNORECASE)
_EMOJI = re.compile(r":(?<![\w:/]:)(?:\+1|-1|[a-z0-9][a-z0-9_+-]*):(?![\w:/])")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
#: A text without these refers to nothing, and need not be read whole.
_REFERENCE = re.compile(r"!\[|<[iI][mM][gG]\b|#[1-9]")
_OTHER_REFERENCES = ("GH-", "discussions/", "issues/", "pull/")


@cache
def parser_version() -> str | None:
    """Return what tells the installed parser from any other, or ``None`` where it is not installed."""
    found = [f"{package} {version(package)}" for name, package in _PACKAGES.items() if find_spec(name)]
    return " ".join(found) if all(map(find_spec, list(_PACKAGES)[:2])) else None


def parse(text: str, base: str = "") -> list[Token] | None:
    """Return the tokens of a text, or ``None`` where the parser is not up to it.

    ``base`` is what relative addresses in it count from, if that is known.
    """
    if len(text) > LONGEST or _is_dense(text):
        return None
    try:
        tokens = _parser().parse(text)
    except Exception:  # noqa: BLE001 -- of another's code, on a text from outside: too deep, most likely
        return None
    # The parser leaves out what is deeper.
    return None if any(token.level >= _DEEPEST - 1 for token in tokens) else _finished(tokens, text, base)


def _finished(tokens: list[Token], text: str, base: str) -> list[Token]:
    """Return the tokens of a text with what the parser does not make of it."""
    if tokens and "<" in text:
        tokens = with_html(tokens)
    if "[!" in text:
        _mark_alerts(tokens)
    has_emoji = ":" in text and _EMOJI.search(text) is not None
    in_code = 0
    for token in chain.from_iterable(block.children or () for block in tokens):
        in_code += token.nesting if token.type.startswith("code_") else 0
        if token.type == "text" and has_emoji and not in_code:
            token.content = _EMOJI.sub(lambda match: _emoji(match[0]), token.content)
        elif base and (name := _ADDRESSES.get(token.type)) and token.attrs[name]:
            token.attrs[name] = resolved(base, str(token.attrs[name]))
    return tokens


def _mark_alerts(tokens: Sequence[Token]) -> None:
    """Give quotes that are alerts their kind, and take the line away that names it."""
    for quote, paragraph, line in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if quote.type == "blockquote_open" and paragraph.type == "paragraph_open" and line.children:
            match = _ALERT.fullmatch(line.children[0].content)
            if match and all(child.type == "softbreak" for child in line.children[1:2]):
                quote.type = f"{match[1].lower()}_open"
                del line.children[:2]


@cache
def _emoji(code: str) -> str:
    """Return the sign of a short code, or the code where there is none, or no package that knows it."""
    try:
        from emoji import emojize  # noqa: PLC0415 -- an extra
    except ImportError:
        return code
    return str(emojize(code, language="alias"))


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


def _as_written(piece: Piece) -> str:
    return piece.written


def markdown_blocks(
    source: str, wanted: int, issue: Callable[[Piece], str] = _as_written
) -> tuple[Iterator[tuple[bool, str]], bool] | None:
    """Return the blocks at the beginning of a text; see :data:`.plain_text.Blocks`.

    ``issue`` returns what is shown for a piece that names an issue.
    """
    if len(source) > LONGEST:
        return None
    beginning = _beginning(source, wanted)
    tokens = parse(beginning)
    return None if tokens is None else (_blocks(tokens, issue), beginning == source)


def markdown_references(source: str, base: str = "") -> References:
    """Return what a Markdown text refers to; nothing where the parser is not up to it.

    ``base`` is what relative addresses in it count from, if that is known.
    """
    numbers: list[int] = []
    pictures: list[str] = []
    may_refer = _REFERENCE.search(source) or any(words in source for words in _OTHER_REFERENCES)
    for block in (parse(source, base) or ()) if may_refer else ():
        for token in block.children or ():
            if token.type == "image" and (address := str(token.attrs["src"])):
                pictures.append(address)
            elif token.type == "text":
                numbers += [found.number for found in pieces(token.content) if found.number]
    return References(tuple(numbers), tuple(pictures))


def _beginning(source: str, wanted: int) -> str:
    """Return the first lines of a text, with the definitions from the rest that they may refer to."""
    end = source.find("\n", wanted)
    if end < 0:
        return source
    for match in HIDDEN.finditer(source):
        if match.start() >= end:
            break
        end = max(end, match.end())
    return "\n\n".join([source[:end], *_DEFINITION.findall(source, end)])


def _blocks(tokens: Sequence[Token], issue: Callable[[Piece], str]) -> Iterator[tuple[bool, str]]:
    """Yield the text of each block at the top, and whether it is running text."""
    is_running = False
    words: list[str] = []
    in_item = False
    for token in tokens:
        if token.type == "footnote_block_open":
            break
        if token.level == 0 and token.nesting >= 0:
            yield is_running, " ".join(words)
            is_running, words = token.type in {"paragraph_open", "html_block"}, []
        if token.type == "inline":
            text = inline_text(token.children or (), issue)
            words.append(TASK.sub("", text, count=1) if in_item and TASK.match(text) else text)
        else:
            words.append(formula_text(token.content) if is_formula(token) else token.content)
        in_item = token.type == "list_item_open" or (in_item and token.type == "paragraph_open")
    yield is_running, " ".join(words)


def inline_text(tokens: Sequence[Token], issue: Callable[[Piece], str] = _as_written) -> str:
    """Return what a reader sees of inline tokens, without pictures."""
    return "".join(_inline_text(token, issue) for token in tokens)


def is_formula(token: Token) -> bool:
    """Tell whether a block is a formula."""
    return token.type == "math_block" or (token.type == "fence" and token.info.strip() == "math")


def inline_formula(content: str) -> str:
    """Return a formula in a line without what GitHub lets stand round it: $`…`$."""
    framed = len(content) > 2 and content[0] == content[-1] == "`"  # noqa: PLR2004
    return content[1:-1] if framed else content


def _inline_text(token: Token, issue: Callable[[Piece], str]) -> str:
    if token.type == "text" and issue is not _as_written:
        return "".join(issue(piece) if piece.number else piece.written for piece in pieces(token.content))
    if token.type.startswith("math_inline"):
        return formula_text(inline_formula(token.content))
    return {"softbreak": " ", "hardbreak": " ", "image": ""}.get(token.type, token.content)
