"""The plain words of a heading that is written with markup: headings are names in navigation too."""

from __future__ import annotations

import re

from ..util.text import one_line

#: A role, in reStructuredText or Markdown; not the place of a tag.
_ROLE = r"(?::{0}:|\{{(?!tag\}}){0}\}})"
_NAME = r"[A-Za-z][\w:.+-]*"
_MARKUP = re.compile(
    "|".join([
        # Icons of sphinx-design and others, whose text is the name of a picture.
        _ROLE.format(r"(?:fa[brs]?|octicon|material-\w+)") + "`[^`]*`",
        _ROLE.format(_NAME) + r"`([^`<]+?)(?:\s*<[^`]*>)?`",
        "``([^`]+)``",
        r"`([^`<]+?)(?:\s*<[^`]*>)?`_{0,2}",
        r"\*\*([^\s*](?:[^*]*[^\s*])?)\*\*",
        r"\*([^\s*](?:[^*]*[^\s*])?)\*",
        # A substitution, which stands for a picture most of the time.
        r"\|(?!\{tag\})[^\s|](?:[^|]*[^\s|])?\|",
    ])
)


def plain_words(text: str) -> str:
    """Return a text without its inline markup; one that has none as it is."""
    words, count = _MARKUP.subn(lambda match: match[match.lastindex] if match.lastindex else "", text)
    return one_line(words) if count else text
