"""The files for assistants: a list of tags, one of the notes of each, one of all, and the notes themselves.

Looked at: llmstxt.org, for the form of ``llms.txt``; sphinx-llm 1.1 and sphinx-llms-txt 0.7, which write the
pages of a site, so that a note stands on that of each of its tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial

from ...core.grouping import EXTRA
from ...core.index import Entry
from ...core.tags.tag import Tag
from ...documents.contents import RelatedTags
from ...documents.domain import TagpagesDomain
from ...fields.columns import cell_text
from ...project import shapes
from ...project.titles import counted_notes, facts_of, period_title
from ...render.renderers import Renderers
from ...sphinx_internals.addresses import Addresses
from ...translations import _, counted
from ...util.files import TextFile
from ...util.text import one_line, shortened
from .. import LLMS_TXT, MARK
from ..markdown_text import bare_link, heading, link, plain_line
from ..texts import NoteTexts
from .parts import LONG, LONGEST_LIST, Line, divided, list_parts, note_parts

#: Characters that a list has of a title and of a description, and tags that ``llms.txt`` names.
_TITLE, _DESCRIPTION, _LABEL, _TAGS = 200, 160, 40, 50


class AgentFiles:
    """The files of one build; ``title`` is that of the site, ``texts`` returns those of notes for a file."""

    def __init__(
        self,
        renderers: Renderers,
        domain: TagpagesDomain,
        title: str,
        texts: Callable[[Addresses], NoteTexts],
    ) -> None:
        self._renderers = renderers
        self._domain = domain
        self._title = title
        self._texts_of = texts
        self._view = renderers.notes.view
        self._index = self._view.index
        self._folder = f"{renderers.notes.settings.dir}/agents"
        self._root, self._top, self._tags, self._notes = (
            Addresses(renderers.builder, f"{folder}-")
            for folder in ("", f"{self._folder}/", f"{self._folder}/tags/", f"{self._folder}/notes/")
        )

    def files(self) -> Iterator[TextFile]:
        """Yield the path of each file in the output folder, and what makes it."""
        yield from self._list("index", self._top, self._head, self._tag_lines(self._top))
        parts, head = self._part_lines, f"{heading(str(_('All notes')), 1)}\n\n"
        yield from self._list("notes/index", self._notes, head, list(parts.values()))
        for name, entries in self._parted.items():
            yield f"{self._folder}/notes/{name}.md", partial(self._notes_file, name, entries)
        # What was published as one file leads to its parts.
        for name, within in divided(parts).items():
            head = f"{heading(self._period(name), 1)}\n\n"
            yield from self._list(f"notes/{name}", self._notes, head, [parts[part] for part in within])
        for key, tag in self._index.tags.items():
            of_tag = self._index.by_tag[key]
            named = [self._lines[entry] for entry in of_tag]
            yield from self._list(f"tags/{tag.slug}", self._tags, self._tag_head(tag, of_tag), named)
        for slug, key in self._index.former.items():
            yield f"{self._folder}/tags/{slug}.md", partial(self._moved, self._index.tags[key])
        yield LLMS_TXT, self._llms_txt

    def _list(self, name: str, addresses: Addresses, head: str, lines: Sequence[Line]) -> Iterator[TextFile]:
        def to_part(text: str, part: str) -> str:
            return link(text, addresses.file(f"{self._folder}/{part}.md"))

        for part, above, its_lines in list_parts(name, head, lines, to_part):
            yield f"{self._folder}/{part}.md", partial(_joined, above, its_lines)

    # ---- notes

    @cached_property
    def _texts(self) -> dict[Entry, str]:
        """The notes, each under a heading: its fields, then its text."""
        texts = self._texts_of(self._notes)
        return {entry: self._note(entry, texts.markdown(entry, 2)) for entry in self._index.entries}

    def _note(self, entry: Entry, text: str) -> str:
        note, outer = entry.note, self._notes.outer
        links = ", ".join(link(each.label, outer(note, each.url)) for each in note.links)
        fields = {
            "id": plain_line(note.id),
            "url": note.url and bare_link(outer(note, note.url)),
            "links": links,
            "date": str(note.date or ""),
            "published": str(note.published or ""),
            "authors": plain_line(", ".join(note.authors)),
            "venue": plain_line(note.venue),
            "kind": plain_line(note.kind),
            "lang": note.lang,
            "tags": plain_line(", ".join(tag.name for tag in entry.tags)),
        }
        for name in (name for name in note.extra if name not in fields):
            fields[plain_line(one_line(name))] = plain_line(cell_text(note, f"{EXTRA}{name}"))
        fields["home"] = bare_link(self._notes.page(entry.home, entry.anchor))
        lines = (f"- {name}: {value}" for name, value in fields.items() if value)
        return "\n".join([heading(note.title, 2), "", *lines, *(("", text) if text else ()), ""])

    @cached_property
    def _parted(self) -> dict[str, list[Entry]]:
        """The notes by the names of the files in which they stand."""
        budget = self._renderers.notes.settings.agents_budget
        return dict(note_parts(self._index.entries, lambda entry: len(self._texts[entry]) + 1, budget))

    def _notes_file(self, name: str, entries: Sequence[Entry]) -> str:
        head = heading(self._period(name, entries), 1)
        return "\n".join([f"{head}\n", *(self._texts[entry] for entry in entries)])

    def _period(self, name: str, entries: Sequence[Entry] = ()) -> str:
        """Return what a file of notes is of."""
        if name.startswith(LONG):
            return shortened(entries[0].note.title, _TITLE)
        *period, part = name.rsplit("-", 1) if name[-1] in "ab" else (name, "")
        title = period_title(period[0], self._view.settings.date_format)
        return f"{title} ({part})" if part else title

    @cached_property
    def _lines(self) -> dict[Entry, Line]:
        """The lines by which lists name notes."""
        lines = {}
        for name, entries in self._parted.items():
            address = self._tags.file(f"{self._folder}/notes/{name}.md")
            for entry in entries:
                date = str(entry.note.effective_date or "")
                title = link(shortened(entry.note.title, _TITLE), address)
                text = f"- {title}{date and f' ({date})'}, id: {plain_line(entry.note.id)}"
                lines[entry] = Line(text, date or str(_("Undated")))
        return lines

    @cached_property
    def _part_lines(self) -> dict[str, Line]:
        """The lines by which lists name the files of notes: the newest first."""
        lines = {}
        for name in sorted(self._parted, key=lambda name: (name[0].isdigit(), name), reverse=True):
            entries = self._parted[name]
            period = self._period(name, entries)
            linked = link(period, self._notes.file(f"{self._folder}/notes/{name}.md"))
            lines[name] = Line(f"- {linked}: {counted_notes(len(entries))}", shortened(period, _LABEL))
        return lines

    # ---- tags

    def _tag_lines(self, addresses: Addresses, tags: Iterable[Tag] | None = None) -> list[Line]:
        """The lines by which a list names tags."""
        lines = []
        for tag in self._index.tags.values() if tags is None else tags:
            named = [name for name in self._index.names_of(tag) if name != tag.label]
            facts = [counted_notes(len(self._index.by_tag[tag.key])), *(named and [", ".join(named)])]
            said = shortened(" · ".join(facts), _DESCRIPTION)
            if tag.description:
                said += f". {shortened(tag.description, _DESCRIPTION)}"
            text = f"- {self._linked(tag, addresses)}: {plain_line(said)}"
            lines.append(Line(text, shortened(tag.label, _LABEL)))
        return lines

    def _linked(self, tag: Tag, addresses: Addresses) -> str:
        """Return a link to the file of a tag."""
        return link(shortened(tag.label, _TITLE), addresses.file(f"{self._folder}/tags/{tag.slug}.md"))

    def _tag_head(self, tag: Tag, entries: Sequence[Entry]) -> str:
        """Return what stands above the notes of a tag."""

        def linked(tags: Iterable[Tag]) -> str:
            return ", ".join(self._linked(each, self._tags) for each in tags)

        index, related = self._index, self._view.shape(RelatedTags(tag.key))
        assert isinstance(related, shapes.RelatedTags)
        fields = {
            "tag": plain_line(shortened(", ".join(index.names_of(tag)), LONGEST_LIST // 10)),
            "page": bare_link(self._tags.page(tag.docname)),
            "part of": linked(index.tags[key] for key in tag.parents),
            "often with": linked(other for other, _both in related.counts),
        }
        lines = (f"- {name}: {value}" for name, value in fields.items() if value)
        said = [f"> {plain_line(shortened(tag.description, _TITLE))}", ""] if tag.description else []
        facts = " · ".join(facts_of([entry.note for entry in entries]))
        title = heading(shortened(tag.label, _TITLE), 1)
        return "\n".join([title, "", *said, *lines, "", facts, "", ""])

    def _moved(self, tag: Tag) -> str:
        """Return the file at a former name of a tag."""
        return f"{self._linked(tag, self._tags)}\n"

    # ---- the beginnings

    @property
    def _facts(self) -> str:
        index = self._index
        notes, *years = facts_of([entry.note for entry in index.entries])
        return " · ".join([notes, counted("{count} tag", "{count} tags", len(index.tags)), *years])

    @property
    def _head(self) -> str:
        """What stands above the list of all tags."""
        how = "Each tag leads to the list of its notes; each note stands whole in one file, under its title."
        notes = link(str(_("All notes")), self._top.file(f"{self._folder}/notes/index.md"))
        parts = [heading(self._title, 1), f"> {self._facts}", how, f"- {notes}", f"## {_('All tags')}", ""]
        return "\n\n".join(parts)

    def _llms_txt(self) -> str:
        file = self._root.file
        links = {
            str(_("All tags")): f"{self._folder}/index.md",
            str(_("All notes")): f"{self._folder}/notes/index.md",
        }
        if "json" in self._view.settings.exports:
            links["notes.json"] = f"{self._view.settings.dir}/notes.json"
        by_count = sorted(self._index.tags.values(), key=lambda tag: -len(self._index.by_tag[tag.key]))
        sections = {
            _("Notes"): [f"- {link(text, file(path))}" for text, path in links.items()],
            _("Tags"): [line.text for line in self._tag_lines(self._root, by_count[:_TAGS])],
            _("Pages"): self._pages(),
        }
        parts = [f"{heading(self._title, 1)}\n\n> {self._facts}\n\n{MARK}"]
        parts += ["\n".join([f"## {name}", "", *lines]) for name, lines in sections.items() if lines]
        return "\n\n".join(parts) + "\n"

    def _pages(self) -> list[str]:
        """Return links to the documents of the project, as many as a list may be long."""
        builder = self._renderers.builder
        env, lines, room = builder.env, [], LONGEST_LIST // 2
        for docname in sorted(
            env.found_docs - self._domain.generated.keys(),
            key=lambda name: (name != env.config.root_doc, name),
        ):
            if "orphan" in env.metadata[docname] or docname not in env.titles:
                continue
            line = f"- {link(shortened(env.titles[docname].astext(), _TITLE), self._root.page(docname))}"
            room -= len(line) + 1
            if room < 0:
                break
            lines.append(line)
        return lines


def _joined(head: str, lines: Iterable[Line]) -> str:
    return head + "".join(f"{line.text}\n" for line in lines)
