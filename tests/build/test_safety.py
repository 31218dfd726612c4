"""Nothing that a note says is more than text, in any output: hostile projects beside harmless twins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.build.harness import Project
from tests.hostile.project import CONF, twin_files
from tests.hostile.structure import Structure, differences, of_output

#: Builders that can use one doctree folder, in turn.
BUILDERS = ("html", "singlehtml", "epub", "latex", "texinfo", "man", "xml", "linkcheck")


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Project]]:
    """A project in which every field is hostile, and one of the same shape with harmless words."""
    made = []
    for hostile in (True, False):
        project = Project(tmp_path_factory.mktemp("hostile" if hostile else "harmless"), dict(CONF))
        project.write(twin_files(hostile=hostile))
        made.append(project)
    yield made[0], made[1]


def structures(project: Project, builder: str) -> dict[str, Structure]:
    built = project.build(builder)
    assert built.warnings == []
    assert built.status == 0
    return of_output(built.outdir)


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_field_adds_anything_but_text(twins: tuple[Project, Project], builder: str) -> None:
    hostile, harmless = (structures(project, builder) for project in twins)
    assert hostile
    assert list(differences(hostile, harmless)) == []
