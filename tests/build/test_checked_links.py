"""The check of links names the file and the line in which a link is written."""

from __future__ import annotations

import json

import pytest

from tests.build.harness import INDEX, MakeProject, Project

#: Nothing answers there.
HOST = "http://127.0.0.1:9"
FILES = {
    "index.rst": INDEX.replace("tags/index", "doc\n   tags/index"),
    "doc.rst": """Doc
===

`Its own <HOST/doc-3>`__, and one of a file: HOST/notes-9

.. note-entry:: In a document
   :url: HOST/doc-7
   :links: Code: HOST/doc-8

   A `link <HOST/doc-10>`__ in its body.

.. note-source::

   - title: In a directive
     url: HOST/doc-15
""",
    "page.rst": ":orphan:\n:tags: x\n:url: HOST/page-3\n\nPage\n====\n",
    "notes.yaml": """- title: A
  tags: [x]
  url: HOST/notes-3
  links:
    Code: HOST/notes-4
  image: HOST/notes-6.png
- title: B
  markup: rst
  url: HOST/notes-9
  summary: See `it <HOST/notes-10>`__
- title: C
  markup: markdown
  comment: See [it](HOST/notes-13) and HOST/notes-13-bare
""",
    "issues.json": """[
 {"number": 1, "title": "Issue", "url": "HOST/issues-2", "body": "See HOST/issues-2-body"},
 {"number": 2, "title": "Issue",
  "url": "HOST/issues-4"}
]
""",
    "refs.bib": "@article{a,\n  title = {T},\n  url = {HOST/refs-3}\n}\n",
}
#: Where each address is written, by its end; one that is there twice counts where the check meets it first.
PLACES = {
    "doc-3": "doc.rst:4",
    "doc-7": "doc.rst:7",
    "doc-8": "doc.rst:8",
    "doc-10": "doc.rst:10",
    "doc-15": "doc.rst:15",
    "page-3": "page.rst:3",
    "notes-3": "notes.yaml:3",
    "notes-4": "notes.yaml:4",
    "notes-6.png": "notes.yaml:6",
    "notes-9": "doc.rst:4",
    "notes-10": "notes.yaml:10",
    "notes-13": "notes.yaml:13",
    "notes-13-bare": "notes.yaml:13",
    "issues-2": "issues.json:2",
    "issues-2-body": "issues.json:2",
    "issues-4": "issues.json:4",
    "refs-3": "refs.bib:3",
}


@pytest.fixture
def made(project: MakeProject) -> Project:
    return project(
        {name: content.replace("HOST", HOST) for name, content in FILES.items()},
        tagpages_sources=["notes.yaml", "*.json", "*.bib"],
        linkcheck_timeout=5,
        linkcheck_report_timeouts_as_broken=False,  # the default from Sphinx 8 on
    )


def test_a_link_is_named_where_it_is_written(made: Project) -> None:
    for _time in range(2):
        built = made.build("linkcheck")
        lines = (built.outdir / "output.json").read_text("utf-8").splitlines()
        found = {
            entry["uri"].removeprefix(f"{HOST}/"): f"{entry['filename']}:{entry['lineno']}"
            for entry in map(json.loads, lines)
        }
        assert found == PLACES
        text = (built.outdir / "output.txt").read_text("utf-8")
        assert all(f"{place}: [broken] {HOST}/{name}: " in text for name, place in PLACES.items())


def test_warnings_name_it_too(made: Project) -> None:
    built = made.run("linkcheck")
    assert any(
        line.startswith(f"{made.srcdir / 'notes.yaml'}:3: WARNING: broken link") for line in built.warnings
    )
    assert not any("archive" in line for line in built.warnings)


def test_documents_that_are_not_checked_stay_unchecked(made: Project) -> None:
    built = made.build("linkcheck", linkcheck_exclude_documents=["tags/.*"])
    assert "notes.yaml" not in (built.outdir / "output.txt").read_text("utf-8")
