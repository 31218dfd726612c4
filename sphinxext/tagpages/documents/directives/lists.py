"""The directives that list notes and tags of the whole project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from docutils import nodes

from ...core.grouping import parse_grouping
from ...core.ordering import SortKey
from ...core.selection import Selection
from ...fields.columns import parse_column
from ...fields.values import parse_date, split_tags
from ...sources.yaml.nodes import written_list
from ...util.suggest import advice
from ...util.text import one_line, shortened
from ..contents import Content, MoreNotes, SelectedListing, TagCounts
from ..nodes import placeholder, tag_page
from .base import TagpagesDirective
from .lines import option_lines

_Value = TypeVar("_Value")

STYLES = ("entries", "titles", "table", "cards")
TAG_STYLES = ("list", "cloud", "groups")
TAG_ORDERS = ("name", "count", "weight", "newest")


class ListDirective(TagpagesDirective):
    """What directives share that list what there is in the whole project.

    They take no argument. One is told with the option that it may be meant for, ``argument_option``; a
    directive that has none takes an argument.
    """

    has_content = False
    optional_arguments = 1
    final_argument_whitespace = True
    argument_option: ClassVar[str]

    def check_options(self) -> None:
        """Warn of options that the directive does not have, and of an argument."""
        super().check_options()
        given = one_line("".join(self.arguments))
        if given and self.argument_option:
            self.add_problem("", f"takes no argument; write `:{self.argument_option}: {shortened(given)}`")

    def left(self, content: Content) -> nodes.Node:
        """Return a placeholder for a content, which knows the lines of the options."""
        return self.located(placeholder("", content=content, lines=option_lines(self)))

    def text_option(self, option: str) -> str:
        """Return the value of an option as one line."""
        return one_line(self.options.get(option, ""))

    def names_option(self, option: str) -> tuple[str, ...]:
        """Return the names that an option holds, split at commas, or in a list of YAML."""
        given = self.options.get(option, "")
        listed = written_list(given)
        names = split_tags(given) if listed is None else listed
        return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())

    def word_option(self, option: str, words: Sequence[str]) -> str:
        """Return the value of an option that is one of some words; the first, unless said."""
        word = self.text_option(option).lower()
        if word in {"", *words}:
            return word or words[0]
        known = f"write {', '.join(words[:-1])} or {words[-1]}"
        self.add_problem(
            option, f":{option}: {shortened(self.options[option])!r} is unknown{advice(word, words, known)}"
        )
        return words[0]

    def parsed_option(
        self, option: str, names: Sequence[str], parse: Callable[[str], _Value]
    ) -> list[_Value]:
        """Return each of the names that can be parsed."""
        found = []
        for name in names:
            try:
                found.append(parse(name))
            except ValueError as error:
                self.add_problem(option, f":{option}: {error}")
        return found


class NoteList(ListDirective):
    """``note-list``: any notes of the project, as they are selected."""

    argument_option = "tags"
    known_options: ClassVar[Sequence[str]] = (
        *("tags", "any-tags", "not-tags", "kind", "authors", "venue", "since", "until", "match"),
        *("limit", "sort", "group-by", "style", "columns", "visible"),
    )

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder that holds the selection, and one for what its limit leaves out."""
        self.check_options()
        selection = Selection(
            tags=self.names_option("tags"),
            any_tags=self.names_option("any-tags"),
            not_tags=self.names_option("not-tags"),
            words=self.text_option("match"),
            since=self._date("since"),
            until=self._date("until"),
            kind=self.text_option("kind"),
            authors=self.names_option("authors"),
            venue=self.text_option("venue"),
            limit=self.number_option("limit") or 0,
            sort=self._sort(),
        )
        if selection.until and selection.since[: len(selection.until)] > selection.until:
            self.add_problem("until", ":until: is before :since:, so no note fits; write a later date")
        more = [placeholder("", content=MoreNotes(selection))] if selection.limit else []
        return [self.listing(selection), *more]

    def listing(self, selection: Selection) -> nodes.Node:
        """Return a placeholder that holds a selection, and how its notes are listed."""
        style = self.word_option("style", STYLES)
        for option, needed in (("columns", "table"), ("visible", "entries")):
            if option in self.options and style != needed:
                hint = f"write `:style: {needed}`, or leave it out"
                self.add_problem(option, f":{option}: says nothing of the style {style}; {hint}")
        group_by = self.parsed_option(
            "group-by", list(filter(None, [self.text_option("group-by")])), parse_grouping
        )
        columns: tuple[str, ...] = ()
        table = ""
        if style == "table":
            columns = tuple(
                dict.fromkeys(self.parsed_option("columns", self.names_option("columns"), parse_column))
            )
            table = f"{self.env.docname}-{self.env.new_serialno('tagpages-table') + 1}"
        content = SelectedListing(
            selection, self.number_option("visible"), style, next(iter(group_by), None), columns, table
        )
        return self.left(content)

    def _date(self, option: str) -> str:
        text = self.text_option(option)
        for date in self.parsed_option(option, [text] if text else [], parse_date):
            if date.moment is None:
                return str(date)
            self.add_problem(
                option, f":{option}: {text!r} is a time of a day, which counts whole: write {date}"
            )
            return str(date)
        return ""

    def _sort(self) -> tuple[SortKey, ...] | None:
        names = self.options.get("sort") or ""
        return tuple(self.parsed_option("sort", names.split(",") if names else [], SortKey.parse)) or None


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


class TagIndexDirective(ListDirective):
    """``tag-index``: the tags with their counts."""

    argument_option = "under"
    known_options = ("style", "min-count", "sort", "under")

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        self.check_options()
        content = TagCounts(
            self.word_option("style", TAG_STYLES),
            self.word_option("sort", TAG_ORDERS),
            self.number_option("min-count") or 0,
            self.text_option("under"),
        )
        return [self.left(content)]
