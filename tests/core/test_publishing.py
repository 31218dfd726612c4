"""What is published with the project says the same as the code, and the release lets no other version out."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from sphinxext.tagpages import __version__

ROOT = Path(__file__).parents[2]


def read(path: str) -> Any:  # noqa: ANN401 -- what YAML holds
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


WORKFLOW = read(".github/workflows/release.yml")


def test_the_citation_is_of_this_version() -> None:
    assert read("CITATION.cff")["version"] == __version__


@pytest.mark.parametrize(
    ("tag", "status"), [(f"v{__version__}", 0), (__version__, 1), (f"v{__version__}.1", 1)]
)
def test_a_release_is_of_the_version_that_its_tag_names(tag: str, status: int) -> None:
    (script,) = (step["run"] for step in WORKFLOW["jobs"]["build"]["steps"] if "tag" in step.get("name", ""))
    finished = subprocess.run(
        ["bash", "-e", "-c", script], check=False, cwd=ROOT, env=os.environ | {"GITHUB_REF_NAME": tag}
    )
    assert finished.returncode == status


def test_a_release_trusts_no_more_than_it_needs() -> None:
    """Actions of others are named by commits; only the step that publishes can ask PyPI for trust."""
    assert WORKFLOW["permissions"] == {}
    jobs = WORKFLOW["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "publish": {"id-token": "write"},
    }
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)] == []
