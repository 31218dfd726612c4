"""A build after edits, a parallel one and one by another builder equal a clean one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.build.harness import INDEX, Project

MakeProject = Callable[..., Project]

FILES = {
    "index.rst": INDEX.replace("tags/index", "doc\n   more\n   tags/index\n   after"),
    "after.rst": "After\n=====\n\n:doc:`tags/t3` and :doc:`the third <tags/t3>`\n",
    "doc.rst": """
Doc
===

.. note-entry:: In a document
   :tags: A, B
   :date: 2022-02-02

   A body.
""",
    "more.rst": """
More
====

:tag:`A`

.. note-list::
   :tags: A

.. note-source:: shown.yaml
   :visible: 1
""",
    "shown.yaml": "\n".join(
        f"- {{title: Shown {n}, tags: [A, S{n}], date: 2021-0{n}-01}}" for n in range(1, 6)
    ),
    "notes.yaml": "\n".join(
        f"- {{title: Note {n}, tags: [A, T{n}], date: 202{n}-01-01}}" for n in range(1, 6)
    ),
}
EDITS: dict[str, dict[str, str]] = {
    "a title": {"notes.yaml": FILES["notes.yaml"].replace("Note 3", "Another")},
    "a date": {"notes.yaml": FILES["notes.yaml"].replace("2023-01", "1999-01")},
    "a tag": {"notes.yaml": FILES["notes.yaml"].replace("T3", "C++")},
    "a colliding tag": {"notes.yaml": FILES["notes.yaml"].replace("T3", "A!")},
    "a tag in a document": {"doc.rst": FILES["doc.rst"].replace("A, B", "B, D")},
    "a body": {"doc.rst": FILES["doc.rst"].replace("A body", "Other words")},
    "an older year": {"notes.yaml": f"{FILES['notes.yaml']}- {{title: Old, date: 1980, tags: [A]}}\n"},
    "an undated note": {"notes.yaml": f"{FILES['notes.yaml']}- {{title: Undated, tags: [T3, A]}}\n"},
    "a tag gone": {"notes.yaml": FILES["notes.yaml"].replace("T3", "T4")},
    "no notes": {"notes.yaml": "[]"},
    "a new note": {"shown.yaml": f"{FILES['shown.yaml']}- {{title: New, tags: [A, New]}}"},
    "a new document": {
        "new.rst": "New\n===\n\n.. note-entry:: N\n   :tags: A\n",
        "index.rst": FILES["index.rst"].replace("doc", "new\n   doc"),
    },
    "a document in the place of a page": {"tags/t3.rst": ":orphan:\n\nMine\n====\n"},
    "nothing": {},
}


def pages_of(outdir: Path) -> dict[str, str]:
    return {
        path.relative_to(outdir).as_posix(): path.read_text("utf-8")
        for path in sorted(outdir.rglob("*.html"))
        if "_static" not in path.parts
    }


def made(project: MakeProject, name: str = "project") -> Project:
    return project(FILES, name, tagpages_sources=["notes.yaml"], tagpages_per_page=4)


def clean(project: Project) -> dict[str, str]:
    shutil.rmtree(project.srcdir / "_build", ignore_errors=True)
    return pages_of(project.build().outdir)


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_after_an_edit_equals_a_clean_one(project: MakeProject, edit: str) -> None:
    edited = made(project)
    edited.build()
    edited.write(EDITS[edit])
    incremental = pages_of(edited.build().outdir)
    assert incremental == clean(edited)


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_undone_leaves_no_trace(project: MakeProject, edit: str) -> None:
    edited = made(project)
    before = pages_of(edited.build().outdir)
    edited.write(EDITS[edit])
    edited.build()
    for name in EDITS[edit]:
        (edited.srcdir / name).unlink()
    edited.write(FILES)
    after = pages_of(edited.build().outdir)
    removed = {name for name in after if name not in before}
    assert removed <= {"new.html", "tags/t3.html"}  # Sphinx keeps the pages of documents that are gone
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize(
    "value",
    [
        {"visible": 1},
        {"per_page": 2},
        {"sort": ["title"]},
        {"title": "On {tag}"},
        {"skip_tags": ["A"]},
        {"dir": "t"},
    ],
    ids=str,
)
def test_a_changed_value_takes_effect(project: MakeProject, value: dict[str, object]) -> None:
    edited = made(project)
    edited.build()
    if "dir" in value:
        edited.write({"index.rst": FILES["index.rst"].replace("tags/", "t/")})
    edited.conf |= {f"tagpages_{name}": given for name, given in value.items()}
    incremental = pages_of(edited.build().outdir)
    assert incremental == clean(edited)


def test_a_parallel_build_equals_a_serial_one(project: MakeProject) -> None:
    serial = pages_of(made(project, "serial").build().outdir)
    parallel = pages_of(made(project, "parallel").build(parallel=4).outdir)
    assert parallel == serial


def test_the_order_of_hashes_does_not_show(project: MakeProject) -> None:
    first = pages_of(made(project, "first").build().outdir)
    second = pages_of(made(project, "second").build().outdir)
    assert first == second


@pytest.mark.parametrize("builder", ["gettext", "changes"])
def test_a_builder_for_what_the_user_wrote_has_no_tag_pages_and_no_warning(
    project: MakeProject, builder: str
) -> None:
    linked = FILES | {"doc.rst": f"{FILES['doc.rst']}\nSee :doc:`tags/index` and :doc:`tags/a`.\n"}
    made = project(linked, tagpages_sources=["notes.yaml"], version="1")
    for _time in range(2):
        built = made.build(builder)
        assert built.warnings == []
        assert {path.stem for path in built.outdir.glob("*.pot")} <= {
            "index",
            "doc",
            "more",
            "after",
            "sphinx",
        }
        assert not (built.outdir / "tags").exists()


@pytest.mark.filterwarnings("ignore:.*serializinghtml:DeprecationWarning")  # json and pickle, by themselves
@pytest.mark.filterwarnings("ignore:.*serializinghtml:PendingDeprecationWarning")
@pytest.mark.parametrize(
    "builder", ["dirhtml", "singlehtml", "latex", "epub", "text", "man", "texinfo", "xml", "json", "pickle"]
)
def test_every_builder_builds_without_a_warning(project: MakeProject, builder: str) -> None:
    edited = made(project)
    edited.conf |= {"version": "1", "copyright": "us"}  # epub asks for them
    edited.build()
    built = edited.build(builder)
    assert built.warnings == []
    written = [
        path for path in built.outdir.rglob("*") if path.is_file() and path.suffix not in {".js", ".inv"}
    ]
    texts = "".join(path.read_text("utf-8", "replace") for path in written)
    for title in ("Note 3", "In a document", "Shown 2"):
        assert title in texts or builder == "pickle"
