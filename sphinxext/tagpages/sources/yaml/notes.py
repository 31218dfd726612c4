"""Notes from YAML: a list of notes, or a mapping with ``notes`` and ``defaults``, or several documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...core.note import Note
from ...core.problems import Origin, Problem, ProblemKind
from ...core.read_result import ReadResult
from ...fields.names import FIELD_ALIASES, FIELDS, TAG_FIELDS
from ...fields.reader import build_note
from ...fields.values import RawValue, split_tags
from ...util.gc_pause import paused_collector
from ...util.text import clean, shortened
from .nodes import HAS_LIBYAML, MappingNode, Node, ScalarNode, SequenceNode, YamlError, compose
from .recovery import Recovery
from .values import Expansion, ExpansionError, Keys, Values, is_null, size_of

_MARKER = re.compile(r"^(---|\.\.\.)(?=[ \t\n]|\Z)", re.MULTILINE)
_DIRECTIVES_ONLY = re.compile(r"(?:[ \t]*(?:#.*)?\n|%.*\n)*[ \t]*(?:#.*)?\Z")
# libyaml refuses other versions of YAML, and directives that it does not know.
_DIRECTIVE = re.compile(r"^%(?=[A-Za-z])(?!TAG[ \t])", re.MULTILINE)
_WEB = ("http://", "https://")
_NOTE_IN_TEXT = re.compile(r"(?:^|[ \n])- title\s*:")


def read_yaml(text: str, path: str, first_line: int = 1) -> ReadResult:
    """Read the notes of a YAML text.

    Args:
        text: the text.
        path: the file's name, for the notes and problems.
        first_line: the line of the file on which the text begins.

    Returns:
        the notes, and what is wrong. One bad note costs no other.
    """
    return _read(text, path, first_line, HAS_LIBYAML)


def _read(text: str, path: str, first_line: int, quick: bool) -> ReadResult:
    text = clean(text)
    reader = DocumentReader(path, quick, Expansion(len(text)))
    with paused_collector():
        for piece, start in _documents(text):
            reader.document(piece, start + first_line)
    problems = sorted(dict.fromkeys(reader.problems), key=lambda problem: problem.origin.line or 0)
    return ReadResult(tuple(reader.notes), tuple(problems))


def _documents(text: str) -> Iterator[tuple[str, int]]:
    """Yield the documents of a file, each with the number of lines before it."""
    begin = line = 0
    if "%" in text:
        text = _DIRECTIVE.sub("#", text)
    for match in _MARKER.finditer(text):
        piece = text[begin : match.start()]
        if match[1] == "---" and _DIRECTIVES_ONLY.match(piece):
            continue
        yield piece, line
        end = match.start() if match[1] == "---" else match.end()
        line += text.count("\n", begin, end)
        begin = end
    yield text[begin:], line


@dataclass(slots=True)
class Defaults:
    """The fields that every note of a document has unless it says otherwise."""

    raw: dict[str, RawValue] = field(default_factory=dict)
    lines: Keys = field(default_factory=dict)
    size: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.size = size_of(self.raw)

    def fill(self, raw: dict[str, RawValue], lines: Keys) -> tuple[dict[str, RawValue], Keys]:
        """Return a note with what it lacks."""
        given = {key: value for key, value in raw.items() if value}
        names = {FIELD_ALIASES.get(key, key) for key in given}
        filled: dict[str, RawValue] = {}
        for key, value in self.raw.items():
            if key in TAG_FIELDS:
                filled[key] = [*split_tags(value), *split_tags(given.pop(key, None))]
            elif FIELD_ALIASES.get(key, key) not in names:
                filled[key] = value
        return filled | given, self.lines | lines


class DocumentReader:
    """Reads the documents of one file."""

    def __init__(self, path: str, quick: bool, expansion: Expansion) -> None:
        self.path = path
        self.quick = quick
        self.expansion = expansion
        self._no_room = False
        self.notes: list[Note] = []
        self.problems: list[Problem] = []

    def problem(self, kind: ProblemKind, message: str, line: int) -> None:
        """Add a problem at a line of the file."""
        self.problems.append(Problem(kind, message, Origin(self.path, line)))

    def document(self, text: str, line: int) -> None:
        """Read one document, whose first line has the number ``line``."""
        notes, problems = len(self.notes), len(self.problems)
        try:
            root = compose(text, self.quick, last_word=False)
            if root is not None:
                self.root(root, Values(text, self.path, line, self.problems, self.expansion), Defaults())
        except YamlError:
            del self.notes[notes:], self.problems[problems:]
            Recovery(self, text.split("\n"), line, Defaults()).read()

    def root(self, root: Node, values: Values, defaults: Defaults) -> None:
        """Read the root of a document, or of a part of one."""
        if isinstance(root, SequenceNode):
            self.add(root.value, values, defaults)
        elif isinstance(root, MappingNode):
            self._mapping(root, values, defaults)
        elif not is_null(root):
            _check_text(root)
            values.report(
                ProblemKind.SHAPE,
                f"this is a text, not a list of notes ({shortened(root.value, 40)!r}); "
                "begin each note with `- title: …`",
                root,
            )

    def _mapping(self, root: MappingNode, values: Values, defaults: Defaults) -> None:
        pairs = [(key.value if isinstance(key, ScalarNode) else "", key, value) for key, value in root.value]
        if any(name.startswith("-") and name[1:] in FIELDS for name, _, _ in pairs):
            msg = "a dash without a space"
            raise YamlError(msg, root.start_mark.line)
        names = {name for name, _, _ in pairs}
        is_file = bool({"notes", "defaults"} & names) or "title" not in names
        lists = {
            id(value)
            for name, _, value in pairs
            if (is_file or name not in FIELDS) and _is_list_of_notes(value)
        }
        if not lists and not {"notes", "defaults"} & names:
            self._lone_note(root, values, defaults)
            return
        own = next((value for name, _, value in pairs if name == "defaults" and id(value) not in lists), None)
        if own is not None:
            defaults = self.defaults(own, values)
        for name, key, value in pairs:
            if name == "notes":
                self._notes_value(value, values, defaults)
            elif id(value) in lists:
                message = f"a list of notes stands under `{shortened(name)}`; call it `notes`"
                values.report(ProblemKind.SHAPE, message, key)
                self.add(value.value, values, defaults)
            elif name != "defaults":
                message = (
                    f"a file of notes holds `notes` and `defaults`; `{shortened(name) or '?'}` is not read"
                )
                values.report(ProblemKind.SHAPE, message, key)
            elif value is not own:
                message = "the key `defaults` stands twice in one mapping; the first value counts: remove one"
                values.report(ProblemKind.YAML_KEY, message, key)

    def _notes_value(self, value: Node, values: Values, defaults: Defaults) -> None:
        if isinstance(value, SequenceNode):
            self.add(value.value, values, defaults)
        elif isinstance(value, MappingNode):
            self._lone_note(value, values, defaults)
        elif not is_null(value):
            _check_text(value)
            values.report(
                ProblemKind.SHAPE,
                "`notes` holds a text, not a list of notes; write `- title: …` below it",
                value,
            )

    def defaults(self, node: Node, values: Values) -> Defaults:
        """Read the value of ``defaults``."""
        if isinstance(node, MappingNode):
            raw, lines = values.note(node)
            lists = [
                (key, value)
                for key, value in node.value
                if isinstance(key, ScalarNode) and key.value not in FIELDS and _is_list_of_notes(value)
            ]
            for key, _ in lists:
                raw.pop(key.value, None)
            defaults = Defaults(raw, lines)
            for key, value in lists:
                message = (
                    f"a list of notes stands within `defaults`; begin `{shortened(key.value)}` further left"
                )
                values.report(ProblemKind.SHAPE, message, key)
                self.add(value.value, values, defaults)
            return defaults
        if _is_list_of_notes(node):
            values.report(ProblemKind.SHAPE, "a list of notes stands under `defaults`; call it `notes`", node)
            self.add(node.value, values, Defaults())
        elif not is_null(node):
            values.report(
                ProblemKind.SHAPE,
                "`defaults` is no mapping of fields to values and is left out; write `field: value` below it",
                node,
            )
        return Defaults()

    def _lone_note(self, node: MappingNode, values: Values, defaults: Defaults) -> None:
        keys = {key.value for key, _ in node.value if isinstance(key, ScalarNode)}
        if "title" in keys:
            values.report(
                ProblemKind.SHAPE,
                "notes stand in a list, even a single one: begin it with `- title: …`",
                node,
            )
            self.add([node], values, defaults)
        elif node.value and all(_is_titled(value) for _, value in node.value):
            values.report(
                ProblemKind.SHAPE,
                "each note stands under a name of its own; they are read without it: begin each with "
                "`- title: …`, and write the name as its `id`",
                node,
            )
            self.add([value for _, value in node.value], values, defaults)
        elif node.value:
            values.report(
                ProblemKind.SHAPE,
                "this mapping is neither a note (it has no `title`) nor has it a list of `notes`; "
                "begin each note with `- title: …`",
                node,
            )

    def _have_room(self, defaults: Defaults, origin: Origin) -> bool:
        """Tell whether one more note can have the defaults; say so once where it cannot."""
        if self._no_room:
            return False
        try:
            self.expansion.spend(*defaults.size)
        except ExpansionError:
            self._no_room = True
            message = (
                "the `defaults` are too long for so many notes; from this note on they are left out. "
                "Divide the file, or write less into `defaults`"
            )
            self.problems.append(Problem(ProblemKind.FIELD_VALUE, message, origin))
        return not self._no_room

    def add(self, nodes: Sequence[Node], values: Values, defaults: Defaults) -> None:
        """Add the notes of a list."""
        for node in nodes:
            if isinstance(node, MappingNode):
                raw, lines = values.note(node)
                if defaults.raw and self._have_room(defaults, values.origin(node)):
                    raw, lines = defaults.fill(raw, lines)
                note = build_note(raw, values.origin(node), lines, self.problems)
                if note is not None:
                    self.notes.append(note)
            elif not isinstance(node, ScalarNode):
                values.report(
                    ProblemKind.SHAPE, "an item of the list is a list, not a note; it is left out", node
                )
            elif not is_null(node):
                text = shortened(node.value)
                form = (
                    f"- title: …` and below it `  url: {text}"
                    if node.value.startswith(_WEB)
                    else f"- title: {text}"
                )
                message = f"an item of the list is a text, not a note, and is left out; write `{form}`"
                values.report(ProblemKind.SHAPE, message, node)


def _check_text(node: Node) -> None:
    """Raise where a text that stands for notes holds some."""
    if node.end_mark.line > node.start_mark.line and _NOTE_IN_TEXT.search(node.value):
        msg = "found notes in a text"
        raise YamlError(msg, node.start_mark.line)


def _is_list_of_notes(node: Node) -> bool:
    if not isinstance(node, SequenceNode):
        return False
    return any(map(_is_titled, node.value))


def _is_titled(node: Node) -> bool:
    return isinstance(node, MappingNode) and any(
        isinstance(key, ScalarNode) and key.value == "title" for key, _ in node.value
    )
