"""Lists of people, as BibTeX writes them. The one module that imports pybtex, which divides their names."""

from __future__ import annotations

import re

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import Person

from .latex import decode_latex

_EXTENDED = re.compile(r"(family|given|prefix|suffix)\s*=\s*(\"[^\"]*\"|\{[^{}]*\}|[^,]*)", re.IGNORECASE)
_MOST_COMMAS = 2
OTHERS = "et al."


def read_people(text: str) -> tuple[list[str], list[str]]:
    """Read names divided by ``and``.

    Returns:
        the names as they are spoken (``Jan van der Berg``), ``et al.`` for ``others``; and those with too
        many commas, which are among the first as they were written.
    """
    names: list[str] = []
    doubtful: list[str] = []
    for part in split_name_list(f" {' '.join(text.split())} "):
        written = part.strip(" ,")
        if written.lower() in {"", "and"}:
            continue
        if written.lower() == "others":
            name = OTHERS
        elif re.match(r"(?:family|given)\s*=", written):
            name = _extended(written)
        elif written.count(",") > _MOST_COMMAS and len(split_tex_string(written, ",")) > _MOST_COMMAS + 1:
            name = written
            doubtful.append(_text(written))
        else:
            name = _spoken(written)
        names.append(_text(name))
    return [name for name in names if name], doubtful


def _extended(text: str) -> str:
    """Return a name of biblatex's other form: ``family=Berg, given=Jan, prefix=van der``."""
    parts = {match[1].lower(): match[2].strip(' "') for match in _EXTENDED.finditer(text)}
    return " ".join(parts[name] for name in ("given", "prefix", "family", "suffix") if name in parts)


def _spoken(text: str) -> str:
    """Return the parts of a name of at most two commas in the order in which they are spoken."""
    if not text.strip("\\ ~"):  # in which older versions of pybtex look for a first word
        return ""
    name = Person(text)
    parts = (name.first_names, name.middle_names, name.prelast_names, name.last_names, name.lineage_names)
    return " ".join(word for part in parts for word in part)


def _text(text: str) -> str:
    return " ".join(decode_latex(text).split())
