"""The pictures of notes: remote ones by their address, local ones by a name made from their content."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import imagesize

from ..core.note import Note
from ..core.problems import Problem, ProblemKind
from ..util.files import FileState, read_regular

SUFFIXES = frozenset([".apng", ".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"])
_SUFFIX = rf"\.(?:{'|'.join(sorted(suffix[1:] for suffix in SUFFIXES))})"
#: What copies are called; see :func:`_name`.
_COPY = re.compile(rf"tagpages-[0-9a-f]{{20}}{_SUFFIX}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class LocalPicture:
    """A picture: where it is, also as seen from the source folder, and the file name that copies have.

    ``size`` is its width and height in pixels, where its file says so.
    """

    path: Path
    uri: str
    name: str
    size: tuple[int, int] | None


class Pictures:
    """The pictures of a build, each looked at once.

    ``srcdir`` is the source folder. ``problems`` says what is wrong with those that are left out;
    ``looked_at`` are the local files that were looked for, as they were, there or not.
    """

    def __init__(self, srcdir: Path, notes: Iterable[Note]) -> None:
        self.srcdir = srcdir
        self._looked: dict[tuple[str, str], LocalPicture | str] = {}
        self.problems: list[Problem] = []
        self.looked_at: dict[Path, FileState | None] = {}
        for note in notes:
            own = [note.image] if note.image and not _is_remote(note.image) else []
            for address in (*own, *_local_paths(note)):
                key = _key(note, address)
                if key not in self._looked:
                    self._looked[key] = self._look_at(*key)
            if own and isinstance(fault := self._looked[_key(note, note.image)], str):
                message = f"{note.named}the picture {note.image!r} {fault}"
                self.problems.append(Problem(ProblemKind.IMAGE, message, note.where("image")))

    def remote(self, note: Note) -> str | None:
        """Return the address of a remote picture."""
        return note.image if _is_remote(note.image) else None

    def local(self, note: Note) -> LocalPicture | None:
        """Return a local picture."""
        if not note.image:
            return None
        found = self._looked.get(_key(note, note.image))
        return found if isinstance(found, LocalPicture) else None

    def in_text(self, note: Note, path: str) -> LocalPicture | str:
        """Return a local picture that a text of a note shows, or why there is none."""
        return self._looked.get(_key(note, path), "is no picture that a browser shows")

    def all_in_texts(self, note: Note) -> list[tuple[str, str]]:
        """Return all local pictures that the texts of a note show: paths and file names."""
        found = [(path, self.in_text(note, path)) for path in _local_paths(note)]
        return [(path, picture.name) for path, picture in found if isinstance(picture, LocalPicture)]

    def copies(self, folder: Path) -> dict[Path, Path]:
        """Return where in a folder of the output each local picture is copied to, with its source."""
        pictures = (found for found in self._looked.values() if isinstance(found, LocalPicture))
        return {folder / picture.name: picture.path for picture in pictures}

    def copy(self, folder: Path) -> None:
        """Copy the local pictures to a folder of the output, and take away the copies of others."""
        copies = self.copies(folder)
        for path in folder.glob("tagpages-*"):
            if path not in copies and _COPY.fullmatch(path.name):
                path.unlink()
        for target, source in copies.items():
            # What a killed build copied may be cut off, or be full of zeros.
            with suppress(OSError):
                if _name(read_regular(target), target.suffix) == target.name:
                    continue
            try:
                content = read_regular(source)
            except OSError:  # it is gone since; the next build says so
                continue
            folder.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def _look_at(self, folder: str, address: str) -> LocalPicture | str:
        """Return the picture at an address that counts from a folder, or what is wrong with it."""
        if address.startswith("//") or "\\" in address or _SCHEME.match(address):
            # On Windows these are drives, streams and other computers, which looking alone would ask.
            return "is no path below the source folder; write one, with slashes, or an http or https URL"
        path = Path(
            os.path.normpath(self.srcdir / ("" if address.startswith("/") else folder) / address.lstrip("/"))
        )
        try:
            inside = path.resolve().is_relative_to(self.srcdir.resolve())
        except (OSError, RuntimeError, ValueError):  # a link in a circle, a name that no file can have
            inside = False
        if not inside:
            return "lies outside the source folder; move it below the source folder"
        if path.suffix.lower() not in SUFFIXES:
            return f"is no picture that a browser shows; write one of {', '.join(sorted(SUFFIXES))}"
        uri = path.relative_to(self.srcdir).as_posix() if path.is_relative_to(self.srcdir) else str(path)
        # Before it is read: a picture that is exchanged meanwhile is not as it was looked at.
        self.looked_at[path] = FileState.of(path, by_clock=True)
        try:
            content = read_regular(path)
        except OSError as error:
            hint = "a path counts from the file that names it"
            if address.startswith("/"):
                hint = "a path that begins with `/` counts from the source folder"
            return f"cannot be read ({error.strerror}: {uri}); {hint}"
        return LocalPicture(path, uri, _name(content, path.suffix.lower()), _size(content))


def _name(content: bytes, suffix: str) -> str:
    return f"tagpages-{blake2b(content, digest_size=10).hexdigest()}{suffix}"


def _size(content: bytes) -> tuple[int, int] | None:
    """Return the width and height of a picture in pixels, where it says so."""
    try:
        width, height = map(round, imagesize.get(BytesIO(content)))
    except Exception:  # noqa: BLE001 -- what is no picture can fail in any way
        return None
    return (width, height) if min(width, height) > 0 else None


def _key(note: Note, address: str) -> tuple[str, str]:
    return str(PurePosixPath(note.origin.path).parent), address


def _is_remote(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def local_path(address: str) -> str:
    """Return the path that the address of a local picture in a text means."""
    return unquote(address.partition("?")[0].partition("#")[0])


def _local_paths(note: Note) -> list[str]:
    """Return the paths of the local pictures in the texts of a note."""
    paths = [local_path(address) for address in note.references.pictures if not _is_remote(address)]
    return [path for path in paths if PurePosixPath(path).suffix.lower() in SUFFIXES]


def shows_picture(note: Note) -> bool:
    """Tell whether the texts of a note, which its home shows, show its picture."""
    return bool(note.image) and _written(note.image) in map(_written, note.references.pictures)


def _written(address: str) -> str:
    """Return an address as parsers leave it: of HTML's entities and escapes, whoever wrote them."""
    return unquote(unescape(address)) if _is_remote(address) else local_path(address)
