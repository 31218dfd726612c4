"""What stands round the notes of a long listing, as HTML: links from one page to the others, headings."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import escape

from ..core.listing import Heading, shown_pages
from ..project.shapes import ListingPage, PagedListing
from ..project.titles import counted_notes, range_of
from ..translations import _, number

#: With so many links at most, each says the years of its page where there is room.
_FEW = 5


def page_links(listing: PagedListing, name: str, address: Callable[[str], str]) -> str:
    """Return the links, and which notes of how many are on this page.

    ``name`` tells these links from others on the page; ``address`` returns where a docname leads.
    """
    pages, current = listing.pages, listing.number
    here = pages[current - 1]

    def step(sign: str, text: str, to: int) -> str:
        if not 1 <= to <= len(pages):
            return ""
        href = escape(address(pages[to - 1].docname))
        return f'<a href="{href}" aria-label="{escape(text)}" title="{escape(text)}">{sign}</a>'

    numbers = shown_pages(current, len(pages))
    items = [
        f'<span class="tagpages-range">{escape(range_of(here, listing.listing.total))}</span>',
        step("‹", str(_("Previous page")), current - 1),
        *(_item(pages, each, current, address, with_years=len(numbers) <= _FEW) for each in numbers),
        step("›", str(_("Next page")), current + 1),
    ]
    shown = " ".join(filter(None, items))
    return f'<nav class="tagpages-pages" aria-label="{escape(name)}"><p>{shown}</p></nav>\n'


def _item(
    pages: tuple[ListingPage, ...],
    each: int,
    current: int,
    address: Callable[[str], str],
    *,
    with_years: bool,
) -> str:
    if not each:
        return "<span>…</span>"
    years = pages[each - 1].years
    shown = number(each)
    if years and with_years:
        shown += f' <span class="tagpages-page-years">{escape(years)}</span>'
    if each == current:
        return f'<span aria-current="page">{shown}</span>'
    text = str(_("page {number}: {years}") if years else _("page {number}"))
    name = escape(text.replace("{number}", number(each)).replace("{years}", years))
    href = escape(address(pages[each - 1].docname))
    return f'<a href="{href}" aria-label="{name}" title="{name}">{shown}</a>'


def group_heading(heading: Heading | None, level: int) -> str:
    """Return the heading of notes that stand together; nothing where there is none."""
    if heading is None:
        return ""
    name, words = f"h{min(level, 6)}", escape(counted_notes(heading.count))
    count = f'<span class="tagpages-count" title="{words}">{number(heading.count)}</span>'
    more = (
        f' <span class="tagpages-continued">{escape(_("continued"))}</span>' if heading.is_continued else ""
    )
    return f'<{name} class="tagpages-group">{escape(heading.title)} {count}{more}</{name}>\n'
