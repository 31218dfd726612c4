"""What builds cost, each in a process of its own, the projects in turn."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeAlias

from tests.benchmarks.projects import BenchmarkProject, HugoProject

#: What is done in each round, in this order: the builds of a round go on where the one before ended.
STEPS = ("whole build", "no change", "one edit")

_BYTES_IN_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build cost.

    ``cpu``: seconds of user and system time. ``wall``: seconds that passed. ``memory``: the most
    that the process, or the largest of several, held at a time, in millions of bytes.
    """

    cpu: float
    wall: float
    memory: float


#: The costs of each round, by step and by the name of the project.
Costs: TypeAlias = dict[tuple[str, str], list[Cost]]


def command_of(project: BenchmarkProject, output: Path, jobs: int = 1) -> list[str]:
    """Return what builds a project: Hugo, or Sphinx for HTML, with the doctrees in the output folder."""
    if isinstance(project, HugoProject):
        return project.command(output)
    options = ["-q", "-b", "html", "-j", str(jobs)]
    return [sys.executable, "-m", "sphinx", *options, str(project.source), str(output)]


def build(command: Sequence[str]) -> Cost:
    """Run what builds a project.

    Raises:
        RuntimeError: the build failed; the message holds what it wrote.
    """
    # As where it is installed: modules are compiled once, in the warm-up, not in each build.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            msg = f"{' '.join(command)} failed:\n{said.read()}"
            raise RuntimeError(msg)
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * _BYTES_IN_RSS_UNIT / 1e6)


def measure(
    projects: Sequence[BenchmarkProject],
    outputs: Path,
    rounds: int,
    steps: Sequence[str] = STEPS,
    report: Callable[[str], None] = lambda _line: None,
    jobs: int = 1,
) -> Costs:
    """Build all projects in turn, in every other round the last one first.

    Args:
        projects: what to build.
        outputs: a folder for the outputs; each project gets one of its own in it.
        rounds: how often.
        steps: which of :data:`STEPS` to take.
        report: is given a line for each build.
        jobs: with how many processes Sphinx builds; Hugo has a thread for each processor.
    """
    costs: Costs = {}
    for number in range(1, rounds + 1):
        for step in steps:
            for project in projects if number % 2 else reversed(projects):
                output = outputs / project.name.replace(" ", "-")
                if step == "whole build":
                    shutil.rmtree(output, ignore_errors=True)
                elif step == "one edit":
                    project.edit()
                cost = build(command_of(project, output, jobs))
                costs.setdefault((step, project.name), []).append(cost)
                report(
                    f"round {number}, {step}, {project.name}: CPU {cost.cpu:.2f} s, "
                    f"wall {cost.wall:.2f} s, {cost.memory:.0f} MB"
                )
    return costs


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(median(getattr(cost, figure) for cost in costs) for figure in Cost.__slots__))


def ratios(costs: Sequence[Cost], others: Sequence[Cost], figure: str) -> list[float]:
    """Return, for one figure, by how much the cost of each round is that of the other project."""
    return [getattr(cost, figure) / getattr(other, figure) for cost, other in zip(costs, others, strict=True)]
