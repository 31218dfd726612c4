"""How it is said that parts of a configuration value are not valid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """What is wrong with one part of a value, and the text by which the part is found in ``conf.py``."""

    part: str
    message: str


class PartlyInvalidError(ValueError):
    """Parts of a value are not valid: ``kept`` is the value without them, ``faults`` are those parts."""

    def __init__(self, kept: Any, faults: Sequence[Fault]) -> None:  # noqa: ANN401 -- of any type
        super().__init__("; ".join(fault.message for fault in faults))
        self.kept = kept
        self.faults = faults
