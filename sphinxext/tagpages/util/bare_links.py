"""Addresses that stand bare in a text.

They may stand right behind Japanese or Chinese words, and end at the signs of these scripts:
``論文https://a.org/x。次``. The plugin gfm_autolink of mdit-py-plugins, and linkify-it-py, find no address in
this, and take ``。次`` for a part of one that they do find; linkify-it-py makes a link of ``readme.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: The address of an issue: of its repository, its number, and what of its page is meant.
ISSUE_ADDRESS = re.compile(
    r"(https?://[^/\s?#]+/[A-Za-z0-9-]+/[A-Za-z0-9._-]+)/(?:issues|pull|discussions)/([1-9][0-9]{0,9})"
    r"(?:#((?:issue|discussion)comment-[0-9]+|discussion_r[0-9]+|pullrequestreview-[0-9]+))?",
    re.ASCII,
)
_LINK = re.compile(
    r"""(?<![A-Za-z0-9_])(?P<url>(?:https?://|www\.)[^\s<>"`。、，．「」『』（）【】]+)
      | (?<![A-Za-z0-9._%+-])(?P<mail>[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
      | (?<![A-Za-z0-9._/-])(?P<repository>[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100})
        \#(?P<of>[1-9][0-9]{0,9})(?![A-Za-z0-9_])
      | (?:(?<![A-Za-z0-9_#&/])\#|(?<![A-Za-z0-9_])GH-)(?P<number>[1-9][0-9]{0,9})(?![A-Za-z0-9_])""",
    re.VERBOSE | re.ASCII,
)
_NOT_AT_END = "?!.,:;*_~'\""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: what is written, and the address or the number of an issue that it names.

    ``repository`` is the issue's, as ``owner/name`` or as an address, where it is named.
    """

    written: str
    url: str = ""
    number: int = 0
    repository: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """Divide a text at its links."""
    done = 0
    for match in _LINK.finditer(text):
        yield Piece(text[done : match.start()])
        written = match[0]
        if match["url"]:
            written = address_of(written)
            url = written if written.startswith("http") else f"http://{written}"
            issue = ISSUE_ADDRESS.fullmatch(url)
            yield Piece(written, url, int(issue[2]), issue[1]) if issue else Piece(written, url)
        elif match["mail"]:
            yield Piece(written, f"mailto:{written}")
        else:
            yield Piece(written, "", int(match["of"] or match["number"]), match["repository"] or "")
        done = match.start() + len(written)
    yield Piece(text[done:])


def address_of(written: str) -> str:
    """Return an address in running text without what follows it: signs that end a sentence, a bracket."""
    end, surplus = len(written), written.count(")") - written.count("(")
    while end and (written[end - 1] in _NOT_AT_END or (written[end - 1] == ")" and surplus > 0)):
        end -= 1
        surplus -= written[end] == ")"
    return written[:end]
