"""What Sphinx has deprecated, for its versions 10 and 11, touches nothing of ours.

That calling it warns is seen by every test, since a warning is an error there. Here the code is read: it
may run in no test of builds in this process.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sphinx

import sphinxext.tagpages

SPHINX = Path(sphinx.__file__).parent
OURS = Path(sphinxext.tagpages.__file__).parent
#: Attributes of parsers, of the options of autodoc and of paths taken for texts. We use no such object, and
#: others have attributes of these names.
OF_OTHERS = {"config", "env", "get", "items", "keys", "values", "replace"}


#: How Sphinx says that something goes in version 10 or 11: a category, or an argument or entry of a table.
GOES = re.compile(r"RemovedInSphinx1[01]Warning|\(1[01], 0\)")


def deprecated(node: ast.AST, around: str = "") -> Iterator[str]:
    """The names of functions and classes that warn, and those in tables; ``""`` for the module itself."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield from deprecated(child, name)
                continue
            case ast.Call() if GOES.search(ast.unparse(child)):
                yield around
            case ast.AnnAssign(
                target=ast.Name("_DEPRECATED_OBJECTS"), value=ast.Dict(keys=keys, values=values)
            ):
                named = zip(keys, values, strict=True)
                yield from (
                    str(ast.literal_eval(key))
                    for key, value in named
                    if key and GOES.search(ast.unparse(value))
                )
        yield from deprecated(child, around)


def found_in_sphinx() -> tuple[set[str], set[str]]:
    """The deprecated names, and the modules that are deprecated as a whole."""
    names, modules = set(), set()
    for path in SPHINX.rglob("*.py"):
        content = path.read_text("utf-8")
        if path.name != "deprecation.py" and GOES.search(content):
            found = set(deprecated(ast.parse(content)))
            names |= found - {""}
            if "" in found:
                modules.add(".".join(("sphinx", *path.relative_to(SPHINX).with_suffix("").parts)))
    return {name for name in names if not name.startswith("__")} - OF_OTHERS, modules


def used(tree: ast.AST) -> Iterator[str]:
    """The names that a module of ours imports, or takes from an object; the modules in full."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, level=0, names=names):
                yield str(module)
                for alias in names:
                    yield from (alias.name, f"{module}.{alias.name}")
            case ast.Attribute(attr=attr):
                yield attr


def test_none_of_it_is_used() -> None:
    names, modules = found_in_sphinx()
    assert sphinx.version_info < (9, 0) or (
        "normalize_intersphinx_mapping" in names and "sphinx.io" in modules
    )
    touched = {
        (path.relative_to(OURS).as_posix(), name)
        for path in OURS.rglob("*.py")
        for name in used(ast.parse(path.read_text("utf-8")))
        if name in names | modules
    }
    assert touched == set()
