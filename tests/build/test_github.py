"""Exports of issues, built: what a reader of the site finds of each issue."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from sphinxext.tagpages.project.note_cache import NoteFiles
from sphinxext.tagpages.render.tag_colours import contrast
from tests.build.harness import INDEX, Built, MakeProject, Page, elements, text
from tests.build.histories import Output

SHEET = "tagpages-colours.css"
URL = "https://github.com/o/r/issues/"


def issue(number: int, title: str, *labels: str, **more: object) -> dict[str, Any]:
    return {
        "number": number,
        "title": title,
        "labels": [{"name": name, "color": "d73a4a", "description": f"On {name}"} for name in labels],
        "url": f"{URL}{number}",
        "createdAt": f"2023-01-{number:02}T00:00:00Z",
        "author": {"login": "ann"},
        "state": "OPEN",
        **more,
    }


def as_json(*issues: object) -> str:
    return json.dumps(issues, indent=1, ensure_ascii=False)


ISSUES = (
    issue(1, "First", "NLP", "C++"),
    issue(2, "Second <b>&amp;", "NLP", body="Text of it https://example.org/paper", state="CLOSED"),
    issue(3, "Pulled", "NLP", pull_request={}, isPullRequest=True),
)


@pytest.fixture
def built(project: MakeProject) -> Built:
    return project({"i.json": as_json(*ISSUES)}, tagpages_sources=["*.json"]).build()


def article(page: Page, number: int) -> Element:
    return page.one("article", **{"data-note": str(number)})


def test_each_issue_has_its_home_and_stands_on_the_page_of_each_label(built: Built) -> None:
    assert built.warnings == []
    assert built.page("tags/nlp").titles() == ["Second <b>&amp;", "First"]
    assert built.page("tags/c").titles() == ["First"]
    home = built.page("tags/archive/2023")
    assert home.titles() == ["Second <b>&amp;", "First"]
    assert "tagpages-note-2" in home.ids()
    (link,) = elements(article(home, 2), "a", "tagpages-link")
    assert (text(link), link.attrib["href"]) == ("example.org", "https://example.org/paper")
    (heading,) = elements(article(home, 2), cls="tagpages-title")
    assert heading[0].attrib["href"] == f"{URL}2"


def test_a_button_has_the_colour_of_the_label_and_tells_what_it_means(built: Built) -> None:
    for page in (built.page("tags/archive/2023"), built.page("tags/index")):
        for button in page.find_all("a", "tagpages-tag"):
            name = text(button).split()[0]
            assert button.attrib["title"] == f"On {name}"
            assert button.attrib["class"].split() == ["tagpages-tag", "tagpages-colour-d73a4a"]
            assert "style" not in button.attrib
    sheet = (built.outdir / "_static" / SHEET).read_text("utf-8")
    ((name, colour, ink),) = re.findall(
        r"\.(\S+) \{ --tagpages-tag-colour: (\S+); --tagpages-tag-text: (\S+) }", sheet
    )
    assert (name, colour) == ("tagpages-colour-d73a4a", "#d73a4a")
    assert contrast(ink, colour) >= 4.5


def test_the_sheet_of_colours_follows_the_labels(project: MakeProject) -> None:
    def sheet(colour: str) -> list[str]:
        made.write({"i.json": as_json({"title": "A", "labels": [{"name": "x", "color": colour}]})})
        return re.findall(
            "colour: (#[0-9a-f]+)", (made.build().outdir / "_static" / SHEET).read_text("utf-8")
        )

    made = project(tagpages_sources="i.json")
    assert [sheet("d73a4a"), sheet("0075ca"), sheet("")] == [["#d73a4a"], ["#0075ca"], []]


def test_what_a_label_says_is_escaped_and_a_colour_is_one_or_nothing(project: MakeProject) -> None:
    label = {
        "name": "x",
        "color": "red; background: url(//e.org)",
        "description": '"><script>alert(1)</script>',
    }
    export = as_json({"title": "A", "labels": [label]}, {"title": "B", "labels": ["y"]})
    built = project({"i.json": export}, tagpages_sources="i.json").build()
    page = built.page("tags/archive/undated")
    (x,), (y,) = (
        [link for link in page.find_all("a", "tagpages-tag") if text(link) == name] for name in "xy"
    )
    assert x.attrib["title"] == label["description"]
    assert x.attrib["class"] == y.attrib["class"] == "tagpages-tag"
    assert not {"style", "title"} & y.attrib.keys()


def test_every_builder_writes_them(project: MakeProject) -> None:
    made = project({"i.json": as_json(*ISSUES)}, tagpages_sources="i.json", version="1", copyright="us")
    for builder in ("dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo"):
        assert made.build(builder, project="P", author="us").warnings == []


def test_options_hold_for_all_or_for_patterns(project: MakeProject) -> None:
    files = {
        f"{name}/i.json": as_json(issue(number, f"In {name}", body="https://example.org/x", state="closed"))
        for number, name in enumerate("abc", start=1)
    }
    made = project(files, tagpages_sources=["*/*.json"])
    made.conf["tagpages_github"] = {
        "link": "first",
        "b/*.json": {"link": "issue"},
        "c/**": {"states": ["open"]},
    }
    page = made.build().page("tags/archive/2023")
    links = {text(heading[0]): heading[0].attrib["href"] for heading in page.find_all(cls="tagpages-title")}
    assert links == {"In a": "https://example.org/x", "In b": f"{URL}2"}


def test_a_pattern_for_no_file_is_told(project: MakeProject) -> None:
    made = project({"i.json": as_json(*ISSUES)}, tagpages_sources=["*.json"])
    built = made.build(tagpages_github={"isues.json": {"link": "first"}, "i.json": {}})
    assert built.subtypes() == ["file"]
    assert "'isues.json'" in built.warning("file")


def test_a_directive_may_name_an_export(project: MakeProject) -> None:
    document = f"{INDEX}\n.. note-source:: i.json\n   :visible: 1\n"
    made = project({"index.rst": document, "i.json": as_json(*ISSUES)})
    built = made.build(tagpages_github={"states": ["closed"]})
    assert built.warnings == []
    assert built.page("index").titles() == ["Second <b>&amp;"]
    assert built.page("tags/nlp").titles() == ["Second <b>&amp;"]


@pytest.mark.parametrize(
    ("content", "subtype", "line"),
    [
        ('{"name": "package"}', "shape", 1),
        ('[{"title": "Kept", "labels": ["x"]},\n{"title": "Cut', "json_syntax", 2),
        ('[\n{"number": 3}]', "title", 2),
        (as_json(*(issue(n, f"N{n}") for n in range(1, 31))), "export_limit", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    project: MakeProject, content: str, subtype: str, line: int
) -> None:
    made = project(
        {"i.json": content, "n.yaml": "- {title: Good, tags: [x]}"}, tagpages_sources=["*.json", "*.yaml"]
    )
    built = made.build()
    assert f"i.json:{line}: " in built.warning(subtype)
    assert "Good" in built.page("tags/x").titles()
    made.conf["suppress_warnings"] = [f"tagpages.{subtype}"]
    assert made.build(fresh=True).warnings == []


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ({"link": "paper"}, "'issue' or 'first'"),
        ({"../x/*.json": {}}, "leads out of the source folder"),
        ("first", "mapping"),
    ],
)
def test_a_value_that_is_not_valid_is_told(project: MakeProject, value: object, hint: str) -> None:
    made = project({"i.json": as_json(*ISSUES)}, tagpages_sources=["i.json"])
    made.conf["tagpages_github"] = value
    (warning,) = made.build().warnings
    assert hint in warning
    assert warning.endswith("[tagpages.config]")
    assert "the default {} is used" in warning


def test_an_option_that_changes_has_the_files_read_again(project: MakeProject) -> None:
    made = project({"i.json": as_json(*ISSUES)}, tagpages_sources=["i.json"])
    made.build()
    assert made.build(tagpages_github={"states": ["open"]}).page("tags/nlp").titles() == ["First"]
    assert made.build().page("tags/nlp").titles() == ["Second <b>&amp;", "First"]


def test_what_was_read_by_other_options_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "i.json").write_text(as_json(*ISSUES), "utf-8")

    def numbers(**options: object) -> list[int | None]:
        files = NoteFiles(
            tmp_path, ["i.json"], tmp_path / "trees", lambda _path: options, 9, all_outdated=False
        )
        return [note.number for note in files.notes("i.json")]

    assert numbers() == [1, 2]
    assert numbers(states=["open"]) == [1]
    assert numbers() == [1, 2]


def test_a_later_export_built_after_an_earlier_one_equals_it_built_alone(
    project: MakeProject,
) -> None:
    later = (
        *(dict(found, labels=[{"name": "NLP", "color": "000000"}]) for found in ISSUES),
        issue(4, "New", "C++"),
    )
    made = project({"i.json": as_json(*ISSUES)}, tagpages_sources=["i.json"])
    made.build()
    made.write({"i.json": as_json(*later)})
    left = Output.of(made.build().outdir)
    alone = project({"i.json": as_json(*later)}, name="alone", tagpages_sources=["i.json"]).build()
    assert left.differences(Output.of(alone.outdir)) == []
