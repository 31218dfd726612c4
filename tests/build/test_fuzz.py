"""Promises that hold for any text: the corpus of the fuzzer, properties, and mutants of good files.

``make fuzz`` and ``make mutants`` play many more.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext.tagpages.markup.plain_text import beginning_of
from tests.examples import examples
from tests.fuzz.corpus import CORPUS
from tests.fuzz.mutants import KINDS, Kind, lost, mutants
from tests.fuzz.targets import TARGETS

SIGNS = st.sampled_from([
    *"ab1 \n\t-:#,;.[](){}<>&\"'`*_~|\\/@%$=!?+^", "\r\n", "- title: ", "\n\n", "![", "](", "<!--", "http://",
    "javascript:", "@a{k,", '{"title":', "{{", "{%", "研究", "ガ", "\u0301\u0323", "\u200d", "👩", "🇯🇵", "नि",
    "\u1100\u1161", "\ufeff", "\u202e", "\x00", "\ufdd0", "\U0010ffff", "\ue000", "\u0378", "İ", "ß", "ﬀ",
])  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(SIGNS, max_size=40).map("".join))


@pytest.mark.parametrize("name", TARGETS)
def test_what_the_fuzzer_has_found_keeps_every_promise(name: str) -> None:
    inputs = sorted((CORPUS / name).iterdir())
    assert inputs
    for path in inputs:
        TARGETS[name](path.read_bytes())


@pytest.mark.hypothesis
@pytest.mark.parametrize("name", TARGETS)
def test_any_text_keeps_every_promise(name: str) -> None:
    @examples(40)
    @given(TEXTS)
    def check(text: str) -> None:
        TARGETS[name](text.encode("utf-8", "surrogatepass"))

    check()


@pytest.mark.parametrize("number", range(len(KINDS)), ids=["gh", "GraphQL", "lines", "BibTeX"])
def test_no_mutant_loses_an_entry_that_it_holds_whole(number: int) -> None:
    kind: Kind = KINDS[number]
    found = [(held, missing) for held, missing in (lost(kind, mutant) for mutant in mutants(kind, 150))]
    assert [missing for _held, missing in found if missing] == []
    assert sum(held for held, _missing in found) > 300


def test_a_table_of_thousands_of_columns_is_shown_as_it_is_written() -> None:
    rule, row = "= " * 20_000, "a " * 20_000
    assert beginning_of("rst", f"{rule}\n{row}\n{rule}\n", 100, whole=True) is None
