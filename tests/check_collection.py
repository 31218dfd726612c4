"""Build a site of one file and compare it with counts made from the data without the extension.

``python tests/check_collection.py NOTES.yaml``, or an export of issues, ``ISSUES.json``: the file is the
``tagpages_sources`` of an otherwise empty project. It prints what was counted on both sides, and fails
where they differ.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import yaml

CONF = "extensions = ['sphinxext.tagpages']\ntagpages_sources = [{!r}]\n"
INDEX = "Home\n====\n\n.. toctree::\n\n   tags/index\n"


def key_of(tag: str) -> str:
    folded = " ".join(unicodedata.normalize("NFKC", tag).casefold().split())
    return unicodedata.normalize("NFC", folded)


def page_name(key: str) -> str:
    return re.sub("-+", "-", "".join(c if unicodedata.category(c)[0] in "LMN" else "-" for c in key)).strip(
        "-"
    )


def items_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield title, id and tags of each note: of YAML, or of the issues of an export."""
    if path.suffix != ".json":
        yield from yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        return
    for issue in issues_in(json.loads(path.read_text("utf-8"))):
        labels = issue.get("labels") or []
        labels = labels["nodes"] if isinstance(labels, dict) else labels
        names = [label if isinstance(label, str) else label["name"] for label in labels]
        if not is_pull_request(issue):
            number = {"id": str(issue["number"])} if "number" in issue else {}
            yield {"title": issue.get("title") or "", "tags": names, **number}


def issues_in(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Yield what has a title and is in no other that has one."""
    if isinstance(value, dict) and "title" in value:
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from issues_in(part)


def is_pull_request(issue: dict[str, Any]) -> bool:
    return bool(issue.get("pull_request")) or "/pull/" in str(issue.get("html_url", issue.get("url")))


def from_data(path: Path) -> tuple[Counter[str], dict[str, Counter[str]], Counter[str]]:
    """Count titles, titles by tag, and expected warnings."""
    titles: Counter[str] = Counter()
    by_tag: dict[str, Counter[str]] = defaultdict(Counter)
    spellings: dict[str, set[str]] = defaultdict(set)
    ids: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    for item in items_of(path):
        title = " ".join(item.get("title", "").split())
        if not title:
            warnings["title"] += 1
            continue
        titles[title] += 1
        ids[item.get("id", title)] += 1
        names = [" ".join(tag.split()) for tag in item.get("tags") or [] if tag.strip()]
        for key in {key_of(name) for name in names}:
            by_tag[key][title] += 1
        for name in names:
            spellings[key_of(name)].add(name)
    warnings["duplicate_id"] = sum(count - 1 for count in ids.values())
    warnings["tag_spelling"] = sum(len(names) > 1 for names in spellings.values())
    wanted = Counter(filter(None, map(page_name, by_tag)))
    reserved = {"index", "archive", "all"}
    warnings["tag_collision"] = sum(count > 1 or name in reserved for name, count in wanted.items())
    return titles, dict(by_tag), +warnings


def from_site(folder: Path) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Count the entries on the archive's pages and on each tag's."""
    titles: Counter[str] = Counter()
    by_tag: dict[str, Counter[str]] = defaultdict(Counter)
    for path in folder.rglob("*.html"):
        root = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        for listing in root.iter("section"):
            if listing.get("class") == "tagpages-listing":
                tag = listing.get("data-tag")
                count = titles if tag is None else by_tag[key_of(tag)]
                count.update(listed(listing))
    return titles, dict(by_tag)


def listed(listing: Element) -> Iterator[str]:
    for heading in listing.iter():
        if "tagpages-title" in heading.get("class", "").split():
            yield " ".join("".join(heading.itertext()).split())


def main() -> None:
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(source, folder / f"notes{source.suffix}")
        (folder / "conf.py").write_text(CONF.format(f"notes{source.suffix}"), "utf-8")
        (folder / "index.rst").write_text(INDEX, "utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", name, f"{name}/_build"]
        finished = subprocess.run(command, check=True, capture_output=True, text=True)
        titles, by_tag = from_site(folder / "_build")
    warnings = Counter(re.findall(r"\[tagpages\.(\w+)\]$", finished.stderr, re.MULTILINE))
    expected = from_data(source)
    assert titles.total() > 0
    if source.suffix == ".json":
        issues = list(issues_in(json.loads(source.read_text("utf-8"))))
        pulled = sum(map(is_pull_request, issues))
        print(f"issues in the data: {len(issues) - pulled}, and pull requests, which are left out: {pulled}")
    for label, found, wanted in (
        ("notes", titles.total(), expected[0].total()),
        ("tags", len(by_tag), len(expected[1])),
        ("entries on tag pages", *(sum(c.total() for c in side.values()) for side in (by_tag, expected[1]))),
    ):
        print(f"{label}: {found} on the site, {wanted} in the data")
    print(f"warnings: {dict(sorted(warnings.items()))}, expected {dict(sorted(expected[2].items()))}")
    assert (titles, by_tag, warnings) == expected, "the site differs from the data"


if __name__ == "__main__":
    main()
