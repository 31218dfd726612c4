"""The commands: their arguments, and what ``check`` and ``schema`` print."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .._version import __version__
from ..core.problems import ProblemKind
from ..sources.registry import READERS, is_source
from ..sources.schema import SCHEMAS, schema_text
from ..util.suggest import suggestion
from .changes import add_changes
from .check import check
from .examples import examples
from .find import USUAL, usual_source_folders
from .mcp import add_mcp
from .report import FORMATS
from .tags.command import add_tags

PROGRAM = "python -m sphinxext.tagpages"
STDIN = "-"
_PREFIX = "tagpages."

_SAME = '"python -m sphinxext.tagpages" is the same as "tagpages".'
_WHAT_IS_READ = f"""\
Files are {", ".join(f"*{suffix}" for suffix in READERS)}. Folders are searched for such files, but not
what is hidden in them, _build, virtual environments and links to folders; of the files found there, those
that are no files of notes are left out, and named. tags.yaml in the source folder is the tags file.

The source folder is the nearest one above a file that holds a conf.py. Files of one source folder are looked
at together. Without one, local pictures are not looked for.

If you name a source folder itself, its conf.py is run, as a build does. Then the files are read that
tagpages_sources and documents name, in the way that its values say; if these name none, the folder is
searched. If you name files, no conf.py is run, and the defaults hold.

Only a build finds what is wrong with documents (directives, roles, tagged pages) and with templates, and in
texts what depends on the project: roles, directives and pictures in them.

Exit status: 0, nothing found; 1, problems; 2, wrong arguments, or nothing to read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: those of the command line, unless given.

    Returns:
        the exit status.
    """
    status = 0
    if sys.stdout is None:  # it is closed
        sys.stdout = io.StringIO()
    elif isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            options = _parser().parse_args(arguments)
            status, text = options.run(options)
            sys.stdout.write(f"{text}\n" if text else "")
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # who reads has seen enough
        _drop_output()
    except OSError as error:
        _drop_output()
        sys.stderr.write(f"{PROGRAM}: {error}\n")
        status = 2
    return status


def _drop_output() -> None:
    """See to it that what is still to be written is not tried again at the end of the program."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """A parser that shows texts as they are written. Those of its commands are such, too."""

    def __init__(self, prog: str, **options: Any) -> None:  # noqa: ANN401 -- as argparse has them
        super().__init__(prog, formatter_class=argparse.RawDescriptionHelpFormatter, **options)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        "tagpages" if Path(sys.argv[0]).stem == "tagpages" else PROGRAM,
        description="Check files of notes, tend their tags, use the notes.json of a site: without a build.",
        epilog=f"{examples()}\n\n{_SAME}",
    )
    parser.add_argument("--version", action="version", version=f"sphinxext-tagpages {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_check(
        commands.add_parser(
            "check",
            help="say what is wrong with files of notes, as a build would",
            description="Say what is wrong with files of notes, in the words of a build.",
            epilog=f"{_WHAT_IS_READ}\n\n{examples('check')}",
        )
    )
    schema = commands.add_parser(
        "schema",
        help="print a JSON Schema of the YAML format, for editors",
        description="Print a JSON Schema (draft-07) for editors that check YAML while it is written. "
        "The notes.json of a site has another one, beside it.",
        epilog=examples("schema"),
    )
    schema.add_argument(
        "file", nargs="?", choices=list(SCHEMAS), default=next(iter(SCHEMAS)), help="notes, or the tags file"
    )
    schema.set_defaults(run=lambda options: (0, schema_text(options.file)))
    add_mcp(
        commands.add_parser(
            "mcp",
            help="serve the notes of a site to assistants, over the Model Context Protocol",
            description="Serve the notes of a site to an assistant, over standard input and output.",
            epilog=examples("mcp"),
        )
    )
    add_changes(
        commands.add_parser(
            "changes",
            help="say what has changed between two notes.json that a site has published",
            description="Say which notes and tags were added, edited, renamed, merged, or are gone.",
            epilog=examples("changes"),
        )
    )
    add_tags(commands.add_parser("tags", help="list and tend the tags of a project", epilog=examples("tags")))
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=f"a file or a folder; {STDIN} is standard input; without any, the project in this "
        "folder, or in docs or source below it",
    )
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="the form of what is printed")
    parser.add_argument(
        "--select",
        action="extend",
        type=_kinds,
        metavar="KINDS",
        help="only these kinds of problems, with commas between them",
    )
    parser.add_argument("--ignore", action="extend", type=_kinds, metavar="KINDS", help="all but these kinds")
    parser.add_argument(
        "--tags-file", type=_file, metavar="FILE", help="the tags file, where it is not tags.yaml"
    )
    parser.add_argument(
        "--source-dir", type=_folder, metavar="DIR", help="the source folder, where no conf.py shows it"
    )
    parser.add_argument(
        "--name",
        default="stdin.yaml",
        help="the name of what is read from standard input; it tells what it is (default: %(default)s)",
    )
    parser.set_defaults(run=lambda options: _check(parser, options))


def _check(parser: argparse.ArgumentParser, options: argparse.Namespace) -> tuple[int, str]:
    given = {}
    if not options.paths:
        options.paths = usual_source_folders()[:1]
    if not options.paths:
        parser.error(f"name files or folders: there is no conf.py here, nor in {', '.join(USUAL[1:])}")
    if STDIN in options.paths:
        name = Path(os.path.abspath(options.name))  # noqa: PTH100 -- a link stays one
        if not is_source(name.name):
            parser.error(f"--name: {options.name!r} ends as no file of notes does ({', '.join(READERS)})")
        given[name] = sys.stdin.buffer.read() if sys.stdin else b""
    try:
        report = check(
            (path for path in options.paths if path != STDIN),
            given=given,
            tags_file=options.tags_file,
            source_dir=options.source_dir,
        )
    except ValueError as error:
        parser.error(str(error))
    if not report.files and not report.problems:
        others = f" (other files: {', '.join(report.left_out)})" if report.left_out else ""
        parser.error(f"no files of notes in {', '.join(report.folders)}{others}")
    report = report.only(set(options.select or ProblemKind) - set(options.ignore or ()))
    return int(bool(report.problems)), FORMATS[options.format](report)


def _kinds(text: str) -> list[ProblemKind]:
    return [_kind(name.removeprefix(_PREFIX)) for part in text.split(",") if (name := part.strip())]


def _kind(name: str) -> ProblemKind:
    kinds = {kind.value: kind for kind in ProblemKind}
    if name in kinds:
        return kinds[name]
    hint = suggestion(name.replace("-", "_"), kinds) or f"; write some of {', '.join(kinds)}"
    msg = f"there is no kind {name!r}{hint}"
    raise argparse.ArgumentTypeError(msg)


def _file(name: str) -> Path:
    return _existing(name, "file", Path.is_file)


def _folder(name: str) -> Path:
    return _existing(name, "folder", Path.is_dir)


def _existing(name: str, what: str, is_one: Callable[[Path], bool]) -> Path:
    path = Path(os.path.abspath(name))  # noqa: PTH100 -- a link stays one
    if not is_one(path):
        msg = f"there is no {what} {name!r}"
        raise argparse.ArgumentTypeError(msg)
    return path
