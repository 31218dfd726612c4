"""Labels of generated documents, by which the role ``ref`` finds them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import cast

from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

from .plan import PlannedPage


def labels_of(env: BuildEnvironment) -> dict[str, tuple[str, str, str]]:
    """Return the labels of all documents: each with its docname, its anchor and its title."""
    return _standard_domain(env).labels


def with_free_labels(
    env: BuildEnvironment, planned: Mapping[str, PlannedPage], generated: Container[str]
) -> dict[str, PlannedPage]:
    """Take from planned pages the labels that documents of the user's have.

    Args:
        env: the environment, with what the documents hold.
        planned: the pages, by docname.
        generated: the docnames of the pages that the build before made.
    """
    anchors = _standard_domain(env).anonlabels
    taken = {label for label, (docname, _id) in anchors.items() if docname not in generated}
    return {
        docname: replace(page, labels=tuple(label for label in page.labels if label not in taken))
        if not taken.isdisjoint(page.labels)
        else page
        for docname, page in planned.items()
    }


def release_labels(env: BuildEnvironment, docnames: Container[str]) -> None:
    """Take labels from documents that are made again: another of them may be about to have them."""
    domain = _standard_domain(env)
    for labels in (domain.labels, domain.anonlabels):
        for label in [label for label, place in labels.items() if place[0] in docnames]:
            del labels[label]


def _standard_domain(env: BuildEnvironment) -> StandardDomain:
    return cast("StandardDomain", env.get_domain("std"))
