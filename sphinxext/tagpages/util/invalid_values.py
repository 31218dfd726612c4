"""How it is said that parts of a configuration value are not valid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from .text import as_python


class Fault(NamedTuple):
    """What is wrong with one part of a value; the part itself, by which it is found in ``conf.py``."""

    part: object
    message: str


class PartlyInvalidError(ValueError):
    """Parts of a value are not valid: ``kept`` is the value without them, ``faults`` are those parts."""

    def __init__(self, kept: Any, faults: Sequence[Fault]) -> None:  # noqa: ANN401 -- of any type
        super().__init__("; ".join(fault.message for fault in faults))
        self.kept = kept
        self.faults = faults


def list_of_texts(value: object) -> Iterable[object]:
    """Return the items of a list, none of which is looked at; those of a set in one order.

    Raises:
        ValueError: it is no list.
    """
    if isinstance(value, set | frozenset):
        return sorted(value, key=as_python)
    if isinstance(value, list | tuple):
        return value
    msg = "write a list of texts"
    raise ValueError(msg)


def checked_texts(items: Iterable[object], check: Callable[[str], str] = str) -> list[str]:
    """Return the texts of a list without white space round them, and without those that are empty.

    Args:
        items: what the list holds, of any type.
        check: returns a text in its canonical form, or raises ValueError.

    Raises:
        PartlyInvalidError: some are no texts, or ``check`` refuses them; the others are kept.
    """
    kept: list[str] = []
    faults: list[Fault] = []
    for item in items:
        try:
            if not isinstance(item, str):
                msg = f"{as_python(item)} is no text; write it in quotes"
                raise ValueError(msg)  # noqa: TRY004, TRY301 -- reported as what `check` refuses is
            if text := item.strip():
                kept.append(check(text))
        except ValueError as error:
            faults.append(Fault(item, str(error)))
    if faults:
        raise PartlyInvalidError(kept, faults)
    return kept
