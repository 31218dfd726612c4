"""The inputs that fuzzing begins with, and that the suite replays."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
#: Bytes of an input.
LONGEST = 2000
