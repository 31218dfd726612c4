"""Labels of generated documents, by which the role ``ref`` finds them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from sphinx.environment import BuildEnvironment

from ..config.sphinx_tags_values import is_old_label
from ..sphinx_internals.environment import anchors_of, labels_of
from .plan import PlannedPage

#: Labels that were taken, each with where it was taken from and where it leads.
Taken: TypeAlias = list[tuple[dict[str, Any], str, Any]]


def with_free_labels(
    env: BuildEnvironment, planned: Mapping[str, PlannedPage], generated: Container[str]
) -> dict[str, PlannedPage]:
    """Take from planned pages, by docname, the labels of documents other than the ``generated`` ones."""
    taken = {label for label, (docname, _id) in anchors_of(env).items() if docname not in generated}
    return {
        docname: replace(page, labels=tuple(label for label in page.labels if label not in taken))
        if not taken.isdisjoint(page.labels)
        else page
        for docname, page in planned.items()
    }


def take_labels(env: BuildEnvironment, docnames: Container[str]) -> Taken:
    """Take the labels of sphinx-tags from generated documents: another document may be about to have them."""
    return [
        (labels, label, labels.pop(label))
        for labels in (labels_of(env), anchors_of(env))
        for label in [
            label for label, target in labels.items() if target[0] in docnames and is_old_label(label)
        ]
    ]


def give_back(taken: Taken) -> None:
    """Give labels back to the documents that had them, but for those that others have now."""
    for labels, label, target in taken:
        labels.setdefault(label, target)
