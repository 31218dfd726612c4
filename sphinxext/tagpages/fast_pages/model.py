"""A page of a group as Sphinx would render it, with marks in place of what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx
from sphinx.util.logging import suppress_logging

from ..core.index import TagIndex
from ..documents.domain import domain_of
from ..documents.nodes import placeholder
from ..pages.feed_links import add_to_head
from ..pages.update import adapt_context
from ..sphinx_internals.doctrees_on_demand import doctree_of
from ..sphinx_internals.output.page_writing import filters_of, one_page_more, render_page
from .cut_page import STEM, CutPage
from .groups import Group, Neighbour
from .others import Changes
from .watched import Watched, filters_watched

#: Before all other handlers of the context, and after them.
_FIRST, _LAST = 100, 10**6
#: The values of the context that differ.
_OWN = ("title", "body", "metatags", "pagename", "current_page_name")


class Model:
    """The page of a group that stands for all others.

    ``cut`` is its HTML, cut where pages differ; ``compared``, the texts that a template compared one of its
    texts with: on a page that has one of these, the template may do something else.

    ``changes`` are those that handlers of other extensions make of all pages of the group.

    Raises:
        ValueError: a template or a handler does more with a text than to print it.
    """

    def __init__(self, app: Sphinx, group: Group, changes: Changes) -> None:
        self.compared: set[str] = set()
        self._asked: set[str] = set()
        self._app = app
        self._changes = changes
        self._context: dict[str, Any] = {}
        like, texts = next(iter(group.pages.items()))
        marks = {"title": _mark("title"), "id": f"{STEM}e-id", "description": _mark("description")}
        marks |= {"head": _mark("head"), "body": _mark("body"), "tags": _mark("tags")}
        names = [_mark(f"name-{number}") for number in range(len(texts.names))]
        self._docname = "/".join([group.folder, *names])
        for number, name in enumerate(names):
            marks |= {f"name {number}": name, f"uri {number}": quote(name)}
        neighbours: list[tuple[str, str] | None] = []
        for which, neighbour in (("previous", texts.previous), ("following", texts.following)):
            if neighbour is None:
                neighbours.append(None)
                continue
            docname, title = self._beside(which, neighbour), _mark(f"{which}-title")
            neighbours.append((docname, title))
            link = app.builder.get_relative_uri(self._docname, docname)
            marks |= {f"{which} name": docname, f"{which} link": link, f"{which} title": title}
        self._marks = marks
        html = self._rendered(like, group.sidebars, neighbours)
        if self._asked:
            msg = f"a template asks for more of a text than the text: {', '.join(sorted(self._asked))}"
            raise ValueError(msg)
        self._names = {mark: name for name, mark in marks.items()}
        self.cut = CutPage(html, self._names)

    def context_of(self, docname: str, values: Mapping[str, str]) -> dict[str, Any]:
        """Return the context of a page with ``values`` at the marks, as other handlers are to see it."""
        context: dict[str, Any] = self._filled(self._context, values)
        return {**context, "pagename": docname, "current_page_name": docname}

    def _filled(self, value: Any, values: Mapping[str, str]) -> Any:  # noqa: ANN401 -- a part of a context
        if isinstance(value, str):
            return CutPage(value, self._names).joined(values) if STEM in value else value
        if isinstance(value, dict):
            return {name: self._filled(each, values) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self._filled(each, values) for each in value)
        return value

    def _beside(self, which: str, neighbour: Neighbour) -> str:
        folder = self._docname.rpartition("/")[0] if neighbour.is_beside else _mark("folder")
        return f"{folder}/{_mark(which)}"

    def _rendered(self, like: str, sidebars: list[str], neighbours: Sequence[tuple[str, str] | None]) -> str:
        app, docname = self._app, self._docname
        doctree = doctree_of(app.env, like)
        section = next(doctree.findall(nodes.section))
        section["ids"] = [self._marks["id"]]
        title, *contents = section.children
        if not isinstance(title, nodes.title) or not all(isinstance(each, placeholder) for each in contents):
            msg = f"an extension has changed {like} as it was made"
            raise ValueError(msg)
        title.children = []
        title += nodes.Text(self._marks["title"])
        section.children = [title]
        section += nodes.raw("", self._marks["body"], format="html")
        with (
            one_page_more(app.builder, docname, like, self._marks["title"], neighbours),
            self._listening(),
            filters_watched(filters_of(app.builder)),
            suppress_logging(),
        ):
            with domain_of(app.env).previewing(TagIndex()):
                app.env.resolve_references(doctree, docname, app.builder)
            return render_page(app.builder, docname, doctree, sidebars)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        listeners = [
            self._app.connect("html-page-context", self._on_first, priority=_FIRST),
            self._app.connect("html-page-context", self._on_last, priority=_LAST),
        ]
        try:
            yield
        finally:
            for listener in listeners:
                self._app.disconnect(listener)

    def _on_first(
        self, _app: Sphinx, _name: str, _template: str, context: dict[str, Any], _doctree: Node | None
    ) -> None:
        adapt_context(context, self._marks["description"])
        add_to_head(context, self._marks["head"])
        self._context = dict(context)

    def _on_last(
        self, _app: Sphinx, _name: str, _template: str, context: dict[str, Any], _doctree: Node | None
    ) -> None:
        self._changes.apply(context, self._marks["tags"])
        has_document = context["hasdoc"]
        context["hasdoc"] = lambda name: has_document(str(name))  # as each page is one, none depends on it
        path_to = context["pathto"]

        def pathto(name: str, *more: Any, **options: Any) -> str:  # noqa: ANN401 -- as Sphinx has them
            self.compared.add(str(name))  # of a page itself, it is another address than from other pages
            address: str = path_to(str(name), *more, **options)
            return address

        context["pathto"] = pathto
        context["tagpages"] = _PageAtHand(self._asked)
        for name in _OWN:
            context[name] = self._watched(context[name])
        for which in ("prev", "next"):
            if context.get(which):
                context[which] = {name: self._watched(value) for name, value in context[which].items()}

    def _watched(self, text: str) -> str:
        """Return a text so that what is asked of it is noted, if it is not one that a handler has set."""
        return Watched(text, self._asked, self.compared) if STEM in text else text


class _PageAtHand:
    """Stands for :class:`.api.Page` of a page that lists notes, and is none."""

    tags = related = ()

    def __init__(self, asked: set[str]) -> None:
        self._asked = asked

    @property
    def tag(self) -> None:
        """Note that it depends on the page."""
        self._asked.add("tagpages.tag")


def _mark(name: str) -> str:
    """Return a mark: what a link makes of it differs from the text, so that each is known."""
    return f"{STEM}é-{name}"
