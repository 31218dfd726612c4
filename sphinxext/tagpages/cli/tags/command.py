"""The arguments of the commands ``tags``. What each does is in the table of ``runs.py``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ..examples import examples

_WHAT_IS_READ = """\
The project is that of the nearest conf.py, in this folder or above it. Its conf.py is run, as a build does;
then the documents are read, and the files that they and tagpages_sources name. Exports of issues are read,
and never edited.

Exit status: 0, done, or nothing to do; 1, {what}; 2, wrong arguments."""


def add_tags(parser: argparse.ArgumentParser) -> None:
    """Give a parser the commands ``tags``."""
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="tags_command")
    for name, (add_arguments, help_text) in _COMMANDS.items():
        what = "there is something to settle" if name == "doctor" else "something in the files hinders"
        command = commands.add_parser(
            name,
            help=help_text,
            description=f"{help_text[0].upper()}{help_text[1:]}.",
            epilog=f"{_WHAT_IS_READ.format(what=what)}\n\n{examples(f'tags {name}')}",
        )
        command.add_argument(
            "--project", type=_project, metavar="DIR", help="the source folder, the one with the conf.py"
        )
        add_arguments(command)
        command.set_defaults(run=_run, parser=command)


def _run(options: argparse.Namespace) -> tuple[int, str]:
    from .runs import RUNS  # noqa: PLC0415 -- it imports Sphinx

    parser: argparse.ArgumentParser = options.parser
    try:
        return RUNS[options.tags_command](options)
    except ValueError as error:
        return parser.error(str(error))


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=["text", "json", "csv"], default="text", help="the form of what is printed"
    )
    parser.add_argument("--sort", choices=["count", "name"], default="count", help="what comes first")


def _add_init(parser: argparse.ArgumentParser) -> None:
    _add_number(parser, "--most", 30, "how many tags it names")
    _add_dry_run(parser, "print the file, write nothing")


def _add_rename(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the tag, in any spelling")
    parser.add_argument("new", metavar="NEW", help="its new name, as it is to be written")
    _add_dry_run(parser)


def _add_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="TAG", nargs="+", help="a tag that is to go, in any spelling")
    parser.add_argument(
        "--into", metavar="TAG", required=True, dest="new", help="the tag that stays, as it is to be written"
    )
    _add_dry_run(parser)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=["text", "json"], default="text", help="the form of what is printed"
    )
    parser.add_argument(
        "--sure", type=_share, default=0, metavar="SHARE", help="only pairs that are so sure, from 0 to 1"
    )
    _add_number(parser, "--limit", 40, "pairs in a text at the most")


def _add_suggest(parser: argparse.ArgumentParser) -> None:
    _add_number(parser, "--below", 2, "for notes with fewer tags")
    _add_number(parser, "--most", 3, "tags for a note at the most")


def _add_number(parser: argparse.ArgumentParser, name: str, default: int, what: str) -> None:
    parser.add_argument(
        name, type=_count, default=default, metavar="N", help=f"{what} (default: %(default)s)"
    )


def _add_dry_run(parser: argparse.ArgumentParser, what: str = "print a patch, write nothing") -> None:
    parser.add_argument("--dry-run", action="store_true", help=what)


_COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], str]] = {
    "list": (_add_list, "list the tags, with how many notes have them, and when"),
    "init": (_add_init, "write a tags file to begin with"),
    "rename": (_add_rename, "give a tag another name, in all files"),
    "merge": (_add_merge, "make one tag of several, in all files"),
    "doctor": (_add_doctor, "say which tags may be one, and which say little"),
    "suggest": (_add_suggest, "suggest tags for notes that have few"),
}


def _count(text: str) -> int:
    if not text.isdecimal():
        msg = f"{text!r} is no number of things; write one such as 3"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _share(text: str) -> float:
    with suppress(ValueError):
        if 0 <= float(text) <= 1:
            return float(text)
    msg = f"{text!r} is not between 0 and 1; write one such as 0.9"
    raise argparse.ArgumentTypeError(msg)


def _project(name: str) -> Path:
    path = Path(name).absolute()
    if not (path / "conf.py").is_file():
        msg = f"there is no conf.py in the folder {name!r}"
        raise argparse.ArgumentTypeError(msg)
    return path
