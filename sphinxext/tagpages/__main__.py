"""``python -m sphinxext.tagpages``: commands for files of notes, which need no build."""

import sys

if __name__ == "__main__":
    try:
        from .cli.command import main

        status = main()
    except KeyboardInterrupt:
        status = 130  # as a shell has it
    sys.exit(status)
