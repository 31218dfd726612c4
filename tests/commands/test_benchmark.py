"""The benchmark writes the same notes for each tool."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.benchmarks import __main__ as benchmark
from tests.benchmarks import measure
from tests.benchmarks.corpus import make_corpus
from tests.benchmarks.projects import BenchmarkProject, HugoProject, PlainProject

CORPUS = make_corpus(60, 25)


def test_hugo_gets_every_note_with_all_its_tags_and_a_page_for_each_tag(tmp_path: Path) -> None:
    project = HugoProject(tmp_path / "hugo", CORPUS, "hugo")
    notes = [
        note
        for file in (tmp_path / "hugo" / "data" / "notes").iterdir()
        for note in yaml.safe_load(file.read_text("utf-8"))
    ]
    assert sorted((note["id"], tuple(note["tags"])) for note in notes) == [
        (note.number, note.tags) for note in CORPUS.notes
    ]
    # Hugo folds the case of addresses: no two tags may have the same.
    assert len({tag.lower() for tag in CORPUS.sizes}) == len(CORPUS.sizes)
    pages = (project.source / "content/tags/_content.gotmpl").read_text("utf-8")
    assert "$.AddPage" in pages
    row = (project.source / "layouts/_partials/row.html").read_text("utf-8")
    assert set(re.findall(r"\.(id|title|url|date|tags|summary)\b", row)) == notes[0].keys()
    before = {file: file.read_bytes() for file in project.files}
    project.edit()
    assert len([file for file in project.files if file.read_bytes() != before[file]]) == 1


def test_each_tool_is_run_in_turn_with_what_builds_its_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[list[str]] = []

    def fake(command: list[str]) -> measure.Cost:
        run.append(command)
        return measure.Cost(1, 1, 1)

    monkeypatch.setattr(measure, "build", fake)
    hugo = HugoProject(tmp_path / "hugo", CORPUS, "its/hugo")
    projects: list[BenchmarkProject] = [PlainProject(tmp_path / "plain", 2, ""), hugo]
    costs = measure.measure(projects, tmp_path / "out", 1, jobs=2)
    assert [command[0] == "its/hugo" for command in run] == [False, True] * 3
    assert "-j 2" in " ".join(run[0])
    assert run[1][-3:] == [str(tmp_path / "hugo"), "--destination", str(tmp_path / "out" / "Hugo")]
    assert costs.keys() == {(step, name) for step in measure.STEPS for name in ("plain Sphinx", "Hugo")}


def test_hugo_is_left_out_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "find_spec", lambda _name: None)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert benchmark.find_hugo() == ""
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    assert benchmark.find_hugo() == "/bin/hugo"
