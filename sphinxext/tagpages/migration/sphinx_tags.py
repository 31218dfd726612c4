"""Projects that used sphinx-tags: they build on with nothing changed but the name of the extension.

All of this lies idle in a project that sets no ``tags_*`` value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join
from sphinx.util.matching import Matcher

from ..config.conf_file import ConfigFile
from ..config.settings import Settings
from ..config.sphinx_tags_values import OLD_VALUES, OVERVIEW_PAGE, is_generated, move_over
from ..config.values import MOVED
from ..core.problems import Origin, ProblemKind
from ..documents.domain import domain_of
from ..documents.nodes import page_tags
from ..project.titles import index_docname
from ..sources.front_matter import written_tags
from ..sphinx_internals.toctrees import is_in_a_toctree
from ..util.files import text_of
from ..warnings import warn
from .idle_code import idle_code

_SUFFIXES = (".rst", ".md")
#: The value of a document's field ``orphan`` that is not the author's.
_SPARED = "tagpages"
#: How many documents a warning names.
_SHOWN = 10
_DIRECTIVE = re.compile(r"^\.\. tags::(?P<content>.*(?:\n(?:[ \t].*)?)*)", re.MULTILINE)


def connect(app: Sphinx) -> None:
    """Connect to Sphinx's events."""
    # Before our own values are checked: theirs are the defaults of some.
    app.connect("config-inited", on_config_inited, priority=300)
    # Before Sphinx notes the tables of contents, at 500.
    app.connect("doctree-read", on_doctree_read, priority=400)
    app.connect("env-updated", on_env_updated)


def on_config_inited(app: Sphinx, config: Config) -> None:
    """Find out what the values of sphinx-tags ask for, and leave out of reading what it has generated."""
    if "sphinx_tags" in app.extensions:
        message = 'take the line "sphinx_tags" out of extensions: it makes pages of its own beside ours'
        warn(ProblemKind.SPHINX_TAGS, message, ConfigFile(Path(app.confdir)).origin_of("extensions"))
        return
    given = _given(app, config)
    moved, missing = move_over(given)
    if missing:
        message = f"of the values of sphinx-tags, these are not understood: {'; '.join(missing)}"
        conf = ConfigFile(Path(app.confdir))
        named = (
            origin for name, origin in conf.names("tags_") if any(fault.startswith(name) for fault in missing)
        )
        warn(ProblemKind.SPHINX_TAGS, message, next(named, conf.origin_of("tags_")))
    if moved:
        folder = Path(app.srcdir) / moved.dir
        left_out = _leave_out(app, config, moved.dir)
        own = [path for path in folder.glob("tagsindex.*") if path.name not in left_out]
        setattr(config, MOVED, replace(moved, own_overview=bool(own)))
        for origin in idle_code(app):
            message = f"sphinx-tags does not run here, and {moved.dir}/{OVERVIEW_PAGE} is no file: this code "
            message += "changes or reads what is not there; take it out, or rewrite it"
            warn(ProblemKind.SPHINX_TAGS, message, origin)


def _given(app: Sphinx, config: Config) -> Mapping[str, object]:
    # Registered only now, as sphinx-tags could not be loaded beside us otherwise.
    for value in OLD_VALUES:
        if value.name not in config:
            app.add_config_value(value.name, None, "")
    values = {value.name: getattr(config, value.name) for value in OLD_VALUES}
    return {name: value for name, value in values.items() if value is not None}


def _leave_out(app: Sphinx, config: Config, folder: str) -> set[str]:
    """Have Sphinx read no file that sphinx-tags generated; return the names of those there are."""
    excluded = Matcher(config.exclude_patterns)
    names = set()
    others = False
    for path in sorted((Path(app.srcdir) / folder).glob("*")):
        # The page of an emoji is called ".rst", which pathlib takes for a stem.
        stem, dot, suffix = path.name.rpartition(".")
        if dot + suffix in _SUFFIXES and is_generated(stem, text_of(path)):
            names.add(path.name)
        else:
            others = True
    paths = [PurePosixPath(folder, name) for name in sorted(names)]
    if read := [str(path) for path in paths if not any(map(excluded, map(str, (path, *path.parents))))]:
        config.exclude_patterns = [*config.exclude_patterns, *map(_literal, read)]
        what = ", ".join(read) if others else f"the folder {folder!r}"
        message = f"sphinx-tags has generated files in {folder!r} ({len(read)}), which are not read: delete "
        origin = ConfigFile(Path(app.confdir)).origin_of("tags_output_dir")
        warn(ProblemKind.SPHINX_TAGS, message + what, origin)
    return names


def _literal(path: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)


def overview_for_toctrees(env: BuildEnvironment) -> None:
    """Let documents name the tag index as it was called, while they are read."""
    if overview := Settings.of(env.config).moved.overview:
        env.found_docs.add(overview)


def forget_overview(env: BuildEnvironment) -> None:
    """Take back what :func:`overview_for_toctrees` did."""
    env.found_docs.discard(Settings.of(env.config).moved.overview)


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Let what names the tag index as it was called lead to where it is now; find the tags of notebooks."""
    settings = Settings.of(app.config)
    if settings.moved:
        _tag_notebook(app.env, doctree)
    if settings.moved.overview:
        _redirect(doctree, settings.moved.overview, index_docname(settings.dir))


def on_env_updated(app: Sphinx, env: BuildEnvironment) -> None:
    """Name, in one warning, the documents that only the pages of tags held in a toctree."""
    if not Settings.of(app.config).moved.had_pages:
        return
    lost = []
    for docname, record in sorted(domain_of(env).documents.items()):
        was_listed = bool(record.page and record.page.given) and docname != app.config.root_doc
        if was_listed and not is_in_a_toctree(env, docname):
            # Sphinx gives a line to each of them that is no orphan.
            mark = env.metadata[docname].setdefault("orphan", _SPARED)
            lost += [docname] if mark == _SPARED else []
    if lost:
        others = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        message = "pages of sphinx-tags held documents in their toctrees that are in none now: "
        message += f"{', '.join(lost[:_SHOWN])}{others}; name them in one, or write :orphan: at their top"
        warn(ProblemKind.SPHINX_TAGS, message, Origin(str(env.doc2path(lost[0])), 1))


def _tag_notebook(env: BuildEnvironment, doctree: nodes.document) -> None:
    path = Path(env.doc2path(env.docname))
    if path.suffix != ".ipynb" or next(doctree.findall(page_tags), None):
        return
    names = _raw_cell_tags(text_of(path))
    section = next(doctree.findall(nodes.section), None)
    if names and section:
        source = path.relative_to(env.srcdir).as_posix()
        section.insert(1, page_tags("", tags=names, origin=(source, 1)))


def _raw_cell_tags(notebook: str) -> tuple[str, ...]:
    """Return what the directive ``tags`` names in a notebook's raw cells, which not every reader reads."""
    try:
        cells = json.loads(notebook)["cells"]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "raw"]
    except (ValueError, KeyError, TypeError):
        return ()
    directives = [match["content"] for text in texts for match in _DIRECTIVE.finditer(text)]
    return tuple(name for content in directives for name in written_tags(content.splitlines()))


def _redirect(doctree: nodes.document, overview: str, index: str) -> None:
    for toctree in doctree.findall(addnodes.toctree):
        entries = [(title, index if name == overview else name) for title, name in toctree["entries"]]
        toctree["entries"] = list(dict.fromkeys(entries))
        names = (index if name == overview else name for name in toctree["includefiles"])
        toctree["includefiles"] = list(dict.fromkeys(names))
    for reference in doctree.findall(addnodes.pending_xref):
        if reference.get("reftype") == "doc":
            target = docname_join(reference.get("refdoc", ""), reference["reftarget"])
            if target == overview:
                reference["reftarget"] = f"/{index}"
