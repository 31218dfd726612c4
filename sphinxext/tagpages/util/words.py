"""The words of a text, for counting: of Japanese and Chinese, which divide none, pairs of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .text import folded

#: Addresses and what stands between tags of HTML says nothing of what a text is on.
_NO_WORDS = re.compile(r"https?://\S+|</?[A-Za-z][^<>]*>")
_RUN = re.compile(r"[^\W_]+")
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_WITHOUT_SPACES = "\u3005-\u3007\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Runs of Katakana, which are loanwords as a rule; of other characters of such scripts; of any others.
_PARTS = re.compile(f"([{_KATAKANA}]+)|([{_WITHOUT_SPACES}]+)|([^{_KATAKANA}{_WITHOUT_SPACES}]+)")


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, folded, as often as they stand in it."""
    for run in _RUN.findall(folded(_NO_WORDS.sub(" ", text))):
        if run.isascii():
            yield run
            continue
        for loanword, characters, other in _PARTS.findall(run):
            if characters:
                yield from map("".join, pairwise(characters))
            else:
                yield loanword or other
