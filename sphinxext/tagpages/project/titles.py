"""Names of generated documents, and what is said of them: docnames, headings, counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sphinx.config import Config
from sphinx.locale import _ as text_of_sphinx

from ..core.archive import UNDATED, ArchivePage
from ..core.dates import NoteDate
from ..core.note import Note, encode_id
from ..core.tags.tag import Tag
from ..translations import _, counted, number
from ..util.text import one_line
from .dates import shown_date
from .shapes import ListingPage, PageLink

#: As many a row names.
_MOST_AUTHORS = 5


def index_docname(folder: str) -> str:
    """Return the docname of the tag index."""
    return f"{folder}/index"


def index_link(folder: str) -> PageLink:
    """Return the link to the tag index that stands on the pages below it."""
    return PageLink(index_docname(folder), str(_("All tags")))


def archive_docname(folder: str, name: str = "index") -> str:
    """Return the docname of a page of the archive, or of its index."""
    return f"{folder}/archive/{name}"


def explorer_docname(folder: str) -> str:
    """Return the docname of the page of all notes; no tag's page has this name."""
    return f"{folder}/all"


def changes_name(folder: str) -> str:
    """Return the name of the page of what has changed; no page of the archive has it."""
    return f"{folder}/archive/changes"


def data_path(docname: str) -> str:
    """Return the path of the data of that page in the output folder."""
    return f"{docname}.js"


def table_path(folder: str, name: str) -> str:
    """Return the path of a table of notes, as a file, in the output folder."""
    return f"{folder}/tables/{name}.csv"


def site_title(config: Config) -> str:
    """Return what the site is called where it is read of elsewhere.

    Sphinx's own title has the release in it, with which no feed is to change its name.
    """
    default = text_of_sphinx("%s %s documentation") % (config.project, config.release)
    title = config.html_short_title
    return one_line(title if title and title != default else config.project)


def site_language(config: Config) -> str:
    """Return the language of a site as a BCP 47 tag: Sphinx has ``_`` before a region."""
    return (config.language or "").replace("_", "-")


def page_docname(tag: Tag, number: int, folder: str) -> str:
    """Return the docname of a tag's page; pages count from 1. A document of the user's has one page."""
    return tag.docname if number == 1 else f"{folder}/{tag.slug}/{number}"


def numbered(title: str, number: int) -> str:
    """Return the title of a further page."""
    return title if number == 1 else f"{title} ({number})"


def period_title(period: str, date_format: str | None) -> str:
    """Return the heading of a period of the archive."""
    return str(_("Undated")) if period == UNDATED else shown_date(NoteDate.parse(period), date_format)


def section_id(kind: str, name: str) -> str:
    """Return the id of a section of a generated document."""
    return f"tagpages-{kind}-{encode_id(name.replace('/', '--'))}"


def archive_section(page: ArchivePage, period: str) -> str:
    """Return the id of the section of a page that holds the notes of a period."""
    return section_id("archive", f"{page.name}-in-{period}")


def counted_notes(count: int) -> str:
    """Return how many notes there are, in words."""
    return counted("{count} note", "{count} notes", count)


def shown_authors(authors: Sequence[str]) -> str:
    """Return the authors as a row names them: the first, and that there are more."""
    first = ", ".join(authors[:_MOST_AUTHORS])
    return first if len(authors) <= _MOST_AUTHORS else str(_("{authors} et al.")).replace("{authors}", first)


def range_of(page: ListingPage, total: int) -> str:
    """Return which notes of how many are on a page of a listing: ``1–200 of 431``."""
    text = str(_("{first}–{last} of {count}"))
    for name, value in (("{first}", page.first), ("{last}", page.last), ("{count}", total)):
        text = text.replace(name, number(value))
    return text


def facts_of(notes: Collection[Note]) -> tuple[str, ...]:
    """Return what is said of notes in one line: how many they are, and of which years."""
    years = {date.year for note in notes if (date := note.effective_date)}
    first_last = dict.fromkeys(f"{year:04}" for year in (min(years), max(years))) if years else ()
    return (counted_notes(len(notes)), *(("–".join(first_last),) if years else ()))
