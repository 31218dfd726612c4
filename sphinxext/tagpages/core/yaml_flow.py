"""A note in braces whose values lack quotes, written with them."""

from __future__ import annotations

import re

from .cleaning import shortened
from .problems import ProblemKind
from .yaml_mend import SHOWN, TEXT_LISTS, Mended, Mending, quoted, quoted_list
from .yaml_nodes import MappingNode, YamlError, compose
from .yaml_split import NAMES, Chunk

_OPENS = re.compile(r"\s*-\s+\{")
_KEY = re.compile(r"""(?:^|,)\s*(["']?)([A-Za-z_]+)\1\s*:\s+""")
_BRACKET = re.compile(r"[\[\]{}]")


def mend_flow(chunk: Chunk, quick: bool) -> Mended | None:
    """Put into quotes the values of a note in braces that do not stand for themselves.

    Args:
        chunk: the lines.
        quick: as for :func:`~.yaml_nodes.compose`.

    Returns:
        the same number of lines; ``None`` where this is no such note.
    """
    mended = Mended(list(chunk.lines))
    opens = _OPENS.match(chunk.lines[0])
    if not opens:
        return None
    starts, text = [opens.end()], chunk.lines[0]
    for line in chunk.lines[1:]:
        starts.append(len(text))
        text += " " + line.strip()
    inner = text[opens.end() :].rstrip().removesuffix("}")
    keys = _keys(inner)
    if not keys or inner[: keys[0].start()].strip():
        return None
    pairs = []
    for key, end in zip(keys, [*(key.start() for key in keys[1:]), len(inner)], strict=True):
        value = inner[key.end() : end].strip()
        name = key[2]
        if value and not _stands(value, quick):
            given = quoted_list(value) if name in TEXT_LISTS and value.startswith("[") else quoted(value)
            shown = given if len(value) <= SHOWN else quoted(shortened(value, SHOWN))
            message = (
                f"`{name}` stands in braces without quotes; it is kept as written. Write `{name}: {shown}`"
            )
            kind = ProblemKind.YAML_COLON if ":" in value else ProblemKind.YAML_SYNTAX
            at = opens.end() + key.start(2)
            mended.mendings.append(Mending(kind, message, sum(start <= at for start in starts[1:])))
            value = given
        pairs.append(f"{name}: {value}")
    if not mended.mendings:
        message = f"the brace of a note does not end; write `{shortened(text, SHOWN)}}}`"
        mended.mendings.append(Mending(ProblemKind.YAML_SYNTAX, message, 0))
    mended.lines[:] = [f"{opens[0]}{', '.join(pairs)}}}", *([""] * (len(chunk.lines) - 1))]
    return mended


def _keys(inner: str) -> list[re.Match[str]]:
    """Return the fields of a note, not those within its values."""
    depth = at = 0
    keys = []
    for match in _KEY.finditer(inner):
        for bracket in _BRACKET.finditer(inner, at, match.start()):
            depth += 1 if bracket[0] in "[{" else -1
        at = match.start()
        if match[2] in NAMES and depth <= 0:
            depth = 0
            keys.append(match)
    return keys


def _stands(value: str, quick: bool) -> bool:
    """Tell whether a value is one value in braces."""
    try:
        root = compose(f"{{k: {value}}}", quick)
    except YamlError:
        return False
    return isinstance(root, MappingNode) and len(root.value) == 1
