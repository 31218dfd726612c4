"""Build the wheel and the source distribution into ``dist/``, and use them as a user would.

Each is installed into an environment of its own, next to another package of the same namespace, and builds
a small site there; then the extras come one by one, and pre-commit runs the hook. What GitHub, PyPI and
editors read is checked by those who know their forms.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from pathlib import Path

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
SITE = {
    "conf.py": """
extensions = ["sphinxext.opengraph", "sphinxext.tagpages"]
ogp_site_url = "https://example.org/"
tagpages_sources = ["n.yaml"]
language = "de"
""",
    "index.rst": "Home\n====\n\n.. toctree::\n\n   tags/index\n",
    "n.yaml": "- {title: A, tags: [x]}\n",
}
#: What each extra lets one write: a file, and what a page then holds.
EXTRAS = {
    "markdown": ("m.yaml", "- {title: B, tags: [y], markup: markdown, body: '*so*'}\n", "<em>so</em>"),
    "bibtex": ("b.bib", '@misc{c, title = {G{\\"o}del}, keywords = {y}}\n', "Gödel"),
}
#: Schemas that check-jsonschema has, and the files that are of each.
FORMS = {
    "citation-file-format": "CITATION.cff",
    "github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "github-issue-forms": ".github/ISSUE_TEMPLATE/[!c]*.yml",
    "github-workflows": ".github/workflows/*.yml",
    "readthedocs": ".readthedocs.yaml",
}


def run(*command: object, cwd: Path = ROOT, expect: int = 0, **environment: object) -> str:
    """Run a command; return what it printed, or show it where the status is not the expected one."""
    finished = subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=cwd,
        env=os.environ | {name: str(value) for name, value in environment.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert finished.returncode == expect, f"{command}\n{finished.stdout}"
    return finished.stdout


def write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_contents(wheel: Path, sdist: Path, folder: Path) -> None:
    """The wheel holds the package and no more; from the source distribution it is that of the tree."""
    held = contents(wheel)
    package = (ROOT / "sphinxext" / "tagpages").rglob("*")
    files = {
        path.relative_to(ROOT).as_posix() for path in package if path.is_file() and path.suffix != ".pyc"
    }
    assert {name for name in held if ".dist-info/" not in name} == files
    assert "sphinxext/tagpages/py.typed" in files
    assert "sphinxext/__init__.py" not in files, "the namespace belongs to nobody"
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    assert contents(folder / wheel.name) == held
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert files <= names
    assert {"CITATION.cff", "LICENSE", "docs/conf.py", "tests/conftest.py"} <= names
    parts = {part for name in names for part in name.split("/")}
    assert not parts & {"_build", "__pycache__", "node_modules"}
    (metadata,) = (text for name, text in held.items() if name.endswith(".dist-info/METADATA"))
    extras = message_from_bytes(metadata).get_all("Provides-Extra") or []
    assert {"markdown", "bibtex", "collation"} <= set(extras)
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist)


def check_use(distribution: Path, version: str, folder: Path) -> None:
    source = folder / "source"
    write(source, SITE)
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    tagpages = python.with_name("tagpages")
    run(python, "-m", "pip", "install", "--quiet", distribution, "sphinxext-opengraph", cwd=folder)
    assert version in run(tagpages, "--version", cwd=folder)
    run(python, "-m", "sphinxext.tagpages", "check", "source", cwd=folder)
    for name in ("notes", "tags"):
        schema = run(tagpages, "schema", name, cwd=folder)
        write(folder, {f"{name}.json": schema})
        run(sys.executable, "-m", "check_jsonschema", "--check-metaschema", folder / f"{name}.json")
    build = (python, "-m", "sphinx", "-q", "-W", "source", "html")
    run(*build, cwd=folder)
    html = folder / "html"
    assert "Schlagwörter" in (html / "tags" / "index.html").read_text("utf-8"), "the catalogues are not found"
    assert {"tagpages.css", "tagpages.js"} <= {path.name for path in (html / "_static").iterdir()}
    for extra, (name, text, _) in EXTRAS.items():
        write(source, {name: text})
        told = run(tagpages, "check", f"source/{name}", cwd=folder, expect=1)
        assert f"sphinxext-tagpages[{extra}]" in told
        run(python, "-m", "pip", "install", "--quiet", f"{distribution}[{extra}]", cwd=folder)
        run(tagpages, "check", f"source/{name}", cwd=folder)
    sources = SITE["conf.py"].replace("n.yaml", '*.yaml", "*.bib')
    write(source, {"conf.py": sources})
    run(*build, cwd=folder)
    pages = "".join(path.read_text("utf-8") for path in html.rglob("*.html"))
    assert [sign for _, _, sign in EXTRAS.values() if sign not in pages] == []
    print(f"{distribution.name}: installed next to sphinxext-opengraph, with each extra, builds")


def check_hook(folder: Path) -> None:
    """Run pre-commit's hook in a project, as it is set up from a clone."""
    write(folder / "docs", SITE | {"b.bib": EXTRAS["bibtex"][1]})
    for command in (["init", "--quiet"], ["add", "."]):
        run("git", *command, cwd=folder)
    hook = (sys.executable, "-m", "pre_commit", "try-repo", ROOT, "tagpages-check", "--all-files")
    run(*hook, cwd=folder, PRE_COMMIT_HOME=folder / "cache")
    write(folder / "docs", {"n.yaml": "- {title: A, date: yesterday}\n"})
    assert "docs/n.yaml:1: date:" in run(*hook, cwd=folder, expect=1, PRE_COMMIT_HOME=folder / "cache")
    print("the hook of pre-commit: finds what is wrong")


def main() -> None:
    for schema, files in FORMS.items():
        found = sorted(ROOT.glob(files))
        assert found, files
        run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *found)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.rmtree(DIST, ignore_errors=True)
        run(sys.executable, "-m", "build", ROOT)
        (wheel,) = DIST.glob("*.whl")
        (sdist,) = DIST.glob("*.tar.gz")
        version = wheel.name.split("-")[1]
        check_contents(wheel, sdist, folder / "again")
        check_use(wheel, version, folder / "wheel")
        check_use(sdist, version, folder / "sdist")
        if (ROOT / ".git").exists():  # pre-commit takes hooks from a repository
            check_hook(folder / "hook")


if __name__ == "__main__":
    main()
