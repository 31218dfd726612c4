"""What the manual prints from the code, so that it cannot drift from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.domains.std import StandardDomain
from sphinx.util.docutils import SphinxDirective

from sphinxext.tagpages.config.sphinx_tags_values import COLOURS, OLD_VALUES
from sphinxext.tagpages.config.values import PREFIX, VALUES
from sphinxext.tagpages.core.ordering import SORT_FIELDS
from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.core.tags.slugs import assign_slugs
from sphinxext.tagpages.fields.names import FIELD_ALIASES, FIELDS
from sphinxext.tagpages.fields.tag_entries import TAGS_FILE_FIELDS
from sphinxext.tagpages.sources.bibtex.field_tables import KINDS, TAKEN
from sphinxext.tagpages.sources.bibtex.reader import read_bibtex
from sphinxext.tagpages.sources.github.options import OPTIONS
from sphinxext.tagpages.sources.github.titles import take_paper_apart
from sphinxext.tagpages.sources.schema import SCHEMAS, schema_text
from sphinxext.tagpages.sources.yaml.reader import read_yaml

from .languages import DateFormats, LanguagesTable
from .pieces import cell, code, codes, inline, lead, table
from .reference import CommandsReference, MethodsReference
from .warnings_catalogue import WarningsCatalogue, WarningsTable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class ConfigurationTable(SphinxDirective):
    """All configuration values. Each is a target of the role ``confval``."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        domain = cast("StandardDomain", self.env.get_domain("std"))
        rows = []
        for value in VALUES:
            name = PREFIX + value.name
            anchor = nodes.make_id(f"confval-{name}")
            domain.note_object("confval", name, anchor, location=self.get_source_info()[0])
            # A target: LaTeX has the ids of few other nodes.
            named = cell([nodes.target("", "", code(name), ids=[anchor])], "manual-name")
            default = nodes.paragraph("", "", nodes.Text("Default: "), code(repr(value.default)))
            meaning = cell(inline(value.meaning))
            meaning += default
            rows.append([named, meaning])
        return [table(["Value", "Meaning"], [30, 70], rows)]


class FieldsTable(SphinxDirective):
    """All fields of a note."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        rows = []
        for name, field in FIELDS.items():
            holds, _, meaning = field.meaning.partition(": ")
            rows.append([cell([code(name)], "manual-name"), cell(inline(holds)), cell(inline(meaning))])
        return [table(["Field", "Holds", "Meaning"], [18, 32, 50], rows)]


class TagFieldsTable(SphinxDirective):
    """All that the tags file can say of a tag."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        rows = []
        for name, field in TAGS_FILE_FIELDS.items():
            holds, _, meaning = field.meaning.partition(": ")
            rows.append([cell([code(name)], "manual-name"), cell(inline(holds)), cell(inline(meaning))])
        return [table(["Field", "Holds", "Meaning"], [18, 32, 50], rows)]


class AliasesTable(SphinxDirective):
    """The names that other tools use, and ours."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        rows = [[cell([code(alias)]), cell([code(name)])] for alias, name in FIELD_ALIASES.items()]
        return [table(["Name elsewhere", "Name here"], [50, 50], rows)]


class GithubOptionsTable(SphinxDirective):
    """The options for exports of issues."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        rows = []
        for name, option in OPTIONS.items():
            default = nodes.paragraph("", "", nodes.Text("Default: "), code(repr(option.default)))
            meaning = cell(inline(option.meaning))
            meaning += default
            rows.append([cell([code(name)], "manual-name"), meaning])
        return [table(["Option", "Meaning"], [30, 70], rows)]


class PaperTitles(SphinxDirective):
    """Titles of issues, one a line, and what the ready-made pattern takes out of them."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Print them."""
        self.assert_has_content()
        rows = []
        for line in filter(None, self.content):
            parts = take_paper_apart(line)
            taken = (parts.title, parts.authors, parts.venue, parts.published)
            rows.append([cell([code(line)]), *(cell([nodes.Text(text)]) for text in taken)])
        return [table(["Issue", "title", "authors", "venue", "published"], [40, 24, 14, 10, 12], rows)]


class BibtexFields(SphinxDirective):
    """The fields of a note, and those of a BibTeX entry that they are made of."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        rows = [
            [cell([code(name)], "manual-name"), cell(codes(taken.names)), cell(inline(taken.meaning))]
            for name, taken in TAKEN.items()
        ]
        return [table(["Note", "BibTeX and biblatex", "How"], [15, 40, 45], rows)]


class BibtexKinds(SphinxDirective):
    """The kinds of notes, and the types of entries that are of each kind."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        types: dict[str, list[str]] = {}
        for name, kind in KINDS.items():
            types.setdefault(kind, []).append(f"@{name}")
        rows = [[cell([code(kind)]), cell(codes(names))] for kind, names in types.items() if kind]
        return [table(["Kind", "Types"], [25, 75], rows)]


class SortFields(SphinxDirective):
    """The fields that notes can be sorted by, as a line."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        return [nodes.paragraph("", "", *codes(SORT_FIELDS))]


class SlugsTable(SphinxDirective):
    """Tags, one a line, and the pages that they have in one project."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Print them."""
        self.assert_has_content()
        names = [line for line in self.content if line]
        slugs = assign_slugs(tag_key(name) for name in names)
        rows = [[cell([code(name)]), cell([code(f"tags/{slugs[tag_key(name)]}")])] for name in names]
        return [table(["Tag", "Page"], [50, 50], rows)]


class OldValuesTable(SphinxDirective):
    """The configuration values of sphinx-tags, and what becomes of them; then the colours that it names."""

    def run(self) -> list[nodes.Node]:
        """Print them."""
        rows = [
            [cell([code(value.name)], "manual-name"), cell(inline(value.becomes))] for value in OLD_VALUES
        ]
        colours = ", ".join(f"``{name}`` {colour}" for name, colour in COLOURS.items())
        named = nodes.paragraph("", "", *inline(f"The colours of sphinx-design: {colours}."))
        return [table(["Value", "What becomes of it"], [30, 70], rows), named]


class Example(SphinxDirective):
    """A text and what it gives. With the argument ``yaml`` it is the content of a ``note-source``."""

    has_content = True
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Show both."""
        self.assert_has_content()
        language = self.arguments[0] if self.arguments else "rst"
        parsed = self._in_note_source() if language == "yaml" else self.content
        result = nodes.container("", classes=["manual-result"])
        self.state.nested_parse(parsed, self.content_offset, result)
        source = "\n".join(self.content)
        block = nodes.literal_block(source, source, language=language)
        return [nodes.container("", block, result, classes=["manual-example"])]

    def _in_note_source(self) -> StringList:
        lines = StringList()
        for text in (".. note-source::", ""):
            lines.append(text, *self.content.items[0])
        for text, place in zip(self.content, self.content.items, strict=True):
            lines.append(f"   {text}".rstrip(), *place)
        return lines


class Repaired(SphinxDirective):
    """A text with slips, the warnings about it, and what is read all the same: YAML, or ``bibtex``."""

    has_content = True
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Show them. The warnings are those that a build gives, without giving them."""
        self.assert_has_content()
        source = "\n".join(self.content)
        language = self.arguments[0] if self.arguments else "yaml"
        result = read_bibtex(source, "refs.bib") if language == "bibtex" else read_yaml(source, "notes.yaml")
        warnings = "\n".join(
            f"{problem.origin}: WARNING: {problem.message} [tagpages.{problem.kind}]"
            for problem in result.problems
        )
        shown = nodes.container("", classes=["manual-result"])
        if warnings:
            shown += lead("What the build says:")
            shown += nodes.literal_block(warnings, warnings, language="text", classes=["manual-wrap"])
        shown += lead("What is read:")
        read = nodes.bullet_list()
        for note in result.notes:
            line = nodes.paragraph("", "", nodes.strong("", note.title))
            if note.tags:
                line += [nodes.Text(", tags: "), *codes(note.tags)]
            read += nodes.list_item("", line)
        shown += read
        # What does not parse cannot be coloured as BibTeX.
        block = nodes.literal_block(source, source, language="yaml" if language == "yaml" else "text")
        return [nodes.container("", block, shown, classes=["manual-example"])]


def write_schemas(app: Sphinx, error: Exception | None) -> None:
    """Write what the command ``schema`` prints beside the pages, where editors can read it."""
    if error is None and app.builder.name == "html":
        folder = Path(app.outdir, "schemas")
        folder.mkdir(exist_ok=True)
        for name in SCHEMAS:
            file = "note-files" if name == "notes" else name  # notes.schema.json is that of notes.json
            (folder / f"{file}.schema.json").write_text(f"{schema_text(name)}\n", "utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives of the manual."""
    app.connect("build-finished", write_schemas)
    app.add_directive("configuration-table", ConfigurationTable)
    app.add_directive("fields-table", FieldsTable)
    app.add_directive("tag-fields-table", TagFieldsTable)
    app.add_directive("aliases-table", AliasesTable)
    app.add_directive("github-options-table", GithubOptionsTable)
    app.add_directive("paper-titles", PaperTitles)
    app.add_directive("bibtex-fields", BibtexFields)
    app.add_directive("bibtex-kinds", BibtexKinds)
    app.add_directive("methods-reference", MethodsReference)
    app.add_directive("commands-reference", CommandsReference)
    app.add_directive("sort-fields", SortFields)
    app.add_directive("slugs-table", SlugsTable)
    app.add_directive("old-values-table", OldValuesTable)
    app.add_directive("languages-table", LanguagesTable)
    app.add_directive("date-formats", DateFormats)
    app.add_directive("warnings-table", WarningsTable)
    app.add_directive("warnings-catalogue", WarningsCatalogue)
    app.add_directive("example", Example)
    app.add_directive("repaired", Repaired)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
