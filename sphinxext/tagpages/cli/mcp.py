"""The command ``mcp``: the notes of a site for assistants, over the Model Context Protocol."""

from __future__ import annotations

import argparse
import signal
import sys

from ..util.text import one_line
from .note_tools import NoteTools
from .printed import count_of
from .site_file import NOTES_JSON, site_file

_INSTALL = "python -m pip install 'sphinxext-tagpages[mcp]'"


def add_mcp(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("file", metavar="FILE", help=f"{NOTES_JSON}, or its address")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> tuple[int, str]:
    try:
        from .note_server import serve  # noqa: PLC0415 -- it imports what comes with an extra
    except ImportError as error:
        return _refused(f"this needs the package mcp, version 2 ({error}): {_INSTALL}")
    try:
        published = site_file(options.file)
    except argparse.ArgumentTypeError as error:
        return _refused(str(error))
    if sys.stdin and sys.stdin.isatty():
        notes = count_of(len(published.notes), "note")
        sys.stderr.write(f"Serving {notes} to an assistant; Ctrl-C ends it.\n")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the server reads in a thread, which Python would wait for
    serve(NoteTools(published))
    return 0, ""


def _refused(message: str) -> tuple[int, str]:
    sys.stderr.write(f"tagpages mcp: {one_line(message)}\n")
    return 2, ""
