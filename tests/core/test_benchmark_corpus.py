"""The notes of the benchmark: the same in every run, and as many as asked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from sphinxext.tagpages.core.index import IndexOptions, PlacedNote, build_index
from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.sources.yaml.reader import read_yaml
from tests.benchmarks.corpus import Corpus, make_corpus
from tests.benchmarks.projects import TagpagesProject

CORPUS = make_corpus(600, 200)


def test_the_same_numbers_give_the_same_notes() -> None:
    assert make_corpus(600, 200) == CORPUS
    assert make_corpus(600, 200, seed=1) != CORPUS


@pytest.mark.parametrize(("notes", "tags"), [(600, 200), (40, 40), (40, 1), (3, 0), (0, 0)])
def test_there_are_as_many_notes_and_tags_as_asked_for(notes: int, tags: int) -> None:
    corpus = make_corpus(notes, tags)
    assert len(corpus.notes) == notes
    assert len(corpus.sizes) == tags


def test_few_tags_have_many_notes() -> None:
    sizes = sorted(CORPUS.sizes.values(), reverse=True)
    assert sizes[0] > 10 * sizes[len(sizes) // 2]
    assert sum(sizes[:20]) > sum(sizes) / 2
    assert 3 < sum(sizes) / len(CORPUS.notes) < 9


def test_half_of_the_notes_are_japanese() -> None:
    japanese = [note for note in CORPUS.notes if not note.title.isascii()]
    assert len(japanese) == len(CORPUS.notes) / 2


@pytest.mark.parametrize("one_file", [False, True])
def test_the_files_hold_the_notes(tmp_path: Path, one_file: bool) -> None:
    project = TagpagesProject(tmp_path, CORPUS, "", one_file)
    assert len(project.files) == (1 if one_file else len({note.year for note in CORPUS.notes}))
    notes = read_files(project)
    assert {(note.id, note.title, note.tags, note.summary) for note in notes} == expected(CORPUS)
    index = build_index(
        [PlacedNote(note, ("n", number)) for number, note in enumerate(notes)], IndexOptions()
    )
    assert index.problems == ()
    assert len(index.tags) == 200


def test_an_edit_changes_one_title_each_time(tmp_path: Path) -> None:
    project = TagpagesProject(tmp_path, CORPUS, "")
    versions = [read_files(project)]
    for _ in range(2):
        project.edit()
        versions.append(read_files(project))
    for before, after in pairwise(versions):
        ((old, new),) = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
        assert old.title != new.title
        assert replace(old, title=new.title) == new


def expected(corpus: Corpus) -> set[tuple[object, ...]]:
    return {(str(note.number), note.title, note.tags, note.summary) for note in corpus.notes}


def read_files(project: TagpagesProject) -> list[Note]:
    results = [read_yaml(file.read_text("utf-8"), file.name) for file in project.files]
    assert all(result.problems == () for result in results)
    return [note for result in results for note in result.notes]
