"""The configuration values: one table, from which they are registered, checked and documented."""

from __future__ import annotations

from . import checks
from .date_patterns import date_pattern
from .export_values import EXPORT_VALUES
from .value import Value

PREFIX = "tagpages_"
#: The value that holds what a project keeps of sphinx-tags; it is not for users to set.
MOVED = "tagpages_moved"


VALUES = (
    Value(
        "sources",
        [],
        checks.patterns,
        "Files that hold notes: paths or globs under the source folder (``*.yaml``, ``*.yml``, ``*.bib``) or "
        "exports of issues (``*.json``).",
    ),
    Value(
        "github",
        {},
        checks.github,
        "How exports of issues are read: a mapping of options, for all of them or by patterns of files.",
    ),
    Value(
        "dir",
        "tags",
        checks.folder,
        "The folder of the generated documents: ``tags/index``, ``tags/<slug>``.",
    ),
    Value(
        "visible",
        10,
        checks.number,
        "Entries before the fold; ``0``: no fold. A fold that would hide fewer than three is not made.",
    ),
    Value(
        "per_page",
        200,
        checks.number,
        "Entries on a page of a tag or of the archive; ``0``: all on one.",
    ),
    Value(
        "sort",
        ["-date"],
        checks.sort_keys,
        "The order of notes: field names, ``-`` for descending. Notes without a value come last.",
    ),
    Value(
        "date_format",
        None,
        date_pattern,
        "How readers see dates: ``None``, as ISO 8601; ``short``, ``medium``, ``long`` or ``full``, as "
        "the project's language has them; or a pattern such as ``d. MMMM y``.",
    ),
    Value(
        "group_by",
        "auto",
        checks.grouping,
        "The headings on a tag page: ``year``, ``month``, ``kind``, ``venue``, ``authors`` (the first one), "
        "``lang``, or ``extra.`` and a name; ``auto``: by year where the notes are more than 25 and stand in "
        "the order of a date; ``None``: none.",
    ),
    Value(
        "title",
        checks.TITLE,
        checks.title,
        "The heading of a tag page, with ``{tag}`` for the tag.",
    ),
    Value(
        "related",
        10,
        checks.number,
        'Tags that "Often with" names on a tag page: those that go together with the tag; ``0``: none.',
    ),
    Value(
        "related_notes",
        5,
        checks.number,
        "Notes that the home of a note names because they have tags in common with it; ``0``: none.",
    ),
    Value(
        "snippet_length",
        180,
        checks.number,
        "Columns of a snippet, two for a wide character (Chinese, Japanese, Korean); ``0``: no snippet.",
    ),
    Value(
        "skip_tags",
        [],
        checks.texts,
        "Tags that get no button and no page: names or shell patterns (``status-*``).",
    ),
    Value(
        "tag_order",
        "unicode",
        checks.one_of("unicode", "language"),
        "The order of tags by name: ``unicode``, by the numbers of their characters; ``language``, as the "
        "project's language has it, which needs the extra ``collation``.",
    ),
    Value(
        "tags_file",
        None,
        checks.file("tags.yaml"),
        "The file that says more of tags; ``None``: ``tags.yaml``, if there is one.",
    ),
    Value(
        "groups",
        [],
        checks.tag_groups,
        "Groups of tags in their order: mappings with a ``title``, and ``tags`` (names or shell patterns) or "
        "a ``colour``. The first that fits counts; what the tags file says of a tag goes before.",
    ),
    Value(
        "separator",
        "",
        checks.separator,
        "What nests tags by their names: with ``/``, ``A/B`` is below ``A``; nothing unless set.",
    ),
    Value(
        "unknown_tags",
        "ignore",
        checks.one_of("ignore", "warn", "error"),
        "What a tag gets that the tags file does not know: ``ignore``, nothing; ``warn``, a warning; "
        "``error``, a warning, and the build ends with the status 1.",
    ),
    Value(
        "print",
        "compact",
        checks.one_of("compact", "full", "none"),
        "The notes of a tag in singlehtml, EPUB, LaTeX, texinfo and manual pages: ``compact``, a linked line "
        "each; ``full``, as in HTML; ``none``, only their number.",
    ),
    Value(
        "page_tags",
        "directive",
        checks.one_of("directive", "top", "bottom", "none"),
        "Where a tagged page shows its tags: ``directive``, where the directive ``tags`` stands; ``top``, "
        "below the title; ``bottom``, at the end; ``none``.",
    ),
    Value(
        "exclude",
        [],
        checks.patterns,
        "Documents that their fields and front matter do not tag: names or globs of documents or folders.",
    ),
    Value(
        "explorer",
        True,
        checks.flag,
        "Make ``tags/all``, the page of all notes, where readers choose by words, tags and years.",
    ),
    Value(
        "alias_warnings",
        False,
        checks.flag,
        "Warn of notes that have an alias of a tag in place of the tag itself.",
    ),
    Value(
        "fast_pages",
        True,
        checks.flag,
        "Write pages of tags and months by joining texts, where that is seen to give what Sphinx writes; "
        "``False``: have Sphinx write each, which takes longer and gives the same.",
    ),
    *EXPORT_VALUES,
    Value("drafts", False, checks.flag, "Show notes that are marked ``draft``."),
)
