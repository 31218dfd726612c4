"""What is said of works: their genres, numbers, and the parts of names."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sphinxext.tagpages.core.dates import NoteDate
from sphinxext.tagpages.core.note import Link, Note
from sphinxext.tagpages.core.problems import Origin
from sphinxext.tagpages.fields.works import arxiv_of, date_of, dois_of, genre, names_of, split_name


def note(url: str = "", **fields: Any) -> Note:  # noqa: ANN401 -- any field
    return Note("Title", "id", Origin("notes.yaml", 1), url=url, **fields)


DOI, ARXIV = "https://doi.org/10.1000/x%3Cy", "https://arxiv.org/pdf/2305.11206v2"


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (note(), "document"),
        (note("https://example.org"), "webpage"),
        (note(ARXIV), "article"),
        (note(ARXIV, kind="Paper", venue="NeurIPS"), "paper-conference"),
        (note(ARXIV, kind="paper", venue="arXiv preprint"), "article"),
        (note(DOI), "article-journal"),
        (note(kind="paper", venue="Journal of X"), "article-journal"),
        (note("https://example.org", kind="article"), "post-weblog"),
        (note(DOI, kind="article"), "article-journal"),
        (note(kind="article", extra={"entrytype": "article"}), "article-journal"),
        (note(kind="Tools"), "software"),
        (note(kind="thesis"), "thesis"),
        (note(kind="recipe"), "document"),
    ],
)
def test_genres(made: Note, expected: str) -> None:
    assert genre(made) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jan van der Berg", ("van der Berg", "Jan", "")),
        ("Berg, Jan", ("Berg", "Jan", "")),
        ("Martin Luther King, Jr.", ("King", "Martin Luther", "Jr.")),
        ("King, Jr., Martin Luther", ("King", "Martin Luther", "Jr.")),
        ("Henry Smith III", ("Smith", "Henry", "III")),
        ("danah boyd", ("boyd", "danah", "")),
        ("松尾 豊", ("松尾", "豊", "")),
        ("OpenAI", ("OpenAI", "", "")),
        ("Google Research", ("Google Research", "", "")),
        ("", ("", "", "")),
    ],
)
def test_parts_of_names(text: str, parts: tuple[str, str, str]) -> None:
    assert split_name(text) == parts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Roe, John Doe", ["Jane Roe", "John Doe"]),
        ("Jane Roe, Li Wei, and John Doe", ["Jane Roe", "Li Wei", "John Doe"]),
        ("J. Roe & J. Doe, et al.", ["J. Roe", "J. Doe"]),
        ("Roe, Jane and Doe, John", ["Roe, Jane", "Doe, John"]),
        ("Roe, Jane; Doe, John", ["Roe, Jane", "Doe, John"]),
        ("Vaswani, Shazeer, Parmar, and others", ["Vaswani", "Shazeer", "Parmar"]),
        ("山田太郎、鈴木花子", ["山田太郎", "鈴木花子"]),
        *(
            (one, [one])
            for one in (
                "Roe, Jane",
                "Jane Roe",
                "van der Berg, Jan Willem",
                "King, Jr., Martin Luther",
                "Martin Luther King, Jr.",
                "Center for Language and Speech Processing",
                "University of Science, Department of Physics",
                "Johnson & Johnson",
                ",",
            )
        ),
    ],
)
def test_names_in_one_text(text: str, names: list[str]) -> None:
    assert names_of([text]) == names
    assert names_of([text, "A. B."]) == [re.sub(r",? (et al\.|and others)$", "", text), "A. B."]


def test_numbers_dates_and_names() -> None:
    made = note(ARXIV, links=(Link("DOI", DOI), Link("ACM", "https://dl.acm.org/doi/10.1145/1")))
    assert dois_of(made) == ("10.1000/x<y", "10.1145/1")
    assert arxiv_of(made) == "2305.11206v2"
    assert names_of(["A. B.", "C. D. et al.", "et al.", "others"]) == ["A. B.", "C. D."]
    day = NoteDate(2023, 5, 2)
    assert date_of(note(ARXIV, date=day)) == day
    assert date_of(note(date=day, published=NoteDate(2020))) == NoteDate(2020)
