"""What a project keeps of sphinx-tags: its configuration values, its names of pages and labels, its files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.tags.info import read_colour
from ..core.tags.tag import Tag
from ..util.text import as_python
from . import checks
from .heading_words import plain_words

OVERVIEW_PAGE = "tagsindex"
_OVERVIEW_LABEL = "tagoverview"
_TAG_LABEL = "sphx_tag_"
_DEFAULT_DIR = "_tags"
#: How far into a file its label may stand, and what may stand before it.
_HEAD_LINES = 5
_BEFORE = frozenset(["", ":orphan:"])
_LABEL_LINE = re.compile(r"\.\. _(?P<rst>.+):|\((?P<myst>.+)\)=")


@dataclass(frozen=True, slots=True)
class OldValue:
    """A configuration value of sphinx-tags, its type, and what becomes of it."""

    name: str
    type: type
    becomes: str


OLD_VALUES = (
    OldValue(
        "tags_create_tags",
        bool,
        "``True``: nothing is to be done, tags always have pages. ``False``: named in the warning; for "
        'neither pages nor buttons, write ``tagpages_skip_tags = ["*"]``.',
    ),
    OldValue(
        "tags_output_dir",
        str,
        'The default of ``tagpages_dir``: ``"_tags"`` where it is not set. The pages keep their addresses.',
    ),
    OldValue("tags_extension", list, "Nothing is to be done: tags are found in documents of every form."),
    OldValue(
        "tags_overview_title",
        str,
        "The title of the tag index. Of this and the other texts the words are shown, without markup.",
    ),
    OldValue("tags_index_head", str, "The heading over all tags in the tag index."),
    OldValue(
        "tags_page_title",
        str,
        'The default of ``tagpages_title``: ``"Topic"`` is as ``tagpages_title = "Topic: {tag}"``.',
    ),
    OldValue("tags_page_header", str, "The heading over the notes of a tag's page."),
    OldValue("tags_intro_text", str, "The words before the buttons of a tagged page."),
    OldValue(
        "tags_create_badges",
        bool,
        "``True``: nothing is to be done, tags are shown as buttons. ``False``: named in the warning; "
        "give ``.tagpages-tag`` another look in a style sheet of your own.",
    ),
    OldValue(
        "tags_badge_colors",
        dict,
        "The colours of buttons; the first pattern that fits counts. The names of sphinx-design stand for "
        "its own colours as they are without a theme; hexadecimal colours (``#28a745``) are understood too.",
    ),
)

#: What the names of colours stand for in sphinx-design, where no theme changes them.
COLOURS = {
    "primary": "#0071bc",
    "secondary": "#6c757d",
    "success": "#28a745",
    "info": "#17a2b8",
    "warning": "#f0b37e",
    "danger": "#dc3545",
    "light": "#f8f9fa",
    "muted": "#6c757d",
    "dark": "#212529",
    "black": "#000000",
    "white": "#ffffff",
}


@dataclass(frozen=True, slots=True)
class MovedProject:
    """What the configuration of a project that used sphinx-tags asks for; empty for any other project.

    ``dir`` is where its tag pages were; the texts are those of the values of the same names.
    ``colours`` are patterns of tags with colours (``#`` and six digits), the first that fits counts.
    ``own_overview``: a document of the project's own has the place of the old tag index. ``had_pages``:
    there were pages of tags, whose toctrees held the documents.
    """

    dir: str = ""
    page_title: str = ""
    page_header: str = ""
    overview_title: str = ""
    index_head: str = ""
    intro_text: str = ""
    colours: tuple[tuple[str, str], ...] = ()
    own_overview: bool = False
    had_pages: bool = False

    def __bool__(self) -> bool:
        return bool(self.dir)

    @property
    def defaults(self) -> dict[str, object]:
        """Values of ours that follow where the project does not set them, by name."""
        title = {"title": f"{self.page_title}: {{tag}}"} if self.page_title else {}
        return {"dir": self.dir, **title} if self else {}

    @property
    def overview(self) -> str:
        """The docname that the tag index had, where it leads to ours now; else nothing."""
        return f"{self.dir}/{OVERVIEW_PAGE}" if self.dir and not self.own_overview else ""

    @property
    def overview_labels(self) -> tuple[str, ...]:
        """The labels of the tag index."""
        return (_OVERVIEW_LABEL,) if self else ()

    def tag_labels(self, tags: Iterable[Tag]) -> dict[str, tuple[str, ...]]:
        """Return the labels of tags' pages, by the tags' keys."""
        if not self:
            return {}
        return {sharing[0].key: (_TAG_LABEL + name,) for name, sharing in by_old_name(tags).items()}


def move_over(given: Mapping[str, Any]) -> tuple[MovedProject, tuple[str, ...]]:
    """Find out what values of sphinx-tags ask for.

    Args:
        given: the values that the project sets, by name.

    Returns:
        what they ask for, and of each value that cannot be had, a sentence that says what to write instead.
    """
    if not given:
        return MovedProject(), ()
    types = {value.name: value.type for value in OLD_VALUES}
    asked: dict[str, Any] = {}
    missing = []
    for name, value in given.items():
        if isinstance(value, types[name]) or (types[name] is list and isinstance(value, tuple | set)):
            asked[name] = value
        else:
            missing.append(f"{name} = {as_python(value)} is of a wrong type: take it out")
    if asked.get("tags_create_tags") is False:
        missing.append(
            "tags_create_tags = False: tags always have pages; for neither pages nor buttons, write "
            'tagpages_skip_tags = ["*"]'
        )
    colours: list[tuple[str, str]] = []
    if asked.get("tags_create_badges") is False:
        missing.append(
            "tags_create_badges = False: tags are shown as buttons; give .tagpages-tag another look in a "
            "style sheet of your own"
        )
    elif "tags_create_badges" in asked:
        colours = list(_colours(asked.get("tags_badge_colors", {}), missing))
    given_folder = asked.get("tags_output_dir", _DEFAULT_DIR)
    try:
        folder = checks.folder(given_folder)
    except ValueError:
        missing.append(
            f"tags_output_dir = {as_python(given_folder)}: write tagpages_dir, a name below the source folder"
        )
        folder = _DEFAULT_DIR
    texts = ("page_title", "page_header", "overview_title", "index_head", "intro_text")
    taken_over = {name: asked.get(f"tags_{name}", "").strip() for name in texts}
    for name, text in taken_over.items():
        if (plain := plain_words(text)) != text:
            instead = as_python(plain) if plain else "words"
            missing.append(f"tags_{name} = {as_python(text)}: markup is not shown there; write {instead}")
            taken_over[name] = plain
    had_pages = asked.get("tags_create_tags", False)
    moved = MovedProject(dir=folder, colours=tuple(colours), had_pages=had_pages, **taken_over)
    return moved, tuple(missing)


def _colours(given: Mapping[object, object], missing: list[str]) -> Iterable[tuple[str, str]]:
    wrong: dict[str, None] = {}
    for pattern, colour in given.items():
        known = (COLOURS.get(colour) or read_colour(colour)) if isinstance(colour, str) else None
        if known:
            yield str(pattern), known
        else:
            wrong[as_python(colour)] = None
    if wrong:
        what = "is no colour" if len(wrong) == 1 else "are no colours"
        missing.append(
            f"tags_badge_colors: {', '.join(wrong)} {what}; write six hexadecimal digits, such as '#28a745'"
        )


def old_name(tag: str) -> str:
    """Return the name of a tag's page under sphinx-tags; it may be empty (an emoji)."""
    return re.sub(r"\W+", "-", tag).lower().strip("-")


def by_old_name(tags: Iterable[Tag]) -> dict[str, Sequence[Tag]]:
    """Return the tags that had one page under each old name, the one that it leads to now first."""
    found: dict[str, list[Tag]] = {}
    for tag in tags:
        if name := old_name(tag.name):
            found.setdefault(name, []).append(tag)
    return {name: sorted(sharing, key=lambda tag: tag.slug != name) for name, sharing in found.items()}


def is_old_label(label: str) -> bool:
    """Tell whether sphinx-tags makes labels such as this one."""
    return label == _OVERVIEW_LABEL or label.startswith(_TAG_LABEL)


def is_generated(name: str, text: str) -> bool:
    """Tell whether a file was generated by sphinx-tags: the label of its page stands at its beginning.

    The name is that of the file without its suffix.
    """
    label = _OVERVIEW_LABEL if name == OVERVIEW_PAGE else _TAG_LABEL + name
    first = next((line for line in map(str.strip, text.split("\n", _HEAD_LINES)) if line not in _BEFORE), "")
    match = _LABEL_LINE.fullmatch(first)
    return match is not None and label in (match["rst"], match["myst"])
