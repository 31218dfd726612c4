"""Titles of issues: authors, venue and date are taken out, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext.tagpages.sources.github.titles import (
    LONGEST,
    date_published,
    take_apart,
    take_paper_apart,
)
from sphinxext.tagpages.sources.github.titles import TitleParts as Parts


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Paws: Cats at Work, Ann Lee+, arXiv'23", Parts("Paws: Cats at Work", "Ann Lee+", "arXiv", "2023")),
        ("Paws, Ann Lee+, N/A, arXiv'23", Parts("Paws", "Ann Lee+", "arXiv", "2023")),
        ("Paws, Ann Lee+, N_A, arXiv’23", Parts("Paws", "Ann Lee+", "arXiv", "2023")),
        ("Paws, Ann Lee+, Acme, arXiv'23", Parts("Paws", "Ann Lee+", "arXiv", "2023", "Acme")),
        ("[Paper Note] Paws, Ann Lee+, ICLR, 2023.06", Parts("Paws", "Ann Lee+", "ICLR", "2023-06")),
        ("[Paper Note] Paws, Ann Lee+, arXiv'25, 2025.06", Parts("Paws", "Ann Lee+", "arXiv", "2025-06")),
        ("Paws, ACL'23", Parts("Paws", "", "ACL", "2023")),
        ("Paws, EMNLP'22 Findings", Parts("Paws", "", "EMNLP Findings", "2022")),
        ("Paws, Some Author, Some Company, 2023.06", Parts("Paws", "Some Author", "Some Company", "2023-06")),
        ("Paws, 2023", Parts("Paws", "", "", "2023")),
        ("Paws, '98", Parts("Paws", "", "", "1998")),
        ("Cats, Dogs, and Birds, ACL'23", Parts("Cats, Dogs, and Birds", "", "ACL", "2023")),
        ("Cats, Dogs, and Birds, 2023", Parts("Cats, Dogs, and Birds", "", "", "2023")),
        ("Cats, C++, 2023", Parts("Cats, C++", "", "", "2023")),
        ("Paws, Lee+ (w/ Kim, Ito), X, arXiv'22", Parts("Paws", "Lee+ (w/ Kim, Ito)", "arXiv", "2022", "X")),
        ("Paws, Ann Lee+", Parts("Paws", "Ann Lee+")),
        ("Paws, N/A, arXiv'23", Parts("Paws", "", "arXiv", "2023")),
        ("猫の論文，佐藤+，言語処理学会'21", Parts("猫の論文", "佐藤+", "言語処理学会", "2021")),
    ],
)  # fmt: skip
def test_titles_of_papers(title: str, parts: Parts) -> None:
    assert take_paper_apart(title) == parts


@pytest.mark.parametrize(
    "title",
    ["", "A plain title", "2023", "1,000 cats, counted", "Cats, the year 2023", "[Survey] Cats", "'23", "A+"],
)
def test_other_titles_stay(title: str) -> None:
    assert take_paper_apart(title) == Parts(title)


@given(
    st.lists(st.sampled_from(["[Paper Note]", ", ", "'23", "2023", "N/A", "A+", "Ann Lee", " "])).map("".join)
)
@example("[Paper Note]")
def test_no_title_is_lost(title: str) -> None:
    assert bool(take_paper_apart(title).title.strip()) == bool(title.strip())


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("'23", "2023"), ("'00", "2000"), ("'49", "2049"), ("'50", "1950"), ("'99", "1999"), ("’07", "2007"),
        ("2023", "2023"), ("2023.06", "2023-06"), ("2023.6", "2023-06"), ("2023-06", "2023-06"),
        ("2023/06/01", "2023-06-01"), ("May 2023", "May 2023"), ("arXiv'23", "arXiv'23"),
    ],
)  # fmt: skip
def test_dates_of_publication(text: str, date: str) -> None:
    assert date_published(text) == date


def test_a_pattern_takes_what_it_names() -> None:
    pattern = re.compile(r"(?P<title>[^|]+)\|(?P<authors>[^|]*)\|(?P<venue>[^|]*)\|(?P<published>.*)")
    assert take_apart("A | B+ | N/A | '23", pattern) == Parts("A", "B+", "", "2023")
    assert take_apart("A | B", pattern) == Parts("A | B")
    long = "a" * LONGEST + " | B | C | '23"
    assert take_apart(long, pattern) == Parts(long)
    only_venue = re.compile(r".*\((?P<venue>\w+)\)")
    assert take_apart("A (ACL)", only_venue) == Parts("A (ACL)", venue="ACL")
