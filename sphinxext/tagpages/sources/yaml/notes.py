"""Notes from the nodes of a YAML document: a list of notes, or a mapping with ``notes`` and ``defaults``."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from ...core.note import Note
from ...core.problems import Origin, Problem, ProblemKind
from ...fields.names import FIELD_ALIASES, FIELDS, may_be_title, similar_field
from ...fields.reader import build_note
from ...fields.values import RawValue, split_tags
from ...util.text import shortened
from .groups import (
    GROUP_NAMES,
    INHERITED,
    UNTITLED,
    Defaults,
    Groups,
    Said,
    is_titled,
    names_of,
    said_by_names,
)
from .nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode
from .split import OF_GROUPS
from .values import Expansion, ExpansionError, Keys, Values, is_null

#: What is said of a note, and not of a group of which `title` may be the name.
_OF_ONE_NOTE = (FIELDS.keys() | FIELD_ALIASES.keys()) - {
    "title",
    "id",
    "image",
    "summary",
    "abstract",
    "comment",
    "body",
}


class NoteReader:
    """Reads notes from the nodes of one file's documents.

    ``expansion`` is what aliases and defaults may still add.
    """

    def __init__(self, path: str, expansion: Expansion) -> None:
        self.path = path
        self.expansion = expansion
        self._groups = Groups()
        self._read: set[Node] = set()
        self.notes: list[Note] = []
        self.problems: list[Problem] = []

    def problem(self, kind: ProblemKind, message: str, line: int) -> None:
        """Add a problem at a line of the file."""
        self.problems.append(Problem(kind, message, Origin(self.path, line)))

    def values(self, text: str, line: int) -> Values:
        """Return what reads the nodes of a text whose first line has the number ``line``."""
        return Values(text, self.path, line, self.problems, self.expansion)

    def mark(self) -> tuple[int, int]:
        """Return what :meth:`reset` needs to forget all that is read from now on."""
        return len(self.notes), len(self.problems)

    def reset(self, mark: tuple[int, int]) -> None:
        """Forget the notes and problems since a mark."""
        del self.notes[mark[0] :], self.problems[mark[1] :]

    def root(self, root: Node, values: Values, defaults: Defaults) -> Defaults:
        """Read the root of a document, or of a part of one; return its defaults, or those given."""
        if isinstance(root, MappingNode):
            return self._mapping(root, values, defaults)
        text = shortened(root.value, 40) if isinstance(root, ScalarNode) else ""
        message = f"this is a text, not a list of notes ({text!r}); begin each note with `- title: …`"
        self._list(root, values, defaults, message)
        return defaults

    def _list(self, node: Node, values: Values, defaults: Defaults, message: str) -> None:
        """Read a list of notes; the message says what to do where it is a text."""
        if isinstance(node, SequenceNode):
            self._add(node.value, values, defaults)
        elif not is_null(node):
            values.report(node, message)

    def _mapping(self, root: MappingNode, values: Values, defaults: Defaults) -> Defaults:
        pairs = [(key.value if isinstance(key, ScalarNode) else "?", key, value) for key, value in root.value]
        lists = [(key, value) for key, value in self._groups.lists(root) if key.value != "defaults"]
        if not lists and not any(name in {"notes", "defaults"} for name, _, _ in pairs):
            of_note = _OF_ONE_NOTE - OF_GROUPS if is_titled(root) else UNTITLED
            if not self._report_untitled(root, values, of_note):
                self._lone_note(root, values, defaults)
            return defaults
        own = [
            (key, value) for name, key, value in pairs if name == "defaults" and not _is_list_of_notes(value)
        ]
        if own and not defaults.raw:
            defaults = self._defaults(own[0][1], values)
        for key, _ in own[1:]:
            message = "the key `defaults` stands twice in one mapping; the first value counts: remove one"
            values.report(key, message, ProblemKind.YAML_KEY)
        known = dict(lists)
        said = said_by_names(lists)
        for name, key, value in pairs:
            if name == "notes" and isinstance(value, MappingNode) and not self._groups.hold_notes(value, 1):
                self._lone_note(value, values, defaults)
            elif name == "notes" and not isinstance(value, MappingNode):
                message = "`notes` holds a text, not a list of notes; write `- title: …` below it"
                self._list(value, values, defaults, message)
            elif key in known or _is_list_of_notes(value):
                self._named_list(key, value, values, defaults, said.get(name))
            elif name != "defaults":
                message = f"a file of notes holds `notes` and `defaults`; `{shortened(name)}` is not read"
                values.report(key, message)
        return defaults

    def _named_list(
        self, key: ScalarNode, value: CollectionNode, values: Values, defaults: Defaults, said: Said | None
    ) -> None:
        """Read a list of notes, or a mapping of such, under a name that may say something of each of them."""
        name = shortened(key.value)
        if said:
            field, held = said
            written = name if isinstance(held, str) else _quoted_list(name)
            outcome = (
                f"which is read as `{field}` of each; write `- {field}: {written}`, and below it `  notes:`"
            )
            values.report(key, f"a list of notes stands under `{name}`, {outcome}", name=field)
            defaults = Defaults(*defaults.fill({field: held}, {field: values.origin(key).line or 0}))
        elif name != "notes":
            message = f"a list of notes stands under `{name}`; call it `notes`"
            values.report(key, message, name=message)
        if value in self._read:
            message = "an alias (`*`) stands for a list of notes that is read already; write the list out"
            values.report(key, message, ProblemKind.YAML_SYNTAX)
            return
        self._read.add(value)
        if isinstance(value, MappingNode):
            self._group(value, values, defaults)
        else:
            self._add(value.value, values, defaults)

    def _group(self, node: MappingNode, values: Values, defaults: Defaults) -> None:
        """Read the notes of a group."""
        lists = self._groups.lists(node)
        inner = self.group_defaults(node, values, defaults)
        said = said_by_names(lists)
        for key, value in lists:
            self._named_list(key, value, values, inner, said.get(key.value))

    def group_defaults(self, node: MappingNode, values: Values, defaults: Defaults) -> Defaults:
        """Return the defaults of the notes of a group: those round it, and what stands in it besides."""
        lists = self._groups.lists(node)
        keys = {key for key, _ in lists}
        rest = [(key, value) for key, value in node.value if key not in keys]
        raw, lines = values.note(MappingNode(node.tag, rest, node.start_mark, node.end_mark))
        kept: dict[str, RawValue] = {}
        names: list[RawValue] = []
        for key, value in raw.items():
            name = key.strip().lower()
            if FIELD_ALIASES.get(name, name) in INHERITED:
                kept[key] = value
            elif name in GROUP_NAMES and isinstance(value, str):
                names.append(value)
                form = f"write `tags: {_quoted_list(value)}`"
                message = f"`{key}` of a group of notes is read as a tag of each; {form}"
                self._once(ProblemKind.FIELD_ALIAS, message, lines[key], key)
            elif name == "defaults" and isinstance(value, dict):
                kept |= value
            elif value:
                meant = similar_field(key)
                hint = f"did you mean `{meant}`?" if meant in INHERITED else "write it in a note"
                message = f"`{shortened(key)}` stands in a group of notes, and is not read; {hint}"
                self._once(ProblemKind.FIELD_NAME, message, lines[key], message)
        if names:
            kept["tags"] = [*split_tags(kept.get("tags")), *names]
        return Defaults(*defaults.fill(kept, lines))

    def _is_group(self, node: MappingNode, values: Values, defaults: Defaults) -> bool:
        """Read a mapping without a title as a group, if it is one."""
        if self._groups.is_group(node):
            self._group(node, values, defaults)
            return True
        return self._report_untitled(node, values, UNTITLED)

    def _report_untitled(self, node: MappingNode, values: Values, of_note: AbstractSet[str]) -> bool:
        """Tell whether a node is a group whose notes lack their titles, and report it.

        It is none if it has one of the fields ``of_note``.
        """
        found = self._groups.untitled(node) if of_note.isdisjoint(names_of(node)) else None
        if found:
            key, note = found
            name, meant = shortened(key.value), next(filter(may_be_title, names_of(note)), None)
            form = (
                f"if `{meant}` is a title, call it `title`" if meant else "begin each note with `- title: …`"
            )
            message = f"what stands under `{name}` has no `title`, and is left out; {form}"
            values.report(key, message, name=message)
        return found is not None

    def _once(self, kind: ProblemKind, message: str, line: int, name: str) -> None:
        """Add a problem of which one is told of a file, by its name."""
        self.problems.append(Problem(kind, message, Origin(self.path, line), name=name))

    def _defaults(self, node: Node, values: Values) -> Defaults:
        if isinstance(node, MappingNode):
            raw, lines = values.note(node)
            lists = [(key, value) for key, value in node.value if _is_list_of_notes(value)]
            for key, _ in lists:
                raw.pop(str(key.value), None)
                values.report(key, "a list of notes stands within `defaults`; begin it further left")
            defaults = Defaults(raw, lines)
            for _, value in lists:
                self._add(value.value, values, defaults)
            return defaults
        if not is_null(node):
            what = "`defaults` is no mapping of fields to values and is left out"
            values.report(node, f"{what}; write `field: value` below it")
        return Defaults()

    def _lone_note(self, node: MappingNode, values: Values, defaults: Defaults) -> None:
        if is_titled(node):
            values.report(node, "notes stand in a list, even a single one: begin it with `- title: …`")
            self._add([node], values, defaults)
        elif node.value and all(is_titled(value) for _, value in node.value):
            message = (
                "each note stands under a name of its own; they are read without it: begin each with "
                "`- title: …`, and write the name as its `id`"
            )
            values.report(node, message)
            self._add([value for _, value in node.value], values, defaults)
        elif node.value:
            message = (
                "this mapping is neither a note (it has no `title`) nor has it a list of `notes`; "
                "begin each note with `- title: …`"
            )
            values.report(node, message)

    def _add(self, nodes: Sequence[Node], values: Values, defaults: Defaults) -> None:
        """Add the notes of a list."""
        for node in nodes:
            if isinstance(node, MappingNode):
                if not is_titled(node) and self._is_group(node, values, defaults):
                    continue
                raw, lines = values.note(node)
                if defaults.raw:
                    self._count(defaults, node, values)
                    raw, lines = defaults.fill(raw, lines)
                if "title" in raw and raw.keys().isdisjoint(_OF_ONE_NOTE):
                    self._check_inner(node, lines)
                note = build_note(raw, values.origin(node), lines, self.problems)
                if note is not None:
                    self.notes.append(note)
            elif not isinstance(node, ScalarNode):
                values.report(node, "an item of the list is a list, not a note; it is left out")
            elif not is_null(node):
                text = shortened(node.value)
                is_address = node.value.startswith(("http://", "https://"))
                form = f"- title: …` and below it `  url: {text}" if is_address else f"- title: {text}"
                message = f"an item of the list is a text, not a note, and is left out; write `{form}`"
                values.report(node, message)

    def _check_inner(self, node: MappingNode, lines: Keys) -> None:
        """Ask whether a note of which nothing is said is the title of a group."""
        for key, _ in self._groups.lists(node):
            message = (
                f"`{shortened(key.value)}` holds notes within a note. It is kept, but only for templates; if "
                "`title` is the name of a group, call it `tags`, and the list `notes`"
            )
            self._once(ProblemKind.FIELD_NAME, message, lines[key.value], message)

    def _count(self, defaults: Defaults, node: Node, values: Values) -> None:
        """Note that one more note has the defaults; empty them where they are too long for that."""
        try:
            self.expansion.spend(*defaults.size)
        except ExpansionError:
            defaults.raw.clear()
            message = (
                "the `defaults` are too long for so many notes; from this note on they are left out. "
                "Divide the file, or write less into `defaults`"
            )
            values.report(node, message, ProblemKind.FIELD_VALUE)


def _quoted_list(name: str) -> str:
    """Return a list of YAML with one text."""
    return "['" + shortened(name).replace("'", "''") + "']"


def _is_list_of_notes(node: Node) -> bool:
    return isinstance(node, SequenceNode) and any(map(is_titled, node.value))
