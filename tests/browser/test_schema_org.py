"""What pages say as JSON-LD is what others' types say of schema.org (schema-dts, which TypeScript checks)."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.browser import screenshots
from tests.build.test_metadata import NOTES, PAGE

pytestmark = pytest.mark.browser

CONF = """
extensions = ["sphinxext.tagpages"]
tagpages_sources = ["*.yaml"]
tagpages_exports = ["metadata"]
"""
#: One of each genre, with all that is said of any.
GENRES = "".join(
    f"- {{title: A {kind}, kind: {kind}, url: 'https://example.org/{kind}', tags: [A],\n"
    "   venue: Site, lang: en, authors: [Ann Lee, Some Project], published: 2020-01-02, doi: 10.1000/1,\n"
    "   arxiv: 2305.11206}\n"
    for kind in ("paper", "article", "chapter", "book", "thesis", "report", "blog", "website", "tool",
                 "dataset", "video", "talk", "podcast", "magazine", "patent", "recipe")
)  # fmt: skip


def test_types_of_others_take_what_pages_say(tmp_path: Path) -> None:
    modules = screenshots.ROOT / "node_modules"
    source, output = tmp_path / "source", tmp_path / "output"
    source.mkdir()
    files = {"conf.py": CONF, "notes.yaml": NOTES, "genres.yaml": GENRES, "page.rst": PAGE}
    files["index.rst"] = "Home\n====\n\n.. toctree::\n\n   page\n   tags/index\n"
    for name, content in files.items():
        (source / name).write_text(content, "utf-8")
    screenshots.build_site(source, output)
    lines = ['import type {Thing, WithContext} from "schema-dts";']
    for path in sorted(output.rglob("*.html")):
        for data in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf-8")
        ):
            lines.append(f"export const data{len(lines)}: WithContext<Thing> = {data};")
    assert len(lines) > 8
    (tmp_path / "node_modules").symlink_to(modules)
    (tmp_path / "data.ts").write_text("\n".join(lines), "utf-8")
    options = ["--noEmit", "--strict", "--skipLibCheck", "data.ts"]
    checked = subprocess.run(
        [modules / ".bin" / "tsc", *options], check=False, cwd=tmp_path, capture_output=True, text=True
    )
    assert checked.stdout == ""
    assert checked.returncode == 0
