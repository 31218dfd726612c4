"""Documents of the user's that are the pages of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ...util.suggest import suggestion
from ...util.text import shortened
from ..problems import Origin, Problem, ProblemKind
from .pageless import Pageless, why_without_page
from .tag import Tag


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A document that is to be the page of a tag, by any spelling of its ``name``, or an alias."""

    docname: str
    name: str
    origin: Origin


def with_own_pages(
    tags: dict[str, Tag],
    main: Callable[[str], str],
    pages: Iterable[OwnPage],
    pageless: Pageless,
    problems: list[Problem],
) -> Mapping[str, str]:
    """Have the tags lead to the documents that are their pages.

    Those that have such a page are replaced in ``tags``, which are by keys. ``main`` returns the key of the
    tag that a name means. Of several pages of one tag, the first by docname counts.

    Returns:
        the keys of these tags, by docnames.
    """
    found: dict[str, OwnPage] = {}
    for page in sorted(pages, key=lambda page: page.docname):
        key = main(page.name)
        if why := why_without_page(page.name, key, pageless):
            problems.append(Problem(ProblemKind.UNKNOWN_TAG, f"tag-page: {why[0]}", page.origin, why[1]))
        elif key not in tags:
            hint = suggestion(page.name, [tag.name for tag in tags.values()])
            message = f"tag-page: no tag has a page and the name {shortened(page.name)!r}"
            message += hint or "; tags/index lists those that do"
            problems.append(Problem(ProblemKind.UNKNOWN_TAG, message, page.origin))
        elif first := found.get(key):
            message = (
                f"tag-page: the page of {tags[key].name!r} is {first.docname!r} ({first.origin}) already; "
            )
            message += "this document lists nothing: remove one of the two"
            problems.append(Problem(ProblemKind.DOCNAME, message, page.origin, (first.origin,)))
        else:
            found[key] = page
            tags[key] = replace(tags[key], docname=page.docname)
    return {page.docname: key for key, page in found.items()}
