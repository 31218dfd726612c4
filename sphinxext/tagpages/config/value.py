"""A configuration value, as the table of them has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Value:
    """A configuration value. ``check`` returns it in its canonical form, or raises ValueError."""

    name: str
    default: Any
    check: Callable[[Any], Any]
    meaning: str
