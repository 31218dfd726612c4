"""Fail on any skipped test that is not on the list: a test that does not run proves nothing."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

#: Tests that may be skipped, as ``classname::name``, with the reason.
ALLOWED: dict[str, str] = {}


def skipped(report: Path) -> list[str]:
    """Return the names of the tests that a JUnit report has as skipped."""
    cases = ET.parse(report).iter("testcase")  # noqa: S314 -- written by pytest a moment ago
    return [
        f"{case.get('classname')}::{case.get('name')}" for case in cases if case.find("skipped") is not None
    ]


def main() -> None:
    """Read the reports named on the command line."""
    reports = [Path(name) for name in sys.argv[1:]]
    if not reports or not all(report.is_file() for report in reports):
        sys.exit("no test reports to read")
    unexpected = sorted({name for report in reports for name in skipped(report)} - ALLOWED.keys())
    if unexpected:
        sys.exit("skipped, and not on the list:\n  " + "\n  ".join(unexpected))
    print(f"none skipped beyond the {len(ALLOWED)} on the list, in {len(reports)} reports")


main()
