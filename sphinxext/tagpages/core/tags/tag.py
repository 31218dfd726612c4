"""A tag as the index knows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that has a page: ``docname`` is that of its (first) page.

    ``name`` is what it is called where a program reads it, and ``label`` what readers see. ``colour`` (``#``
    and six hexadecimal digits) and ``description`` are what the tags file or sources say of it. It stands
    under ``initial`` where tags are listed by name, and under ``group``, if any, where they are by groups.
    ``weight`` is its place in an order by hand, ``None`` for one behind all that have some. ``parents`` and
    ``children`` are the keys of the next tags above and below it that have pages.
    """

    key: str
    name: str
    label: str
    slug: str
    docname: str
    colour: str = ""
    description: str = ""
    initial: str = "#"
    group: str = ""
    weight: int | None = None
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()

    @property
    def by_weight(self) -> tuple[bool, int]:
        """Sort key for the order by hand: light ones first, as Hugo has it, those without a weight last."""
        return (self.weight is None, self.weight or 0)

    def __hash__(self) -> int:
        """Hash by the key, which tells the tags of an index apart: all fields would take long."""
        return hash(self.key)
