"""The options of a directive as MyST reads them: texts, and not always those that YAML makes of them."""

from __future__ import annotations

from .yaml_tree import Mapping, Scalar, TreeError, trees


def read_options(block: str) -> dict[str, str]:
    """Return the options of a directive by their names; where one does not parse, MyST leaves out all.

    Without MyST, only what YAML and MyST read alike is read.
    """
    try:
        from myst_parser.parsers.options import TokenizeError, options_to_items  # noqa: PLC0415 -- an extra
    except ImportError:
        return _as_yaml(block)
    try:
        items, _state = options_to_items(block)
    except TokenizeError:
        return {}
    return dict(items)


def _as_yaml(block: str) -> dict[str, str]:
    try:
        roots = trees(block)
    except TreeError:
        return {}
    pairs = roots[0].pairs if roots and isinstance(roots[0], Mapping) else []
    return {
        key.value: value.value
        if isinstance(value, Scalar)
        else " ".join(block[value.start : value.end].partition(" #")[0].split())
        for key, value in pairs
        if isinstance(key, Scalar)
    }
