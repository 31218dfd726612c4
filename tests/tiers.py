"""Which tests ``make test`` runs, and which it leaves to ``make test-all``.

A test that takes long is marked, or all of its cases but those that say the most; so are whole modules, on
projects that move, on what is broken between builds and on what builds are spared. What stays touches every
other promise: each builder, source, directive and kind of warning.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

long = pytest.mark.long


def long_but(cases: Iterable[Any], *short: object) -> list[Any]:
    """Return the cases of a test, all of them marked but those named; a tuple is a case of several values."""
    every = list(cases)
    assert [case for case in short if case not in every] == []
    return [
        case if case in short else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=long)
        for case in every
    ]
