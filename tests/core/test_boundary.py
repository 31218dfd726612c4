"""The core stays pure: it needs neither Sphinx nor docutils, and each other package in one place."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sphinxext.tagpages.core

CORE = Path(sphinxext.tagpages.core.__file__).parent
MODULES = sorted(CORE.rglob("*.py"))
FORBIDDEN = {"sphinx", "docutils"}
#: The one module that knows each package besides the standard library.
MAY_IMPORT = {
    "yaml_nodes.py": {"yaml"},
    "markdown.py": {"markdown_it", "mdit_py_plugins"},
    "pybtex_parts.py": {"pybtex", "latexcodec"},
}


def imported(source: str) -> Iterator[str]:
    """Name everything that a module imports, with relative imports spelt out to the package."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            if not node.module:
                yield from ("." * node.level + alias.name for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def top_level(source: str) -> set[str]:
    return {name.split(".")[0] for name in imported(source) if not name.startswith(".")}


def test_the_core_is_found() -> None:
    assert {"note.py", "index.py", "sources.py", *MAY_IMPORT} <= {module.name for module in MODULES}


@pytest.mark.parametrize(
    "source",
    [
        "import sphinx",
        "import sphinx.util.logging",
        "from sphinx.util import logging",
        "def f():\n    import os, docutils.nodes",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from docutils import nodes",
        "import importlib\nimportlib.import_module('sphinx.util')",
        "__import__('docutils')",
    ],
)
def test_an_import_of_sphinx_or_docutils_is_seen_wherever_it_stands(source: str) -> None:
    assert top_level(source) & FORBIDDEN


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_module_of_the_core_imports_sphinx_or_docutils(module: Path) -> None:
    assert not top_level(module.read_text("utf-8")) & FORBIDDEN


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_module_of_the_core_but_the_one_for_each_package_needs_more_than_the_standard_library(
    module: Path,
) -> None:
    allowed = sys.stdlib_module_names | MAY_IMPORT.get(module.name, set())
    assert top_level(module.read_text("utf-8")) <= allowed


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_module_of_the_core_imports_what_lies_outside_it(module: Path) -> None:
    depth = len(module.relative_to(CORE).parts)
    assert not [name for name in imported(module.read_text("utf-8")) if name.startswith("." * (depth + 1))]


WITHOUT_SPHINX = """
import importlib, pkgutil, sys

for name in ("sphinx", "docutils"):
    sys.modules[name] = None

import sphinxext.tagpages.core as core

for module in pkgutil.walk_packages(core.__path__, f"{core.__name__}."):
    importlib.import_module(module.name)
    print("imported", module.name.removeprefix(f"{core.__name__}."))

from sphinxext.tagpages import Collector, Link, Note, Origin, TagInfo
from sphinxext.tagpages.core.sources import read_source

result = read_source(b"- title: LIMA\\n  tags: [NLP, Alignment]\\n", "notes.yaml")
for note in result.notes:
    print("read", note.title, *note.tags, note.origin)
print("problems", len(result.problems))
"""


def test_where_sphinx_is_absent_the_core_can_be_imported_and_reads_notes() -> None:
    root = CORE.parents[2]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_SPHINX],
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    modules = {module.stem for module in MODULES if module.stem != "__init__"}
    assert {line.removeprefix("imported ") for line in said if line.startswith("imported ")} == modules
    assert said[-2:] == ["read LIMA NLP Alignment notes.yaml:1", "problems 0"]
