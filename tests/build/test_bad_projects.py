"""What a build says of the corpus of bad files and projects."""

from __future__ import annotations

import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp
from sphinx.util.console import strip_colors

from sphinxext.tagpages.cli.check import check
from tests.bad_files import expectation, files, problems, projects, said
from tests.tiers import long_but


@pytest.mark.parametrize("folder", long_but(projects(), *projects()[::3]), ids=lambda path: path.name)
def test_of_a_bad_project_is_said_what_is_expected(folder: Path) -> None:
    assert said(folder) == expectation(folder).read_text("utf-8")


def test_a_check_says_what_a_build_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "sphinxext.tagpages.warnings.MOST", 10_000
    )  # a check says all, and a build ten of a kind
    source = tmp_path.resolve() / "source"
    source.mkdir()
    conf = 'extensions = ["sphinxext.tagpages"]\ntagpages_sources = ["*/*"]\nshow_warning_types = True\n'
    (source / "conf.py").write_text(conf, "utf-8")
    (source / "index.rst").write_text("Home\n====\n", "utf-8")
    for path in files():
        if path.parent.name == "tags":
            continue
        (source / path.parent.name).mkdir(exist_ok=True)
        shutil.copyfile(path, source / path.parent.name / path.name)
    (source / "tags.yaml").write_text("kept: {slug: Kept}\n", "utf-8")
    with chdir(source):
        report = check(path.relative_to(source).as_posix() for path in sorted(source.glob("*/*")))
    checked = [
        f"problem {found.origin.path}:{found.origin.line or 1}: {found.kind.value}: {found.message}"
        for found in report.problems
    ]
    app = SphinxTestApp("html", source)
    try:
        app.build()
        built = list(problems(strip_colors(app.warning.getvalue()).splitlines(), source))
    finally:
        app.cleanup()
    assert len(checked) > len(files()) - len(projects())
    assert sorted(checked) == sorted(built)
