"""What PyICU makes of the order of tags; `make collation`."""

from __future__ import annotations

from itertools import groupby

import pytest

from sphinxext.tagpages.core.tags.names import tag_key
from sphinxext.tagpages.project.collation import order_of_tags
from tests.build.test_collation import headings


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
