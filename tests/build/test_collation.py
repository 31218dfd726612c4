"""Tags stand in the order of the project's language where it asks for that, and PyICU is there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pytest

from sphinxext.tagpages.core.tags import tag_key
from sphinxext.tagpages.project import collation
from sphinxext.tagpages.project.collation import order_of_tags
from tests.build.harness import Built

Build = Callable[..., Built]
NOTES = "- {title: A, tags: [öl, zebra, ål, apa, ärlig]}\n"


def headings(language: str, *names: str) -> list[tuple[str, str]]:
    """Return tags in their order, several of one heading joined by blanks."""
    order, initial = order_of_tags(language)
    keys = {tag_key(name): name for name in names}
    grouped = groupby(sorted(keys, key=order), key=initial)
    return [(heading, " ".join(keys[key] for key in members)) for heading, members in grouped]


def test_tags_are_in_the_order_of_unicode_on_every_machine(build: Build) -> None:
    built = build(NOTES, language="sv")
    assert built.warnings == []
    keys = [heading for heading, _names in headings_without_icu("öl", "zebra", "ål", "apa", "ärlig")]
    assert keys == ["A", "O", "Z"]


def headings_without_icu(*names: str) -> list[tuple[str, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collation, "find_spec", lambda _name: None)
        return headings("sv", *names)


def test_without_pyicu_a_warning_says_what_to_install(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collation, "find_spec", lambda _name: None)
    built = build(NOTES, language="sv", tagpages_tag_order="language")
    assert built.subtypes() == ["config"]
    assert "needs PyICU: install sphinxext-tagpages[collation]" in built.warning("config")


def test_the_order_of_the_language_reaches_the_pages(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """An order from last to first, as no language has it."""

    def order(key: str) -> tuple[object, ...]:
        return (-ord(key[0]), key)

    monkeypatch.setattr("sphinxext.tagpages.project.notes.version_of_order", lambda: "1")
    monkeypatch.setattr(
        "sphinxext.tagpages.project.notes.order_of_tags", lambda _language: (order, lambda key: f"<{key[0]}>")
    )
    built = build(NOTES, language="sv", tagpages_tag_order="language")
    page = built.page("tags/index").text
    places = [page.index(name) for name in ("<ö>", "<å>", "<ä>", "<z>", "<a>")]
    assert places == sorted(places)
    assert built.warnings == []


icu = pytest.mark.skipif(not collation.version_of_order(), reason="PyICU is not installed")


@icu
@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        ("sv", "öl zebra ål apa ärlig", "A: apa, Z: zebra, Å: ål, Ä: ärlig, Ö: öl"),
        ("de", "Öl Ofen Zug Äpfel Apfel", "A: Apfel Äpfel, O: Ofen Öl, Z: Zug"),
        ("es", "ñandú nube oso", "N: nube, Ñ: ñandú, O: oso"),
        (
            "ja",
            "研究 ガ カ さ アルゴリズム あい NLP",
            "N: NLP, あ: あい アルゴリズム, か: カ ガ, さ: さ, 研: 研究",
        ),
        ("zh_Hans_CN", "研究 标签 阿 NLP 机器学习 南", "A: 阿, B: 标签, J: 机器学习, N: 南 NLP, Y: 研究"),
        ("ko_KR", "학습 가방 나무 NLP", "ㄱ: 가방, ㄴ: 나무, ㅎ: 학습, N: NLP"),
        ("ar", "وسم بحث NLP", "ب: بحث, و: وسم, N: NLP"),
        ("en", "C++ C# .NET 10x 2x 🙂 β b", "#: .NET 🙂, 0–9: 2x 10x, B: b, C: C# C++, Β: β"),
    ],
)
def test_a_language_has_its_order_and_its_letters(language: str, names: str, expected: str) -> None:
    found = headings(language, *names.split())
    assert ", ".join(f"{heading}: {members}" for heading, members in found) == expected


@icu
def test_headings_do_not_mix_in_any_language() -> None:
    names = [
        *"abzçñöåß",
        "β",
        "я",
        "研",
        "数",
        "あ",
        "ガ",
        "ㄱ",
        "한",
        "ب",
        "ह",
        "ก",
        "1",
        "٣",
        "#",
        "🙂",
        "",
    ]
    for language in ("en", "sv", "ja", "zh_Hans_CN", "zh_Hant_TW", "ko_KR", "ar", "hi", "th", "tlh"):
        order, initial = order_of_tags(language)
        shown = [heading for heading, _keys in groupby(sorted(map(tag_key, names), key=order), key=initial)]
        assert len(shown) == len(set(shown)), language
