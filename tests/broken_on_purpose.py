"""Break one mechanism of exact builds at a time, and see that the tests notice.

``python tests/broken_on_purpose.py [WORDS]``: all faults, or those whose names hold the words.

Each fault is put into a copy of the package; the tests of builds run there until one fails. A fault
that no test notices is an error.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = "sphinxext/tagpages"
TESTS = [
    f"tests/build/{name}.py"
    for name in (
        "test_builds",
        "test_doctrees_on_demand",
        "test_explorer",
        "test_faults",
        "test_spare",
        "test_broken_state",
        "test_sphinx_tags",
        "test_safety",
        "test_histories",
        "test_excerpts",
        "test_left_out_notes",
        "test_attributes",
        "test_several_builds",
        "test_themes",
        "test_tag_page",
        "test_tags_file",
        "test_fast_pages",
        "test_related_notes",
        "test_feeds",
    )
]

#: What is broken, where, the code there, and what stands in its place.
FAULTS = [
    (
        "the links to feeds in the digest of documents that show nothing else of ours",
        "incremental/digests.py",
        "        round_it.append(SITE in self._view.feeds)\n",
        "",
    ),
    (
        "looking for related notes again near a change",
        "util/likeness.py",
        "near.update(own | old if own != old",
        "near.update(() if own != old",
    ),
    (
        "comparing joined pages with those that Sphinx writes",
        "fast_pages/joining.py",
        'elif path.read_text("utf-8") != self._text(docname, changes, self._shown(docname)[0]):',
        "elif False:",
    ),
    (
        "noting what a template asks of a text",
        "fast_pages/model.py",
        "        if self._asked:\n",
        "        if False:\n",
    ),
    (
        "the sidebars of a page among what a group has in common",
        "fast_pages/groups.py",
        "sidebars = sidebars_of(builder, docname)\n",
        "sidebars = []\n",
    ),
    (
        "feeding the search with joined pages",
        "fast_pages/joining.py",
        "feed_search(self",
        "(lambda *_: 0)(self",
    ),
    (
        "feeding the search with what joined pages are the home of",
        "fast_pages/joining.py",
        "texts.id, found)",
        "texts.id, [])",
    ),
    (
        "leaving to Sphinx the pages of notes whose texts are nodes",
        "fast_pages/groups.py",
        "return is_plain and not any(_has_markup(content, view) for content in page.contents)",
        "return is_plain",
    ),
    (
        "what handlers change of the document of a page",
        "fast_pages/resolving.py",
        "if self._before == now:",
        "if True:",
    ),
    (
        "what handlers leave for others while a page is written",
        "fast_pages/resolving.py",
        "return (id(doctree), list(vars(doctree)), [*map(_Names, self._around)])",
        "return id(doctree)",
    ),
    (
        "whether transforms change the pages of a group",
        "fast_pages/resolving.py",
        "return self._changing.get(id(group), True)",
        "return False",
    ),
    (
        "keeping from handlers the document of a model",
        "fast_pages/joining.py",
        "lambda _handler: None",
        "lambda handler: handler",
    ),
    (
        "keeping from handlers the documents that they have seen",
        "fast_pages/writer.py",
        "None if each in handlers else each",
        "each",
    ),
    (
        "taking back pages that were joined before another was seen to be otherwise",
        "fast_pages/joining.py",
        "if self._reason or self._is_compared(docname):",
        "if False:",
    ),
    (
        "keeping from handlers the pages that they have seen and not changed",
        "fast_pages/others.py",
        "if STEM in docname or ((number, docname) in self._seen and number not in self._changing):",
        "if STEM in docname:",
    ),
    (
        "merging what processes read",
        "documents/domain.py",
        'for part in ("documents", "problems"):',
        'for part in ("problems",):',
    ),
    ("recording what documents hold", "documents/domain.py", "if docname in self.generated:", "if True:"),
    (
        "the digest of a page's contents",
        "incremental/digests.py",
        "[self._shape(self._view.shape(content)) for content in page.all_contents],",
        "",
    ),
    (
        "the headings of a listing in the digest",
        "incremental/digests.py",
        "            sorted(listing.headings.items()),\n",
        "",
    ),
    (
        "what the cells of a table say in the digest",
        "incremental/digests.py",
        "table.path, table.texts, sorted",
        "table.path, sorted",
    ),
    (
        "removing files that are gone",
        "incremental/site_files.py",
        "                remove_file(self._app, outdir / gone)\n",
        "                pass\n",
    ),
    (
        "the conditions of a table",
        "project/notes.py",
        "if are_shown and self._presences.are_met(table.conditions):",
        "if are_shown:",
    ),
    (
        "the tags that go together in the digest",
        "incremental/digests.py",
        "[(_tag(other), count) for other, count in counts], explorer)",
        "explorer)",
    ),
    (
        "the years of a tag's pages in the digest",
        "incremental/digests.py",
        "return (self._listing(listing), pages)",
        "return (self._listing(listing), len(pages))",
    ),
    (
        "what programs alone are told of a work, in the digest",
        "incremental/digests.py",
        "            said_of_work(note) if self._metadata else None,\n",
        "",
    ),
    (
        "the groups of tags in the digest",
        "incremental/digests.py",
        "id_, orders, grouped, ",
        "id_, orders, ",
    ),
    (
        "the tags above one in the digest",
        "incremental/digests.py",
        "return [[_tag(tag) for tag in path] for path in paths]",
        "return None",
    ),
    (
        "what the description of a tag refers to in the digest",
        "incremental/digests.py",
        "            self._referred(page.description),\n",
        "",
    ),
    (
        "the tags file in what tells notes from others",
        "project/notes.py",
        "            self._tags_file,\n",
        "",
    ),
    ("the surroundings in the digest", "incremental/digests.py", "            self._surroundings,\n", ""),
    (
        "the neighbours in the digest",
        "incremental/digests.py",
        "            self._neighbours(page.docname, self._env.found_docs),\n",
        "",
    ),
    (
        "the configuration in the digest",
        "incremental/digests.py",
        "            self._configuration,\n            plan,",
        "plan,",
    ),
    (
        "the tags of a tagged page in the digest",
        "incremental/digests.py",
        "            case shapes.TagButtons(tags):\n                return [_tag(tag) for tag in tags]\n",
        "",
    ),
    ("what user's documents show", "incremental/digests.py", "self._shown(docname, item)", "None"),
    (
        "the address of the data in the digest of their page",
        "incremental/outdated.py",
        "digest_of(digests[docname], data.address)",
        "digests[docname]",
    ),
    (
        "writing the data of all notes anew",
        "incremental/site_files.py",
        "            if make := wanted.pop(path):\n",
        "            if (make := wanted.pop(path)) and not os.path.isfile(file):\n",
    ),
    (
        "a record for each builder",
        "incremental/build_record.py",
        'f"{output_key(builder, outdir)}.json"',
        '"all.json"',
    ),
    (
        "settings that another builder has read",
        "incremental/outdated.py",
        "digest_of(self._domain.configured, ",
        "digest_of(",
    ),
    ("the mark of a build begun", "incremental/outdated.py", "self._record.begin()", "pass"),
    (
        "the configuration in the record",
        "incremental/outdated.py",
        " or self._record.configuration != self._configuration",
        "",
    ),
    ("the list of documents being read", "build.py", " | InterruptedReads(app).documents()", ""),
    ("a look at the output", "incremental/build_record.py", "FileState.of(self.path) == self.file", "True"),
    (
        "a look at the doctrees",
        "sphinx_internals/virtual_documents.py",
        'return FileState.of(f"{app.doctreedir}',
        'return FileState(0, 0) or FileState.of(f"{app.doctreedir}',
    ),
    ("a look at the templates", "incremental/outdated.py", "page.file.mtime_ns < newest", "False"),
    ("what was read in the fingerprint", "project/notes.py", "            self._domain.reading,\n", ""),
    ("the files in the fingerprint", "project/notes.py", "            self.files.fingerprint,\n", ""),
    (
        "collected notes in the fingerprint",
        "project/notes.py",
        "            self._collected.fingerprint,\n",
        "",
    ),
    (
        "pages that are gone",
        "incremental/outdated.py",
        "for docname in gone - env.found_docs:",
        "for docname in ():",
    ),
    (
        "labels of ours in the digest",
        "incremental/digests.py",
        'if reference.kind != "doc" and (',
        "if False and (",
    ),
    (
        "sections of generated pages in the sidebars of others",
        "incremental/digests.py",
        ", *self._generated_contents]",
        "]",
    ),
    ("texts with references", "project/notes.py", "in (late.titles, late.texts):", "in ():"),
    (
        "what a builder leaves out",
        "project/presences.py",
        "return name != PRESENT and ",
        "return True or ",
    ),
    (
        "settings that leave something out, in the fingerprint",
        "project/notes.py",
        "if _is_flag(value.value)",
        "if False",
    ),
    (
        "documents in the place of generated ones as new ones",
        "pages/update.py",
        "    added |= taken\n",
        "",
    ),
    ("copies of sources that are gone", "incremental/outdated.py", "self.stand_ins.remove(docname)", "pass"),
    ("what a build puts on the builder", "build.py", "take_back(app.builder)", "pass"),
    ("doctrees that Sphinx keeps", "build.py", "forget_doctrees(env)", "pass"),
    (
        "doctrees that others have asked for",
        "sphinx_internals/virtual_documents.py",
        "._pickled_doctree_cache.pop(",
        ".dependencies.pop(",
    ),
    (
        "whether all are known who see documents as they are read",
        "pages/update.py",
        "are_noted, left = can_be_noted(app), []",
        "are_noted, left = True, []",
    ),
    (
        "a file where a doctree is to be in none",
        "sphinx_internals/doctrees_on_demand.py",
        "    remove_doctree(app, docname)\n",
        "",
    ),
    (
        "a write when pages that nothing else shows have gone",
        "incremental/outdated.py",
        "return due or ({env.config.root_doc} if is_any_due else due)",
        "return due",
    ),
    (
        "the line that a note of settings lacks",
        "sphinx_internals/output/write_errors.py",
        "_LINES_OF_BUILD_INFO = 4",
        "_LINES_OF_BUILD_INFO = 3",
    ),
    ("titles escaped for the search", "sphinx_internals/search_titles.py", "indexer.feed = feed", "pass"),
    ("a look at files that are no documents", "incremental/outdated.py", "ends += SiteFiles(", "SiteFiles("),
]


def first_failure(folder: Path) -> str | None:
    """Run the tests in a folder until one fails, and return its name."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-n", "2", *TESTS]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    failed = re.search(r"^(?:FAILED|ERROR) (\S+.*?)(?: - .*)?$", run.stdout, re.MULTILINE)
    return failed[1] if failed else None


def main() -> int:
    """Try all faults and return the number of those that no test notices."""
    unnoticed = 0
    wanted = " ".join(sys.argv[1:])
    for what, name, code, instead in FAULTS:
        if wanted not in what:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            for part in ("sphinxext", "tests", "notes", "docs"):
                shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("_build"))
            shutil.copy(ROOT / "pyproject.toml", folder)
            path = folder / PACKAGE / name
            content = path.read_text("utf-8")
            if content.count(code) != 1:
                print(f"{what}: the code has changed; {code!r} is not once in {name}")
                return 1
            path.write_text(content.replace(code, instead), "utf-8")
            noticed = first_failure(folder)
            unnoticed += noticed is None
            print(f"without {what}: {noticed or 'NO TEST FAILS'}", flush=True)
    return unnoticed


if __name__ == "__main__":
    sys.exit(main())
