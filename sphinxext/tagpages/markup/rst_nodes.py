"""reStructuredText from notes as nodes that every builder can show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.parsers.rst.directives import admonitions, body, images, misc, tables
from docutils.parsers.rst.states import Inliner
from docutils.transforms import references
from docutils.utils import unescape
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.roles import AnyXRefRole, XRefRole
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util.docutils import new_document

from ..core.note import References
from ..core.problems import Origin
from ..sphinx_internals.events import document_being_resolved
from ..sphinx_internals.lenient_options import AnyOption
from ..sphinx_internals.uris import FILE_LINK
from ..util.text import clean
from ..util.urls import is_relative
from .builder_nodes import BuilderNodes
from .rst import Dispatcher, RoleFunction, RoleResult, depth, no_directive, parse_line, parse_rst, rst_blocks
from .rst_cleanup import Cleanup, docname_beside, place_reference


class _Code(Directive):
    """Code, with its language as the argument."""

    has_content = True
    optional_arguments = 1
    option_spec: ClassVar = AnyOption()

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        return [nodes.literal_block(text, text, language="".join(self.arguments).strip().lower())]


class _AsWritten(Directive):
    """A directive that a note may not use."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = AnyOption()

    def run(self) -> list[nodes.Node]:
        return [nodes.literal_block(self.block_text, self.block_text)]


_DIRECTIVES: Mapping[str, type[Directive]] = {
    "admonition": admonitions.Admonition,
    "attention": admonitions.Attention,
    "caution": admonitions.Caution,
    "code": _Code,
    "code-block": _Code,
    "compound": body.Compound,
    "danger": admonitions.Danger,
    "epigraph": body.Epigraph,
    "error": admonitions.Error,
    "figure": images.Figure,
    "highlights": body.Highlights,
    "hint": admonitions.Hint,
    "image": images.Image,
    "important": admonitions.Important,
    "list-table": tables.ListTable,
    "math": body.MathBlock,
    "note": admonitions.Note,
    "parsed-literal": body.ParsedLiteral,
    "pull-quote": body.PullQuote,
    "replace": misc.Replace,
    "rubric": body.Rubric,
    "sourcecode": _Code,
    "table": tables.RSTTable,
    "tip": admonitions.Tip,
    "unicode": misc.Unicode,
    "warning": admonitions.Warning,
}
#: They need numbers that are given when documents are read.
_NUMBERED = frozenset(["numref", "eq"])
_TRANSFORMS = (
    references.Substitutions,
    references.PropagateTargets,
    references.AnonymousHyperlinks,
    references.IndirectHyperlinks,
    references.Footnotes,
    references.ExternalTargets,
    references.InternalTargets,
    references.DanglingReferences,
)
#: A text without these refers to nothing.
_MAY_REFER = re.compile("`:|:`|::")
_CONTAINERS = (nodes.bullet_list, nodes.enumerated_list, nodes.block_quote, nodes.definition_list)


#: Roles that mark a text up, and refer to nothing.
_PLAIN_ROLES: Mapping[str, type[nodes.TextElement]] = {
    name: kind
    for kind, names in {
        nodes.emphasis: ["dfn", "emphasis"],
        nodes.inline: ["abbr"],
        nodes.literal: ["code", "file", "kbd", "literal", "samp"],
        nodes.math: ["math"],
        nodes.strong: ["command", "guilabel", "menuselection", "program", "strong"],
        nodes.subscript: ["sub", "subscript"],
        nodes.superscript: ["sup", "superscript"],
        nodes.title_reference: ["title", "title-reference"],
    }.items()
    for name in names
}


def rst_nodes(source: str, make: BuilderNodes) -> list[nodes.Node] | None:
    """Return a text as nodes, or ``None`` where docutils is not up to it."""
    path = str(make.source_path)
    lookup = _Lookup(make)
    dispatcher = Dispatcher(lookup.directive, lookup.role)
    document = parse_rst(source, dispatcher, path, make.builder.env)
    if document is None:
        return None
    document.transformer.add_transforms(_TRANSFORMS)
    try:
        document.transformer.apply_transforms()
    except Exception:  # noqa: BLE001 -- of another's code, on a text from outside
        return None
    if depth(document, _CONTAINERS) > make.deepest:
        return None
    for text in list(document.findall(nodes.Text)):
        if (kept := clean(text)) != text:  # `unicode` puts in what no file can hold
            text.parent.replace(text, nodes.Text(kept))
    Cleanup(document, make).run()
    holder = new_document(path, document.settings)
    holder += document.children
    ReferencesResolver(holder).run()
    return holder.children


def inline_nodes(source: str, env: BuildEnvironment, origin: Origin) -> list[nodes.Node]:
    """Return inline markup of a file as nodes, with references that count from there.

    They are resolved when a document is written, as those of any document of the project.
    """

    def role(name: str) -> RoleFunction:
        return (_reference_role(env, name) if name else None) or partial(_plain_role, name)

    path = str(Path(env.srcdir, origin.path))
    shown = parse_line(source, Dispatcher(no_directive, role), path, origin.line, env)[0]
    for node in list(shown.findall(addnodes.pending_xref)):
        if node["reftype"] == "doc":
            node["reftarget"] = f"/{docname_beside(origin.path, node['reftarget'])}"
    for link in list(shown.findall(nodes.reference)):
        if "refuri" in link and is_relative(link["refuri"]):
            link.replace_self(_file_link(link, env.docname, origin.path))
    return shown.children


def _file_link(link: nodes.reference, docname: str, path: str) -> addnodes.pending_xref:
    """Return what becomes a link when it is known how a builder writes pages."""
    words = nodes.inline("", "", *link.children)
    kind = {"refdomain": "tagpages", "reftype": FILE_LINK, "reftarget": link["refuri"]}
    return addnodes.pending_xref("", words, refdoc=docname, path=path, **kind)


def rst_references(source: str) -> References:
    """Return what a text refers to; nothing where docutils is not up to it."""
    roles: list[tuple[str, str]] = []

    def noted(name: str, _rawtext: str, text: str, _lineno: int, _inliner: Inliner) -> RoleResult:
        if name and name.lower() not in _PLAIN_ROLES:
            match = XRefRole.explicit_title_re.match(text)
            target = unescape(match[2] if match else text.removeprefix("~"))
            roles.append((name.lower(), " ".join(target.split())))
        return [], []

    if not _MAY_REFER.search(source):
        return References()
    dispatcher = Dispatcher(lambda name: _DIRECTIVES.get(name, _AsWritten), lambda _name: noted)
    document = parse_rst(source, dispatcher)
    if document is None:
        return References()
    return References(
        pictures=tuple(image["uri"] for image in document.findall(nodes.image)), roles=tuple(roles)
    )


def resolved_blocks(
    source: str, wanted: int, make: BuilderNodes
) -> tuple[Iterator[tuple[bool, str]], bool] | None:
    """Return the blocks at the beginning of a text, with what it refers to; see :func:`rst_blocks`."""

    def resolve(document: nodes.document) -> None:
        for node in document.findall(addnodes.pending_xref):
            place_reference(node, make)
        ReferencesResolver(document).run()

    env = make.builder.env
    with document_being_resolved(make.builder, make.docname):
        return rst_blocks(
            source, wanted, lambda name: _reference_role(env, name or _default_role(env)), resolve, env
        )


class _Lookup:
    """The directives and roles that a note may use."""

    def __init__(self, make: BuilderNodes) -> None:
        self._make = make

    def directive(self, name: str) -> type[Directive]:
        if name not in _DIRECTIVES:
            self._make.warn(f"the directive `{name}` is not for notes; it is shown as it is written")
        return _DIRECTIVES.get(name, _AsWritten)

    def role(self, name: str) -> RoleFunction:
        name = name or _default_role(self._make.builder.env)
        role = _reference_role(self._make.builder.env, name) if name else None
        if role is None and name not in _PLAIN_ROLES:
            self._make.warn(
                f"the role `{name}` is not for notes; its text is shown"
                if name
                else "a text in single backticks has no role; write two backticks for code"
            )
        return role or partial(_plain_role, name)


def _default_role(env: BuildEnvironment) -> str:
    return (env.config.default_role or "").lower()


def _reference_role(env: BuildEnvironment, name: str) -> RoleFunction | None:
    if name == "any":
        return cast("RoleFunction", AnyXRefRole(warn_dangling=True))
    domain_name, _colon, role_name = name.rpartition(":")
    names = [domain_name] if domain_name else ["tagpages", "std", env.config.primary_domain or ""]
    for domain in (env.domains[each] for each in names if each in env.domains):
        role = domain.roles.get(role_name)
        is_reference = isinstance(role, XRefRole) and role.nodeclass is addnodes.pending_xref
        if is_reference and role_name not in _NUMBERED:
            return domain.role(role_name)
    return None


def _plain_role(
    kind: str, _name: str, _rawtext: str, text: str, _lineno: int, _inliner: Inliner
) -> RoleResult:
    text = unescape(text, restore_backslashes=kind in {"math", "code"})
    return [_PLAIN_ROLES.get(kind, nodes.inline)(text, text)], []
