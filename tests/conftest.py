"""What all tests share."""

import os

import tests.examples  # noqa: F401 -- the settings of hypothesis


def pytest_configure() -> None:
    """Ask builds for plain text: Sphinx colours its warnings where ``CI`` or ``FORCE_COLOR`` is set."""
    os.environ["NO_COLOR"] = "1"
