"""The corpus of bad files: each has its exact messages, and no note is lost that could be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinxext.tagpages.core.problems import ProblemKind
from tests.bad_files import CORPUS, SUFFIX, expectation, files, kinds, projects, said


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(CORPUS).as_posix())
def test_of_a_bad_file_is_said_what_is_expected(path: Path) -> None:
    assert said(path) == expectation(path).read_text("utf-8")


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(CORPUS).as_posix())
def test_the_notes_round_a_bad_one_are_kept(path: Path) -> None:
    content = path.read_bytes().replace(b"\0", b"")  # of UTF-16
    expected = expectation(path).read_text("utf-8")
    assert (": The one before\n" in expected) == (b"The one before" in content)
    # What stands behind a fault in JSON cannot be told from what stands in it.
    if ": json_syntax: " not in expected:
        assert (": The one after\n" in expected) == (b"The one after" in content)


def test_there_is_a_bad_file_or_project_for_each_kind_of_problem() -> None:
    expected = {case: kinds(expectation(case).read_text("utf-8")) for case in [*files(), *projects()]}
    assert [case for case, found in expected.items() if not found] == []
    assert set(ProblemKind) - set().union(*expected.values()) == set()


def test_nothing_is_expected_of_a_file_that_is_not_there() -> None:
    left = set(CORPUS.rglob(f"*{SUFFIX}")) - {expectation(path) for path in files()}
    assert left == set()
