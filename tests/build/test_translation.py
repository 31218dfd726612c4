"""Readers see the texts of the pages in the language of the project."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import sphinxext.tagpages
from tests.build.harness import Built

PACKAGE = Path(sphinxext.tagpages.__file__).parent
CATALOGUE = PACKAGE / "locale" / "ja" / "LC_MESSAGES" / "tagpages.po"


def test_pages_are_in_the_language_of_the_project(build: Callable[..., Built]) -> None:
    notes = "".join(f"- {{title: メモ{n}, tags: [研究], date: 2023-01-0{n}}}\n" for n in range(1, 7))
    built = build(notes, language="ja", tagpages_visible=2)
    page = built.page("tags/研究")
    assert page.heading == "タグ: 研究"
    assert built.page("tags/index").heading == "タグ"
    assert built.warnings == []


def test_every_text_is_translated_and_the_compiled_catalogue_is_current() -> None:
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html")]
    used = {
        message
        for source in sources
        for message in re.findall(r"""\b(?:_|counted)\(["'](.+?)["'](?:\)|, ")""", source.read_text("utf-8"))
    }
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream)
    translated = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and message.string
    }
    assert translated == used
    with CATALOGUE.with_suffix(".mo").open("rb") as stream:
        compiled = read_mo(stream)
    pairs = [
        {(*_forms(message.id), *_forms(message.string)) for message in one if message.id}
        for one in (catalogue, compiled)
    ]
    assert pairs[0] == pairs[1]


def _forms(texts: str | Sequence[str]) -> Sequence[str]:
    return [texts] if isinstance(texts, str) else texts
