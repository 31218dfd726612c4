"""``tagpages``, or ``python -m sphinxext.tagpages``: commands for files of notes, which need no build."""

import sys


def run() -> int:
    """Run a command, and return the exit status."""
    try:
        from .cli.command import main  # noqa: PLC0415 -- it takes a moment, in which one may stop it

        return main()
    except KeyboardInterrupt:
        return 130  # as a shell has it


if __name__ == "__main__":
    sys.exit(run())
