"""Lists of people, as BibTeX writes them. The one module that imports pybtex, which divides their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pybtex.bibtex.utils import split_name_list, split_tex_string
from pybtex.database import Person

from ...fields.works import Name
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
    for name, is_doubtful in _people(text):
        names.append(spoken := _text(" ".join(filter(None, (name.given, name.family, name.suffix)))))
        if is_doubtful:
            doubtful.append(spoken)
    return [name for name in names if name], doubtful


def parts_of_people(text: str) -> list[Name]:
    """Read the parts of names divided by ``and``; ``others`` is no name."""
    found = (Name(*map(_text, name)) for name, _is_doubtful in _people(text) if name.family != OTHERS)
    return [name for name in found if name.family]


def _people(text: str) -> Iterator[tuple[Name, bool]]:
    """Yield the parts of each name, in LaTeX, and whether it has too many commas and is taken as it is."""
    for part in split_name_list(f" {' '.join(text.split())} "):
        written = part.strip(" ,")
        if written.lower() in {"", "and"}:
            continue
        if written.lower() == "others":
            yield Name(OTHERS), False
        elif re.match(r"(?:family|given)\s*=", written):
            yield _extended(written), False
        elif written.count(",") > _MOST_COMMAS and len(split_tex_string(written, ",")) > _MOST_COMMAS + 1:
            yield Name(written), True
        elif written.strip("\\ ~"):  # else older versions of pybtex look for a first word in vain
            name = Person(written)
            yield (
                Name(
                    " ".join((*name.prelast_names, *name.last_names)),
                    " ".join((*name.first_names, *name.middle_names)),
                    " ".join(name.lineage_names),
                ),
                False,
            )


def _extended(text: str) -> Name:
    """Return a name of biblatex's other form: ``family=Berg, given=Jan, prefix=van der``."""
    parts = {match[1].lower(): match[2].strip(' "') for match in _EXTENDED.finditer(text)}
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    return Name(family, parts.get("given", ""), parts.get("suffix", ""))


def _text(text: str) -> str:
    return " ".join(decode_latex(text).split())
