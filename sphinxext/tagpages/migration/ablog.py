"""Projects that used ablog: its values, its directives, and what else of it would end a build."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import is_directive_registered
from sphinx.util.nodes import nested_parse_with_titles

from ..documents.directives import TagpagesDirective
from ..documents.nodes import page_tags
from ..sources.blog_posts import POST_OPTIONS, iso_date, language_of, post_tags
from .ablog_config import take_over


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
            origin=(self.source_path, self.get_source_info()[1]),
        )
        self.set_source_info(mark)
        return [mark] if "exclude" in self.options else [mark, *excerpt.children]


def _on_builder_inited(app: Sphinx) -> None:
    if not is_directive_registered("post"):
        app.add_directive("post", PostDirective)
