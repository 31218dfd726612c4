"""The text of a tags file, edited in small steps, each of which leaves all else as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ....core.tags.names import tag_key
from ....fields.names import NULL_WORDS
from .words import CannotWriteError, Edit, TagList, apply
from .yaml_lists import cut_line, words_of
from .yaml_tree import Alias, Mapping, Part, Scalar, Sequence, TreeError, resolved, trees, written


@dataclass(frozen=True, slots=True)
class Entry:
    """What the file says of a tag: its name, and what stands under that."""

    key: Scalar
    value: Part


class TagsText:
    """A tags file that is edited step by step, and read again after each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._eol = "\r\n" if "\r\n" in text else "\n"

    def _root(self) -> Mapping | None:
        try:
            roots = trees(self.text)
        except TreeError as error:
            at = sum(map(len, self.text.splitlines(keepends=True)[: error.line]))
            msg = f"the tags file does not parse: {error}"
            raise CannotWriteError(msg, at) from None
        root = roots[0] if roots else None
        if len(roots) > 1 or (root and not isinstance(root, Mapping) and not is_null(root)):
            msg = "the tags file is no mapping of tags"
            raise CannotWriteError(msg, roots[-1].start)
        return root if isinstance(root, Mapping) else None

    def entries(self) -> Iterator[Entry]:
        """Yield what the file says of each tag."""
        root = self._root()
        for key, value in root.pairs if root else ():
            if isinstance(key, Scalar):
                yield Entry(key, value)

    def find(self, name: str) -> Entry | None:
        """Return what the file says of a tag, in any spelling."""
        return next((each for each in self.entries() if tag_key(each.key.value) == tag_key(name)), None)

    def words(self, entry: Entry, name: str) -> TagList:
        """Return the tags in a list of an entry."""
        value = resolved(entry.value)
        part = value.get(name) if isinstance(value, Mapping) else None
        return words_of(self.text, resolved(part)) if part else []

    def without(self, words: TagList, keys: Collection[str], entry: Entry, name: str) -> list[Edit]:
        """Return what takes tags out of a list of an entry: all of it is written again."""
        kept = [word for word in words if tag_key(word.name) not in keys]
        value = resolved(entry.value)
        part = value.get(name) if isinstance(value, Mapping) else None
        if len(kept) == len(words) or part is None:
            return []
        if kept and isinstance(part, Sequence) and not part.is_flow:
            gone = {word.start for word in words if word not in kept}
            cuts = [cut_line(self.text, item) for item in part.items if item.start in gone]
            if all(cuts):
                return list(filter(None, cuts))
        end = _end(self.text, part)
        return [Edit(*self._value_place(part, end), " " + flow(word.name for word in kept))]

    def _value_place(self, part: Part, end: int) -> tuple[int, int]:
        """Return where a value stands, with the blanks before it where it has lines of its own."""
        inner = self.text[: part.before]
        before = len(inner.rstrip()) if isinstance(part, Sequence) and not part.is_flow else len(inner) - 1
        return before, end

    def rename_key(self, old: str, new: str) -> None:
        """Give an entry another name."""
        entry = self.find(old)
        if entry and entry.key.value != new:
            name = written(new, entry.key.style)
            self.text = apply(self.text, [Edit(entry.key.start, entry.key.end, name)])

    def take_out(self, name: str, field: str, word: str) -> None:
        """Take a tag out of a list of an entry."""
        if entry := self.find(name):
            edits = self.without(self.words(entry, field), {tag_key(word)}, entry, field)
            self.text = apply(self.text, edits)

    def remove(self, name: str) -> None:
        """Take an entry out; comments in it stay."""
        root, entry = self._root(), self.find(name)
        if not root or not entry:
            return
        place = next(number for number, (key, _) in enumerate(root.pairs) if key.start == entry.key.start)
        if any(part.anchor for part in _parts(entry.value)):
            msg = f"the entry {name!r} has an anchor (`&`); move that first"
            raise CannotWriteError(msg, entry.key.start)
        if root.is_flow:
            after = root.pairs[place + 1][0].before if place + 1 < len(root.pairs) else 0
            before = root.pairs[place - 1][1].end if place else 0
            cut = Edit(before, entry.value.end) if place else Edit(entry.key.before, after)
            self.text = apply(self.text, [cut])
            return
        start = self.text.rfind("\n", 0, entry.key.before) + 1
        end = self._line_end(max(_end(self.text, entry.value), entry.key.end))
        shadow = list(self.text[start:end])
        for part in (entry.key, *_parts(entry.value)):
            if isinstance(part, Scalar):
                length = _end(self.text, part) - part.start
                shadow[part.start - start : part.start - start + length] = "x" * length
        comments = []
        at = start
        for line in "".join(shadow).splitlines(keepends=True):
            mark = line.find("#") if line.lstrip().startswith("#") else line.find(" #") + 1
            if mark or line.startswith("#"):
                comments.append(self.text[at + mark : at + len(line)].lstrip())
            at += len(line)
        self.text = apply(self.text, [Edit(start, end, "".join(comments))])

    def _line_end(self, position: int) -> int:
        """Return where the line after a position begins."""
        found = self.text.find("\n", position)
        return found + 1 if found >= 0 else len(self.text)

    def add_to(self, name: str, field: str, item: str) -> None:
        """Add an item to a list of an entry, unless it is there; make what is not there."""
        entry = self.find(name)
        if entry and any(tag_key(word.name) == tag_key(item) for word in self.words(entry, field)):
            return
        value = resolved(entry.value) if entry else None
        part = value.get(field) if isinstance(value, Mapping) else None
        if entry and part is not None and (isinstance(part, Alias) or isinstance(entry.value, Alias)):
            msg = f"`{field}` of {name!r} is an alias (`*`) of YAML; write it out"
            raise CannotWriteError(msg, entry.key.start)
        if part is None:
            self.add_field(name, field, f"[{written(item)}]")
        elif isinstance(part, Sequence) and part.items and not part.is_flow:
            last = part.items[-1]
            begin = self.text.rfind("\n", 0, last.before) + 1
            dash = self.text[begin : last.before]
            self._insert_line(_end(self.text, last), dash + written(item))
        elif isinstance(part, Sequence):
            end = part.items[-1].end if part.items else part.end - 1
            self.text = apply(self.text, [Edit(end, end, ", " * bool(part.items) + written(item))])
        elif isinstance(part, Scalar):
            names = [] if is_null(part) else [word.name for word in words_of(self.text, part)]
            text = f" {flow([*names, item])}"
            text = text if part.start == part.end else text.strip()
            self.text = apply(self.text, [Edit(part.start, _end(self.text, part), text)])
        else:
            msg = f"`{field}` of {name!r} is no list"
            raise CannotWriteError(msg, part.start)

    def add_field(self, name: str, field: str, value: str) -> None:
        """Say something of a tag that the file does not say of it."""
        entry = self.find(name)
        pair = f"{field}: {value}"
        if entry is None:
            self._add_entry(f"{written(name)}:", pair)
            return
        part = entry.value
        if isinstance(part, Alias):
            msg = f"what is said of {name!r} is an alias (`*`) of YAML; write it out"
            raise CannotWriteError(msg, part.start)
        if isinstance(part, Mapping) and (part.is_flow or not part.pairs):
            end = part.pairs[-1][1].end if part.pairs else part.end - 1
            end = max(end, part.pairs[-1][0].end + 1) if part.pairs else end
            self.text = apply(self.text, [Edit(end, end, ", " * bool(part.pairs) + pair)])
        elif isinstance(part, Mapping):
            first = part.pairs[0][0]
            indent = " " * (first.before - self.text.rfind("\n", 0, first.before) - 1)
            self._insert_line(_end(self.text, part), indent + pair)
        elif is_null(part) and part.start == part.end and not part.is_flow:
            self._insert_line(entry.key.end, f"  {pair}")
        elif is_null(part):
            text = f"{{{pair}}}"
            at = max(part.start, entry.key.end + 1)
            self.text = apply(
                self.text, [Edit(at, max(part.end, at), text if part.start < part.end else f" {text}")]
            )
        else:
            msg = f"what is said of {name!r} is no mapping"
            raise CannotWriteError(msg, part.start)

    def _add_entry(self, key: str, pair: str) -> None:
        root = self._root()
        if root and root.is_flow:
            end = root.pairs[-1][1].end if root.pairs else root.end - 1
            text = ", " * bool(root.pairs) + f"{key} {{{pair}}}"
            self.text = apply(self.text, [Edit(end, end, text)])
            return
        if root and root.pairs:
            self._insert_line(_end(self.text, root), f"{key}{self._eol}  {pair}")
            return
        before = self.text if not self.text or self.text.endswith("\n") else self.text + self._eol
        self.text = f"{before}{key}{self._eol}  {pair}{self._eol}"

    def _insert_line(self, after: int, line: str) -> None:
        """Write a line behind the one in which a position stands."""
        at = self._line_end(after)
        if at == len(self.text) and not self.text.endswith("\n"):
            self.text += self._eol + line
        else:
            self.text = apply(self.text, [Edit(at, at, line + self._eol)])


def flow(names: Iterable[str]) -> str:
    """Return a list of tags in brackets."""
    return f"[{', '.join(map(written, names))}]"


def is_null(part: Part) -> bool:
    """Tell whether a part says nothing."""
    return isinstance(part, Scalar) and not part.style and part.value in NULL_WORDS


def _parts(part: Part) -> Iterator[Part]:
    yield part
    if isinstance(part, Sequence):
        for item in part.items:
            yield from _parts(item)
    elif isinstance(part, Mapping):
        for key, value in part.pairs:
            yield from _parts(key)
            yield from _parts(value)


def _end(text: str, part: Part) -> int:
    """Return where a part ends, without the blanks and comments behind it."""
    if isinstance(part, Sequence) and not part.is_flow and part.items:
        return _end(text, part.items[-1])
    if isinstance(part, Mapping) and not part.is_flow and part.pairs:
        key, value = part.pairs[-1]
        return max(key.end, _end(text, value))
    inner = text[part.start : part.end]
    return part.start + len(inner.rstrip()) if inner else part.start
