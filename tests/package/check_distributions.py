"""Build the wheel and the source distribution and use them as a user would.

Each is installed into an environment of its own, next to another package of the same
namespace, and builds a small site there.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "sphinxext" / "tagpages"
HELD = (
    "__init__.py",
    "py.typed",
    "static/style/base.css",
    "static/script/base.js",
    "templates/tagpages/note.html",
    "sources/yaml/reader.py",
    "__main__.py",
    *(f"locale/{path.parent.name}/LC_MESSAGES/tagpages.mo" for path in PACKAGE.glob("locale/*/LC_MESSAGES")),
)
USE = """
import sphinxext.opengraph, sphinxext.tagpages
assert sphinxext.tagpages.__version__ == {version!r}
from sphinx.cmd.build import main
raise SystemExit(main(["-q", "-W", "source", "html"]))
"""


def run(*command: object, cwd: Path) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=cwd)


def check_contents(names: set[str], prefix: str) -> None:
    missing = [name for name in HELD if f"{prefix}sphinxext/tagpages/{name}" not in names]
    assert not missing, missing
    assert f"{prefix}sphinxext/__init__.py" not in names, "the namespace belongs to nobody"


def check_use(distribution: Path, version: str, folder: Path) -> None:
    folder.mkdir()
    source = folder / "source"
    source.mkdir()
    extensions = ["sphinxext.opengraph", "sphinxext.tagpages"]
    conf = (
        f"extensions = {extensions!r}\nogp_site_url = 'https://example.org/'\ntagpages_sources = ['n.yaml']\n"
    )
    (source / "conf.py").write_text(conf, "utf-8")
    (source / "index.rst").write_text("Home\n====\n\n.. toctree::\n\n   tags/index\n", "utf-8")
    (source / "n.yaml").write_text("- {title: A, tags: [x]}\n", "utf-8")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", distribution, "sphinxext-opengraph", cwd=folder)
    run(python, "-c", USE.format(version=version), cwd=folder)
    run(python, "-m", "sphinxext.tagpages", "check", "source", cwd=folder)
    run(python.with_name("tagpages"), "check", "source", cwd=folder)
    assert (folder / "html" / "tags" / "x.html").is_file()
    assert (folder / "html" / "_static" / "tagpages.css").is_file()
    print(f"{distribution.name}: installed next to sphinxext-opengraph, builds")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--outdir", folder / "dist", ROOT, cwd=folder)
        (wheel,) = (folder / "dist").glob("*.whl")
        (sdist,) = (folder / "dist").glob("*.tar.gz")
        version = wheel.name.split("-")[1]
        check_contents(set(zipfile.ZipFile(wheel).namelist()), "")
        with tarfile.open(sdist) as archive:
            names = set(archive.getnames())
        check_contents(names, f"sphinxext_tagpages-{version}/")
        assert not [
            entry for entry in names if {"_build", "__pycache__", "node_modules"} & set(Path(entry).parts)
        ]
        check_use(wheel, version, folder / "wheel")
        check_use(sdist, version, folder / "sdist")


if __name__ == "__main__":
    main()
