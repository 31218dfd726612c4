"""Notes as Markdown for assistants: each whole in one file, lists of them by tag and time, ``llms.txt``."""
