"""A page with marks in it, cut there, and put together again with what another page has at each mark."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: What every mark holds, and no page.
STEM = "tagpages-prob"


class CutPage:
    """The HTML of a page between its marks.

    Args:
        html: the page.
        marks: what stands at each mark, by the text of the mark.

    Raises:
        ValueError: something was made of a mark, so that it is not to be found as it was.
    """

    def __init__(self, html: str, marks: Mapping[str, str]) -> None:
        longest_first = sorted(map(re.escape, marks), key=len, reverse=True)
        self._parts = re.split(f"({'|'.join(longest_first)})", html)
        self._fields: list[tuple[int, str]] = []
        for place, part in enumerate(self._parts):
            if part in marks:
                self._fields.append((place, marks[part]))
            elif (found := part.find(STEM)) >= 0:
                msg = f"what differs stands in a page in another form: {part[found - 30 : found + 40]!r}"
                raise ValueError(msg)

    def joined(self, values: Mapping[str, str]) -> str:
        """Return the page that has these values at the marks."""
        parts = self._parts.copy()
        for place, field in self._fields:
            parts[place] = values[field]
        return "".join(parts)
