"""Addresses that stand bare in a text.

They may stand right behind Japanese or Chinese words, and end at the signs of these scripts:
``論文https://a.org/x。次``. The plugin gfm_autolink of mdit-py-plugins, and linkify-it-py, find no address in
this, and take ``。次`` for a part of one that they do find; linkify-it-py makes a link of ``readme.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINK = re.compile(
    r"""(?<![A-Za-z0-9_])(?P<url>(?:https?://|www\.)[^\s<>"`。、，．「」『』（）【】]+)
      | (?<![A-Za-z0-9._%+-])(?P<mail>[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)
      | (?<![A-Za-z0-9_#&/])\#(?P<number>[1-9][0-9]{0,9})(?![A-Za-z0-9_])""",
    re.VERBOSE | re.ASCII,
)
_NOT_AT_END = "?!.,:;*_~'\""


def pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """Divide a text at its links.

    Yields:
        the kind (``text``, ``url``, ``number``), what is written, and the address or the number.
    """
    done = 0
    for match in _LINK.finditer(text):
        written = match[0]
        if match["url"]:
            written = address_of(written)
            target = written if written.startswith("http") else f"http://{written}"
        else:
            target = f"mailto:{written}" if match["mail"] else match["number"]
        yield "text", text[done : match.start()], ""
        yield "number" if match["number"] else "url", written, target
        done = match.start() + len(written)
    yield "text", text[done:], ""


def address_of(written: str) -> str:
    """Return an address in running text without what follows it: signs that end a sentence, a bracket."""
    end, surplus = len(written), written.count(")") - written.count("(")
    while end and (written[end - 1] in _NOT_AT_END or (written[end - 1] == ")" and surplus > 0)):
        end -= 1
        surplus -= written[end] == ")"
    return written[:end]
