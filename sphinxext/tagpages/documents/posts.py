"""Posts of ablog among the documents: which they are, and what their bodies give to their notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath, PurePosixPath

from docutils import nodes
from sphinx.environment import BuildEnvironment

from ..config.settings import matcher
from ..markup.images import SUFFIXES
from ..sources.blog_posts import called, post_tags
from ..util.text import normalized
from .reading import conditions_of


def is_matched(patterns: Sequence[str], names: Iterable[str]) -> bool:
    """Tell whether one of some patterns matches one of some names below the source folder."""
    known = [normalized("NFC", name) for name in names] if patterns else []
    return any(any(map(matcher(pattern), known)) for pattern in patterns)


def places_of(env: BuildEnvironment, docname: str) -> tuple[str, ...]:
    """Return the names by which a pattern may mean a document: its file, its name, each folder it is in."""
    path = PurePath(env.doc2path(docname, base=False)).as_posix()
    return (path, docname, *map(str, PurePosixPath(docname).parents))


def spare_advice(env: BuildEnvironment) -> None:
    """Have Sphinx not ask for a post in a toctree, as ablog does."""
    if env.config.post_auto_orphan is not False:
        env.metadata[env.docname].setdefault("orphan", True)


def picture_of(
    env: BuildEnvironment, doctree: nodes.document, fields: Mapping[str, object]
) -> dict[str, str]:
    """Return the picture that is shown with a post, where a number says which of those in it, from 1.

    Returns:
        fields of a note: the path from the source folder, or the address, and what the picture shows.
        The path is empty where there are not so many; ablog says nothing of it either.
    """
    number = str(fields.get("image") or env.config.post_auto_image or "").strip()
    if not number.isdecimal():
        return {}
    pictures = [picture for picture in doctree.findall(nodes.image) if not conditions_of(picture)]
    if not 0 < int(number) <= len(pictures):
        return {"image": ""}
    picture = pictures[int(number) - 1]
    # Of a picture that is named with an asterisk, Sphinx has found the files.
    addresses = [picture["uri"], *sorted(picture.get("candidates", {}).values())]
    address = next(filter(_is_shown, addresses), "")
    found = {"image": address if "://" in address else address and f"/{address}"}
    return found | ({"image_alt": picture["alt"]} if "alt" in picture else {})


def _is_shown(address: str) -> bool:
    return "://" in address or PurePosixPath(address).suffix.lower() in SUFFIXES


def authors_of(env: BuildEnvironment, fields: Mapping[str, object]) -> dict[str, object]:
    """Return the authors of a post as the project calls them: those that it names, else the default."""
    keys = post_tags(fields.get("author", "")) or post_tags(env.config.blog_default_author or "")
    names = [called(key, env.config.blog_authors) for key in keys]
    return {"author": names} if names else {}


def has_excerpt(env: BuildEnvironment, fields: Mapping[str, object]) -> bool:
    """Tell whether the first paragraph of a post is shown with it, where it has no excerpt of its own."""
    number = fields.get("excerpt", env.config.post_auto_excerpt)
    return number is None or str(number).strip() != "0"
