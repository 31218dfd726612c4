"""The catalogue of problems says what happens: each example gives its message, and repaired, none."""

from __future__ import annotations

import ast
import re
from pathlib import Path, PurePosixPath

import pytest

from docs._ext.manual.catalogue import CATALOGUE, Example
from sphinxext.tagpages.core.index import PlacedNote, build_index
from sphinxext.tagpages.core.options import IndexOptions
from sphinxext.tagpages.core.problems import ProblemKind
from sphinxext.tagpages.sources.registry import READERS, read_source
from sphinxext.tagpages.sources.yaml.tags_file import DEFAULT_TAGS_FILE
from tests.build.harness import MakeProject
from tests.tiers import long_but

HOME = "Home\n====\n"
PACKAGE = Path(__file__).parents[2] / "sphinxext" / "tagpages"
#: What is wrong with files of notes, but seen by a builder alone.
BY_BUILDERS = {ProblemKind.IMAGE, ProblemKind.MARKUP}
OF_FILES = [
    kind
    for kind, example in CATALOGUE.items()
    if PurePosixPath(example.path).suffix in READERS
    and kind not in BY_BUILDERS
    and DEFAULT_TAGS_FILE not in (example.path, *example.beside)
]
Told = tuple[str, int, str, str]


def of_file(example: Example, text: str) -> list[Told]:
    """What is said of a file of notes by itself."""
    result = read_source(text.encode(), example.path)
    placed = [PlacedNote(note, (example.path, number)) for number, note in enumerate(result.notes)]
    problems = (*result.problems, *build_index(placed, IndexOptions()).problems)
    return [
        (found.origin.path, found.origin.line or 1, found.message, found.kind.value) for found in problems
    ]


def of_project(project: MakeProject, example: Example, text: str) -> list[Told]:
    """What a build says, with lines of ``conf.py`` counted from what the example adds."""
    files = {**example.beside, example.path: text}
    conf_text = files.pop("conf.py", "")
    files["index.rst"] = f"{files.get('index.rst', '')}\n{HOME}"
    notes = ["notes.yaml"] if "notes.yaml" in files and "tagpages_sources" not in conf_text else []
    made = project(files, tagpages_sources=notes, templates_path=["_templates"])
    made.code = conf_text
    built = made.build()
    header = len((made.srcdir / "conf.py").read_text("utf-8").removesuffix(conf_text).splitlines())
    told = []
    for line in built.warnings:
        match = re.fullmatch(r"(.+?):(\d+): WARNING: (.*) \[tagpages\.(\w+)\]", line)
        assert match, line
        path = Path(match[1]).relative_to(made.srcdir).as_posix()
        told.append((path, int(match[2]) - header * (path == "conf.py"), match[3], match[4]))
    return told


def test_every_kind_is_in_the_catalogue() -> None:
    assert list(CATALOGUE) == list(ProblemKind)


@pytest.mark.parametrize("kind", OF_FILES)
def test_a_file_with_a_fault_is_told_as_the_catalogue_says(kind: ProblemKind) -> None:
    example = CATALOGUE[kind]
    assert of_file(example, example.bad) == [
        (example.place or example.path, example.line, example.message, kind.value)
    ]
    assert of_file(example, example.good) == []


OF_PROJECTS = [kind for kind in CATALOGUE if kind not in OF_FILES]


@pytest.mark.parametrize("kind", long_but(OF_PROJECTS, *OF_PROJECTS[::3]))
def test_a_project_with_a_fault_is_told_as_the_catalogue_says(
    project: MakeProject, kind: ProblemKind
) -> None:
    example = CATALOGUE[kind]
    made: MakeProject = lambda *given, **conf: project(*given, name="bad", **conf)  # noqa: E731
    assert of_project(made, example, example.bad) == [
        (example.place or example.path, example.line, example.message, kind.value)
    ]
    made = lambda *given, **conf: project(*given, name="good", **conf)  # noqa: E731
    assert of_project(made, example, example.good) == []


def test_one_module_logs_and_gives_each_warning_a_kind_of_the_catalogue() -> None:
    """So there can be no other type and no other subtype."""
    logging = []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            name = ast.unparse(call.func)
            if re.fullmatch(r".*\b(?:getLogger|logger\.\w+|warnings\.warn|env\.warn|app\.warn)", name):
                logging.append((path.name, name))
            if name == "logger.warning":
                given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
                assert given["type"] == "'tagpages'"
                assert given["subtype"] == "kind.value"
    names = ("write_errors.py", "write_errors.py", "toctrees.py")
    listening = [(name, "logging.getLogger") for name in names]
    ours = [("warnings.py", f"logg{name}") for name in ("ing.getLogger", "er.warning", "er.info")]
    assert logging == [*listening, *ours]
