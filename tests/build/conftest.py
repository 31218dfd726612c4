"""Fixtures that make and build small projects."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from sphinx import theming

from tests.build.harness import INDEX, Built, Project

_COMPILED: dict[object, Any] = {}
_compile: Callable[..., Any] = Environment.compile


def _compile_once(self: Environment, source: object, *names: object, **options: object) -> object:
    """Compile a template that another build has compiled no more: each has an environment of its own."""
    settings = ("autoescape", "trim_blocks", "lstrip_blocks", "newstyle_gettext")
    has_finalize = self.finalize is not None
    syntax = (type(self), has_finalize, *self.extensions, *(getattr(self, name, None) for name in settings))
    key = (syntax, source, names, *options.items())
    if key not in _COMPILED:
        _COMPILED[key] = _compile(self, source, *names, **options)
    return _COMPILED[key]


def pytest_configure() -> None:
    """Spare builds a third of their time: what each would compile, look up or log for nobody anew."""
    Environment.compile = _compile_once  # type: ignore[method-assign,assignment]
    theming.entry_points = cache(entry_points)  # type: ignore[assignment,attr-defined]
    logging.disable(logging.DEBUG)  # some 600 messages of each build


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
