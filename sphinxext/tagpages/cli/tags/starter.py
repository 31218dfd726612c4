"""The command ``tags init``: a tags file to begin with."""

from __future__ import annotations

import argparse

from ...core.index import TagIndex
from ...util.text import one_line
from ..printed import count_of
from .listing import rows_of
from .marks.yaml_tree import quoted, written
from .project import index_of, open_project
from .writing import write_all

_HEAD = """\
# What is said of tags. Each begins with its name, in any spelling; all of this may be said of one:
#
# LLM:
#   title: Large language models            # what readers see
#   description: Models of text, and what is built on them.
#   colour: "#1d76db"
#   aliases: [LLMs, large language model]   # other names: their notes are on its page
#   parents: [NLP]                          # tags that are above it
#   group: Field
"""


def init(options: argparse.Namespace) -> tuple[int, str]:
    """Write a tags file that names the most used tags."""
    project = open_project(options.project)
    text = starter(index_of(project), options.most)
    path = project.shown(project.tags_path)
    if options.dry_run:
        return 0, text.removesuffix("\n")
    if project.tags_content is not None:
        msg = f"{path} is there already, and is not written over; --dry-run prints what it would hold"
        raise ValueError(msg)
    write_all({project.folder / project.tags_path: (None, text.encode())})
    return 0, f"{path}: made"


def starter(index: TagIndex, most: int) -> str:
    """Return the text of a tags file that names the most used tags, with what sources say of them."""
    lines = [_HEAD]
    tags = {tag.name: tag for tag in index.tags.values()}
    for row in rows_of(index)[:most]:
        tag = tags[row.tag]
        lines.append(f"{written(row.tag)}:   # {count_of(row.count, 'note')}\n")
        if tag.description:
            lines.append(f"  description: {written(one_line(tag.description))}\n")
        if tag.colour:
            lines.append(f"  colour: {quoted(tag.colour, chr(34))}\n")
    return "".join(lines)
