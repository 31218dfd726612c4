"""The directives that list notes and tags of the whole project."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes

from ...core.ordering import SortKey
from ...core.selection import Selection
from ...fields.values import split_tags
from ...sources.yaml.nodes import written_list
from ...util.text import one_line
from ..contents import MoreNotes, SelectedListing, TagCounts
from ..nodes import placeholder, tag_page
from .base import TagpagesDirective
from .lines import option_lines


class NoteList(TagpagesDirective):
    """``note-list``: any notes of the project, selected by their tags."""

    has_content = False
    known_options: ClassVar[Sequence[str]] = ("tags", "any-tags", "not-tags", "limit", "sort", "visible")

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder that holds the selection, and one for what its limit leaves out."""
        self.check_options()
        selection = Selection(
            tags=self._tags("tags"),
            any_tags=self._tags("any-tags"),
            not_tags=self._tags("not-tags"),
            limit=self.number_option("limit") or 0,
            sort=self._sort(),
        )
        more = [placeholder("", content=MoreNotes(selection))] if selection.limit else []
        return [self.listing(selection), *more]

    def listing(self, selection: Selection) -> nodes.Node:
        """Return a placeholder that holds a selection, and knows the lines of the options."""
        content = SelectedListing(selection, self.number_option("visible"))
        return self.located(placeholder("", content=content, lines=option_lines(self)))

    def _tags(self, option: str) -> tuple[str, ...]:
        given = self.options.get(option, "")
        listed = written_list(given)
        names = split_tags(given) if listed is None else listed
        return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())

    def _sort(self) -> tuple[SortKey, ...] | None:
        if not self.options.get("sort"):
            return None
        keys = []
        for name in self.options["sort"].split(","):
            try:
                keys.append(SortKey.parse(name))
            except ValueError as error:
                self.add_problem("sort", f":sort: {error}")
        return tuple(keys) or None


class TagPage(TagpagesDirective):
    """``tag-page``: the document is the page of a tag. The argument names it."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = False
    known_options = ()

    def run(self) -> list[nodes.Node]:
        """Leave a node with the name."""
        self.check_options()
        name = one_line("".join(self.arguments))
        if not name:
            self.add_problem("", "names no tag; write the tag as its argument")
            return []
        origin = (self.source_path, self.get_source_info()[1])
        return [self.located(tag_page("", tag=name, origin=origin))]


class TagIndexDirective(TagpagesDirective):
    """``tag-index``: the tags with their counts."""

    has_content = False
    known_options = ()

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        self.check_options()
        return [self.located(placeholder("", content=TagCounts()))]
