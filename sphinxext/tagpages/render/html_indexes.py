"""The overview of all tags and the table of the archive as HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from markupsafe import Markup, escape

from ..core.note import encode_id
from ..core.tags.tag import Tag
from ..project import shapes
from ..project.titles import counted_notes
from ..sphinx_internals.uris import Uris
from ..translations import _, counted, number
from .tag_colours import colour_class

#: So many tags have a list of their own: one far from the window costs a browser nothing, not even its style.
#: They fill whole lines of one to six columns.
_TAGS_TOGETHER = 60
#: The day 0 of dates in scripts.
_FIRST_DAY = date(1970, 1, 1)


def overview_html(shape: shapes.Overview, uris: Uris, level: int, *, has_script: bool) -> str:
    """Return the HTML of the overview.

    Few tags are one list, or one for each group. Many stand by groups; without groups by number of notes, and
    once more by name where no script runs. Where one does, it moves the rows to where the numbers in
    ``data-by-name`` and its like say: a second list of thousands would make the page slow.
    """
    by_name = [pair for _heading, tags in shape.by_name.groups for pair in tags.counts]
    id_ = f' id="{shape.id}"' if shape.id else ""
    ids = list(_initial_ids(by_name, uris))
    is_grouped = bool(shape.by_group.groups)
    names = shape.names if has_script else {}
    ids_of = dict(zip((tag.key for tag, _count in by_name), ids, strict=True))
    rows = _tag_groups(shape, ids_of, uris, level, names)
    if not shape.by_count:
        rows = rows or _tag_list(by_name, uris, ids, names)
        if not has_script:
            return f'<div class="tagpages-overview"{id_}>\n{rows}</div>\n'
        grouped = [pair for _title, tags in shape.by_group.groups for pair in tags.counts]
        data = _days(grouped or by_name, shape.latest)
        shown = f'{_finder(len(by_name))}<div class="tagpages-rows">\n{rows}</div>\n'
        return f'<div class="tagpages-overview"{id_}{data}>\n{shown}</div>\n'
    by_initial = "" if is_grouped else _initial_groups(shape.by_name, uris, level)
    if not has_script:
        return f'<div class="tagpages-overview"{id_}>\n{rows or by_initial}</div>\n'
    orders = [("count", _("Most notes")), ("name", _("A–Z"))]
    there = [pair for _title, tags in shape.by_group.groups for pair in tags.counts] or shape.by_count
    places = {tag: place for place, (tag, _count) in enumerate(there)}
    data = f" data-level=\"{level}\" data-by-name='{_data(_places_by_name(shape.by_name, places, uris))}'"
    if is_grouped:
        orders.insert(0, ("group", _("Groups")))
        data += _places("count", (tag for tag, _count in shape.by_count), places)
    if shape.by_date:
        orders.append(("date", _("Newest")))
        data += _places("date", shape.by_date, places)
    if shape.by_weight:
        orders.append(("weight", _("By hand")))
        data += _places("weight", shape.by_weight, places)
    data += _days(there, shape.latest)
    shown = (
        f'<div class="tagpages-rows">\n{rows}</div>\n'
        if is_grouped
        else f"{_tag_lists(shape.by_count, uris, names)}<noscript>\n{by_initial}</noscript>\n"
    )
    return (
        f'<div class="tagpages-overview"{id_}{data}>\n'
        f"{_finder(len(by_name), orders)}{_initials('', ' hidden')}{shown}"
        "</div>\n"
    )


def _places(order: str, tags: Iterable[Tag], places: Mapping[Tag, int]) -> str:
    return f' data-by-{order}="{" ".join(str(places[tag]) for tag in tags)}"'


def _days(counts: Iterable[tuple[Tag, int]], latest: Mapping[str, date]) -> str:
    """Return the days of the tags' newest notes, in the order of the rows: days after 1969, 0 without one."""
    days = ((latest.get(tag.key, _FIRST_DAY) - _FIRST_DAY).days for tag, _count in counts)
    return f' data-latest="{" ".join(map(str, days))}"' if latest else ""


def _finder(count: int, orders: Iterable[tuple[str, object]] = ()) -> str:
    """Return the field that finds a tag, and the choice of orders; they are of use to a script alone."""
    find = escape(_("Find a tag"))
    left = counted("{found} of {count} tag", "{found} of {count} tags", count)
    options = "".join(f'<option value="{value}">{escape(text)}</option>' for value, text in orders)
    order = f'<select aria-label="{escape(_("Order"))}">{options}</select>\n' if options else ""
    return (
        '<div class="tagpages-find" hidden>\n'
        f'<input type="search" aria-label="{find}" placeholder="{find} ( / )" autocomplete="off">\n'
        f'{order}<p role="status" data-left="{escape(left)}"></p>\n</div>\n'
    )


def _tag_list(
    counts: Iterable[tuple[Tag, int]],
    uris: Uris,
    ids: Iterable[str] = (),
    names: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    rest = iter(ids)
    items = "\n".join(
        _tag_row(tag, count, uris, next(rest, ""), names.get(tag.key, ())) for tag, count in counts
    )
    return f'<ul class="tagpages-tag-list">\n{items}\n</ul>\n'


def _tag_groups(
    shape: shapes.Overview,
    ids_of: Mapping[str, str],
    uris: Uris,
    level: int,
    names: Mapping[str, Sequence[str]],
) -> str:
    """Return the tags by groups, those that are the first of an initial with the id of that."""
    return "".join(
        '<div class="tagpages-tag-group">\n'
        f'<h{level} class="tagpages-group-title">{escape(title)}</h{level}>\n'
        f"{_tag_list(tags.counts, uris, [ids_of[tag.key] for tag, _count in tags.counts], names)}</div>\n"
        for title, tags in shape.by_group.groups
    )


def _tag_lists(counts: Sequence[tuple[Tag, int]], uris: Uris, names: Mapping[str, Sequence[str]]) -> str:
    lists = [
        _tag_list(counts[at : at + _TAGS_TOGETHER], uris, names=names)
        for at in range(0, len(counts), _TAGS_TOGETHER)
    ]
    return f'<div class="tagpages-rows">\n{"".join(lists)}</div>\n'


def _tag_row(tag: Tag, count: int, uris: Uris, id_: str, names: Sequence[str]) -> str:
    """Return a row: two elements and no class, as there may be thousands."""
    id_ = f' id="{id_}"' if id_ else ""
    found_by = f' data-names="{escape(", ".join(names))}"' if names else ""
    colour = f' class="{colour_class(tag.colour)}"' if tag.colour else ""
    title = f' title="{escape(tag.description)}"' if tag.description else ""
    href = escape(uris.document(tag.docname))
    return f'<li{id_}{found_by}><a href="{href}"{colour}{title}>{escape(tag.label)}</a> {number(count)}</li>'


def _initial_ids(counts: Iterable[tuple[Tag, int]], uris: Uris) -> Iterator[str]:
    """Yield the id of each tag's initial for the first that has it, and nothing for the others."""
    before = ""
    for tag, _count in counts:
        yield uris.anchor(f"tagpages-initial-{encode_id(tag.initial)}") if tag.initial != before else ""
        before = tag.initial


def _initial_groups(groups: shapes.GroupedTags, uris: Uris, level: int) -> str:
    jumps, lists = [], []
    for heading, tags in groups.groups:
        ids = list(_initial_ids(tags.counts, uris))
        jumps.append(link_to(f"#{ids[0]}", heading))
        lists.append(_initial_group(heading, _tag_list(tags.counts, uris, ids), level))
    return _initials(" ".join(jumps)) + "".join(lists)


def _initials(links: str, hidden: str = "") -> str:
    label = escape(_("Initials"))
    return f'<nav class="tagpages-initials" aria-label="{label}"{hidden}>{links}</nav>\n'


def _initial_group(heading: str, tags: str, level: int) -> str:
    return (
        '<div class="tagpages-initial-group">\n'
        f'<h{level} class="tagpages-initial">{escape(heading)}</h{level}>\n{tags}</div>\n'
    )


def _places_by_name(
    groups: shapes.GroupedTags, places: dict[Tag, int], uris: Uris
) -> list[tuple[str, list[int], dict[str, int]]]:
    """Return for each group its heading, where its tags stand by number, and which of them have which id."""
    found = []
    for heading, tags in groups.groups:
        ids = _initial_ids(tags.counts, uris)
        rows = [places[tag] for tag, _count in tags.counts]
        found.append((heading, rows, {id_: row for id_, row in zip(ids, rows, strict=True) if id_}))
    return found


def _data(value: object) -> Markup:
    """Return a value as JSON for an attribute in single quotes, so that its own quotes take no room."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;"))


def archive_html(table: shapes.ArchiveTable, uris: Uris) -> str:
    """Return the HTML of the table of the archive; roles say what it is where it is laid out otherwise."""
    names = "".join(f'<th role="columnheader" scope="col">{escape(name)}</th>' for name in table.names)
    years = "".join(_archive_year(year, table.names, uris) for year in table.years)
    shown = (
        f'<table class="tagpages-archive" role="table" aria-label="{escape(_("Notes by month"))}">\n'
        f'<thead role="rowgroup"><tr role="row"><td role="cell"></td>{names}'
        f'<th role="columnheader" scope="col" class="tagpages-total">{escape(_("Total"))}</th></tr></thead>\n'
        f'<tbody role="rowgroup">\n{years}</tbody>\n</table>\n'
    )
    undated = ""
    if table.undated:
        link, count = table.undated
        undated = (
            f'<p class="tagpages-undated">{link_html(link, uris)} '
            f'<span class="tagpages-count">{number(count)}</span></p>\n'
        )
    return f'<div class="tagpages-by-month">\n{shown if table.years else ""}{undated}</div>\n'


def _archive_year(year: shapes.ArchiveYear, names: Iterable[str], uris: Uris) -> str:
    months = "".join(
        _archive_month(month, name, uris) for month, name in zip(year.months, names, strict=True)
    )
    return (
        f'<tr role="row"><th role="rowheader" scope="row">{link_html(year.link, uris)}</th>{months}'
        f'<td role="cell" class="tagpages-total">{_count_link(year.link, year.count, uris)}</td></tr>\n'
    )


def _archive_month(month: shapes.ArchiveMonth | None, name: str, uris: Uris) -> str:
    if month is None:
        return '<td role="cell"></td>'
    return (
        f'<td role="cell" class="tagpages-month tagpages-shade-{month.step}">'
        f'<span aria-hidden="true">{escape(name)}</span> {_count_link(month.link, month.count, uris)}</td>'
    )


def _count_link(link: shapes.PageLink, count: int, uris: Uris) -> str:
    """Return a number that leads to what it counts, which its name says."""
    name = escape(f"{link.text}, {counted_notes(count)}")
    href = escape(uris.location(link.docname, link.anchor))
    return f'<a href="{href}" aria-label="{name}" title="{name}">{number(count)}</a>'


def neighbours_html(shape: shapes.Neighbours, uris: Uris) -> str:
    """Return the links to what stands beside a page of the archive."""
    links = [
        *([f'<span aria-hidden="true">‹</span> {link_html(shape.earlier, uris)}'] if shape.earlier else ()),
        link_html(shape.up, uris),
        *([f'{link_html(shape.later, uris)} <span aria-hidden="true">›</span>'] if shape.later else ()),
    ]
    items = " · ".join(links)
    return f'<nav class="tagpages-neighbours" aria-label="{escape(_("Archive"))}">{items}</nav>\n'


def link_html(link: shapes.PageLink, uris: Uris) -> str:
    """Return a link to a generated document."""
    query = f"?{link.query}" if link.query else ""
    address = f"{uris.document(link.docname)}{query}" if query else uris.location(link.docname, link.anchor)
    return link_to(address, link.text)


def link_to(address: str, text: str, title: str = "") -> str:
    """Return a link to another page of the site, or to a file of it; ``title`` says more where one points."""
    says = f' title="{escape(title)}"' if title else ""
    return f'<a class="reference internal" href="{escape(address)}"{says}>{escape(text)}</a>'
