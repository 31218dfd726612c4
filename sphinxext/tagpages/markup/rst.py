"""reStructuredText from notes: read such that it reads no file, runs no code and defines nothing.

Here is the parser, and the beginning of a text for snippets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import cache, partial
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.languages import get_language
from docutils.parsers.rst import Directive, Parser
from docutils.parsers.rst.directives.misc import Replace, Unicode
from docutils.parsers.rst.states import Inliner
from docutils.transforms.references import Substitutions
from docutils.utils import Reporter, new_document, unescape
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import CustomReSTDispatcher, ReferenceRole

from ..sphinx_internals.lenient_options import AnyOption
from ..util.formula_text import formula_text
from ..util.text import shortened
from ..util.urls import safe_url
from .excerpt import Excerpts

RoleResult = tuple[Sequence[nodes.Node], Sequence[nodes.system_message]]
#: What a role does: arguments as docutils gives them.
RoleFunction = Callable[..., RoleResult]

_LONGEST = 1 << 17
#: How many signs of inline markup a text may hold; the time to pair them grows with the square.
_MOST_SIGNS = 8000
#: How many targets it may define; of those with one name, each is compared with all.
_MOST_TARGETS = 500
_DEEPEST = 40
#: A table of very many columns, each of which is looked for in each row.
_WIDE = re.compile(r"^[ ]*(?:=+[ ]+){500}", re.MULTILINE)
#: Directives whose content is shown as it is written.
_VERBATIM = frozenset(["code", "code-block", "sourcecode", "math", "parsed-literal"])
_UNSEEN = nodes.comment, nodes.substitution_definition, nodes.system_message, nodes.footnote, nodes.target
_NEEDS_A_DOCUMENT = (
    nodes.problematic, nodes.target, nodes.footnote_reference, nodes.citation_reference,
    nodes.substitution_reference,
)  # fmt: skip
_EXCERPTS = Excerpts()


class Dispatcher(CustomReSTDispatcher):
    """Looks up directives and roles for the text of a note, in place of all that the project has."""

    def __init__(
        self, directive_for: Callable[[str], type[Directive]], role_for: Callable[[str], RoleFunction]
    ) -> None:
        super().__init__()
        self._directive_for = directive_for
        self._role_for = role_for

    def directive(
        self, directive_name: str, _language_module: ModuleType, _document: nodes.document
    ) -> tuple[type[Directive], list[nodes.system_message]]:
        """Return the directive of a name."""
        return self._directive_for(directive_name.lower()), []

    def role(
        self, role_name: str, _language_module: ModuleType, _lineno: int, _reporter: Reporter
    ) -> tuple[Any, list[nodes.system_message]]:
        """Return the role of a name."""
        return self._role_for(role_name.lower()), []


@cache
def default_settings() -> Any:  # noqa: ANN401 -- docutils has no type for what settings hold
    """Return the settings of a text from outside; a copy of them can be changed."""
    settings = get_default_settings(Parser)
    settings.file_insertion_enabled = False
    settings.raw_enabled = False
    settings.line_length_limit = _LONGEST
    settings.report_level = Reporter.WARNING_LEVEL
    settings.halt_level = Reporter.SEVERE_LEVEL + 1
    settings.warning_stream = False
    return settings


def parse_rst(
    source: str, dispatcher: Dispatcher, path: str = "", env: BuildEnvironment | None = None
) -> nodes.document | None:
    """Return a text as docutils reads it, before transforms; ``None`` where docutils is not up to it.

    ``env`` is what roles of Sphinx look for.
    """
    if _WIDE.search(source):
        return None
    signs, targets = sum(map(source.count, "*`|")), source.count(".. _")
    if len(source) > _LONGEST or signs > _MOST_SIGNS or targets > _MOST_TARGETS:
        return None
    settings = copy(default_settings())
    settings.env = env
    document = new_document(path, settings)
    try:
        with dispatcher:
            Parser().parse(source, document)
    except Exception:  # noqa: BLE001 -- of another's code, on a text from outside: too deep, most likely
        return None
    return None if depth(document, nodes.Node) > _DEEPEST else document


def parse_line(
    source: str, dispatcher: Dispatcher, path: str, line: int | None, env: BuildEnvironment | None = None
) -> tuple[nodes.paragraph, list[str]]:
    """Return inline markup as it is shown, and what is wrong with it.

    What would need a document round it, and a link of another scheme than those let through, is its text.

    ``env`` is what roles of Sphinx look for.
    """
    settings = copy(default_settings())
    settings.env = env
    document = new_document(path, settings)
    # As a parser of blocks does.
    document.reporter.get_source_and_line = partial(_place, path, line)
    inliner = Inliner()
    inliner.init_customizations(settings)
    language = get_language("en", document.reporter)
    memo = SimpleNamespace(document=document, reporter=document.reporter, language=language, inliner=inliner)
    holder = nodes.paragraph()
    with dispatcher:
        found, messages = inliner.parse(source, line or 1, memo, holder)
    holder += found
    problems = [message.children[0].astext() for message in messages]
    for node in list(holder.findall(nodes.Element)):
        is_dead = isinstance(node, nodes.reference) and safe_url(node.get("refuri", "")) is None
        if isinstance(node, nodes.target) and not node.children:
            node.parent.remove(node)
        elif is_dead or isinstance(node, _NEEDS_A_DOCUMENT):
            if address := node.get("refuri"):
                what = "is no link: write an http, https or mailto address, or a relative one"
                problems.append(f"{shortened(address)!r} {what}")
            node.parent[node.parent.index(node)] = nodes.Text(node.astext())
        else:
            node.source, node.line = path, line
    return holder, problems


def _place(path: str, line: int | None, _asked: int | None = None) -> tuple[str, int | None]:
    return path, line


def depth(node: nodes.Node, kinds: type[nodes.Node] | tuple[type[nodes.Node], ...]) -> int:
    """Return how many nodes of some kinds stand one in another, with this one."""
    below = max((depth(child, kinds) for child in node.children), default=0)
    return below + isinstance(node, kinds)


class _Content(Directive):
    """Any directive, in a snippet: its content alone."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = AnyOption()

    def run(self) -> list[nodes.Node]:
        if self.name.lower() in _VERBATIM:
            text = "\n".join(self.content)
            if self.name.lower() == "math":
                text = formula_text("\n".join([*self.arguments, text]))
            return [nodes.literal_block(text, text)]
        # What stands in `compound` is a part of the running text.
        holder = nodes.compound() if self.name.lower() == "compound" else nodes.admonition()
        self.state.nested_parse(self.content, self.content_offset, holder)
        return [holder]


def no_directive(_name: str) -> type[Directive]:
    """Return what stands for any directive: its content."""
    return _Content


def text_role(name: str, _rawtext: str, text: str, _lineno: int, _inliner: Inliner) -> RoleResult:
    """Return the text that a reader sees of any role."""
    if name.lower() == "math":
        return [nodes.Text(formula_text(unescape(text, restore_backslashes=True)))], []
    match = ReferenceRole.explicit_title_re.match(text)
    return [nodes.Text(unescape(match[1] if match else text.lstrip("!~")))], []


def _nothing(_document: nodes.document) -> None:
    """Change nothing."""


def rst_blocks(
    source: str,
    wanted: int,
    role_for: Callable[[str], RoleFunction | None] = lambda _name: None,
    change: Callable[[nodes.document], None] = _nothing,
    env: BuildEnvironment | None = None,
) -> tuple[Iterator[tuple[bool, str]], bool] | None:
    """Return the blocks at the beginning of a text; see :data:`.plain_text.Blocks`.

    Args:
        source: the text.
        wanted: how many characters of it are parsed, at least.
        role_for: returns a role to run; of others, the text is taken as it is written.
        change: changes what was parsed before texts are taken.
        env: what roles of Sphinx look for.
    """
    # What a substitution stands for may be said further below.
    end = -1 if "|" in source else source.find("\n\n", wanted)
    dispatcher = Dispatcher(
        lambda name: {"replace": Replace, "unicode": Unicode}.get(name, _Content),
        lambda name: role_for(name) or text_role,
    )
    document = parse_rst(source[:end] if end >= 0 else source, dispatcher, env=env)
    if document is None:
        return None
    try:
        if document.substitution_defs:
            document.transformer.add_transform(Substitutions)
            document.transformer.apply_transforms()
        change(document)
    except Exception:  # noqa: BLE001 -- of another's code, on a text from outside
        return None
    return _blocks(document), end < 0


def _blocks(parent: nodes.Element) -> Iterator[tuple[bool, str]]:
    """Yield the text of each block, and whether it is running text."""
    for node in parent.children:
        if isinstance(node, nodes.section | nodes.compound):
            yield from _blocks(node)
        elif not isinstance(node, _UNSEEN):
            yield isinstance(node, nodes.paragraph | nodes.line_block), " ".join(_words(node))


def _words(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.TextElement | nodes.Text):
        yield _EXCERPTS.text(node)
    elif not isinstance(node, _UNSEEN):
        for child in node.children:
            yield from _words(child)
