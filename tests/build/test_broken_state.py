"""What is kept between builds, broken in any way: a clean rebuild or a clear error, never a wrong page."""

from __future__ import annotations

import json
import pickle
import random
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinxext.tagpages.sphinx_internals.output.write_errors import discard_cut_build_info
from tests.build.harness import INDEX, Built, Project
from tests.build.histories import Output
from tests.tiers import long

pytestmark = long

NOTES = "- {title: One, tags: [x, y], date: 2020, image: a.svg}\n- {title: Two, tags: [x], date: 2021}\n"
FILES = {
    "index.rst": INDEX,
    "notes.yaml": NOTES,
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "plain.rst": ":orphan:\n\nPlain\n=====\n\nWords.\n\n.. include:: more.txt\n",
    "more.txt": "More words.\n",
    "listing.rst": ":orphan:\n\nListing\n=======\n\n.. note-list::\n",
}


def write_nothing(path: Path) -> None:
    path.write_bytes(b"")


def cut_in_the_middle(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_the_last_byte(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def write_at_random(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(5000))


def write_a_pickle_of_pairs(path: Path) -> None:
    path.write_bytes(pickle.dumps((1, {"documents": 3})))


def write_json_of_another_kind(path: Path) -> None:
    path.write_text('{"pages": {"index": [1, 2, 3, ["a", null]]}, "watched": {"a": 3}}')


def write_json_of_wrong_values(path: Path) -> None:
    pages = {"tags/x": [1, "yes", 2, ["4", "5"]], "index": ["", 0, "\0", [1, 2]]}
    values = {"pages": pages, "watched": {"\0": [1, 2]}, "configuration": [], "fingerprint": 0}
    path.write_text(json.dumps(values))


def nest_deeply(path: Path) -> None:
    path.write_text("[" * 100_000)


def delete(path: Path) -> None:
    path.unlink()


WAYS: list[Callable[[Path], None]] = [
    write_nothing,
    cut_in_the_middle,
    cut_the_last_byte,
    write_at_random,
    write_a_pickle_of_pairs,
    write_json_of_another_kind,
    write_json_of_wrong_values,
    nest_deeply,
    delete,
]
#: All that is kept beside the output.
KEPT = [
    "environment.pickle",
    *(f"tagpages/{name}" for name in ("notes.pickle", "alike.pickle", "html-*.json", "html-*.templates")),
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that is built, to be copied to where it was."""
    folder = tmp_path_factory.mktemp("broken")
    made = Project(folder / "project", {"tagpages_sources": ["notes.yaml"]})
    made.srcdir.mkdir()
    made.write(FILES)
    assert made.build().warnings == []
    shutil.copytree(made.srcdir, folder / "kept")
    return folder


@pytest.fixture
def project(base: Path) -> Project:
    """The project, built a moment ago."""
    made = Project(base / "project", {"tagpages_sources": ["notes.yaml"]})
    shutil.rmtree(made.srcdir)
    shutil.copytree(base / "kept", made.srcdir)
    return made


def kept(project: Project, pattern: str) -> Path:
    (path,) = (project.srcdir / "_build" / "doctrees").glob(pattern)
    return path


def differences(project: Project, built: Built) -> list[str]:
    """Name what is not as in a clean build, which is made of a copy, once of each state of the notes."""
    notes = (project.srcdir / "notes.yaml").read_bytes()
    folder = project.srcdir.parent / f"clean-{zlib.crc32(notes)}"
    if not folder.exists():
        shutil.copytree(project.srcdir, folder, ignore=shutil.ignore_patterns("_build"))
        Project(folder, project.conf).build()
    return Output.of(built.outdir).differences(Output.of(folder / "_build" / "html"))


@pytest.mark.parametrize("pattern", KEPT)
@pytest.mark.parametrize("way", WAYS)
def test_a_build_on_what_is_broken_equals_a_clean_one(
    project: Project, pattern: str, way: Callable[[Path], None]
) -> None:
    way(kept(project, pattern))
    project.write({"notes.yaml": NOTES.replace("Two", "Deux")})
    built = project.build()
    assert built.warnings == []
    assert differences(project, built) == []


@pytest.mark.parametrize("way", [write_nothing, cut_in_the_middle])
def test_a_note_of_settings_that_a_full_disk_has_cut_is_made_again(
    project: Project, way: Callable[[Path], None]
) -> None:
    way(project.srcdir / "_build/html/.buildinfo")
    project.write({"notes.yaml": NOTES.replace("Two", "Deux")})
    built = project.build()
    assert built.warnings == []
    assert differences(project, built) == []
    assert "config:" in (built.outdir / ".buildinfo").read_text("utf-8")


@pytest.mark.parametrize("lines", range(5))
def test_a_note_of_settings_is_cut_where_it_has_less_than_four_lines(tmp_path: Path, lines: int) -> None:
    whole = "# Sphinx build info version 1\n# a comment\nconfig: 1\ntags: 2\n"
    (tmp_path / ".buildinfo").write_text("".join(whole.splitlines(keepends=True)[:lines]), "utf-8")
    discard_cut_build_info(tmp_path)
    assert (tmp_path / ".buildinfo").exists() == (lines == 4)


def test_a_cut_note_of_settings_that_may_not_be_taken_away_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError

    (tmp_path / ".buildinfo").write_bytes(b"")
    monkeypatch.setattr(Path, "unlink", refuse)
    discard_cut_build_info(tmp_path)
    assert (tmp_path / ".buildinfo").read_bytes() == b""


@pytest.mark.parametrize("what", ["older", "a field less", "a key less", "another version of a domain"])
def test_what_another_version_has_recorded_is_not_used(project: Project, what: str) -> None:
    path = kept(project, "environment.pickle")
    env = pickle.loads(path.read_bytes())
    data = env.domaindata["tagpages"]
    match what:
        case "older":
            data["record_layout"] = ("0.0.1", *data["record_layout"][1:])
        case "a field less":
            data["record_layout"] = (
                *data["record_layout"][:1],
                ("DocumentRecord", "notes"),
                *data["record_layout"][2:],
            )
        case "a key less":
            del data["generated"]
        case _:
            data["version"] -= 1
    path.write_bytes(pickle.dumps(env))
    built = project.build()
    assert {"index", "plain", "listing"} <= set(built.read)
    assert differences(project, built) == []


def test_a_lost_record_has_every_page_written(project: Project) -> None:
    page = project.srcdir / "_build/html/plain.html"
    page.write_text("cut", "utf-8")
    shutil.rmtree(project.srcdir / "_build/doctrees/tagpages")
    assert differences(project, project.build()) == []


def test_a_record_names_no_file_to_delete_outside_the_output(project: Project) -> None:
    precious = project.srcdir.parent / "precious.html"
    precious.write_text("mine", "utf-8")
    path = kept(project, "tagpages/html-*.json")
    record = json.loads(path.read_text("utf-8"))
    record["pages"]["../../../precious"] = ["d", True, str(precious), [4, 0]]
    record["fingerprint"] = ""
    path.write_text(json.dumps(record))
    built = project.build()
    assert precious.read_text("utf-8") == "mine"
    assert differences(project, built) == []


@pytest.mark.parametrize("parallel", [0, 4])
@pytest.mark.parametrize("name", ["tags/x", "plain"])
def test_a_page_that_could_not_be_written_is_written_next(project: Project, name: str, parallel: int) -> None:
    page = project.srcdir / f"_build/html/{name}.html"
    page.unlink()
    page.mkdir()
    built = project.build(force=True, parallel=parallel)
    assert any("Is a directory" in line for line in built.warnings)
    page.rmdir()
    # Newer than its source, as one cut off by a full disk.
    page.write_text("cut", "utf-8")
    assert differences(project, project.build()) == []
