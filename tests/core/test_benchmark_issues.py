"""The export that is measured gives the very notes that are measured in YAML."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.sources.github.options import check_options
from sphinxext.tagpages.sources.registry import read_source
from tests.benchmarks.corpus import make_corpus
from tests.benchmarks.issues import OPTIONS, IssuesProject, SameInYaml


def alike(note: Note) -> Note:
    """A note without what tells where it comes from."""
    return replace(note, origin=Origin(""), number=None, extra={})


def test_the_export_says_what_the_yaml_says(tmp_path: Path) -> None:
    corpus = make_corpus(60, 40)
    issues, same = IssuesProject(tmp_path / "i", corpus, ""), SameInYaml(tmp_path / "y", corpus, "")
    for _ in range(2):
        export = (issues.source / "issues.json").read_bytes()
        read = read_source(export, "i.json", check_options(OPTIONS))
        expected = read_source((same.source / "notes.yaml").read_bytes(), "n.yaml")
        assert (read.problems, expected.problems) == ((), ())
        assert len(read.notes) == 60
        assert list(map(alike, read.notes)) == list(map(alike, expected.notes))
        assert any(info.colour for info in read.tags)
        issues.edit()
        same.edit()
