"""What the tags file says of one tag, as it stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..problems import Origin


@dataclass(frozen=True, slots=True)
class TagEntry:
    """What is said of the tag ``name``; what is empty is not said.

    ``title`` is one text, or texts by languages, as they are written. ``text`` is the description without
    its markup. ``colour`` is ``#`` and six small hexadecimal digits. ``weight`` is ``None`` where none is
    given. ``key_lines`` are the lines of its keys.
    """

    name: str
    origin: Origin
    key_lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    title: str | Mapping[str, str] = ""
    description: str = ""
    text: str = ""
    colour: str = ""
    aliases: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    group: str = ""
    slug: str = ""
    former: tuple[str, ...] = ()
    weight: int | None = None
    hidden: bool = False
    different: tuple[str, ...] = ()

    def where(self, key: str) -> Origin:
        """Return the location of a key of this entry, or of the entry where it has no such key."""
        return Origin(self.origin.path, self.key_lines.get(key, self.origin.line))

    def title_in(self, language: str) -> str:
        """Return the title for readers of a language, or nothing.

        Of titles by languages it is that of the very language, else that of the language without its
        region or script: for ``zh_CN`` that of ``zh-CN``, else of ``zh``.
        """
        if isinstance(self.title, str):
            return self.title
        titles = {_language(name): title for name, title in self.title.items()}
        wanted = _language(language)
        while wanted and wanted not in titles:
            wanted = wanted.rpartition("-")[0]
        return titles.get(wanted, "")


def _language(name: str) -> str:
    return name.replace("_", "-").casefold()
