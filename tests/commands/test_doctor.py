"""The commands that look at the tags of a project, and change nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from sphinxext.tagpages.cli.command import main
from sphinxext.tagpages.sources.registry import read_source

CONF = """\
extensions = ["sphinxext.tagpages"]
tagpages_sources = ["*.yaml", "*.bib", "*.json"]
exclude_patterns = ["_build"]
"""
TAGS = """\
LM: {different: [LMM, Speed Up]}
Nobody: {title: Of no use}
"""
NOTES = """\
- title: Scaling
  tags:
    - LM  # the field
- title: A survey of models
  tags: [Language model]
- title: Faster
  tags: SpeedUp, AI
- title: Faster still
  tags: speed-up, AI
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf.py").write_text(CONF, "utf-8")
    (tmp_path / "tags.yaml").write_text(TAGS, "utf-8")
    (tmp_path / "index.rst").write_text("Notes\n=====\n", "utf-8")
    return tmp_path


def test_the_doctor_names_pairs_with_their_evidence_and_the_command_that_settles_each(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "notes.yaml").write_text(NOTES, "utf-8")
    assert main(["tags", "doctor"]) == 1
    assert (
        capsys.readouterr().out
        == """\
speed-up and SpeedUp may be one tag: they differ in spaces, hyphens or signs alone (hyphen, 99% sure)
  speed-up: 1 note: notes.yaml:9
  SpeedUp: 1 note: notes.yaml:7
  both on no note
  one tag: tagpages tags merge --into=SpeedUp speed-up
  two tags: write in tags.yaml: SpeedUp: {different: [speed-up]}

Language model and LM may be one tag: LM are the initials of Language model (abbreviation, 60% sure)
  Language model: 1 note: notes.yaml:5
  LM: 1 note: notes.yaml:2
  both on no note
  one tag: tagpages tags merge --into=LM 'Language model'
  two tags: add Language model to `different` of LM (tags.yaml:1)

tags.yaml:2: no note has the tag Nobody; remove the entry, or use it

4 tags on one note alone: Language model, LM, speed-up, SpeedUp
2 pairs of tags that may be one, 1 entry of no use, 0 tags on nearly every note; 5 tags, 4 notes
"""
    )
    assert main(["tags", "doctor", "--format", "json", "--sure", "0.95"]) == 1
    document = json.loads(capsys.readouterr().out)
    [pair] = document["pairs"]
    assert pair["rule"] == "hyphen"
    assert pair["tag"]["notes"] == [{"title": "Faster still", "path": "notes.yaml", "line": 9}]
    assert document["unused"] == [{"name": "Nobody", "path": "tags.yaml", "line": 2}]
    # What the file says settles it, and the status says so.
    settled = "SpeedUp: {different: [speed-up]}\nLM: {aliases: [language model]}\n"
    (project / "tags.yaml").write_text(settled, "utf-8")
    assert main(["tags", "doctor"]) == 0


MORE = """\
- title: SQLite and its tables
  summary: Rows of tables, and how SQLite stores them.
  tags: [databases, 'on: disk']
- title: Tables of SQLite in memory
  summary: SQLite stores rows of tables in memory.
  tags: [databases, 'on: disk']
- title: SQLite stores rows
  summary: Tables without tags.
- title: Rows of SQLite tables
  tags:
    - memory   # a comment
- {title: SQLite stores tables of rows}
- {title: Bread, tags: [cooking, oven]}
- {title: Soup, tags: [cooking, pots]}
- {title: Salads, tags: [cooking, garden]}
"""
DOCUMENT = """\
Notes
=====

.. note-entry:: How SQLite stores rows of tables

   Tables.

.. note-entry:: More rows of SQLite tables
   :tags: memory

   Tables.
"""
BIB = "@article{rows,\n  title = {SQLite stores rows of tables},\n}\n"
EXPORT = [
    {
        "number": 7,
        "title": "SQLite stores rows of tables",
        "labels": [],
        "body": "",
        "url": "https://x.test/7",
    }
]


def test_suggestions_are_a_patch_and_what_it_cannot_have_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "notes.yaml").write_bytes(MORE.replace("\n", "\r\n").encode())
    (project / "index.rst").write_text(DOCUMENT, "utf-8")
    (project / "papers.bib").write_text(BIB, "utf-8")
    (project / "issues.json").write_text(json.dumps(EXPORT), "utf-8")
    before = {path: path.read_bytes() for path in project.iterdir()}
    assert main(["tags", "suggest"]) == 0
    patch = capsys.readouterr().out
    assert {path: path.read_bytes() for path in project.iterdir()} == before
    assert patch.startswith("# not in the patch")
    assert "# notes.yaml:12: SQLite stores tables of rows: memory, databases, on: disk\n" in patch
    assert "# issues.json:1: issue 7: SQLite stores rows of tables: memory, databases, on: disk\n" in patch
    done = subprocess.run(["git", "apply", "-"], input=patch.encode(), check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
    notes = read_source((project / "notes.yaml").read_bytes(), "notes.yaml").notes
    added = ("memory", "databases", "on: disk")
    assert [note.tags for note in notes[2:5]] == [added, added, ()]
    assert (project / "notes.yaml").read_bytes().count(b"\r\n") == MORE.count("\n") + 3
    assert b"memory   # a comment\r\n    - databases\r\n" in (project / "notes.yaml").read_bytes()
    for_documents = "tables\n   :tags: memory, databases, on: disk\n\n   Tables."
    assert (project / "index.rst").read_text("utf-8").count(for_documents) == 2
    assert "rows,\n  keywords = {memory, databases, on: disk},\n" in (project / "papers.bib").read_text(
        "utf-8"
    )
