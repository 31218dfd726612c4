"""The PDF that a real TeX makes: every link leads somewhere in it, and nothing is named twice."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from pypdf import PdfReader

from tests.build.conftest import project  # noqa: F401 -- the fixture
from tests.build.corpus import LINKS, PICTURE, of_all_kinds
from tests.build.harness import MakeProject, sphinx_build
from tests.build.markup import HOSTILE, MARKDOWN, RST, yaml

JAPANESE = r"""
\usepackage{luatexja-fontspec}
\setmainjfont{Noto Serif CJK JP}
\setsansjfont{Noto Sans CJK JP}
"""
#: What Sphinx has for a project in Japanese, and the engine for any language.
SETTINGS: dict[str, dict[str, Any]] = {
    "ja": {"language": "ja"},
    "lualatex": {"latex_engine": "lualatex", "latex_elements": {"preamble": JAPANESE}},
}
#: What TeX says of links that are dead or led to two places, and of what is not there.
COMPLAINTS = re.compile(
    r"undefined on|undefined references|multiply.defined|duplicate|same identifier|Missing character"
)


def make_pdf(outdir: Path) -> tuple[PdfReader, str]:
    """Run TeX as Sphinx's own makefile does; return the PDF and TeX's log."""
    finished = subprocess.run(
        ["make", "-s", "LATEXMKOPTS=-quiet -halt-on-error"],
        cwd=outdir,
        check=False,
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    (pdf,) = outdir.glob("*.pdf")
    return PdfReader(pdf), pdf.with_suffix(".log").read_text("utf-8", "replace")


def links_of(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Every link of a PDF: whether it leads out of it, and where to."""
    for page in reader.pages:
        for reference in page.get("/Annots") or []:
            annotation = reference.get_object()
            if annotation.get("/Subtype") != "/Link":
                continue
            action = annotation["/A"].get_object() if "/A" in annotation else {"/D": annotation["/Dest"]}
            if action.get("/S") == "/URI":
                yield "out", str(action["/URI"])
            else:
                yield "in", str(action["/D"])


@pytest.mark.parametrize("style", ["compact", "full", "none"])
@pytest.mark.parametrize("engine", SETTINGS)
def test_every_link_of_the_pdf_leads_to_a_place_in_it(
    project: MakeProject,  # noqa: F811
    engine: str,
    style: str,
) -> None:
    made = of_all_kinds(project, named=style != "compact", tagpages_print=style, **SETTINGS[engine])
    built = made.build("latex")
    assert built.warnings == []
    reader, log = make_pdf(built.outdir)
    assert COMPLAINTS.findall(log.replace("\n", "")) == []
    links = list(links_of(reader))
    inner = {target for kind, target in links if kind == "in"}
    assert len(inner) >= 15
    assert inner <= set(reader.named_destinations)
    assert {target for kind, target in links if kind == "out"} >= LINKS
    assert sum(len(page.images) for page in reader.pages) == 1


def test_a_dead_link_would_be_seen(project: MakeProject) -> None:  # noqa: F811
    dead = "Home\n====\n\n.. raw:: latex\n\n   \\hyperref[nowhere]{dead}\n"
    built = project({"index.rst": dead}, latex_engine="lualatex").build("latex")
    _reader, log = make_pdf(built.outdir)
    assert COMPLAINTS.search(log.replace("\n", ""))


def test_tex_sets_texts_in_markdown_and_restructuredtext(project: MakeProject) -> None:  # noqa: F811
    texts = [("md", "markdown", MARKDOWN), ("hostile", "markdown", HOSTILE), ("rst", "rst", RST)]
    deep = "\n".join("  " * depth + f"1. > level {depth}" for depth in range(9))
    notes = "".join(
        yaml(name, markup, source.replace(":ref:`place`", ""), tags="[Tag]")
        for name, markup, source in [*texts, ("deep", "markdown", deep)]
    )
    made = project(
        {"notes.yaml": notes, "doc.rst": ":orphan:\n\nDoc\n===\n"}, tagpages_sources=["notes.yaml"]
    )
    copyfile(PICTURE, made.srcdir / "picture.png")
    built = made.build("latex")
    assert built.warnings == []
    _reader, log = make_pdf(built.outdir)
    assert [line for line in log.splitlines() if COMPLAINTS.search(line)] == []


def test_the_manual_has_all_its_letters_and_links(tmp_path: Path) -> None:
    built = sphinx_build(Path(__file__).parents[2] / "docs", tmp_path / "latex", "-b", "latex")
    assert (built.warnings, built.status) == ([], 0)
    reader, log = make_pdf(built.outdir)
    assert COMPLAINTS.findall(log.replace("\n", "")) == []
    assert {target for kind, target in links_of(reader) if kind == "in"} <= set(reader.named_destinations)
