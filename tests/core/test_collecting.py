"""A collector that is handed what no note can hold: nothing ends the handler, and nothing takes very long."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sphinxext.tagpages.core.note import Note
from sphinxext.tagpages.core.problems import Origin, ProblemKind
from sphinxext.tagpages.sources.collector import Collector, join_collected


@pytest.fixture
def collector(tmp_path: Path) -> Collector:
    return Collector(tmp_path, "conf.py")


def doubled(times: int) -> list[Any]:
    """A list of few objects that has as many items, written out, as two to that power."""
    value: list[Any] = ["x"]
    for _ in range(times):
        value = [value, value]
    return value


class Endless(list[str]):
    def __iter__(self) -> Iterator[str]:
        while True:
            yield "x"


@pytest.mark.parametrize(
    "value", [doubled(28), Endless(), range(10**12)], ids=["doubled", "endless", "range"]
)
def test_a_value_without_an_end_costs_only_itself(collector: Collector, value: object) -> None:
    collector.add({"title": "Kept", "tags": "x", "authors": value})
    assert [(note.title, note.authors) for note in collector.notes] == [("Kept", ())]
    assert [(found.kind, found.origin.path) for found in collector.problems] == [
        (ProblemKind.FIELD_VALUE, "conf.py")
    ]


def test_a_long_list_is_kept(collector: Collector) -> None:
    authors = [f"Author {number}" for number in range(20_000)]
    collector.add({"title": "Kept", "authors": authors})
    assert collector.problems == []
    assert list(collector.notes[0].authors) == authors


def test_a_pipe_and_a_device_are_not_waited_for(collector: Collector, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    collector.depends("pipe")
    collector.depends("/dev/zero")
    assert [found.kind for found in collector.problems] == [ProblemKind.FILE] * 2
    assert [item.digest for item in collector.dependencies] == [None, None]


def test_a_name_that_no_file_can_have_is_a_file_that_is_not_there(collector: Collector) -> None:
    for name in ("x" * 5000, "a\0b", "\ud800"):
        collector.depends(name)
    assert collector.problems == []
    assert [item.digest for item in collector.dependencies] == [None] * 3


def test_a_line_of_very_many_digits_is_no_line(collector: Collector) -> None:
    collector.add({"title": "Kept"}, path="a.csv", line=10**5000)
    assert [note.origin for note in collector.notes] == [Origin("a.csv")]


def test_a_note_without_a_place_has_that_of_the_handler(collector: Collector) -> None:
    odd: Any = "elsewhere:3"
    collector.add(Note("First", "first", odd))
    collector.add(Note("Second", "second", Origin("a.csv", 2)))
    assert [(note.title, note.origin) for note in join_collected([collector]).notes] == [
        ("Second", Origin("a.csv", 2)),
        ("First", Origin("conf.py")),
    ]
