"""Projects that used ablog: its directives, read as tags, as a listing and as an admonition."""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst.directives.admonitions import BaseAdmonition
from sphinx.application import Sphinx
from sphinx.util.docutils import is_directive_registered
from sphinx.util.nodes import nested_parse_with_titles

from ..core.ordering import SortKey
from ..core.selection import Selection
from ..documents.directives.base import TagpagesDirective
from ..documents.directives.lists import NoteList
from ..documents.nodes import page_tags
from ..sources.blog_posts import POST_OPTIONS, iso_date, language_of, listed_by, post_tags
from ..translations import _
from ..util.text import shortened
from .ablog_config import take_over

#: The options of ``postlist`` that select by what no listing is selected by here, and those of how it looks.
_SELECTING = frozenset({"author", "location", "language"})
_SHOWING = ("format", "date", "sort", "excerpts", "list-style", "expand")
_ADVICE = "give these posts a tag, and write it as :tags:"


def connect(app: Sphinx) -> None:
    """Connect to Sphinx's events."""
    app.connect("config-inited", take_over)
    app.connect("builder-inited", _on_builder_inited)


class PostDirective(TagpagesDirective):
    """``post``: the document is a post of the date that the argument says. The content is its excerpt."""

    optional_arguments = 1
    final_argument_whitespace = True
    known_options = POST_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Note the fields of the document, and leave its tags and the content."""
        self.check_options()
        excerpt = nodes.container()
        nested_parse_with_titles(self.state, self.content, excerpt, self.content_offset)
        fields = {
            "date": iso_date("".join(self.arguments), self.config.post_date_format),
            "author": self.options.get("author", ""),
            "lang": language_of(self.options.get("language", "")),
            "url": self.options.get("external_link", ""),
            "summary": "\n\n".join(paragraph.astext() for paragraph in excerpt.findall(nodes.paragraph)),
            **{name: self.options.get(name, "") for name in ("title", "image", "excerpt", "redirect")},
        }
        metadata = self.env.metadata[self.env.docname]
        for name, value in fields.items():
            if value:
                metadata.setdefault(name, value)
        mark = page_tags(
            "",
            tags=tuple(post_tags(self.options.get("tags", ""), self.options.get("category", ""))),
            fields=tuple(fields),
            listed_by=listed_by(self.options),
            origin=(self.source_path, self.get_source_info()[1]),
        )
        self.located(mark)
        return [mark] if "exclude" in self.options else [mark, *excerpt.children]


class PostListDirective(NoteList):
    """``postlist``: the newest notes, as many as the argument says, that have all of some tags."""

    argument_option = ""
    known_options = ("tags", "category", *_SELECTING, *_SHOWING)

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder that holds the selection."""
        self.check_options()
        for option in self.options.keys() & _SELECTING:
            self.add_problem(option, f":{option}: selects nothing here; {_ADVICE}")
        limit = 0
        for given in self.arguments:
            if given.isdecimal():
                limit = int(given)
            else:
                self.add_problem("", f"{shortened(given)!r} is not a whole number, 0 or more; all are listed")
        oldest_first = "sort" in self.options
        if oldest_first and limit:
            self.add_problem(
                "sort", ":sort: is for a list of all; of a number of notes, the newest come first"
            )
        selection = Selection(
            tags=tuple(post_tags(self.options.get("tags", ""), self.options.get("category", ""))),
            limit=limit,
            sort=(SortKey("date", descending=not oldest_first or limit > 0),),
        )
        return [self.listing(selection)]


class UpdateDirective(BaseAdmonition):
    """``update``: an admonition, titled by the date that the argument says."""

    required_arguments = 1
    node_class = nodes.admonition

    def run(self) -> list[nodes.Node]:
        """Return the admonition."""
        self.arguments = [str(_("Updated on {date}")).replace("{date}", self.arguments[0])]
        self.options["class"] = ["note", "update", *self.options.get("class", [])]
        return list(super().run())


_DIRECTIVES = {"post": PostDirective, "postlist": PostListDirective, "update": UpdateDirective}


def _on_builder_inited(app: Sphinx) -> None:
    for name, directive in _DIRECTIVES.items():
        if not is_directive_registered(name):
            app.add_directive(name, directive)
