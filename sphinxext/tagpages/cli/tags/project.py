"""A project whose tags are tended: its files, the notes in them, and where tags stand in their texts."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ...config.settings import Settings
from ...core.index import PlacedNote, TagIndex, build_index
from ...core.note import Note
from ...core.problems import Origin, Problem
from ...core.tags.info import merge_infos
from ...sources.read_result import ReadResult
from ...sources.registry import encoding_of, read_source, read_tags_source
from ...sources.yaml.reader import read_yaml
from ...sources.yaml.tags_file import DEFAULT_TAGS_FILE, TagsFile
from ...util.files import read_regular, relative, shown
from ..find import source_folder, usual_source_folders
from ..project import read_project
from .marks.found import Found
from .marks.markdown import read_markdown
from .marks.rst import read_rst
from .marks.words import CannotWriteError, TagList
from .marks.yaml_lists import lists_of_notes
from .marks.yaml_tree import TreeError

#: Kinds of files in which :meth:`TagsSource.lists` finds tags; others are read alone.
_EDITED = frozenset({"yaml", "bib", "rst", "markdown"})
_WITH_BYTE_ORDER = {b"\xff\xfe\x00\x00": "utf-32-le", b"\x00\x00\xfe\xff": "utf-32-be"}
_WITH_BYTE_ORDER |= {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class HindranceError(Exception):
    """A file cannot be edited safely; the message says why. ``line`` counts from 1."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True)
class TagsSource:
    """A file that tags stand in: ``path`` below the source folder, its bytes, and ``kind``.

    That is ``yaml``, ``bib``, ``json``, ``rst`` or ``markdown``. ``real`` is where a link leads; ``outside``
    tells that this is outside of the source folder.
    """

    path: str
    kind: str
    content: bytes
    real: Path
    outside: bool
    options: Mapping[str, object] = field(default_factory=dict)
    _read_already: ReadResult | None = None

    @property
    def is_editable(self) -> bool:
        """Whether a command may change it: no export, nothing outside."""
        return self.kind in _EDITED and not self.outside

    @property
    def encoding(self) -> str:
        """How its text is encoded; a byte order mark is a part of the text."""
        begins = (name for mark, name in _WITH_BYTE_ORDER.items() if self.content.startswith(mark))
        encoding = next(begins, encoding_of(self.content) if self.kind in {"yaml", "bib"} else "utf-8")
        return encoding.removesuffix("-sig")

    def text(self) -> str:
        """Return its text.

        Raises:
            HindranceError: it is not what its encoding says.
        """
        try:
            return self.content.decode(self.encoding)
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            name = self.encoding.upper()
            msg = f"this is not valid {name}; save the file as UTF-8"
            raise HindranceError(msg, line) from None

    def result(self, text: str | None = None) -> ReadResult:
        """Read its notes, once; those of another text, if one is given."""
        if text is not None:
            return self._result(text)
        self._read_already = self._read_already or self._result()
        return self._read_already

    def _result(self, text: str | None = None) -> ReadResult:
        if self.kind in {"rst", "markdown"}:
            text = self.content.decode("utf-8", "replace") if text is None else text
            return ReadResult(tuple(self._notes_of_document(text)))
        content = self.content if text is None else text.encode(self.encoding)
        return read_source(content, self.path, self.options)

    def _notes_of_document(self, text: str) -> Iterator[Note]:
        found = Found(text)
        with suppress(CannotWriteError):  # what was found before it counts
            self._read(found)
        yield from found.notes(self.path, str(PurePosixPath(self.path).with_suffix("")))
        for source, line in found.sources:
            yield from read_yaml(source, self.path, line).notes

    def _read(self, found: Found) -> None:
        (read_markdown if self.kind == "markdown" else read_rst)(found.text, found)

    def lists(self, text: str) -> list[TagList]:
        """Return the lists of tags in its text.

        Raises:
            HindranceError: it does not parse.
        """
        found = Found(text)
        try:
            if self.kind == "yaml":
                return list(lists_of_notes(text))
            if self.kind == "bib":
                from .marks.bibtex import lists_of_bibtex  # noqa: PLC0415 -- it needs an extra

                return list(lists_of_bibtex(text))
            self._read(found)
        except TreeError as error:
            msg = f"this does not parse: {error}"
            raise HindranceError(msg, error.line + 1) from None
        except CannotWriteError as error:
            raise HindranceError(str(error), found.line(error.at)) from None
        except ImportError as error:
            msg = f"BibTeX needs the extra `bibtex`: {error}"
            raise HindranceError(msg) from None
        return found.lists


@dataclass(frozen=True, slots=True)
class TaggedProject:
    """The files of a project, and its tags file: ``None`` where there is none yet."""

    folder: Path
    settings: Settings
    sources: tuple[TagsSource, ...]
    tags_path: str
    tags_content: bytes | None
    problems: tuple[Problem, ...] = ()

    def tags_file(self) -> TagsFile:
        """Return what the tags file says."""
        return read_tags_source(self.tags_content or b"", self.tags_path)

    def shown(self, path: str) -> str:
        """Return a path of the project as it counts from the current folder."""
        return shown(self.folder / path)

    def patched(self, path: str) -> str:
        """Return a path of the project as patches name it, without ``..``.

        It counts from the current folder, and if the project is not below that, from the project's.
        """
        return relative(self.folder / path, self.folder) if self._is_elsewhere else self.shown(path)

    @property
    def _is_elsewhere(self) -> bool:
        return self.shown("").split("/")[0] == ".." or Path(self.shown("")).is_absolute()

    def tell_where_patches_apply(self) -> None:
        """Say so on standard error, unless it is the current folder."""
        if self._is_elsewhere:
            where = shlex.quote(self.shown(""))
            how = f"git -C {where} apply < PATCH, or patch -d {where} -p1 < PATCH"
            sys.stderr.write(f"this patch counts from the project: {how}\n")


def index_of(project: TaggedProject) -> TagIndex:
    """Return the index of a project, with the tags that a build gives no page as well."""
    notes = enumerate(notes_of(project))
    placed = [PlacedNote(note, (source.path, number)) for number, (source, note) in notes]
    infos = merge_infos(tag for source in project.sources for tag in source.result().tags)
    options = project.settings.index_options(project.tags_file().entries, infos, ())
    return build_index(placed, replace(options, skip_tags=()))


def notes_of(project: TaggedProject) -> list[tuple[TagsSource, Note]]:
    """Read all notes that a build shows, each with its file: of drafts, those that the settings say."""
    return [
        (source, note)
        for source in project.sources
        for note in source.result().notes
        if project.settings.drafts or not note.draft
    ]


def placeless(note: Note) -> Note:
    """Return a note without what moves when a line goes: an entry of BibTeX has the tags once more, too."""
    return replace(note, origin=Origin("", None), bibtex=None)


def nearest_project() -> Path:
    """Return the nearest folder with a ``conf.py``, from the current one up.

    Raises:
        ValueError: there is none; the message says what to write.
    """
    if folder := source_folder(Path.cwd() / "conf.py"):
        return folder
    near = next(iter(usual_source_folders()), "DIR")
    msg = f"there is no conf.py in this folder or above it; write --project {near}"
    raise ValueError(msg)


def open_project(folder: Path | None) -> TaggedProject:
    """Read the files of a project, whose ``conf.py`` is run for that as by ``check``.

    Without a folder, it is the nearest with a ``conf.py``.

    Raises:
        ValueError: there is no project, or its ``conf.py`` cannot be run; the message says why.
    """
    folder = Path(re.sub(r"(?<=.)/+$", "", str(folder))) if folder else nearest_project()
    conf, problems = read_project(folder)
    if conf is None:
        where = problems[-1].origin
        msg = f"{shown(Path(where.path))}:{where.line or 1}: {problems[-1].message}"
        raise ValueError(msg)
    kinds = {path: _kind(path) for path in conf.files} | dict(conf.documents)
    sources: dict[Path, TagsSource] = {}
    root = folder.resolve()
    for path, kind in kinds.items():
        try:
            content, real = read_regular(folder / path), (folder / path).resolve()
        except OSError:  # a build says so
            continue
        options = conf.settings.source_options(path) if kind == "json" else {}
        outside = not real.is_relative_to(root)
        sources.setdefault(real, TagsSource(path, kind, content, real, outside, options))
    tags_path = conf.tags_file or DEFAULT_TAGS_FILE
    try:
        tags_content = read_regular(folder / tags_path)
    except OSError:
        tags_content = None
    return TaggedProject(
        folder, conf.settings, tuple(sources.values()), tags_path, tags_content, tuple(problems)
    )


def _kind(path: str) -> str:
    suffix = PurePosixPath(path).suffix.lower()
    return {".yml": "yaml"}.get(suffix, suffix[1:])
