"""A note that a builder leaves out, by whatever means, is on no listing of it, and nothing leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.harness import INDEX, Built, MakeProject, Project
from tests.build.histories import Edit, History, inventory
from tests.tiers import long, long_but

EXTENSIONS = [
    "sphinxext.tagpages",
    "sphinx.ext.ifconfig",
    "sphinx.ext.todo",
    "sphinx_design",
    "tests.build.leaving_out",
]

NOTE = ".. note-entry:: Secret\n   :id: secret\n   :tags: x, Unseen\n\n   Words.\n"
#: What a document can hold of notes.
HELD = {
    "note-entry": NOTE,
    "note-source": ".. note-source::\n\n   - {title: Secret, id: secret, tags: [x, Unseen]}\n",
    "file": ".. note-source:: secret.yaml\n",
    "hidden": ".. note-source::\n   :hidden:\n\n   - {title: Secret, id: secret, tags: [x, Unseen]}\n",
    "tags": ".. tags:: Unseen\n",
}
#: What is round it, and leaves it out in HTML.
ROUND = {
    "only": ".. only:: text",
    "ifconfig": ".. ifconfig:: builder == 'text'",
    "todo": ".. todo::",
    "event": ".. whisper::",
    "writer": ".. mumble::",
    "class": ".. container:: secret",
    "read": ".. container:: unread",
    "nested": "- .. only:: html\n\n     .. note::\n\n        .. todo::",
}


def within(outer: str, held: str) -> str:
    """A document with notes in something."""
    depth = len(outer.splitlines()[-1]) - len(outer.splitlines()[-1].lstrip(" -")) + 3
    inner = "\n".join(f"{' ' * depth}{line}".rstrip() for line in held.splitlines())
    return f"Doc\n===\n\n{outer}\n\n{inner}\n\nAfter.\n\n.. note-entry:: Shown\n   :tags: x\n"


def made(project: MakeProject, doc: str, **conf: object) -> Project:
    index = INDEX.replace("tags/index", "doc\n   tags/index")
    listing = "\n.. note-list::\n\n.. tag-index::\n"
    files = {
        "index.rst": index + listing,
        "doc.rst": doc,
        "secret.yaml": "- {title: Secret, tags: [x, Unseen]}\n",
    }
    return project(files, **({"extensions": EXTENSIONS} | conf))


def is_told(built: Built, word: str = "Secret") -> list[str]:
    """The files of the output that name the note, or its tag."""
    pages = [path for path in built.outdir.rglob("*.html") if "_sources" not in path.parts]
    found = [path.name for path in pages if word in path.read_text("utf-8")]
    found += [line for line in inventory(built.outdir) if word in line]
    if built.exists("tags/unseen"):
        found.append("tags/unseen")
    return found


@pytest.mark.parametrize(
    ("outer", "held"),
    long_but(
        [(outer, held) for outer in ROUND for held in HELD if (outer, held) != ("read", "hidden")],
        ("event", "tags"),
        ("read", "note-entry"),
    ),
)
def test_a_note_that_is_left_out_is_nowhere(project: MakeProject, outer: str, held: str) -> None:
    built = made(project, within(ROUND[outer], HELD[held])).build()
    assert built.warnings == []
    assert is_told(built, "Unseen" if held == "tags" else "Secret") == []
    assert built.page("tags/x").titles() == ["Shown"]
    assert built.dead_links() == []


def test_a_document_may_name_notes_and_tags_beside_what_is_left_out(project: MakeProject) -> None:
    names = "\nSee :note:`shown`, :tag:`x` and :any:`doc`; :note:`secret` and :tag:`Unseen` are not there.\n"
    doc = within(ROUND["todo"], NOTE).replace(":tags: x\n", ":id: shown\n   :tags: x\n") + names
    document = made(project, doc)
    built = document.build()
    assert built.subtypes() == ["unknown_note", "unknown_tag"]
    assert is_told(built) == []
    assert built.page("tags/x").titles() == ["Shown"]
    for builder in ("xml", "dummy"):  # in which nothing says what is left out
        assert document.build(builder).warnings == []


def test_a_note_in_what_an_extension_writes_by_itself_is_listed(project: MakeProject) -> None:
    marked = within(".. mutter::", NOTE).replace("Doc\n===", ".. rst-class:: a\n\nDoc\n===\n\nOf\n--")
    built = made(project, marked).build()
    assert built.warnings == []
    assert sorted(built.page("tags/x").titles()) == ["Secret", "Shown"]
    assert built.dead_links() == []


BUILDERS = {
    "html": "tags/x.html",
    "dirhtml": "tags/x/index.html",
    "singlehtml": "index.html",
    "latex": "*.tex",
    "man": "*.1",
    "texinfo": "*.texi",
    "text": "tags/x.txt",
}


@pytest.mark.parametrize("builder", long_but(BUILDERS, "text"))
def test_a_note_that_is_not_left_out_is_there(project: MakeProject, builder: str) -> None:
    card = ".. grid:: 1\n\n   .. grid-item-card::\n\n      .. note-entry:: Third\n         :tags: x\n"
    second = within(".. mumble::", NOTE.replace("ecret", "econd")).partition("===")[2].partition("After.")[0]
    both = made(project, f"{within('.. todo::', NOTE)}{second}{card}")
    for shown in (True, False):
        both.conf |= {"todo_include_todos": shown, "spoken": shown, "project": "P", "version": "1"}
        built = both.build(builder, fresh=True, force=True)
        assert built.warnings == []
        (page,) = built.outdir.glob(BUILDERS[builder])
        content = page.read_text("utf-8")
        assert [title in content for title in ("Secret", "Second", "Third")] == [shown, shown, True]


EDITS: dict[str, Edit] = {
    "a value": lambda edits: edits.configure(todo_include_todos=True),
    "another value": lambda edits: edits.configure(spoken=True),
    "a condition": lambda edits: edits.replace("doc.rst", "ifconfig:: False", "ifconfig:: True"),
    "what is round it": lambda edits: edits.replace("doc.rst", ".. whisper::", ".. container:: any"),
}


@long
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("parallel", [0, 4])
def test_a_build_after_an_edit_equals_a_clean_one(
    project: MakeProject, tmp_path: Path, edit: str, parallel: int
) -> None:
    outer = (".. todo::", ".. mumble::", ".. ifconfig:: False", ".. whisper::")
    parts = [within(each, NOTE.replace("ecret", f"ecret{n}")) for n, each in enumerate(outer)]
    history = History(made(project, "\n".join(parts).replace("\n\nDoc\n===", "\n\n")), tmp_path)
    history.build(parallel=parallel)
    undo = history.edits.undo()
    EDITS[edit](history.edits)
    built = history.build(parallel=parallel)
    assert history.faults(built) == []
    assert len([title for title in built.page("tags/x").titles() if title.startswith("Secret")]) == 1
    undo()
    built = history.build(parallel=parallel)
    assert history.faults(built) == []
    assert not built.exists("tags/unseen")


def test_a_note_in_a_draft_is_a_draft(project: MakeProject) -> None:
    outer = ".. note-entry:: Secret draft\n   :draft:\n"
    built = made(project, within(outer, NOTE)).build()
    assert built.warnings == []
    assert is_told(built) == []
    assert is_told(made(project, within(outer, NOTE), name="drafts", tagpages_drafts=True).build()) != []


def test_listings_in_texts_follow_a_value_that_shows_what_was_left_out(project: MakeProject) -> None:
    doc = within(ROUND["todo"], NOTE)
    both = made(project, doc)
    for shown in (False, True, False):
        both.conf |= {"todo_include_todos": shown}
        page = both.build("text").outdir / "tags" / "x.txt"
        assert ("Secret" in page.read_text("utf-8")) == shown
