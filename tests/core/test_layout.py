"""The code is laid out by stages: nothing imports upward, no circle, Sphinx only where it may be.

Imports for type checking and inside functions count. What is looked at is what the code says, not what
it does, so that an import that only runs in some case is seen too.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.broken_on_purpose import FAULTS

# Not imported: a circle would end the import before it is named.
PACKAGE = Path(__file__).parents[2] / "sphinxext" / "tagpages"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: From the ground up: a module imports from its own stage and from those before it.
STAGES = [
    "util",
    "core",
    "fields",
    "sources",
    "tending",
    "_version",
    "warnings",
    "translations",
    "sphinx_internals",
    "config",
    "markup",
    "documents",
    "project",
    "api",
    "pages",
    "render",
    "exports",
    "incremental",
    "fast_pages",
    "migration",
    "cli",
    "build",
    "__init__",
    "__main__",
]
PURE = ("util", "core", "fields", "sources", "tending")
#: The one module of the pure stages that knows each package besides the standard library.
MAY_IMPORT = {
    "sources/yaml/nodes.py": {"yaml"},
    "sources/bibtex/latex.py": {"latexcodec"},
    "sources/bibtex/people.py": {"pybtex"},
}
#: What Sphinx has and its manual does not name; of what is called as something of ours is, whose it is.
PRIVATE = {
    "CONFIG_OK",
    "_all_titles",
    "_epub_base",
    "all_docs",
    "anonlabels",
    "app.verbosity",
    "assemble_toctree",
    "build_info",
    "builder.docnames",
    "builder.images",
    "builder.templates",
    "clear_doc",
    "collect_relations",
    "config_status",
    "create_translator",
    "current_docname",
    "current_document",
    "docname_to_path",
    "dump_inventory",
    "dump_search_index",
    "env.images",
    "env.dependencies",
    "env.project",
    "env.settings",
    "env_check_consistency",
    "eval_condition",
    "events.listeners",
    "files_to_rebuild",
    "get_doctree",
    "get_outfilename",
    "has_equations",
    "imagedir",
    "indexer",
    "inline_all_toctrees",
    "load_indexer",
    "newest_template_mtime",
    "out_suffix",
    "path2doc",
    "pdb",
    "prepare_settings",
    "process_result",
    "ref_context",
    "render_partial",
    "searchindex_filename",
    "temp_data",
    "templates.loaders",
    "tocs",
    "toctree_includes",
}
MOST_MODULES, MOST_LINES = 14, 300


def name_of(path: Path) -> str:
    """Return the name of a module within the package: ``core.note``; that of a package is its folder's."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imported(source: str, module: str = "", *, is_package: bool = False) -> Iterator[str]:
    """Name all that a module imports: of this package with a dot before it, ``.core.note``."""
    above = module.split(".") if is_package else module.split(".")[:-1]
    if module == "__init__":
        above = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
        elif isinstance(node, ast.ImportFrom):
            start = above[: len(above) - node.level + 1]
            inside = [*start, *(node.module.split(".") if node.module else [])]
            yield from (f".{'.'.join([*inside, alias.name])}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def graph_of(sources: Mapping[str, tuple[str, bool]]) -> dict[str, set[str]]:
    """Return the modules that each module imports."""
    graph: dict[str, set[str]] = {}
    for module, (source, is_package) in sources.items():
        graph[module] = set()
        for name in imported(source, module, is_package=is_package):
            if name.startswith("."):
                target = name[1:]
                found = target if target in sources else target.rpartition(".")[0] or "__init__"
                graph[module].add(found)
            elif name == "sphinxext.tagpages" or name.startswith("sphinxext.tagpages."):
                graph[module].add(name.removeprefix("sphinxext.tagpages").lstrip(".") or "__init__")
    return graph


def upward(graph: Mapping[str, set[str]]) -> list[str]:
    """Return each import of a later stage."""
    stage = {name: number for number, name in enumerate(STAGES)}
    return [
        f"{module} imports {other}, which is above it"
        for module, others in graph.items()
        for other in sorted(others)
        if stage[other.partition(".")[0]] > stage[module.partition(".")[0]]
    ]


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the modules of a circle of imports, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def private_names(source: str) -> set[str]:
    """Return what a module names of Sphinx that it does not promise."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            found |= {node.attr, f"{_last_name(node.value)}.{node.attr}"}
        elif isinstance(node, ast.ImportFrom):
            found.update((node.module or "").split("."), (alias.name for alias in node.names))
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            found.add(str(node.slice.value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"getattr", "setattr", "hasattr"}:
            names = [str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)]
            found |= {*names, *(f"{_last_name(node.args[0])}.{name}" for name in names)}
    return found & PRIVATE


def _last_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2].removeprefix("_")


SOURCES = {name_of(path): (path.read_text("utf-8"), path.name == "__init__.py") for path in MODULES}
GRAPH = graph_of(SOURCES)


def test_every_module_has_a_stage() -> None:
    assert {module.partition(".")[0] for module in SOURCES} == set(STAGES)


def test_nothing_imports_upward() -> None:
    found = upward(GRAPH)
    assert not found, "\n".join(found)


def test_no_circle() -> None:
    found = circle(GRAPH)
    assert not found, " imports ".join(found)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_the_pure_stages_need_the_standard_library_alone(module: Path) -> None:
    """Each other package is known to one module; Sphinx and docutils to none."""
    where = module.relative_to(PACKAGE).as_posix()
    if where.split("/")[0] not in PURE:
        return
    named = {name.split(".")[0] for name in imported(module.read_text("utf-8")) if not name.startswith(".")}
    assert named <= sys.stdlib_module_names | MAY_IMPORT.get(where, set())


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_what_sphinx_does_not_promise_is_named_in_one_place(module: Path) -> None:
    if module.relative_to(PACKAGE).parts[0] != "sphinx_internals":
        assert private_names(module.read_text("utf-8")) == set()


def test_each_place_that_sphinx_does_not_promise_names_its_tests() -> None:
    text = SOURCES["sphinx_internals"][0]
    listed = re.findall(r"^\* ``([\w.]+)``: (.+)$", text, re.MULTILINE)
    root = Path(__file__).parents[2]
    named = [test for _, tests in listed for test in tests.split(", ")]
    assert [test for test in named if not (root / test).is_file()] == []
    folder = PACKAGE / "sphinx_internals"
    modules = (path.relative_to(folder).with_suffix("").parts for path in folder.rglob("[a-z]*.py"))
    assert sorted(name for name, _ in listed) == sorted(map(".".join, modules))


def test_what_is_broken_on_purpose_is_there() -> None:
    codes = [(PACKAGE / path, code) for _what, path, code, _instead in FAULTS]
    assert [code for path, code in codes if path.read_text("utf-8").count(code) != 1] == []


def test_folders_and_modules_are_of_a_size_to_read() -> None:
    folders = {path.parent for path in MODULES}
    counts = {folder.name: len(list(folder.glob("*.py"))) for folder in folders}
    lines = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert [name for name, count in counts.items() if count > MOST_MODULES + 1] == []  # and its __init__
    assert [name for name, count in lines.items() if count > MOST_LINES] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from ..core.note import Note", []),
        ("from ..render.html import HtmlRenderer", ["fields.x imports render.html, which is above it"]),
        ("from .. import setup", ["fields.x imports __init__, which is above it"]),
        ("def f():\n    from ..cli import check", ["fields.x imports cli.check, which is above it"]),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ..pages.plan import PlannedPage",
            ["fields.x imports pages.plan, which is above it"],
        ),
        (
            "from sphinxext.tagpages.build import Build",
            ["fields.x imports build, which is above it"],
        ),
    ],
)
def test_an_import_upward_is_seen_wherever_it_stands(source: str, found: list[str]) -> None:
    modules = dict.fromkeys(["core.note", "render.html", "cli.check", "pages.plan", "build"], ("", False))
    assert upward(graph_of({**modules, "fields.x": (source, False)})) == found


def test_a_circle_is_seen_and_named() -> None:
    modules = {"core.a": ("from .b import f", False), "core.b": ("def g():\n    from . import a", False)}
    assert set(circle(graph_of(modules))) == {"core.a", "core.b"}


@pytest.mark.parametrize(
    "source",
    [
        "import sphinx.util.logging",
        "def f():\n    import os, docutils.nodes",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from docutils import nodes",
        "import importlib\nimportlib.import_module('sphinx.util')",
        "__import__('docutils')",
    ],
)
def test_an_import_of_sphinx_or_docutils_is_seen_wherever_it_stands(source: str) -> None:
    assert {name.split(".")[0] for name in imported(source)} & {"sphinx", "docutils"}


@pytest.mark.parametrize(
    "source",
    [
        "builder.indexer.feed()",
        "app.env.settings",
        "self._builder.images[path] = name",
        "getattr(builder, 'indexer', None)",
        "getattr(app.builder, 'docnames')",
        "env.domaindata['math']['has_equations']",
        "from sphinx.builders._epub_base import EpubBuilder",
        "from sphinx.util.nodes import inline_all_toctrees",
    ],
)
def test_a_private_name_of_sphinx_is_seen(source: str) -> None:
    assert private_names(source)


def test_the_places_that_contributing_names_are_there() -> None:
    """Each package and module, and each function that is named behind one."""
    text = (PACKAGE.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    modules = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`(?:: `([\w.]+)`)?", text)
    example = "sources/toml.py"
    for path, name in modules:
        if path in {"conf.py", "noxfile.py", example} or path.startswith(("tests/", "docs/")):
            continue
        tree = ast.parse((PACKAGE / path).read_text("utf-8"))
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)}
        assert set(name.split(".")) <= {*defined, ""}, path
    assert len([name for _path, name in modules if name]) >= 8
    for folder in re.findall(r"^\| `(\w+)/` \|", text, re.MULTILINE):
        assert (PACKAGE / folder).is_dir()


WITHOUT_SPHINX = """
import importlib, pkgutil, sys

for name in ("sphinx", "docutils"):
    sys.modules[name] = None

for stage in sys.argv[1:]:
    package = importlib.import_module(f"sphinxext.tagpages.{stage}")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
        print("imported", module.name.removeprefix("sphinxext.tagpages."))

from sphinxext.tagpages import Collector, Link, Note, Origin, TagInfo
from sphinxext.tagpages.sources.registry import read_source

result = read_source(b"- title: LIMA\\n  tags: [NLP, Alignment]\\n", "notes.yaml")
for note in result.notes:
    print("read", note.title, *note.tags, note.origin)
print("problems", len(result.problems))
"""


def test_where_sphinx_is_absent_the_pure_stages_can_be_imported_and_read_notes() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WITHOUT_SPHINX, *PURE],
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parents[1]), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    pure = {module for module in SOURCES if module.partition(".")[0] in PURE and module not in PURE}
    assert {line.removeprefix("imported ") for line in said if line.startswith("imported ")} == pure
    assert said[-2:] == ["read LIMA NLP Alignment notes.yaml:1", "problems 0"]
