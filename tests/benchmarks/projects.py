"""The projects that are built: the notes as a user of each tool would keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Protocol

from tests.benchmarks.corpus import Corpus, CorpusNote


class BenchmarkProject(Protocol):
    """A project in a folder of its own, of Sphinx where it has no ``command``, that can be edited."""

    name: str
    source: Path

    def edit(self) -> None:
        """Change one note or document, each time in another way."""


class YamlNotes:
    """The notes in YAML files, one for each year or one for all."""

    def __init__(self, folder: Path, corpus: Corpus, one_file: bool) -> None:
        self._folder = folder
        self._one_file = one_file
        self._notes = sorted(corpus.notes, key=lambda note: note.year)
        self._edits = 0
        for file, members in groupby(self._notes, self._file):
            _write(folder, {file: _yaml(list(members))})

    @property
    def files(self) -> list[Path]:
        """The files of notes."""
        return sorted(self._folder.glob("*.yaml"))

    @property
    def edited(self) -> CorpusNote:
        """The note that is edited: the middle one."""
        return self._notes[len(self._notes) // 2]

    def edit(self) -> None:
        """Change the title of one note."""
        self._edits += 1
        note = self.edited
        changed = replace(note, title=f"{note.title} {self._edits}")
        members = [member for member in self._notes if self._file(member) == self._file(note)]
        _write(self._folder, {self._file(note): _yaml([changed if m is note else m for m in members])})

    def _file(self, note: CorpusNote) -> str:
        return "notes.yaml" if self._one_file else f"{note.year}.yaml"


class TagpagesProject(YamlNotes):
    """The notes as this extension reads them."""

    name = "tagpages"

    def __init__(self, source: Path, corpus: Corpus, settings: str, one_file: bool = False) -> None:
        super().__init__(source, corpus, one_file)
        self.source = source
        conf = f"{settings}extensions = ['sphinxext.tagpages']\ntagpages_sources = ['*.yaml']\n"
        index = "Notes\n=====\n\n.. toctree::\n\n   tags/index\n"
        _write(source, {"conf.py": conf, "index.rst": index})


class HugoProject(YamlNotes):
    """The same files as data of Hugo: one page for each tag, and nothing else.

    A row is about as long as ours: date, linked title, buttons of tags and snippet.
    """

    name = "Hugo"

    def __init__(self, source: Path, corpus: Corpus, hugo: str, one_file: bool = False) -> None:
        super().__init__(source / "data" / "notes", corpus, one_file)
        self.source = source
        self._hugo = hugo
        for name, content in HUGO_FILES.items():
            _write((source / name).parent, {Path(name).name: content})

    def command(self, output: Path) -> list[str]:
        """Return the command that builds it."""
        source, destination = str(self.source), str(output)
        return [self._hugo, "build", "--quiet", "--source", source, "--destination", destination]


class PlainProject:
    """Plain Sphinx: as many one-line documents as there are tags, which no table of contents names."""

    name = "plain Sphinx"

    def __init__(self, source: Path, documents: int, settings: str) -> None:
        self.source = source
        self._edits = 0
        files = {f"document-{number}.rst": _one_line(number) for number in range(documents)}
        index = "Floor\n=====\n\nNothing but documents.\n"
        _write(source, {"conf.py": settings, "index.rst": index, **files})

    def edit(self) -> None:
        """Change the line of one document."""
        self._edits += 1
        _write(self.source, {"document-0.rst": _one_line(0, f" Changed {self._edits} times.")})


class SphinxTagsProject:
    """The notes as documents with the directive ``tags`` of sphinx-tags."""

    name = "sphinx-tags"

    def __init__(self, source: Path, corpus: Corpus, settings: str) -> None:
        self.source = source
        self._edits = 0
        self._edited = corpus.notes[len(corpus.notes) // 2]
        conf = f"{settings}extensions = ['sphinx_tags']\ntags_create_tags = True\ntags_extension = ['rst']\n"
        files = {f"note-{note.number}.rst": _document(note) for note in corpus.notes}
        _write(source, {"conf.py": conf, "index.rst": "Notes\n=====\n\nNotes with tags.\n", **files})

    def edit(self) -> None:
        """Change the title of one note."""
        self._edits += 1
        note = replace(self._edited, title=f"{self._edited.title} {self._edits}")
        _write(self.source, {f"note-{note.number}.rst": _document(note)})


#: By tag in lower case: its notes, the newest first. Hugo makes it once for all pages.
_NOTES_BY_TAG = """\
{{- $notes := slice -}}
{{- range hugo.Data.notes }}{{ $notes = $notes | append . }}{{ end -}}
{{- $tags := newScratch -}}
{{- range sort $notes "date" "desc" -}}
  {{- $note := . -}}
  {{- range .tags }}{{ $tags.Add (lower .) (slice $note) }}{{ end -}}
{{- end -}}
{{- return $tags.Values -}}
"""
_HUGO_PAGES = """\
{{- $seen := newScratch -}}
{{- range hugo.Data.notes -}}
  {{- range . }}{{ range .tags }}{{ $seen.Set (lower .) . }}{{ end }}{{ end -}}
{{- end -}}
{{- range $key, $tag := $seen.Values -}}
  {{- $.AddPage (dict "path" $key "title" $tag "params" (dict "key" $key)) -}}
{{- end -}}
"""
_HUGO_PAGE = """\
{{- $notes := index (partialCached "notes-by-tag.html" .) .Params.key -}}
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>
<h1>{{ .Title }}</h1>
<section class="listing" data-tag="{{ .Title }}" data-count="{{ len $notes }}">
{{ range first 10 $notes }}{{ partial "row.html" . }}{{ end -}}
{{ with after 10 $notes -}}
<details><summary>Show {{ len . }} more</summary>
{{ range . }}{{ partial "row.html" . }}{{ end -}}
</details>
{{ end -}}
</section>
</main></body>
</html>
"""
_HUGO_ROW = """\
<article class="note" data-note="{{ .id }}" aria-label="{{ .title }}" dir="ltr">
<h2 class="title"><a class="reference external" href="{{ .url }}">{{ .title }}</a></h2> \
<span class="host">example.org</span>
<p class="meta"><time datetime="{{ .date }}">{{ .date }}</time></p>
<p class="tags">{{ range .tags }}<a class="tag" rel="tag" href="../{{ lower . }}/">{{ . }}</a> {{ end }}</p>
<p class="snippet">{{ substr .summary 0 180 }}<a class="continue" href="{{ .url }}" \
aria-label="Read on: {{ .title }}">…</a></p>
</article>
"""
HUGO_FILES = {
    "hugo.toml": (
        'baseURL = "https://example.org/"\n'
        'disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "404"]\n'
    ),
    "content/tags/_content.gotmpl": _HUGO_PAGES,
    "layouts/_partials/notes-by-tag.html": _NOTES_BY_TAG,
    "layouts/_partials/row.html": _HUGO_ROW,
    "layouts/page.html": _HUGO_PAGE,
}


def _write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")


def _yaml(notes: Sequence[CorpusNote]) -> str:
    return "".join(
        f"- id: {note.number}\n"
        f"  title: {note.title}\n"
        f"  url: {_url(note)}\n"
        f"  date: {note.date}\n"
        f"  tags: [{', '.join(note.tags)}]\n"
        f"  summary: {note.summary}\n"
        for note in notes
    )


def _document(note: CorpusNote) -> str:
    line = "=" * 2 * len(note.title)  # a Japanese character is as wide as two signs
    link = f"{note.date}, `link <{_url(note)}>`__"
    tags = f".. tags:: {', '.join(note.tags)}"
    return f":orphan:\n\n{note.title}\n{line}\n\n{link}\n\n{tags}\n\n{note.summary}\n"


def _one_line(number: int, more: str = "") -> str:
    title = f"Document {number}"
    return f":orphan:\n\n{title}\n{'=' * len(title)}\n\nOne line of text in document {number}.{more}\n"


def _url(note: CorpusNote) -> str:
    return f"https://example.org/papers/{note.number}"
