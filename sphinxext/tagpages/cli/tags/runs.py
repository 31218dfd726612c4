"""What each of the commands ``tags`` runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from types import MappingProxyType

from .doctor import doctor
from .listing import list_tags
from .rename import merge, rename
from .starter import init
from .suggest import suggest

#: From a command to what runs it: it returns the exit status, and what is printed.
#: A :exc:`ValueError` says what is wrong with the arguments.
RUNS: Mapping[str, Callable[[argparse.Namespace], tuple[int, str]]] = MappingProxyType({
    "list": list_tags,
    "init": init,
    "rename": rename,
    "merge": merge,
    "doctor": doctor,
    "suggest": suggest,
})
