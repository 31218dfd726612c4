"""The pictures of notes: remote ones by their address, local ones by a name made from their content."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from shutil import copyfile

from .core.note import Note
from .core.problems import Problem, ProblemKind

SUFFIXES = frozenset([".apng", ".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"])


class Pictures:
    """The pictures of a build, each looked at once.

    ``problems`` says what is wrong with those that are left out; ``looked_at`` are the local
    files that were looked for, there or not.
    """

    def __init__(self, srcdir: Path, notes: Iterable[Note]) -> None:
        self._srcdir = srcdir
        self._sources: dict[str, str] = {}
        self._files: dict[str, Path] = {}
        self.problems: list[Problem] = []
        self.looked_at: set[Path] = set()
        for note in notes:
            if note.image and note.id not in self._sources:
                self._add(note)

    def remote(self, note: Note) -> str | None:
        """Return the address of a remote picture."""
        return self._sources.get(note.id) if note.id not in self._files else None

    def local(self, note: Note) -> str | None:
        """Return the file name under which a local picture is copied."""
        return self._sources.get(note.id) if note.id in self._files else None

    def copies(self, folder: Path) -> dict[Path, Path]:
        """Return where in a folder of the output each local picture is copied to, with its source."""
        return {folder / self._sources[note_id]: source for note_id, source in self._files.items()}

    def path(self, note: Note) -> str | None:
        """Return the path of a local picture, relative to the source folder where it is below."""
        path = self._files.get(note.id)
        if path is None:
            return None
        return path.relative_to(self._srcdir).as_posix() if path.is_relative_to(self._srcdir) else str(path)

    def copy(self, folder: Path) -> None:
        """Copy the local pictures to a folder of the output."""
        for target, source in self.copies(folder).items():
            if not target.is_file() or target.stat().st_size != source.stat().st_size:
                folder.mkdir(parents=True, exist_ok=True)
                copyfile(source, target)

    def _add(self, note: Note) -> None:
        if note.image.startswith(("http://", "https://")):
            self._sources[note.id] = note.image
            return
        relative = note.image.lstrip("/")
        folder = "" if note.image.startswith("/") else str(PurePosixPath(note.origin.path).parent)
        path = Path(os.path.normpath(self._srcdir / folder / relative))
        try:
            inside = path.resolve().is_relative_to(self._srcdir.resolve())
        except (OSError, RuntimeError, ValueError):  # a link in a circle, a name that no file can have
            inside = False
        if not inside:
            self._leave_out(note, "lies outside the source folder; move it below the source folder")
            return
        if path.suffix.lower() not in SUFFIXES:
            self._leave_out(
                note, f"is no picture that a browser shows; write one of {', '.join(sorted(SUFFIXES))}"
            )
            return
        self.looked_at.add(path)
        try:
            digest = blake2b(path.read_bytes(), digest_size=10).hexdigest()
        except OSError as error:
            found_at = (
                path.relative_to(self._srcdir).as_posix() if path.is_relative_to(self._srcdir) else path.name
            )
            self._leave_out(
                note,
                f"cannot be read ({error.strerror}: {found_at}); a path counts from the file that names it",
            )
            return
        self._sources[note.id] = f"tagpages-{digest}{path.suffix.lower()}"
        self._files[note.id] = path

    def _leave_out(self, note: Note, reason: str) -> None:
        self.problems.append(
            Problem(ProblemKind.IMAGE, f"the picture {note.image!r} {reason}", note.where("image"))
        )
