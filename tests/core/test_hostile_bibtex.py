"""BibTeX that is made to take very long, or to become very large."""

from __future__ import annotations

import pytest

from sphinxext.tagpages.core.problems import ProblemKind
from sphinxext.tagpages.sources.registry import read_source

GOOD = "@misc{good,\n  title = {Good}}\n"
BOMB = "@string{a0 = {xxxxxxxxxx}}\n" + "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(40))


@pytest.mark.parametrize(
    "text",
    [
        BOMB + "@misc{k, title = a40}\n",
        "@string{long = {" + "x" * 100_000 + "}}\n" + "@misc{k, title = long" + " # long" * 20_000 + "}\n",
        "@string{long = {"
        + "x" * 100_000
        + "}}\n"
        + "".join(f"@misc{{k{n}, title = long}}\n" for n in range(150)),
    ],
    ids=["strings of strings", "one string many times", "one string in many entries"],
)
def test_strings_stand_for_a_bounded_length(text: str) -> None:
    result = read_source((text + GOOD).encode(), "a.bib")
    assert "Good" in [note.title for note in result.notes]
    assert sum(len(note.title) for note in result.notes) < 11_000_000
    problems = [problem for problem in result.problems if problem.kind is ProblemKind.BIBTEX_NAME]
    assert problems
    assert "is not replaced: the @strings stand for over 10000000 characters together" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "@misc{k, title = " + "{" * 100_000 + "\n",
        "@misc{k, title = " + "{" * 100_000 + "x" + "}" * 100_000 + "}\n",
        "".join(f'@misc{{k{n}, title = "x, year = 2020}}\n' for n in range(10_000)),
        "@misc{k, title = " + "{x} # " * 50_000 + "{y}}\n",
        "@misc{k, title = " + '"x" # ' * 100_000 + '"y"}\n',
        "@misc{k" + "".join(f', f{n} = "x"' for n in range(30_000)) + "}\n",
        "@string{a = b}\n@string{b = a}\n@misc{k, title = a # b}\n",
        "@misc{a, title = {T}, crossref = {b}}\n@misc{b, title = {T}, crossref = {a}, xdata = {a, b}}\n",
        "".join(f"@misc{{k{n}, title = {{T}}, crossref = {{k{n + 1}}}}}\n" for n in range(2_000)),
        "@misc{k, title = {T}, author = {" + " and ".join(["{A} B"] * 5_000) + "}}\n",
        "@misc{" * 50_000 + "\n",
    ],
    ids=[
        "open",
        "deep",
        "quotes",
        "pieces",
        "quoted pieces",
        "fields",
        "string loop",
        "crossref loop",
        "crossref chain",
        "people",
        "heads",
    ],
)
def test_the_entry_behind_is_kept(text: str) -> None:
    result = read_source((text + GOOD).encode(), "a.bib")
    assert "Good" in [note.title for note in result.notes]
