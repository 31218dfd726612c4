"""The directives. They leave nodes and records; they never read the tag index."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import nested_parse_with_titles

from ..core.note import Note
from ..core.ordering import SortKey
from ..core.problems import Origin, Problem, ProblemKind
from ..core.selection import Selection
from ..fields.names import FIELD_ALIASES, FIELDS
from ..fields.values import RawValue, split_tags
from ..sources.yaml.nodes import written_list
from ..sources.yaml.reader import read_yaml
from ..sphinx_internals.lenient_options import AnyOption
from ..util.suggest import suggestion
from ..util.text import one_line
from .contents import MoreNotes, SelectedListing, TagCounts
from .directive_lines import content_line, option_lines
from .domain import TagpagesDomain, domain_of
from .nodes import note_entry, note_source, note_title, placeholder
from .source_files import resolve_pattern

_Node = TypeVar("_Node", bound=nodes.Element)
_OPTION = re.compile(r"\s*:([\w-]+):(?:\s|$)")


class TagpagesDirective(SphinxDirective):
    """What the directives share: lenient options with their lines, and the domain."""

    has_content = True
    option_spec: ClassVar = AnyOption()
    known_options: ClassVar[Sequence[str]] = ()
    #: What nearly all directives of docutils take.
    common_options: ClassVar[Sequence[str]] = ("name", "class")

    @property
    def domain(self) -> TagpagesDomain:
        """The domain that records what documents hold."""
        return domain_of(self.env)

    @property
    def source_path(self) -> str:
        """The file in which the directive stands, relative to the source folder where it is below."""
        source = Path(os.path.abspath(self.get_source_info()[0]))  # noqa: PTH100 -- keeps symbolic links
        srcdir = Path(self.env.srcdir)
        return source.relative_to(srcdir).as_posix() if source.is_relative_to(srcdir) else str(source)

    def add_problem(
        self, option: str, message: str, kind: ProblemKind = ProblemKind.OPTION, line: int | None = None
    ) -> None:
        """Note what is wrong with an option, at its line, or at another one."""
        line = line or option_lines(self).get(option, self.get_source_info()[1])
        problem = Problem(kind, f"{self.name}: {message}", Origin(self.source_path, line))
        self.domain.add_problems(self.env.docname, [problem])

    def check_options(self) -> None:
        """Warn of options that the directive does not have."""
        known = [f":{name}:" for name in self.known_options]
        for option in self.options:
            if option not in (*self.known_options, *self.common_options):
                takes = f"; it takes {', '.join(known)}" if known else "; it takes none"
                hint = suggestion(f":{option}:", known) or takes
                self.add_problem(option, f"there is no option :{option}:{hint}")

    def number_option(self, option: str) -> int | None:
        """Return the value of an option that is a whole number, 0 or more."""
        if option not in self.options:
            return None
        try:
            return directives.nonnegative_int(self.options[option])
        except ValueError:
            self.add_problem(option, f":{option}: {self.options[option]!r} is not a whole number, 0 or more")
            return None

    def located(self, node: _Node) -> _Node:
        """Give a node its line, a name to refer to it by and classes, as directives of docutils do."""
        self.set_source_info(node)
        try:
            node["classes"] += (
                directives.class_option(self.options["class"]) if "class" in self.options else []
            )
        except ValueError as error:
            self.add_problem("class", f":class: {error}; write a name of letters, digits and hyphens")
        if self.options.get("name") == "":
            self.add_problem("name", ":name: is empty; write the name that references use")
        else:
            self.add_name(node)
        return node


class NoteEntry(TagpagesDirective):
    """``note-entry``: a note with its home here. The argument is its title."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Leave a note_entry with the title, with inline markup, and the body."""
        self._check_option_lines()
        entry = self.located(note_entry("", fields=self._fields(), key_lines=option_lines(self)))
        entry["origin"] = (self.source_path, self.get_source_info()[1])
        text = one_line(self.arguments[0]) if self.arguments else ""
        inline, messages = self.state.inline_text(text, self.lineno)
        title = note_title(text, "", *inline)
        self.set_source_info(title)
        entry += title
        nested_parse_with_titles(self.state, self.content, entry, self.content_offset)
        return [entry, *messages]

    def _check_option_lines(self) -> None:
        """Warn of options that are read as a part of the title, or as the beginning of the body."""
        for line in "".join(self.arguments).splitlines()[1:]:
            if name := _field_at(line):
                self.add_problem(name, f":{name}: is read as a part of the title; indent all options alike")
        if self.content and (name := _field_at(self.content[0])):
            hint = "write options directly below the title, with no empty line before them"
            message = f":{name}: is read as the beginning of the body; {hint}"
            self.add_problem(name, message, line=content_line(self))

    def _fields(self) -> dict[str, RawValue]:
        fields: dict[str, RawValue] = {}
        for name, text in self.options.items():
            if name in self.common_options:
                continue
            value: RawValue = text if text or name not in {"pinned", "draft"} else "true"
            if name in {"tags", "authors", "links"} and (items := written_list(text)) is not None:
                value = list(items)
            fields[name] = value
        return fields


def _field_at(line: str) -> str:
    """Return the field of a note that a line begins with, as an option does, or nothing."""
    match = _OPTION.match(line)
    name = match[1].lower() if match else ""
    return name if name in FIELDS or name in FIELD_ALIASES else ""


class NoteSource(TagpagesDirective):
    """``note-source``: notes from files, or from YAML written as content."""

    optional_arguments = 1
    final_argument_whitespace = True
    known_options = ("visible", "hidden")

    def run(self) -> list[nodes.Node]:
        """Leave a node with the files that the directive names and the notes that it holds."""
        self.check_options()
        patterns = self._patterns()
        node = note_source(
            "",
            patterns=tuple(patterns),
            paths=self._paths(patterns),
            notes=self._inline_notes(),
            visible=self.number_option("visible"),
            hidden="hidden" in self.options,
        )
        return [self.located(node)]

    def _patterns(self) -> list[str]:
        patterns = []
        for given in self.arguments[0].split() if self.arguments else []:
            pattern = resolve_pattern(given, self.env.docname)
            if pattern is None:
                self.add_problem(
                    "", f"{given!r} leads out of the source folder; write a path or glob below it"
                )
            else:
                patterns.append(pattern)
        if not self.arguments and not self.content:
            self.add_problem("", "names no file and holds no notes; write a path, a glob, or YAML as content")
        return patterns

    def _paths(self, patterns: Sequence[str]) -> tuple[str, ...]:
        files = self.domain.source_files
        paths: dict[str, None] = {}
        for pattern in patterns:
            found = files.matching(pattern)
            if not found:
                self.add_problem("", files.no_match_message(pattern))
            paths.update(dict.fromkeys(found))
        for path in paths:
            self.env.note_dependency(str(Path(self.env.srcdir) / path))
        return tuple(paths)

    def _inline_notes(self) -> tuple[Note, ...]:
        if not self.content:
            return ()
        result = read_yaml("\n".join(self.content), self.source_path, content_line(self))
        self.domain.add_problems(self.env.docname, result.problems)
        return result.notes


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


class TagIndexDirective(TagpagesDirective):
    """``tag-index``: the tags with their counts."""

    has_content = False
    known_options = ()

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        self.check_options()
        return [self.located(placeholder("", content=TagCounts()))]


DIRECTIVES: dict[str, type[TagpagesDirective]] = {
    "note-entry": NoteEntry,
    "note-source": NoteSource,
    "note-list": NoteList,
    "tag-index": TagIndexDirective,
}
