"""The tags file after a tag was renamed: an alias written, an entry moved to another name."""

from __future__ import annotations

from ....core.tags.names import tag_key
from ....util.text import one_line
from .tags_text import TagsText, flow, is_null
from .words import CannotWriteError, Edit, apply, renamed
from .yaml_lists import words_of
from .yaml_tree import Mapping, Scalar, Sequence, resolved, written

#: What one entry takes from another that becomes its alias, where it says nothing itself. A title is not
#: among it: readers would see the old name.
_TAKEN = ("description", "colour", "group", "parents", "weight")
_LISTS = ("parents", "different")


def renamed_in_tags_file(text: str, old: str, new: str) -> str:
    """Return a tags file in which ``old`` is an alias of ``new``, and what was said of it is said of ``new``.

    ``old`` is in any spelling; where both have one key, ``new`` is a spelling of it.

    Raises:
        CannotWriteError: it cannot be done; the message says why, and where.
    """
    file = TagsText(text)
    is_spelling = tag_key(old) == tag_key(new)
    for entry in file.entries():
        for word in file.words(entry, "aliases"):
            key = tag_key(word.name)
            if key == tag_key(old) and tag_key(entry.key.value) != tag_key(new) and not is_spelling:
                msg = f"{old!r} is an alias of {entry.key.value!r} here; rename that, or take the alias out"
                raise CannotWriteError(msg, word.start)
            if key == tag_key(new) and tag_key(entry.key.value) != tag_key(old) and not is_spelling:
                msg = f"{new!r} is an alias of {entry.key.value!r} here; write that as the new name"
                raise CannotWriteError(msg, word.start)
    _rename_references(file, old, new)
    if is_spelling:
        file.rename_key(old, new)
        return file.text
    if file.find(old) and not file.find(new):
        file.rename_key(old, new)
        file.take_out(new, "aliases", new)
    elif file.find(old):
        slug = _move_fields(file, old, new)
        file.remove(old)
        if slug:  # the alias leads on from the page that its name gives it alone
            file.add_to(new, "former", slug)
    file.add_to(new, "aliases", old)
    return file.text


def is_alias(text: str, old: str, new: str) -> bool:
    """Tell whether a tags file says that a name is an alias of another."""
    file = TagsText(text)
    try:
        entry = file.find(new)
    except CannotWriteError:
        return False
    return entry is not None and any(
        tag_key(word.name) == tag_key(old) for word in file.words(entry, "aliases")
    )


def _rename_references(file: TagsText, old: str, new: str) -> None:
    """Rename a tag where others name it; where it would name itself, it goes."""
    edits: list[Edit] = []
    for entry in file.entries():
        is_own = tag_key(entry.key.value) in {tag_key(old), tag_key(new)} and tag_key(old) != tag_key(new)
        for name in _LISTS:
            words = file.words(entry, name)
            if is_own:
                edits += file.without(words, {tag_key(old), tag_key(new)}, entry, name)
                continue
            for word, replaced in renamed(words, {tag_key(old): new}):
                if replaced is not None:
                    edits.append(Edit(word.start, word.end, word.encode(replaced)))
                elif word.cut:
                    edits.append(word.cut)
    file.text = apply(file.text, edits)


def _move_fields(file: TagsText, old: str, new: str) -> str:
    """Give an entry what another says and it does not; return the other's page name, if any."""
    source, target = file.find(old), file.find(new)
    given = resolved(source.value) if source else None
    if not source or not target or not isinstance(given, Mapping):
        return ""
    own = resolved(target.value)
    said = (
        {key.value for key, value in own.pairs if isinstance(key, Scalar)}
        if isinstance(own, Mapping)
        else set()
    )
    texts = [(name, value) for name in _TAKEN if name not in said and (value := given.get(name))]
    lists = {
        name: [word.name for word in file.words(source, name)] for name in ("aliases", "former", "different")
    }
    slug = given.get("slug")
    page = one_line(slug.value) if isinstance(slug, Scalar) else ""
    for name, found in texts:
        value = resolved(found)
        if isinstance(value, Scalar) and not is_null(value):
            file.add_field(new, name, written(one_line(value.value), value.style))
        elif isinstance(value, Sequence):
            file.add_field(new, name, flow(word.name for word in words_of(file.text, value)))
    for name, items in lists.items():
        for item in items:
            if tag_key(item) not in {tag_key(old), tag_key(new)}:
                file.add_to(new, name, item)
    return page
