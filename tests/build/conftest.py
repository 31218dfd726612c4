"""Fixtures that make and build small projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.build.harness import INDEX, Built, Project


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Make a project of files and configuration values; ``index.rst`` has a toctree of the tags."""

    def make(files: Mapping[str, str] = {}, name: str = "project", **conf: object) -> Project:
        made = Project(tmp_path / name, conf)
        made.srcdir.mkdir()
        made.write({"index.rst": INDEX} | dict(files))
        return made

    return make


@pytest.fixture
def build(project: Callable[..., Project]) -> Callable[..., Built]:
    """Build a project of one YAML file, ``notes.yaml``, and further files."""

    def make(yaml: str, files: Mapping[str, str] = {}, builder: str = "html", **conf: object) -> Built:
        made = project({"notes.yaml": yaml} | dict(files), tagpages_sources=["notes.yaml"], **conf)
        return made.build(builder)

    return make
