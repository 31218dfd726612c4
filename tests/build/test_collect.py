"""Notes that ``conf.py`` and other extensions bring."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from textwrap import dedent

import pytest

from tests.build.harness import Built, MakeProject, text
from tests.build.histories import FILES, Edits, History, make_project
from tests.tiers import long, long_but

pytestmark = long


EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
#: Below the source folder, and beside it.
INSIDE, OUTSIDE = "data/below.json", "../outside.json"
READ = dedent("""
    import json

    def read(path):
        return json.loads(path.read_text("utf-8")) if path.exists() else {}

    def bring(app, collector):
        for name in ("data/below.json", "../outside.json"):
            data = read(collector.depends(name))
            for line, note in enumerate(data.get("notes", []), start=1):
                collector.add(note, line=line)
            for tag in data.get("tags", []):
                collector.add_tag(tag)

    def setup(app):
        app.connect("tagpages-collect", bring)
""")


def handler(body: str) -> str:
    """The code of a ``conf.py`` whose handler has this body."""
    lines = "\n".join(f"    {line}" for line in dedent(body).strip().splitlines())
    connect = "def setup(app):\n    app.connect('tagpages-collect', bring)\n"
    return f"def bring(app, collector):\n{lines}\n\n{connect}"


def collect(project: MakeProject, body: str, builder: str = "html", **conf: object) -> Built:
    made = project(**conf)
    made.code = handler(body)
    return made.build(builder)


def data(*notes: dict[str, object], tags: tuple[dict[str, object], ...] = ()) -> str:
    return json.dumps({"notes": notes, "tags": tags})


def test_an_added_note_is_on_its_tags_pages_and_at_home_in_the_archive(project: MakeProject) -> None:
    built = collect(
        project,
        """
        collector.add({"title": "Added <b>", "tags": ["NLP", "A"], "date": "2023-04-05"})
        """,
    )
    assert built.warnings == []
    assert built.page("tags/nlp").titles() == ["Added <b>"]
    assert built.page("tags/a").titles() == ["Added <b>"]
    assert built.page("tags/archive/2023").titles() == ["Added <b>"]
    assert built.dead_links() == []


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "text", "latex"])
def test_every_builder_has_the_added_notes(project: MakeProject, builder: str) -> None:
    built = collect(project, "collector.add({'title': 'Added', 'tags': 'NLP'})", builder)
    assert built.warnings == []
    files = {"dirhtml": "tags/nlp/index.html", "singlehtml": "index.html", "text": "tags/nlp.txt"}
    [latex] = built.outdir.glob("*.tex") if builder == "latex" else [None]
    written = (latex or built.outdir / files[builder]).read_text("utf-8")
    assert "Added" in written


def test_values_of_python_are_read_as_what_they_mean(project: MakeProject) -> None:
    built = collect(
        project,
        """
        from datetime import date, datetime, timezone
        collector.add({"title": 1984, "id": 7, "date": date(2023, 4, 5), "tags": ("A", "B"), "pinned": True,
                       "authors": ["George Orwell"], "summary": None, "links": {"Code": "https://x.org/c"},
                       "published": float("nan"), "draft": False})
        moment = datetime(2023, 4, 6, 1, 2, tzinfo=timezone.utc)
        collector.add({"title": "Moment", "date": moment, "tags": {"B"}})
        """,
    )
    assert built.warnings == []
    page = built.page("tags/b")
    assert page.titles() == ["1984", "Moment"]
    assert [time.attrib["datetime"] for time in page.find_all("time")] == [
        "2023-04-05",
        "2023-04-06T01:02:00Z",
    ]
    assert built.page("tags/archive/2023").find_all(id="tagpages-note-7")


def test_a_note_of_the_class_goes_through_the_same_checks(project: MakeProject) -> None:
    built = collect(
        project,
        """
        from sphinxext.tagpages import Link, Note, Origin
        place = Origin("list.csv", 7)
        collector.add(Note("Bad link", "bad", place, url="javascript:alert(1)", tags=("NLP", " nlp ")))
        collector.add(Note("Good", "", place, url="https://x.org", tags=("NLP",), links=(
            Link("Code", "https://x.org/code"), Link("Bad", "data:text/html,x"))))
        """,
    )
    assert built.subtypes() == ["url", "url"]
    assert all("list.csv:7: WARNING" in line and "conf.py: bring" in line for line in built.warnings)
    page = built.page("tags/nlp")
    assert sorted(page.titles()) == ["Bad link", "Good"]
    assert not [link for link in page.find_all("a") if link.attrib["href"].startswith(("javascript", "data"))]
    assert [link.attrib["href"] for link in page.find_all("a") if text(link) == "Code"] == [
        "https://x.org/code"
    ]
    assert len(page.find_all(cls="tagpages-note")[0].attrib["data-note"]) > 2


def test_what_is_wrong_is_told_with_its_place_and_costs_no_more_than_itself(project: MakeProject) -> None:
    built = collect(
        project,
        """
        collector.depends("papers.csv")
        collector.add({"tags": "A"}, line=2)
        collector.add({"title": "Good", "date": "yesterday", "tags": ["A"], "image": object()}, line=3)
        circle = []
        circle.append(circle)
        collector.add({"title": "Circle", "more": circle, "number": 10**5000}, line=6)
        collector.add(["no", "note"], line=4)
        collector.add({"title": "Elsewhere", "author": "X", "tags": "A"}, "other.csv", 5)
        """,
    )
    assert built.subtypes() == ["date", "field_alias", *["field_value"] * 3, "shape", "title"]
    for subtype, place in {
        "title": "papers.csv:2",
        "date": "papers.csv:3",
        "shape": "papers.csv:4",
        "field_alias": "other.csv:5",
    }.items():
        assert f"{place}: WARNING" in built.warning(subtype)
    lines = [line for line in built.warnings if "[tagpages.field_value]" in line]
    assert [line.partition(": WARNING")[0].rpartition(":")[2] for line in lines] == ["3", "6", "6"]
    assert sorted(built.page("tags/a").titles()) == ["Elsewhere", "Good"]


def test_a_line_is_a_number_however_it_is_written(project: MakeProject) -> None:
    built = collect(
        project,
        """
        for line in ("3", 2, "x", None):
            collector.add({"title": f"Line {line}", "date": "no"}, path="table.csv", line=line)
        """,
    )
    places = sorted(warning.partition("table.csv")[2].partition(" ")[0] for warning in built.warnings)
    assert places == [":1:", ":1:", ":2:", ":3:"]  # Sphinx names a line in any case


def test_a_place_outside_the_source_folder_is_named_as_it_is(project: MakeProject, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "list.csv"
    built = collect(project, f"collector.add({{'title': 'T', 'date': 'x'}}, {str(path)!r}, 3)")
    where = built.warning("date").partition(": WARNING")[0]
    name, _, line = where.rpartition(":")
    assert (Path(name).resolve(), line) == (path.resolve(), "3")


def test_a_handler_that_raises_costs_neither_its_notes_so_far_nor_those_of_others(
    project: MakeProject,
) -> None:
    made = project()
    made.code = dedent("""
        def first(app, collector):
            collector.add({"title": "Before", "tags": "A"})
            raise RuntimeError("the table is\\n empty <b>")

        def second(app, collector):
            collector.add({"title": "Other", "tags": "A"})

        def setup(app):
            app.connect("tagpages-collect", first, priority=1)
            app.connect("tagpages-collect", second, priority=2)
    """)
    built = made.build()
    assert sorted(built.page("tags/a").titles()) == ["Before", "Other"]
    [warning] = built.warnings
    raising = (
        (made.srcdir / "conf.py")
        .read_text("utf-8")
        .splitlines()
        .index('    raise RuntimeError("the table is\\n empty <b>")')
    )
    assert warning.startswith(
        f"{made.srcdir / 'conf.py'}:{raising + 1}: WARNING: the handler conf.py: first "
    )
    assert "RuntimeError: the table is empty <b>" in warning
    assert "[tagpages.handler]" in warning


def test_a_failing_handler_of_an_extension_shows_no_traceback(project: MakeProject) -> None:
    made = project({"brings.py": handler("raise KeyError('no column')").replace("bring", "of_mine")})
    made.code = "import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\nextensions.append('brings')\n"
    done = made.run()
    assert done.status == 1  # warnings are errors there
    assert not [line for line in done.warnings if "Traceback" in line]
    [line] = [line for line in done.warnings if "[tagpages.handler]" in line]
    assert "the handler brings.of_mine of the event tagpages-collect failed" in line
    assert "no column" in line


def test_a_failing_handler_of_any_form_is_named(project: MakeProject) -> None:
    made = project()
    made.code = dedent("""
        from functools import partial
        from unittest.mock import Mock

        class Source:
            def bring(self, app, collector):
                raise ValueError("method")

            def __call__(self, app, collector):
                raise ValueError("object")

        def with_more(more, app, collector):
            raise ValueError(more)

        def setup(app):
            mock = Mock(side_effect=OSError("mock"))
            for handler in (Source().bring, Source(), partial(with_more, "part"), mock):
                app.connect("tagpages-collect", handler)
    """)
    built = made.build()
    assert built.subtypes() == ["handler"] * 4
    said = [line.partition("the handler ")[2].partition(" of the event")[0] for line in built.warnings]
    assert said[0] == "conf.py: Source.bring"
    assert said[1].endswith("Source")
    assert said[2] == "conf.py: with_more"
    assert said[3].endswith("Mock")


def test_tags_get_what_is_said_of_them(project: MakeProject) -> None:
    made = project({"notes.yaml": "- {title: T, tags: [A, B, C]}"}, tagpages_sources=["notes.yaml"])
    made.code = handler("""
        from sphinxext.tagpages import TagInfo
        collector.add_tag(TagInfo("a", "d73a4a", "From a class"))
        collector.add_tag({"name": "B", "colour": "#FFF"})
        collector.add_tag("C", description="From words")
        collector.add_tag("Unused")
        """) + dedent("""
        def look(app, env):
            tags = env.get_domain("tagpages").index.tags.values()
            app.emit("said", [(tag.label, tag.colour, tag.description) for tag in tags])

        import json
        def said(app, tags):
            (app.outdir / "said.json").write_text(json.dumps(tags))

        _setup = setup
        def setup(app):
            _setup(app)
            app.add_event("said")
            app.connect("said", said)
            app.connect("env-updated", look, priority=950)
        """)
    built = made.build()
    assert built.warnings == []
    assert json.loads((built.outdir / "said.json").read_text()) == [
        ["A", "#d73a4a", "From a class"],
        ["B", "#ffffff", ""],
        ["C", "", "From words"],
    ]


def test_what_is_wrong_with_a_tag_is_told(project: MakeProject) -> None:
    built = collect(
        project,
        """
        collector.add_tag({"name": "A", "colour": "red; x", "color": "f00"})
        collector.add_tag("")
        collector.add_tag({"name": ["A"]})
        """,
    )
    assert built.subtypes() == ["field_name", "field_value", "field_value", "tag", "tag"]


def test_two_notes_of_one_id_from_two_handlers_keep_their_names_whichever_comes_first(
    project: MakeProject,
) -> None:
    code = dedent("""
        def one(app, collector):
            collector.add({"title": "One", "id": "same", "tags": "A"})

        def two(app, collector):
            collector.add({"title": "Two", "id": "same", "tags": "A"})

        def setup(app):
            app.connect("tagpages-collect", FIRST)
            app.connect("tagpages-collect", SECOND)
    """)
    found = []
    for number, (first, second) in enumerate([("one", "two"), ("two", "one")]):
        made = project(name=f"project-{number}")
        made.code = code.replace("FIRST", first).replace("SECOND", second)
        built = made.build()
        assert built.subtypes() == ["duplicate_id"]
        notes = built.page("tags/a").find_all(cls="tagpages-note")
        found.append({text(note[0]).rstrip("¶"): note.attrib["data-note"] for note in notes})
    assert found[0] == found[1]
    assert sorted(found[0].values()) == ["same", "same-2"]


def test_drafts_are_left_out_as_others(project: MakeProject) -> None:
    built = collect(project, "collector.add({'title': 'D', 'tags': 'A', 'draft': True})")
    assert not built.exists("tags/a")


def test_a_build_with_no_change_writes_nothing(project: MakeProject) -> None:
    made = project({INSIDE: data({"title": "T", "tags": "A"})})
    made.code = READ
    assert made.build().exists("tags/a")
    again = made.build()
    assert (again.read, again.written, again.warnings) == ([], [], [])


def test_the_example_of_the_manual_makes_a_note_of_each_row(project: MakeProject) -> None:
    names = ["notes_from_csv.py", "papers.csv"]
    made = project({f"examples/{name}": (EXAMPLES / name).read_text("utf-8") for name in names})
    made.code = (
        "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'examples'))\n"
        "extensions = ['notes_from_csv', *extensions]\n"
    )
    built = made.build()
    assert built.warnings == []
    with (EXAMPLES / "papers.csv").open(encoding="utf-8", newline="") as table:
        titles = [row["title"] for row in csv.DictReader(table)]
    assert sorted(built.page("tags/distributed-systems").titles()) == sorted(titles)
    lines = (made.srcdir / "examples/papers.csv").read_text("utf-8").splitlines()
    made.write({"examples/papers.csv": "\n".join([*lines[:2], lines[2].replace("2014-06", "June")])})
    assert "papers.csv:3: WARNING" in made.build().warning("date")
    made.write({"examples/papers.csv": "title,tags\nOne,Other\n"})
    built = made.build()
    assert not built.exists("tags/distributed-systems")
    assert built.page("tags/other").titles() == ["One"]


STEPS: dict[str, Callable[[Edits], None]] = {
    "a note below the source folder": lambda edits: edits.write(
        INSIDE, data({"title": "Changed", "tags": "A, New", "date": "2031"})
    ),
    "a note beside the source folder": lambda edits: edits.write(
        OUTSIDE, data({"title": "Changed outside", "tags": "A"})
    ),
    "a colour": lambda edits: edits.write(
        INSIDE, data({"title": "Below", "tags": "A"}, tags=({"name": "A", "colour": "#00ff00"},))
    ),
    "the file below goes": lambda edits: edits.remove(INSIDE),
    "the file beside goes": lambda edits: edits.remove(OUTSIDE),
    "a note of a file's id": lambda edits: edits.write(INSIDE, data({"title": "X", "id": "seen"})),
    "another handler": lambda edits: setattr(
        edits.project, "code", handler("collector.add({'title': 'By another', 'tags': 'A'})")
    ),
    "no handler": lambda edits: setattr(edits.project, "code", ""),
}


@pytest.fixture
def history(tmp_path: Path) -> History:
    made = make_project(tmp_path / "project", FILES)
    made.code = READ
    made.write({
        INSIDE: data({"title": "Below", "tags": "A", "date": "2023-02-03"}),
        OUTSIDE: data({"title": "Outside", "tags": "A, O", "id": "out"}),
    })
    return History(made, tmp_path)


@pytest.mark.parametrize(
    ("step", "parallel"),
    long_but(
        product(STEPS, [0, 4]),
        ("a note beside the source folder", 4),
        ("another handler", 0),
    ),
)
def test_a_changed_dependency_takes_effect_everywhere_and_so_does_its_return(
    history: History, step: str, parallel: int
) -> None:
    assert history.build(parallel=parallel).exists("tags/o")
    beside = history.project.srcdir / OUTSIDE
    undo, code, outside = history.edits.undo(), history.project.code, beside.read_bytes()
    STEPS[step](history.edits)
    assert history.faults(history.build(parallel=parallel)) == []
    undo()
    beside.write_bytes(outside)
    history.project.code = code
    assert history.faults(history.build(parallel=parallel)) == []


def test_a_second_builder_on_the_same_doctrees_sees_the_same(history: History) -> None:
    history.build()
    history.edits.write(INSIDE, data({"title": "Changed", "tags": "A, New"}))
    second = history.build("dirhtml")
    assert "Changed" in second.page("tags/new/index").titles()
    assert history.faults(history.build()) == []


def test_a_file_that_is_only_depended_on_has_pages_looked_at_anew(project: MakeProject) -> None:
    made = project()
    made.code = handler("""
        path = collector.depends("title.txt")
        collector.add({"title": path.read_text() if path.exists() else "None yet", "tags": "A"})
        """)
    assert made.build().page("tags/a").titles() == ["None yet"]
    made.write({"title.txt": "There"})
    built = made.build()
    assert built.page("tags/a").titles() == ["There"]
    assert "tags/a" in built.written
    (made.srcdir / "title.txt").unlink()
    assert made.build().page("tags/a").titles() == ["None yet"]


@pytest.fixture(autouse=True)
def forget_modules() -> object:
    before = set(sys.modules)
    yield
    for name in {"brings", "notes_from_csv"} & (set(sys.modules) - before):
        del sys.modules[name]
