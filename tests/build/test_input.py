"""Bad input: a warning each, with its place and subtype; the rest of the notes intact."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.build.harness import INDEX, Build, MakeProject, addresses, elements, text
from tests.tiers import long_but

GOOD = "- {title: Good, tags: [x]}\n"


@pytest.mark.parametrize(
    ("bad", "subtype", "line"),
    [
        ('- title: "never closed\n  tags: [x]\n', "yaml_syntax", 2),
        ("- {id: a, tags: [x]}\n", "title", 2),
        ("- title: Bad\n  date: yesterday\n", "date", 3),
        ("- title: Bad\n  tags: [{a: b}]\n", "tag", 3),
        ("- title: Bad\n  url: javascript:alert(1)\n", "url", 3),
        ("- title: Bad\n  image: missing.png\n", "image", 3),
        ("- title: Bad\n  image: notes.yaml\n", "image", 3),
        ("- title: Bad\n  image: ../../outside.png\n", "image", 3),
        ("- title: Good\n  id: twice\n- title: Bad\n  id: twice\n", "duplicate_id", 5),
    ],
)
def test_a_fault_costs_no_other_note(build: Build, bad: str, subtype: str, line: int) -> None:
    built = build(GOOD + bad)
    assert f"notes.yaml:{line}: " in built.warning(subtype)
    assert "Good" in built.page("tags/x").titles()
    assert built.status == 0
    for page in built.pages():
        assert [link for link in page.find_all("a") if "javascript" in link.attrib.get("href", "")] == []
        assert [image for image in page.find_all("img") if "missing" in image.attrib["src"]] == []


def test_both_notes_with_one_id_are_kept(build: Build) -> None:
    page = build("- {title: One, id: i}\n- {title: Two, id: i}\n").page("tags/archive/undated")
    assert [article.attrib["id"] for article in page.find_all("article")] == [
        "tagpages-note-i",
        "tagpages-note-i-2",
    ]


def test_the_exit_status_is_that_of_sphinx(project: MakeProject, tmp_path: Path) -> None:
    made = project({"notes.yaml": GOOD + "- {id: a}\n"}, tagpages_sources=["notes.yaml"])
    made.build()

    def status(*options: str) -> int:
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-E",
            "-b",
            "dummy",
            *options,
            made.srcdir,
            tmp_path / "out",
        ]
        return subprocess.run([str(part) for part in command], check=False, capture_output=True).returncode

    assert status() == 0
    assert status("-W", "--keep-going") == 1
    assert status("-W", "--keep-going", "-D", "suppress_warnings=tagpages.title") == 0


@pytest.mark.parametrize(
    ("name", "value", "default"),
    [
        ("visible", "three", "10"),
        ("visible", -1, "10"),
        ("per_page", 2.5, "200"),
        ("sort", ["-size"], "['-date']"),
        ("title", "No place for the name", "'{tag}'"),
        ("date_format", "%d.%m.%Y", "None"),
        ("tag_order", "latin", "'unicode'"),
        ("dir", "../elsewhere", "'tags'"),
        ("dir", "tags/aux", "'tags'"),
        ("dir", "tags.", "'tags'"),
        ("sources", ["../*.yaml"], "[]"),
        ("snippet_length", None, "180"),
        ("skip_tags", 3, "[]"),
        ("drafts", "yes", "False"),
    ],
)
def test_a_bad_value_is_told_once_and_its_default_used(
    project: MakeProject, name: str, value: object, default: str
) -> None:
    made = project({"n.yaml": GOOD}, tagpages_sources=["n.yaml"])
    made.conf[f"tagpages_{name}"] = value
    built = made.build()
    (warning,) = built.warnings
    assert f"tagpages_{name}" in warning
    assert (value[0] if isinstance(value, list) else repr(value)) in warning
    assert f"the default {default} is used" in warning
    assert warning.endswith("[tagpages.config]")
    line = int(warning.partition("conf.py:")[2].partition(":")[0])
    assert (made.srcdir / "conf.py").read_text("utf-8").splitlines()[line - 1].startswith(f"tagpages_{name}")
    assert built.exists("tags/index")


def test_a_pattern_that_matches_nothing_is_told(project: MakeProject) -> None:
    built = project(tagpages_sources=["none/*.yaml"]).build()
    assert "'none/*.yaml'" in built.warning("file")


def test_values_of_every_type_can_be_given_on_the_command_line(project: MakeProject) -> None:
    notes = "".join(f"- {{title: N{number}, tags: [A]}}\n" for number in range(1, 8))
    notes += "- {title: Draft, tags: [A], draft: yes}\n"
    made = project({"n.yaml": notes}, tagpages_sources=["n.yaml"])
    values = ("visible=3", "drafts=1", "sort=-title,date", "title=On {tag}")
    built = made.run("html", *(part for value in values for part in ("-D", f"tagpages_{value}")))
    page = built.page("tags/a")
    assert page.titles() == [*(f"N{number}" for number in range(7, 0, -1)), "Draft"]
    assert "Show 5 more" in page.text
    assert page.heading == "On A"
    assert built.warnings == []


def test_options_of_exports_can_be_given_on_the_command_line(project: MakeProject) -> None:
    issues = '[{"number": 1, "title": "A", "body": "See https://example.org/a", "html_url": "https://example.org/1"}]'
    made = project({"issues.json": issues}, tagpages_sources=["issues.json"])
    built = made.run("html", "-D", "tagpages_github.link=first", "-D", "tagpages_github.kind=paper")
    assert "https://example.org/a" in addresses(built.page("tags/archive/undated").one("h2"))
    assert built.warnings == []


@pytest.mark.parametrize(
    ("name", "value", "kept", "said"),
    [
        ("sources", ["n.yaml", 5, None], "A", ["5 is no text; write it in quotes", "None is no text"]),
        (
            "skip_tags",
            ["y", 2023, ["z"], True],
            "x",
            ["2023 is no text", "['z'] is no text", "True is no text"],
        ),
        ("skip_tags", {"y", 2023}, "x", ["2023 is no text"]),
        ("sort", ["-colour", "title", 1.5], "A", ["'-colour' is no field", "1.5 is no text"]),
        (
            "github",
            {"states": ["opne", "closed", 7]},
            "A",
            ["did you mean 'open'?", "'states': 7 is no text"],
        ),
        ("github", {"*.json": {"comments": ["octocat", 7]}}, "A", ["'*.json': 'comments': 7 is no text"]),
    ],
)
def test_a_part_of_a_list_that_is_not_valid_costs_only_itself(
    project: MakeProject, name: str, value: object, kept: str, said: list[str]
) -> None:
    files = {"n.yaml": "- {title: A, tags: [x, y]}", "issues.json": "[]"}
    made = project(files, **{"tagpages_sources": [*files], f"tagpages_{name}": value})
    built = made.build()
    assert built.subtypes() == ["config"] * len(said)
    for words in said:
        (warning,) = [warning for warning in built.warnings if words in warning]
        assert warning.endswith("; it is left out [tagpages.config]")
    assert kept in built.page("tags/x").text
    assert built.exists("tags/y") == (name != "skip_tags")


def test_sort_and_sources_may_be_plain_text(project: MakeProject) -> None:
    made = project({"n.yaml": "- {title: B, tags: [x]}\n- {title: A, tags: [x]}"})
    built = made.build(tagpages_sources="n.yaml", tagpages_sort="-title")
    assert built.page("tags/x").titles() == ["B", "A"]
    assert built.warnings == []


def test_excluded_hidden_and_built_files_are_no_sources(project: MakeProject) -> None:
    files = {
        "n.yaml": GOOD,
        "old/m.yaml": "- {title: Old, tags: [x]}",
        ".hidden.yaml": "a: b: c",
        "_build/b.yaml": "- {}",
    }
    built = project(files, tagpages_sources=["**/*.yaml"], exclude_patterns=["_build", "old"]).build()
    assert built.page("tags/x").titles() == ["Good"]
    assert built.warnings == []


def test_a_failing_template_is_told_and_ours_used(build: Build) -> None:
    template = "line one\n{{ note.title / 2 }}"
    built = build(GOOD, {"t/tagpages/note.html": template}, templates_path=["t"])
    assert "note.html:2: " in built.warning("template")
    assert built.page("tags/x").titles() == ["Good"]


def test_a_template_that_is_no_utf8_is_told_and_ours_used(project: MakeProject) -> None:
    made = project({"n.yaml": GOOD}, tagpages_sources=["n.yaml"], templates_path=["t"])
    (made.srcdir / "t/tagpages").mkdir(parents=True)
    (made.srcdir / "t/tagpages/note.html").write_bytes(b"\xff\xfe{{ note.title }}")
    built = made.build()
    assert "note.html:1: " in built.warning("template")
    assert built.page("tags/x").titles() == ["Good"]


def test_local_pictures_are_copied_under_names_of_their_content(project: MakeProject) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    notes = """
        - {id: a, title: A, tags: [x], image: pics/a.svg, image_alt: An a}
        - {id: b, title: B, tags: [x], image: /pics/b.svg, image_alt: A b}
        """
    files = {"sub/n.yaml": notes, "sub/pics/a.svg": svg, "pics/b.svg": svg}
    built = project(files, tagpages_sources=["sub/*.yaml"]).build()
    images = built.page("tags/x").find_all("img", "tagpages-image")
    assert {image.attrib["src"] for image in images} == {images[0].attrib["src"]}
    assert (built.outdir / "tags" / images[0].attrib["src"]).resolve().read_text("utf-8") == svg
    assert [image.attrib["alt"] for image in images] == ["An a", "A b"]
    assert images[0].attrib["loading"] == "lazy"
    assert built.warnings == []


@pytest.mark.parametrize(
    "url", ["./javascript:alert(1)", "a/../javascript:alert(1)", "x/../data:text/html,1"]
)
def test_no_relative_link_becomes_a_script(project: MakeProject, url: str) -> None:
    notes = f"- {{title: A, tags: [x], url: '{url}', links: {{L: '{url}'}}}}"
    entry = f"\n.. note-entry:: B\n   :url: {url}\n   :links: L: {url}\n\n.. note-list::\n"
    made = project({"index.rst": INDEX + entry, "n.yaml": notes}, tagpages_sources=["n.yaml"])
    for builder in ("html", "singlehtml"):
        for page in made.build(builder).pages():
            links = [link.attrib["href"] for link in page.find_all("a")]
            assert [link for link in links if link.startswith(("javascript", "data"))] == []


@pytest.mark.parametrize(
    "image",
    long_but(
        ["\\x01javascript:alert(3)", "\\x02data:image/png,x", " \\tjavascript:x", "//[x"], " \\tjavascript:x"
    ),
)
def test_no_picture_has_another_scheme(build: Build, image: str) -> None:
    built = build(f'- {{title: A, tags: [x], image: "{image}"}}')
    assert built.page("tags/x").find_all("img", "tagpages-image") == []
    assert built.subtypes() == ["image"]


ODD_DOCUMENTS = {
    "a note in a note": """
.. note-entry:: Outer
   :tags: x

   Text.

   .. note-entry:: Inner
      :tags: x

      Own.
""",
    "a broken condition": """
.. only:: (html

   .. note-entry:: Kept
      :tags: x
""",
    "a broken pattern": """
.. note-source:: [z-a].yaml

.. note-entry:: Kept
   :tags: x
""",
    "a footnote in a title": """
.. note-entry:: Title [1]_ |y|
   :tags: x
   :url: https://example.org

.. [1] Foot.
""",
    "garbage for links": """
.. note-entry:: Kept
   :tags: x
   :links: nothing
      Foo:https://example.org
""",
}


@pytest.mark.parametrize("name", ODD_DOCUMENTS)
def test_odd_documents_build_and_keep_their_notes(project: MakeProject, name: str) -> None:
    built = project({"index.rst": f"{INDEX}\n{ODD_DOCUMENTS[name]}"}).build()
    titles = built.page("tags/x").titles()
    assert titles
    assert len(built.page("index").titles()) == len(titles)
    for page in built.pages():
        for link in page.find_all("a"):
            assert elements(link, "a") == [link]


def test_a_note_in_a_note_has_its_own_text_only(project: MakeProject) -> None:
    built = project({"index.rst": f"{INDEX}\n{ODD_DOCUMENTS['a note in a note']}"}).build()
    assert built.page("tags/x").titles() == ["Inner", "Outer"]
    snippets = built.page("tags/x").find_all(cls="tagpages-snippet")
    assert [text(snippet) for snippet in snippets] == ["Own.", "Text."]


def test_a_note_in_an_included_file_counts_from_that_file(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = ".. note-entry:: A\n   :tags: x\n   :url: files/a.pdf\n   :image: a.svg\n"
    files = {"index.rst": f"{INDEX}\n.. include:: sub/a.inc\n", "sub/a.inc": entry, "sub/a.svg": "<svg/>"}
    made = project(files)
    monkeypatch.chdir(made.srcdir.parent)
    built = made.build()
    assert built.warnings == []
    assert built.page("index").one(cls="tagpages-title")[0].attrib["href"] == "sub/files/a.pdf"


def test_a_circle_of_links_is_no_picture(project: MakeProject) -> None:
    made = project({"n.yaml": "- {title: A, tags: [x], image: loop.png}"}, tagpages_sources=["n.yaml"])
    (made.srcdir / "loop.png").symlink_to("loop.png")
    built = made.build()
    assert built.subtypes() == ["image"]
    assert built.page("tags/x").titles() == ["A"]


def test_pages_of_one_tag_and_of_another_share_no_id(build: Build) -> None:
    notes = "".join(f"- {{title: N{n}, tags: [a, a 2]}}\n" for n in range(5))
    for page in build(notes, builder="singlehtml", tagpages_per_page=2).pages():
        assert len(page.ids()) == len(set(page.ids()))
