"""Build the same projects with the code of two revisions, and compare all that comes out byte for byte.

``python -m tests.same REVISION [FILE …]``, or ``make same REF=REVISION ARGS="FILE …"``: the other revision
is checked out in a temporary folder. A change of structure must not change a site or a warning, and the tests
see only what somebody thought of; here whole outputs are compared: of the demo with several builders, of an
example after an edit, of the benchmark, of the corpus of bad files (what ``check`` says of each alone, what a
build reads of all), and of a site of each FILE: notes in YAML, an export of issues, BibTeX.

The projects are those of the working tree. Of the manual, conf.py and ``_ext`` are each revision's own, since
they import what moves, and only what the extension writes is compared: their tables of the code may differ.
Nothing of the package is imported here, so that revisions may differ in layout. Both run in one environment,
which has to have what both need. It prints each path that differs, with its first differences, and exits
with 1 if there is one.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter

from tests.benchmarks.corpus import make_corpus
from tests.benchmarks.projects import TagpagesProject

NOW = Path(__file__).resolve().parents[1]
CORPUS = NOW / "tests" / "corpus"
EXAMPLE = NOW / "docs" / "examples" / "finetuning"
CONF = "extensions = ['sphinxext.tagpages']\ntagpages_sources = {}\n"
INDEX = "Home\n====\n\n.. toctree::\n\n   tags/index\n"
BENCHMARK_NOTES, BENCHMARK_TAGS, PARALLEL = 1500, 400, 2
FIXED = {"SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": "0", "NO_COLOR": "1"}  # of the environment
LOOKED_AT, MOST_LINES, WIDTH = 200, 12, 160  # of a difference: lines compared, lines printed, characters

_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_OWN_ELEMENT = re.compile(r'<(\w+)[^>]*\bclass="[^"]*\btagpages-')


@dataclass(frozen=True, slots=True)
class Revision:
    """The code of one side of the comparison."""

    root: Path

    def run(self, place: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run Python with this code, in a folder, since Python imports from there before all else."""
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=place,
            env={**os.environ, **FIXED, "PYTHONPATH": str(self.root)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def is_imported(self, place: Path) -> bool:
        """Whether it is this code that runs, not an installed one."""
        found = self.run(place, "-c", "import sphinxext.tagpages as package; print(package.__file__)")
        return Path(found.stdout.strip()).is_relative_to(self.root / "sphinxext")


#: Does something with the code of a revision in a folder: puts a project there, which has not been one, or
#: leaves in its folder ``output`` all that is compared.
Job = Callable[[Revision, Path], None]


def build(
    fill: Job,
    builder: str,
    revision: Revision,
    place: Path,
    edits: Sequence[Callable[[Path], None]] = (),
    *,
    may_fail: bool = False,
) -> None:
    """Build a project, with its warnings beside its output; build it again after each edit.

    Raises:
        RuntimeError: it cannot be built.
    """
    source, output, warnings = place / "source", place / "output", place / "warnings"
    said, changes = "", [partial(fill, revision), *map(partial, edits)]
    for change in changes:
        change(source)
        options = ("-q", "-b", builder, "-d", place / "doctrees", "-w", warnings)
        done = revision.run(place, "-m", "sphinx", *options, source, output)
        if done.returncode and not may_fail:
            raise RuntimeError(done.stderr)
        said += f"{warnings.read_text('utf-8')}exit status {done.returncode}\n"
    output.mkdir(exist_ok=True)
    for book in output.glob("*.epub"):  # it holds times, and all that lies beside it
        with zipfile.ZipFile(book) as archive:
            shutil.rmtree(output)
            archive.extractall(output)
    said = said.replace(f"{source}/", "").replace(f"{revision.root}/", "")
    (output / "warnings").write_text(_ADDRESS.sub("0x", said), "utf-8")


def copied(folder: Path, _revision: Revision, source: Path) -> None:
    shutil.copytree(folder, source, ignore=shutil.ignore_patterns("_build", "__pycache__", "expected"))


def made_of(files: Mapping[str, Path], _revision: Revision, source: Path) -> None:
    for name, path in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, source / name)
    (source / "conf.py").write_text(CONF.format(list(files)), "utf-8")
    (source / "index.rst").write_text(INDEX, "utf-8")


def benchmark(_revision: Revision, source: Path) -> None:
    TagpagesProject(source, make_corpus(BENCHMARK_NOTES, BENCHMARK_TAGS), "")


def edit_title(source: Path) -> None:
    path = source / "finetuning.yaml"
    before, title, after = path.read_text("utf-8").partition('title: "')
    path.write_text(f"{before}{title}Edited {after}", "utf-8")


def manual(revision: Revision, place: Path) -> None:
    """Build the manual, and keep what the extension wrote of it."""

    def fill(revision: Revision, source: Path) -> None:
        copied(NOW / "docs", revision, source)
        shutil.rmtree(source / "_ext")
        copied(revision.root / "docs" / "_ext", revision, source / "_ext")
        shutil.copyfile(revision.root / "docs" / "conf.py", source / "conf.py")

    build(fill, "html", revision, place)
    output = place / "output"
    for path in [path for path in output.rglob("*") if path.is_file()]:
        generated = "tags" in path.relative_to(output).parts or path.name.startswith("tagpages")
        if path.name == "warnings":
            lines = path.read_text("utf-8").splitlines(keepends=True)
            path.write_text("".join(line for line in lines if "[tagpages." in line), "utf-8")
        elif path.suffix == ".html" and not generated:
            path.write_text("\n".join(own_elements(path.read_text("utf-8"))), "utf-8")
        elif not generated:
            path.unlink()


def own_elements(page: str) -> Iterator[str]:
    """Yield the elements of a page that the extension wrote: listings, notes, buttons."""
    end = 0
    for start in _OWN_ELEMENT.finditer(page):
        if start.start() < end:
            continue
        depth = 0
        for tag in re.compile(rf"<(/?){start[1]}\b").finditer(page, start.start()):
            depth += -1 if tag[1] else 1
            if not depth:
                end = page.index(">", tag.end()) + 1
                yield page[start.start() : end]
                break


def bad_files() -> dict[str, Path]:
    found = sorted(path for path in CORPUS.glob("*/*") if path.is_file() and path.suffix != ".expected")
    return {f"{path.parent.name}/{path.name}": path for path in found}


def checks(revision: Revision, place: Path) -> None:
    """Check each bad file in a project of its own, and each bad project; keep what is said of each file."""
    source, output = place / "source", place / "output"
    for name, path in bad_files().items():
        is_tags_file = name.startswith("tags/")
        beside = {"notes.yaml": NOW / "docs" / "notes.yaml"} if is_tags_file else {}
        made_of({"tags.yaml" if is_tags_file else path.name: path, **beside}, revision, source / name)
    copied(CORPUS / "projects", revision, source / "projects")
    paths = [
        path.relative_to(place).as_posix()
        for path in sorted(source.rglob("*"))
        if path.suffix in {".yaml", ".json", ".bib"} and path.is_file() and path.name != "tags.yaml"
    ]
    done = revision.run(place, "-m", "sphinxext.tagpages", "check", "--format", "json", *paths)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    report = json.loads(done.stdout)
    for part in (*report.pop("files"), *report.pop("problems"), {"path": "source/all", **report}):
        path = output / Path(part["path"]).relative_to("source")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as said:
            said.writelines(f"{key}: {value}\n" for key, value in sorted(part.items()))


def jobs(files: Sequence[Path]) -> dict[str, Job]:
    """Return what is built and compared, by the name under which that is printed; the longest first."""
    found: dict[str, Job] = {}
    for path in files:
        for form in ("html", "text"):
            found[f"{path}/{form}"] = partial(build, partial(made_of, {f"notes{path.suffix}": path}), form)
    found |= {"benchmark": partial(build, benchmark, "html"), "manual": manual}
    demo = partial(copied, NOW / "notes")
    for form in ("html", "dirhtml", "singlehtml", "text", "latex", "epub"):
        found[f"demo/{form}"] = partial(build, demo, form)
    found["example/edited"] = partial(build, partial(copied, EXAMPLE), "html", edits=[edit_title])
    sources = {name: path for name, path in bad_files().items() if not name.startswith("tags/")}
    found |= {"corpus/checks": checks, "corpus/files": partial(build, partial(made_of, sources), "text")}
    for path in sorted((CORPUS / "projects").iterdir()):
        found[f"corpus/{path.name}"] = partial(build, partial(copied, path), "html", may_fail=True)
    return found


def compare(revisions: Sequence[Revision], job: Job, place: Path) -> tuple[int, list[str]]:
    """Do a job with both revisions, in the same folder since its path may stand in an output.

    Returns:
        how many files there are, and of each that differs its path and its first differences.
    """
    results: list[Path] = []
    folder = place / "at"
    for revision in revisions:
        folder.mkdir(parents=True)
        try:
            job(revision, folder)
        except RuntimeError as error:
            return 0, [f"not built {'after' if results else 'before'}:\n{error}"]
        results.append((folder / "output").rename(place / f"output-{len(results)}"))
        shutil.rmtree(folder)
    found = [{path.relative_to(result) for path in result.rglob("*") if path.is_file()} for result in results]
    assert all(found)
    differing = []
    for path in sorted(found[0] | found[1]):
        if path not in found[0] or path not in found[1]:
            differing.append(f"{path}: only {'after' if path in found[1] else 'before'}")
        elif (pair := [(result / path).read_bytes() for result in results])[0] != pair[1]:
            differing.append("\n".join([f"{path}: differs", *difference(*pair)]))
    shutil.rmtree(place)
    return len(found[0] | found[1]), differing


def difference(before: bytes, after: bytes) -> Iterator[str]:
    """Yield the first differing lines of two contents, long ones cut to where the first difference is."""
    sides = [content.decode("utf-8", "backslashreplace").splitlines() for content in (before, after)]
    line = shared(*sides)
    column = shared(*("".join(side[line : line + 1]) for side in sides))
    left = max(0, column - WIDTH // 4)
    near = (side[max(0, line - 1) : line + LOOKED_AT] for side in sides)
    old, new = ([text[left:][:WIDTH] if len(text) > WIDTH else text for text in side] for side in near)
    yield f"    from line {line + 1}; {len(before)} bytes before, {len(after)} after"
    for text in islice(difflib.unified_diff(old, new, lineterm="", n=1), 3, 3 + MOST_LINES):
        yield f"    {text}"


def shared(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how much two lists or texts have in common at the beginning."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(first), len(second)))


@contextmanager
def checked_out(name: str, place: Path) -> Iterator[Revision]:
    folder = place.resolve() / "checked-out"
    git = ("git", "-C", str(NOW), "worktree")
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), name], check=True)
    try:
        yield Revision(folder)
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def main() -> int:
    parser = argparse.ArgumentParser("python -m tests.same", description="Compare outputs with a revision's.")
    parser.add_argument("revision", help="what git calls it")
    parser.add_argument("files", nargs="*", type=lambda name: Path(name).resolve(strict=True))
    options = parser.parse_args()
    start, differing = perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder, checked_out(options.revision, Path(folder)) as before:
        place, revisions = before.root.parent, (before, Revision(NOW))
        for revision in revisions:
            assert revision.is_imported(place), f"other code is imported than that of {revision.root}"
        todo = jobs(options.files)
        with ThreadPoolExecutor(PARALLEL) as pool:
            places = (place / name.strip("/").replace("/", "-") for name in todo)
            compared = pool.map(partial(compare, revisions), todo.values(), places)
            for title, (count, found) in zip(todo, compared, strict=True):
                said = [f"{title}: {count} files, {len(found) or 'none'} differing", *found]
                print("\n  ".join(said), flush=True)
                differing += len(found)
    print(f"{differing} differing files; {perf_counter() - start:.0f} s")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
