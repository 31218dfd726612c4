"""Warnings as users of Sphinx know them: each once, in order, and again only for a reason."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from subprocess import run

import pytest

from tests.build.harness import INDEX, Built, MakeProject, Project
from tests.tiers import long

TWICE = "- {title: One, id: twice, tags: [NLP]}\n"


def places(built: Built) -> list[str]:
    """The file, line and kind of each warning, in the order in which they are given."""
    found = [re.search(r"([^/]+?:\d+): WARNING: .*\[tagpages\.(\w+)\]", line) for line in built.warnings]
    return [f"{match[1]} {match[2]}" for match in found if match]


def entries(count: int, option: str) -> str:
    return "".join(f".. note-entry:: N{number}\n   :{option}\n\n" for number in range(count))


class TestOrder:
    def test_warnings_stand_in_the_order_of_files_and_lines_in_parallel_too(
        self, project: MakeProject
    ) -> None:
        documents = {
            f"d{number:02}.rst": ":orphan:\n\nD\n=\n\n.. note-list::\n   :sort: datte\n   :limit: x\n\n"
            ".. note-list::\n   :vsible: 3\n"
            for number in range(30)
        }
        notes = {
            "b.yaml": "- {title: B, id: x}\n- {title: C,\n   date: never}\n",
            "a.yaml": "- {title: A, id: x}\n- {titel: B, sumary: C}\n",
        }
        made = project(documents | notes, tagpages_sources=["*.yaml"])
        serial = made.build()
        parallel = made.build(parallel=4, fresh=True)
        assert parallel.warnings == serial.warnings
        told = places(serial)
        assert told[:4] == ["a.yaml:2 field_name", "a.yaml:2 title", "b.yaml:1 duplicate_id", "b.yaml:3 date"]
        assert told[4:7] == ["d00.rst:7 option", "d00.rst:8 option", "d00.rst:11 option"]
        assert told[4:] == sorted(told[4:], key=lambda place: (place[:8], int(re.split("[: ]", place)[1])))
        assert len(told) == 4 + 3 * 30

    def test_a_file_with_very_many_faults_gives_a_few_lines(self, project: MakeProject) -> None:
        notes = "".join(f"- title: N{number}\n  date: never\n" for number in range(2_000))
        made = project(
            {"my lists/notes.yaml": notes, "index.rst": "Home\n====\n"}, tagpages_sources=["my lists/*"]
        )
        built = made.build("dummy")
        assert len(built.warnings) == 11
        assert (
            "… and 1,990 more like these in my lists/notes.yaml (the first of them at line 22)"
            in built.warnings[-1]
        )
        # The command can be given where the build was begun.
        command = re.search(r"`python -m sphinxext.tagpages check (.*)`", built.warnings[-1])
        assert command is not None
        [path] = shlex.split(command[1])
        assert Path(path).samefile(made.srcdir / "my lists" / "notes.yaml")

    def test_many_files_of_one_glob_give_as_few(self, project: MakeProject) -> None:
        notes = "".join(
            f"- title: N{number}\n  author: A\n  date: never\n  sumary: x\n" for number in range(85)
        )
        files = {f"papers/{name}.yaml": notes.replace("N", name) for name in "abcdefghi"}
        made = project(files | {"index.rst": "Home\n====\n"}, tagpages_sources=["papers/*.yaml"])
        built = made.build("dummy")
        assert [built.subtypes().count(kind) for kind in ("field_alias", "field_name", "date")] == [9, 9, 11]
        assert len(built.warnings) == 29
        [rest] = [warning for warning in built.warnings if "more like these" in warning]
        assert "… and 755 more like these in 9 files (the first of them at papers/a.yaml:" in rest
        command = re.search(r"`python -m sphinxext.tagpages check (.*)`", rest)
        assert command is not None
        assert Path(command[1]).samefile(made.srcdir / "papers")

    def test_a_file_without_a_note_gives_one(self, project: MakeProject) -> None:
        files = {"a.yaml": "", "b.yaml": "notes:\n", "c.yaml": "[]\n", "index.rst": "Home\n====\n"}
        made = project(files, tagpages_sources=["*.yaml"])
        assert places(made.build("dummy")) == ["a.yaml:1 file", "b.yaml:1 file"]
        made.write({"a.yaml": "- title: A\n"})
        assert made.build("dummy").warnings == []

    def test_so_does_a_document(self, project: MakeProject) -> None:
        text = INDEX + entries(30, "date: never") + "\n".join(f"See :tag:`T{n}`.\n" for n in range(30))
        built = project({"index.rst": text}).build()
        assert [built.subtypes().count(kind) for kind in ("date", "unknown_tag")] == [11, 11]
        assert [line for line in built.warnings if "20 more like these in index.rst" in line]


class TestAgain:
    """What a build repeats."""

    FILES = {  # noqa: RUF012
        "a.yaml": "- {title: A, id: twice, tags: [NLP], image: none.png}\n",
        "b.yaml": "- {title: B, id: twice, tags: [nlp], date: never}\n",
        "c.yaml": "- {title: C, tags: [C++], markup: rst, comment: 'a :foo:`b`'}\n",
        "d.yaml": "- {title: D, tags: ['C#']}\n",
        "doc.rst": ":orphan:\n\nDoc\n===\n\n.. note-list::\n   :tags: NPL\n   :sort: datte\n",
    }

    @pytest.fixture
    def made(self, project: MakeProject) -> Project:
        return project(self.FILES, tagpages_sources=["*.yaml"])

    def test_a_first_build_tells_all(self, made: Project) -> None:
        assert sorted(places(made.build())) == [
            "a.yaml:1 image",
            "b.yaml:1 date",
            "b.yaml:1 duplicate_id",
            "b.yaml:1 tag_spelling",
            "c.yaml:1 markup",
            "c.yaml:1 tag_collision",
            "doc.rst:7 unknown_tag",
            "doc.rst:8 option",
        ]

    def test_a_build_with_no_change_repeats_none(self, made: Project) -> None:
        made.build()
        assert made.build().warnings == []

    def test_an_edit_repeats_what_names_the_file_that_was_read_again(self, made: Project) -> None:
        told = made.build().warnings
        made.write({"b.yaml": self.FILES["b.yaml"] + "- {title: E, tags: [new]}\n"})
        assert made.build().warnings == [line for line in told if "/b.yaml:" in line]

    def test_a_new_file_repeats_nothing_of_others(self, made: Project) -> None:
        made.build()
        made.write({"e.yaml": "- {title: E, tags: [NLP, fresh]}\n"})
        assert made.build().warnings == []

    def test_another_note_on_the_page_repeats_nothing(self, made: Project) -> None:
        """The page of the archive is written again, with the text that has a fault."""
        made.build()
        made.write({"e.yaml": "- {title: E}\n"})
        built = made.build()
        assert "tags/archive/undated" in built.written
        assert built.warnings == []

    def test_a_document_that_is_read_again_tells_all_of_it(self, made: Project) -> None:
        made.build()
        made.write({"doc.rst": self.FILES["doc.rst"] + "\nMore.\n"})
        assert places(made.build()) == ["doc.rst:8 option", "doc.rst:7 unknown_tag"]

    @long
    def test_what_was_mended_and_comes_back_is_told(self, made: Project) -> None:
        made.build()
        made.write({"tags.yaml": "C++: {slug: cpp}\n"})
        assert made.build().warnings == []
        made.write({"tags.yaml": ""})
        assert places(made.build()) == ["c.yaml:1 tag_collision"]

    def test_a_second_builder_repeats_only_what_is_found_in_writing(self, made: Project) -> None:
        made.build()
        second = made.build("dirhtml")
        assert sorted(places(second)) == ["c.yaml:1 markup", "doc.rst:7 unknown_tag"]
        assert made.build("dirhtml").warnings == made.build().warnings == []

    @long
    def test_what_comes_back_is_told_though_another_builder_has_told_it_before(self, made: Project) -> None:
        made.build()
        made.build("dirhtml")
        made.write({"b.yaml": "- {title: B, date: 2020}\n"})
        assert made.build().warnings == []
        made.write({"b.yaml": self.FILES["b.yaml"]})
        assert "b.yaml:1 date" in places(made.build())
        assert made.build("dirhtml").warnings == []

    @long
    def test_an_included_file_is_told_of_again_when_a_document_reads_it_again(self, made: Project) -> None:
        made.write({
            "part.inc": ".. note-entry:: I\n   :id: i\n\n.. note-entry:: J\n   :id: i\n",
            "e.rst": ":orphan:\n\nE\n=\n\n.. include:: part.inc\n",
        })
        assert "part.inc:5 duplicate_id" in places(made.build())
        made.write({"e.rst": ":orphan:\n\nE2\n==\n\n.. include:: part.inc\n"})
        assert places(made.build()) == ["part.inc:5 duplicate_id"]

    @long
    def test_a_document_in_the_place_of_a_page_is_told_until_it_is_known(self, made: Project) -> None:
        taken = {"tags/nlp.rst": ":orphan:\n\nNLP\n===\n"}
        made.write(taken)
        assert "nlp.rst:1 docname" in places(made.build())
        made.write({"e.yaml": "- {title: E, tags: [other]}\n"})
        assert made.build().warnings == []
        made.write({"tags/nlp.rst": taken["tags/nlp.rst"] + "\nMore.\n"})
        assert places(made.build()) == ["nlp.rst:1 docname"]

    @long
    def test_everything_is_told_afresh(self, made: Project) -> None:
        first = made.build()
        assert made.build(fresh=True).warnings == first.warnings

    @long
    def test_all_that_is_written_on_demand_is_told(self, made: Project) -> None:
        made.build()
        assert sorted(places(made.build(force=True))) == ["c.yaml:1 markup", "doc.rst:7 unknown_tag"]

    @long
    def test_a_build_that_did_not_end_has_told_nothing(self, made: Project) -> None:
        made.code = "def setup(app):\n    app.connect('html-collect-pages', lambda app: 1 / 0)\n"
        with pytest.raises(Exception, match="division"):
            made.build()
        made.code = ""
        assert {"a.yaml:1 image", "b.yaml:1 duplicate_id", "c.yaml:1 markup"} <= set(places(made.build()))

    @long
    def test_a_broken_record_tells_all(self, made: Project) -> None:
        first = made.build()
        (record,) = (made.srcdir / "_build").rglob("reported.json")
        for content in ("", "[]", '{"html": 3}', '{"html": {"problems": {}, "pages": [], "state": 1}}'):
            record.write_text(content, "utf-8")
            made.write({"e.yaml": f"- {{title: E, id: {len(content)}}}\n"})
            told = set(places(made.build()))
            assert {"a.yaml:1 image", "b.yaml:1 date"} <= told, content
        assert first.status == 0


class TestAsSphinxHasThem:
    """Options of ``sphinx-build``, in processes of their own."""

    @pytest.fixture
    def made(self, project: MakeProject) -> Project:
        made = project({"notes.yaml": "- {title: A, date: never}\n- {titel: B, title: C}\n"})
        made.write_conf(tagpages_sources=["notes.yaml"])
        return made

    @staticmethod
    def build(made: Project, *options: str) -> tuple[int, list[str]]:
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-b",
            "dummy",
            *options,
            str(made.srcdir),
            str(made.srcdir / "_build"),
        ]
        finished = run(command, capture_output=True, text=True, check=False)
        return finished.returncode, [line for line in finished.stderr.splitlines() if "tagpages." in line]

    def test_they_are_warnings(self, made: Project) -> None:
        status, told = self.build(made, "-q", "-w", str(made.srcdir / "log.txt"), "-n")
        assert status == 0
        assert [line.rpartition("[")[2] for line in told] == ["tagpages.date]", "tagpages.field_name]"]
        assert [
            line for line in (made.srcdir / "log.txt").read_text("utf-8").splitlines() if "tagpages." in line
        ] == told
        assert self.build(made, "-q", "-E", "-Q") == (0, [])

    @pytest.mark.parametrize(
        ("suppressed", "left"),
        [
            ("tagpages", []),
            ("tagpages.*", []),
            ("tagpages.date", ["tagpages.field_name]"]),
        ],
    )
    def test_they_are_suppressed(self, made: Project, suppressed: str, left: list[str]) -> None:
        status, told = self.build(made, "-W", "--keep-going", "-D", f"suppress_warnings={suppressed}")
        assert [line.rpartition("[")[2] for line in told] == left
        assert status == bool(left)

    @long
    def test_a_failed_build_is_repeated_as_sphinx_repeats_it(self, made: Project) -> None:
        """What Sphinx says of a document and what is said of notes: both are told, or neither is."""
        made.write({"index.rst": "Homes\n====\n"})
        options = ("-b", "dummy", "-W", "--keep-going")
        command = [sys.executable, "-m", "sphinx", *options, str(made.srcdir), f"{made.srcdir}/_build"]
        first, second = (run(command, capture_output=True, text=True, check=False) for _ in range(2))
        for finished, expected in ((first, True), (second, False)):
            assert finished.returncode == expected
            assert ("underline too short" in finished.stderr) is expected
            assert ("tagpages.date" in finished.stderr) is expected


class TestIds:
    def test_both_places_are_named_and_both_notes_kept_whatever_they_come_from(
        self, project: MakeProject
    ) -> None:
        pytest.importorskip("pybtex")
        files = {
            "a.yaml": "- {title: From YAML, id: '7', tags: [x]}\n",
            "b.json": '[{"number": 7,\n "title": "From an issue",\n "labels": [{"name": "x"}]}]',
            "c.bib": "@book{7,\n title = {From BibTeX},\n keywords = {x}}\n",
            "d.rst": ":orphan:\n:id: 7\n:tags: x\n\nFrom a document\n===============\n",
            "index.rst": f"{INDEX}\n.. note-entry:: From a directive\n   :tags: x\n   :id: 7\n",
        }
        made = project(files, tagpages_sources=["*.yaml", "*.json", "*.bib"])
        made.code = (
            "def collect(app, notes):\n"
            "    notes.add({'title': 'From code', 'id': 7, 'tags': 'x'}, path='z.csv', line=3)\n"
            "def setup(app):\n"
            "    app.connect('tagpages-collect', collect)\n"
        )
        built = made.build()
        assert sorted(built.page("tags/x").titles()) == [
            "From BibTeX",
            "From YAML",
            "From a directive",
            "From a document",
            "From an issue",
            "From code",
        ]
        assert built.subtypes() == ["duplicate_id"] * 5
        first = "the id '7' is that of the note at a.yaml:1 too"
        assert [first in line for line in built.warnings] == [True] * 5
        assert places(built) == [
            "b.json:1 duplicate_id",
            "c.bib:1 duplicate_id",
            "d.rst:2 duplicate_id",
            "index.rst:10 duplicate_id",
            "z.csv:3 duplicate_id",
        ]
        homes = {title.attrib["data-note"] for title in built.page("tags/x").find_all(cls="tagpages-note")}
        assert len(homes) == 6
        assert built.dead_links() == []


class TestConfiguration:
    def test_a_misspelt_value_is_told_at_its_line(self, project: MakeProject) -> None:
        made = project()
        made.code = (
            "import os\nif os.environ:\n    tagpages_source = []\n"
            "def setup(app):\n    tagpages_local = 1\ntagpages_nonsense: int = 3\n"
        )
        built = made.build()
        lines = (made.srcdir / "conf.py").read_text("utf-8").splitlines()
        told = [(line.partition("conf.py:")[2].partition(":")[0], line) for line in built.warnings]
        assert [lines[int(number) - 1].strip() for number, _line in told] == [
            "tagpages_source = []",
            "tagpages_nonsense: int = 3",
        ]
        assert "did you mean tagpages_sources?" in told[0][1]
        assert "the values are tagpages_sources, " in told[1][1]

    @pytest.mark.parametrize(
        ("given", "heading"),
        [
            (":fas:`tag` *Notes* on {tag}", "Notes on *x*"),
            ("{fas}`tag` {tag}", "*x*"),
            ("|icon| ``{tag}``", "*x*"),
            (":guilabel:`{tag}` and `all <https://example.org>`__", "*x* and all"),
        ],
    )
    def test_of_a_title_with_markup_its_words_are_shown(
        self, project: MakeProject, given: str, heading: str
    ) -> None:
        notes = {"notes.yaml": '- {title: T, tags: ["*x*"]}\n'}
        made = project(notes, tagpages_sources=["notes.yaml"], tagpages_title=given)
        built = made.build()
        plain = heading.replace("*x*", "{tag}")
        assert f"holds markup, which headings do not show; write '{plain}'; " in built.warning("config")
        assert len(built.warnings) == 1
        assert "conf.py:" in built.warnings[0]
        assert built.page("tags/x").heading == heading
        again = made.build(tagpages_title=plain)
        assert (again.warnings, again.page("tags/x").heading) == ([], heading)

    def test_of_a_value_only_the_wrong_part_is_left_out(self, project: MakeProject) -> None:
        made = project({
            "i.json": '[{"number": 1, "title": "A", "labels": [{"name": "x"}, {"name": "y"}]}]',
        })
        made.code = (
            'tagpages_sources = ["../up.yaml",\n    "i.json"]\n'
            'tagpages_github = {\n    "skip_labels": ["x"],\n    "lnk": "first",\n    "i.json": {\n'
            '        "comments": "autor",\n    },\n}\n'
        )
        built = made.build()
        assert built.exists("tags/y")
        assert not built.exists("tags/x")
        header = len((made.srcdir / "conf.py").read_text("utf-8").removesuffix(made.code).splitlines())
        assert places(built) == [f"conf.py:{header + line} config" for line in (1, 5, 7)]
        assert "did you mean 'link'?" in built.warnings[1]
        assert "did you mean 'author'?" in built.warnings[2]

    def test_a_tag_that_is_to_be_skipped_and_is_none_is_told_where_it_is_like_one(
        self, project: MakeProject
    ) -> None:
        notes = {
            "n.yaml": "- {title: A, tags: [Alignment, Todo]}\n",
            "tags.yaml": "Other: {}\nAlinment: {}\n",
        }
        made = project(notes, tagpages_sources=["n.yaml"])
        made.code = 'tagpages_skip_tags = ["status-*",\n    "Alignmnt", "Unborn", "todo"]\n'
        built = made.build()
        assert built.subtypes() == ["unknown_tag", "unknown_tag"]
        assert all("did you mean 'Alignment'?" in line for line in built.warnings)
        assert {place.partition(":")[0] for place in places(built)} == {"conf.py", "tags.yaml"}
        assert "tags.yaml:2 unknown_tag" in places(built)
        assert made.build().warnings == []

    def test_a_pattern_that_matches_no_file_names_the_file_that_is_meant(self, project: MakeProject) -> None:
        files = {"papers/notes.yaml": TWICE, "index.rst": f"{INDEX}\n.. note-source:: paper/notes.yaml\n"}
        built = project(files, tagpages_sources=["papers/note.yaml"]).build()
        assert all("did you mean 'papers/notes.yaml'?" in line for line in built.warnings)
        assert built.subtypes() == ["file", "option"]


def test_a_record_of_what_was_told_lies_beside_the_doctrees(project: MakeProject) -> None:
    made = project({"n.yaml": "- {title: A, date: never}\n"}, tagpages_sources=["n.yaml"])
    built = made.build()
    found = [path.relative_to(made.srcdir).as_posix() for path in made.srcdir.rglob("reported.json")]
    assert found == ["_build/doctrees/tagpages/reported.json"]
    assert not (Path(built.outdir) / "reported.json").exists()
