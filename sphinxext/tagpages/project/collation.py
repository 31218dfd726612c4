"""Tags in the order of the project's language, where PyICU is installed: the extra ``collation``.

PyICU has the orders of CLDR, and the letters under which each language sorts: å ä ö after z in Swedish, ñ
after n in Spanish, kana by their rows, Chinese by pinyin or by strokes. Looked at besides: pyuca has one
order for all languages, by tables of Unicode 10; babel has no collation, nor has icu4py yet;
``locale.strxfrm`` has the orders of the system, which differ between machines; natsort takes one of these.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from ..core.tags.initials import alphabetical, initial

#: The order of a name, and the heading under which it stands.
Order = Callable[[str], tuple[object, ...]]
Initial = Callable[[str], str]
#: Where what stands under no letter of the language comes, by ICU's name for it: before its letters (as Latin
#: does in Japanese), between them or after them.
_LETTER, _BEFORE, _BETWEEN, _AFTER = range(4)
_RANKS = {_BEFORE: 2, _LETTER: 3, _BETWEEN: 3, _AFTER: 4}


def order_of_tags(language: str) -> tuple[Order, Initial]:
    """Return how the keys of tags are ordered in a language, and the heading of each; headings do not mix.

    ``language`` is its code, as CLDR has it. Without PyICU the order is that of Unicode.
    """
    return _order_by_icu(language) if find_spec("icu") else (alphabetical, initial)


def version_of_order() -> str:
    """Return the version of the tables by which a language is ordered; empty where there are none."""
    if not find_spec("icu"):
        return ""
    import icu  # noqa: PLC0415 -- an extra

    return f"{icu.VERSION} {icu.ICU_VERSION}"


@cache
def _order_by_icu(language: str) -> tuple[Order, Initial]:
    import icu  # noqa: PLC0415 -- an extra

    locale = icu.Locale(language)
    collator = icu.Collator.createInstance(locale)
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    index = icu.AlphabeticIndex(locale).buildImmutableIndex()

    @cache
    def heading(key: str) -> tuple[str, int]:
        """Return a tag's heading, and its rank among those of other kinds."""
        label, kind = index.getBucket(index.getBucketIndex(key))
        if kind != _LETTER:
            label = initial(key)
        return str(label), {"#": 0, "0–9": 1}.get(label, _RANKS[kind])

    def order(key: str) -> tuple[object, ...]:
        label, rank = heading(key)
        return (rank, collator.getSortKey(label), label, collator.getSortKey(key), key)

    return order, lambda key: heading(key)[0]
