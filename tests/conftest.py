"""What all tests share."""

import gc
import os

import tests.examples  # noqa: F401 -- the settings of hypothesis


def pytest_configure() -> None:
    """Ask builds for plain text: Sphinx colours its warnings where ``CI`` or ``FORCE_COLOR`` is set."""
    os.environ["NO_COLOR"] = "1"


def pytest_collection_finish() -> None:
    """Have no collection of garbage look at thousands of tests again and again."""
    gc.collect()
    gc.freeze()
