"""Where in ``conf.py`` a configuration value stands, for messages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from ..core.problems import Origin


class ConfigFile:
    """The assignments of ``conf.py``: of several of one name, the last counts.

    Args:
        confdir: the folder of the file. It may not be there, where values come from elsewhere.
    """

    def __init__(self, confdir: Path) -> None:
        self._path = confdir / "conf.py"
        self._assigned: dict[str, ast.stmt] = {}
        try:
            tree = ast.parse(self._path.read_bytes())
        except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
            return
        for node in _statements(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    if isinstance(target, ast.Name):
                        self._assigned[target.id] = node

    def origin_of(self, name: str, part: object = None) -> Origin:
        """Return where a value stands, or a part of it; the first line where it is not found.

        Args:
            name: the name of the value.
            part: a key of a mapping, or an item of a list, that is a literal.
        """
        node: ast.AST | None = self._assigned.get(name)
        if node is not None and part is not None:
            literals = (item for item in ast.walk(node) if isinstance(item, ast.Constant))
            found = (item for item in literals if type(item.value) is type(part) and item.value == part)
            node = next(found, node)
        return Origin(str(self._path), getattr(node, "lineno", 1))

    def names(self, prefix: str) -> Iterator[tuple[str, Origin]]:
        """Yield the names that begin with a prefix, and where they stand."""
        for name in self._assigned:
            if name.startswith(prefix):
                yield name, self.origin_of(name)


def _statements(block: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements whose names become values: not those of functions and classes."""
    for node in ast.iter_child_nodes(block):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr):
            yield node
            yield from _statements(node)
