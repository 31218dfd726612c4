"""One target under atheris, which takes the process over: ``python -m tests.fuzz.run TARGET …``."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["sphinxext.tagpages", "yaml", "pybtex", "markdown_it", "json"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()
