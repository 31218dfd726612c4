"""Lists of YAML that reach a directive as the text they were written as, as MyST hands on its options."""

from __future__ import annotations

import re

from .yaml_nodes import ScalarNode, SequenceNode, YamlError, compose

_NEXT_ITEM = re.compile(r"\s+-\s+")


def written_list(text: str) -> list[str] | None:
    """Return the items of a list that a text holds, or ``None``: of ``[a, "b, c"]`` or ``- a - b``."""
    text = text.strip()
    if text.startswith("- "):
        return [_unquoted(item) for item in _NEXT_ITEM.split(text[2:].strip())]
    return flow_list(text)


def flow_list(text: str) -> list[str] | None:
    """Return the items of a list in brackets, or ``None``."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        root = compose(text)
    except YamlError:
        return None
    if not isinstance(root, SequenceNode) or not all(isinstance(item, ScalarNode) for item in root.value):
        return None
    return [item.value for item in root.value if isinstance(item, ScalarNode)]


def _unquoted(item: str) -> str:
    return item[1:-1] if len(item) > 1 and item[0] == item[-1] and item[0] in "\"'" else item
