"""Documents that are more: notes themselves, by the directive ``tags`` or by fields; or the page of a tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePath
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..core.problems import Origin, Problem, ProblemKind
from ..fields.reader import build_note
from ..fields.values import may_be_several
from ..sources.blog_posts import TAGGING_FIELDS, complete_date, is_post, listed_by, post_fields, said
from ..sources.front_matter import (
    EXACT_FIELDS,
    PAGE,
    TaggedPage,
    field_lines,
    field_name,
    misspelt_fields,
    page_fields,
    written_tags,
)
from ..sphinx_internals.environment import notes_on_document
from ..util.files import text_of
from ..util.text import one_line, shortened
from .contents import Content, OwnTagPage, PageLinks, PageTags, RelatedNotes
from .directives.base import TagpagesDirective
from .domain import domain_of
from .field_texts import take_field_texts
from .nodes import page_tags, placeholder, tag_page
from .posts import authors_of, has_excerpt, is_matched, picture_of, places_of, spare_advice
from .reading import conditions_beside, forget_removed
from .records import DocumentRecord, RecordedTagPage
from .source_text import Texts, page_texts

_WRITTEN = "tagpages_written_fields"


class TagsDirective(TagpagesDirective):
    """``tags``: tags of the document, which becomes a note. The argument names them, or the content."""

    optional_arguments = 1
    final_argument_whitespace = True
    known_options = ()

    def run(self) -> list[nodes.Node]:
        """Leave a node with the tags."""
        self.check_options()
        names = written_tags([*"".join(self.arguments).splitlines(), *self.content])
        if not names:
            self.add_problem("", "names no tag; write the tags as its argument, with commas between them")
            return []
        for name in filter(may_be_several, names):
            hint = "if it is several, write commas between them"
            self.add_problem("", f"{shortened(name)!r} is one tag; {hint}", ProblemKind.TAG)
        origin = (self.source_path, self.get_source_info()[1])
        return [self.located(page_tags("", tags=names, origin=origin))]


def keep_fields(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what is written in fields before Sphinx takes their text, in which quotes are curled."""
    written: dict[str, str] = {}
    notes_on_document(app.env)[_WRITTEN] = written
    for docinfo in doctree.findall(nodes.docinfo):
        for field in docinfo.children:
            if isinstance(field, nodes.field) and field_name(name := field[0].astext()) in EXACT_FIELDS:
                text = cast("nodes.field_body", field[1]).rawsource
                written |= {name: text} if text else {}


def record_page(app: Sphinx, doctree: nodes.document) -> None:
    """Record a tagged document as a note, and have its tags shown."""
    env = app.env
    docname = env.docname
    if docname in domain_of(env).generated:
        return
    texts = page_texts(doctree)
    marks = list(doctree.findall(page_tags))
    written: dict[str, str] = notes_on_document(env)[_WRITTEN]
    translated, messages = take_field_texts(doctree)
    metadata = said(env.metadata.get(docname, {}) | written | translated)
    if is_excluded := is_matched(env.config.tagpages_exclude, places_of(env, docname)):
        metadata = {key: value for key, value in metadata.items() if field_name(key) not in TAGGING_FIELDS}
    by_place = not is_excluded and is_matched(env.config.blog_post_pattern, [_path(env)])
    post = any("fields" in mark for mark in marks) or is_post(metadata, by_place=by_place)
    listed = listed_by(metadata) + tuple(chain.from_iterable(mark.get("listed_by", ()) for mark in marks))
    metadata = post_fields(metadata, env.config.post_date_format, post=post)
    has_tags = any(field_name(key) == "tags" and value for key, value in metadata.items())
    is_tagged = post or bool(marks) or has_tags
    if is_tagged or not is_excluded:
        _check_names(env, metadata, is_tagged=is_tagged)
    if not is_tagged:
        return
    if post:
        if not has_excerpt(env, metadata):
            texts = Texts(texts.title, "", texts.name, texts.late and replace(texts.late, body=None))
        spare_advice(env)
        metadata |= picture_of(env, doctree, metadata) | authors_of(env, metadata)
    record = domain_of(env).record(docname)
    fields = _with_texts(metadata, texts, post=post)
    page = _page(env, fields, marks, post=post)
    record.page = replace(page, listed_by=listed) if post else page
    if texts.late:
        title = texts.late.title if fields["title"] == texts.title else None
        record.late[PAGE] = replace(texts.late, title=title)
    _show(env.config.tagpages_page_tags, docname, doctree, record, marks)
    if messages is not None:
        left = _placeholder(PageLinks(docname), messages, record)
        left["messages"] = messages["messages"]
        doctree += left


def record_tag_page(app: Sphinx, doctree: nodes.document) -> None:
    """Record of which tag a document is the page, and have its notes listed at the end."""
    docname = app.env.docname
    domain = domain_of(app.env)
    for mark in list(doctree.findall(tag_page)):
        record, origin = domain.record(docname), Origin(*mark["origin"])
        if (first := record.tag_page) is None:
            record.tag_page = RecordedTagPage(mark["tag"], origin, conditions_beside(mark, docname))
            _last_section(doctree).append(_placeholder(OwnTagPage(docname), mark, record))
        else:
            message = f"tag-page: this document is the page of {first.name!r} already ({first.origin}); "
            message += f"write one of {mark['tag']!r} of its own"
            domain.add_problems(docname, [Problem(ProblemKind.OPTION, message, origin, (first.origin,))])
        _take_away(mark, docname, record)


def _take_away(mark: nodes.Element, docname: str, record: DocumentRecord) -> None:
    if mark["ids"]:  # labels lead to where it stood
        mark.replace_self(_placeholder(PageLinks(docname), mark, record))
    else:
        mark.parent.remove(mark)


def _last_section(doctree: nodes.document) -> nodes.Element:
    sections = [child for child in doctree.children if isinstance(child, nodes.section)]
    return sections[-1] if sections else doctree


def forget_what_was_removed(app: Sphinx, doctree: nodes.document) -> None:
    """Let no builder show notes that another extension has taken out of the document."""
    if record := domain_of(app.env).documents.get(app.env.docname):
        forget_removed(record, doctree)


def _check_names(env: BuildEnvironment, metadata: Mapping[str, object], *, is_tagged: bool) -> None:
    """Report misspelt fields of a tagged document, and what may be the tags of another."""
    misspelt = misspelt_fields(metadata)
    names = [name for name, meant in misspelt.items() if is_tagged or meant == "tags"]
    lines = field_lines(text_of(Path(env.doc2path(env.docname)))) if names else {}
    problems = []
    for name in names:
        hint = f"did you mean `{misspelt[name]}`? It is not read"
        message = f"`{shortened(name)}` is no field of a tagged page; {hint}"
        problems.append(Problem(ProblemKind.FIELD_NAME, message, Origin(_path(env), lines.get(name, 1))))
    domain_of(env).add_problems(env.docname, problems)


def _path(env: BuildEnvironment) -> str:
    return PurePath(env.doc2path(env.docname, base=False)).as_posix()


def _with_texts(metadata: Mapping[str, object], texts: Texts, *, post: bool) -> dict[str, Any]:
    """Return the fields of a document with its title and its first paragraph as those of the note."""
    given = one_line(str(metadata.get("title", "")))
    title = (given or texts.title) if post else (texts.title or given)
    return {**metadata, "title": title, "body": texts.body}


def _page(
    env: BuildEnvironment, metadata: Mapping[str, Any], marks: Sequence[page_tags], *, post: bool
) -> TaggedPage:
    docname = env.docname
    path = _path(env)
    lines = dict(_mark_lines(marks, path)) | field_lines(text_of(Path(env.doc2path(docname))))
    problems: list[Problem] = []

    def add_problem(kind: ProblemKind, field: str, message: str) -> None:
        problems.append(Problem(kind, message, Origin(path, lines.get(field, 1))))

    fields = page_fields(metadata, partial(add_problem, ProblemKind.TAG))
    complete_date(fields, docname, post=post)
    title = metadata["title"]
    if not title and (post or marks or fields.get("tags")):
        message = f"this tagged document has no title; it is listed as {docname!r}: give it a heading"
        add_problem(ProblemKind.TITLE, "tags", message)
    made = {"title": title or docname, "body": metadata["body"]}
    note = build_note({"id": docname, **fields, **made}, Origin(path, 1), lines, problems)
    assert note is not None  # it has a title
    domain_of(env).add_problems(docname, problems)
    given = [(mark["tags"], conditions_beside(mark, docname)) for mark in marks]
    if post and not any("fields" in mark for mark in marks):
        given.append(((), ()))
    redirects = written_tags([str(metadata.get("redirect", "") if post else "")])
    return TaggedPage(note, tuple(given), is_post=post, redirects=redirects)


def _mark_lines(marks: Sequence[page_tags], path: str) -> Iterator[tuple[str, int]]:
    """Yield the line of the first directive in the file of the document, for each field that it gives."""
    for mark in marks:
        source, line = mark["origin"]
        if source == path:
            yield from ((field, line) for field in ("tags", *mark.get("fields", ())))
            return


def _show(
    where: str, docname: str, doctree: nodes.document, record: DocumentRecord, marks: Sequence[page_tags]
) -> None:
    """Leave placeholders where the tags are shown, and for related notes at the end."""
    doctree += _placeholder(PageLinks(docname), doctree, record)
    for mark in marks:
        if where == "directive" and mark["tags"]:
            mark.replace_self(_placeholder(PageTags(docname, mark["tags"]), mark, record))
        else:
            _take_away(mark, docname, record)
    sections = [child for child in doctree.children if isinstance(child, nodes.section)]
    if where in {"top", "bottom"}:
        row = _placeholder(PageTags(docname), doctree, record)
        if where == "bottom":
            _last_section(doctree).append(row)
        elif sections:
            sections[0].insert(1, row)  # behind its title
        else:
            doctree.insert(0, row)
    _last_section(doctree).append(_placeholder(RelatedNotes(docname), doctree, record))


def _placeholder(content: Content, marked: nodes.Element, record: DocumentRecord) -> placeholder:
    node = placeholder("", content=content)
    node.source, node.line = marked.source, marked.line
    record.shows.append(content)
    return node
