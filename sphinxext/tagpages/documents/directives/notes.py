"""The directives that hold notes: one, or those of files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from sphinx.util.nodes import nested_parse_with_titles

from ...core.note import Note
from ...fields.names import FIELD_ALIASES, FIELDS
from ...fields.values import RawValue
from ...sources.yaml.nodes import written_list
from ...sources.yaml.reader import read_yaml
from ...util.text import one_line
from ..nodes import note_entry, note_source, note_title
from ..source_files import resolve_pattern
from .base import TagpagesDirective
from .lines import content_line, option_lines

_OPTION = re.compile(r"\s*:([\w-]+):(?:\s|$)")


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
        if isinstance(self.state, RSTState):
            nested_parse_with_titles(self.state, self.content, entry, self.content_offset)
        else:  # MyST would put a section beside the note, with what stands in it
            self.state.nested_parse(self.content, self.content_offset, entry)
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
