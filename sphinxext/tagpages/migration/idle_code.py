"""Code of a project that changes sphinx-tags, or reads what it made: nothing of that happens any more."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from sphinx.application import Sphinx

from ..config.sphinx_tags_values import OVERVIEW_PAGE
from ..core.problems import Origin
from ..util.files import text_of

_MODULE = "sphinx_tags"
#: Its page in the output has a page that leads on.
_INDEX = re.compile(rf"\b{OVERVIEW_PAGE}\b(?!\.html)")
_OURS = __name__.rpartition(".migration")[0]


def idle_code(app: Sphinx) -> Iterator[Origin]:
    """Yield where ``conf.py`` and the modules of the project first name sphinx-tags.

    These are modules in the folder of ``conf.py``, and all extensions.
    """
    confdir = Path(app.confdir)
    conf = confdir / "conf.py"
    files = {conf: None}
    for name, module in sorted(sys.modules.items()):
        path = Path(getattr(module, "__file__", None) or "")
        is_extension = name in app.extensions and not name.startswith(("sphinx.", _OURS))
        is_own = path.is_relative_to(confdir) and "site-packages" not in path.parts
        if path.suffix == ".py" and (is_extension or is_own):
            files[path] = None
    for path in files:
        source = text_of(path)
        if _MODULE in source or OVERVIEW_PAGE in source:
            line = min(_mentions(source, in_values=path != conf), default=0)
            if line:
                yield Origin(str(path), line)


def _mentions(source: str, *, in_values: bool) -> Iterator[int]:
    """Yield the lines of imports of sphinx-tags, and of texts with the name of its tag index.

    Args:
        source: of a module.
        in_values: whether texts outside functions count. In ``conf.py`` they are addresses.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if any(name.partition(".")[0] == _MODULE for name in names):
                yield node.lineno
    functions: Iterator[ast.AST] = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for inner in ast.walk(tree) if in_values else chain.from_iterable(map(ast.walk, functions)):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and _INDEX.search(inner.value):
            yield inner.lineno
