"""Lists of people, as BibTeX writes them."""

from __future__ import annotations

import re

from .latex import decode_latex
from .parser import has_too_many_commas, name_parts, split_people, symbol

_EXTENDED = re.compile(r"(family|given|prefix|suffix)\s*=\s*(\"[^\"]*\"|\{[^{}]*\}|[^,]*)", re.IGNORECASE)
OTHERS = "et al."


def read_people(text: str) -> tuple[list[str], list[str]]:
    """Read names divided by ``and``.

    Returns:
        the names as they are spoken (``Jan van der Berg``), ``et al.`` for ``others``; and those with too
        many commas, which are among the first as they were written.
    """
    names: list[str] = []
    doubtful: list[str] = []
    for part in split_people(f" {' '.join(text.split())} "):
        written = part.strip(" ,")
        if written.lower() in {"", "and"}:
            continue
        if written.lower() == "others":
            names.append(OTHERS)
            continue
        if re.match(r"(?:family|given)\s*=", written):
            name = _extended(written)
        elif has_too_many_commas(written):
            name = written
            doubtful.append(_text(written))
        else:
            name = " ".join(name_parts(written))
        names.append(_text(name))
    return [name for name in names if name], doubtful


def _extended(text: str) -> str:
    """Return a name of biblatex's other form: ``family=Berg, given=Jan, prefix=van der``."""
    parts = {match[1].lower(): match[2].strip(' "') for match in _EXTENDED.finditer(text)}
    return " ".join(parts[name] for name in ("given", "prefix", "family", "suffix") if name in parts)


def _text(text: str) -> str:
    return " ".join(decode_latex(text, symbol).split())
