"""What Sphinx's environment notes of documents and its manual does not name.

Of what is known of documents, the manual names ``found_docs``, ``metadata`` and ``titles`` alone.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TypeAlias, cast

from sphinx.domains.std import StandardDomain
from sphinx.environment import CONFIG_OK, BuildEnvironment

#: The docname and the anchor that each label leads to.
Anchors: TypeAlias = dict[str, tuple[str, str]]
#: The same with the title that a reference shows.
Labels: TypeAlias = dict[str, tuple[str, str, str]]


def is_made_anew(env: BuildEnvironment) -> bool:
    """Tell whether all documents are read, because the environment or what they depend on is new."""
    return env.config_status != CONFIG_OK


def forget_doctrees(env: BuildEnvironment) -> None:
    """Have doctrees read from their files: Sphinx keeps those that an application's build before has read."""
    env._pickled_doctree_cache.clear()  # noqa: SLF001
    env._write_doc_doctree_cache.clear()  # noqa: SLF001
    vars(env).pop("master_doctree", None)


def is_read(env: BuildEnvironment, docname: str) -> bool:
    """Tell whether a document has been read, by this build or one before."""
    return docname in env.all_docs


def time_of_reading(env: BuildEnvironment, path: str) -> int | None:
    """Return when the document of a source file was last read, in microseconds, if it is one."""
    return env.all_docs.get(env.path2doc(path) or "")


def times_of_including(env: BuildEnvironment, path: str) -> list[int]:
    """Return when documents were last read, in microseconds, that depend on a file; sorted."""
    srcdir = Path(env.srcdir)
    file = srcdir / path
    return sorted(
        env.all_docs[docname]
        for docname, paths in env.dependencies.items()
        if docname in env.all_docs and any(srcdir / included == file for included in paths)
    )


def notes_on_document(env: BuildEnvironment) -> MutableMapping[str, Any]:
    """Return where to put what is to be known until the document that is being read is read.

    Sphinx 8.2 and newer have another name for it, which is theirs alone.
    """
    return cast("MutableMapping[str, Any]", env.temp_data)


def labels_of(env: BuildEnvironment) -> Labels:
    """Return the labels of all documents that have titles; a change of it is one of Sphinx's."""
    return _standard_domain(env).labels


def anchors_of(env: BuildEnvironment) -> Anchors:
    """Return all labels, those without a title too; a change of it is one of Sphinx's."""
    return _standard_domain(env).anonlabels


def note_formula(env: BuildEnvironment, docname: str) -> None:
    """Note that a document holds a formula.

    Before version 8.3, Sphinx looks here for the pages that need what sets formulas.
    """
    env.domaindata["math"]["has_equations"][docname] = True


def image_name(env: BuildEnvironment, uri: str) -> str:
    """Return the name that a picture of a document has in the output; nothing for one that is not copied."""
    return env.images[uri][1] if uri in env.images else ""


def _standard_domain(env: BuildEnvironment) -> StandardDomain:
    return cast("StandardDomain", env.get_domain("std"))
