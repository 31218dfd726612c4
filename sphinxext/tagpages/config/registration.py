"""The configuration values as Sphinx has them: registered, and checked."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import partial
from pathlib import Path
from types import NoneType

from sphinx.application import Sphinx
from sphinx.config import Config

from ..core.problems import ProblemKind
from ..util.invalid_values import PartlyInvalidError
from ..util.suggest import VERY_LIKE, KnownNames
from ..util.text import as_python
from ..warnings import warn
from .conf_file import ConfigFile
from .sphinx_tags_values import MovedProject
from .value import Value
from .values import MOVED, PREFIX, VALUES

#: Characters of a value in a message.
_LONGEST_SHOWN = 100


def check_config(app: Sphinx, config: Config) -> None:
    """Check the values before Sphinx's own check of types, so that a mistake is reported once."""
    check_values(config, Path(app.confdir))


def check_values(config: Config, confdir: Path) -> None:
    """Put every value into its canonical form, its default in place of one that is not valid."""
    conf = ConfigFile(confdir)
    for value in VALUES:
        name = PREFIX + value.name
        given = getattr(config, name)
        try:
            checked = value.check(given)
        except PartlyInvalidError as error:
            checked = error.kept or copy(value.default)
            rest = "it is left out" if error.kept else f"the default {value.default!r} is used"
            for fault in error.faults:
                origin = conf.origin_of(name, fault.part)
                warn(ProblemKind.CONFIG, f"{name}: {fault.message}; {rest}", origin)
        except ValueError as error:
            shown = as_python(given, _LONGEST_SHOWN)
            message = f"{name} = {shown}: {error}; the default {value.default!r} is used"
            warn(ProblemKind.CONFIG, message, conf.origin_of(name))
            checked = copy(value.default)
        setattr(config, name, checked)
    names = KnownNames(value.name for value in VALUES)
    for name, origin in conf.names(PREFIX):
        if name not in config:
            meant = names.nearest(name.removeprefix(PREFIX), likeness=VERY_LIKE)
            all_of_them = ", ".join(PREFIX + value.name for value in VALUES)
            hint = f"did you mean {PREFIX}{meant[0]}?" if meant else f"the values are {all_of_them}"
            warn(ProblemKind.CONFIG, f"{name} is no configuration value and does nothing; {hint}", origin)


def _default(value: Value, config: Config) -> object:
    return getattr(config, MOVED).defaults.get(value.name, value.default)


def register(app: Sphinx) -> None:
    """Register the values with Sphinx, and have them checked."""
    add_values(app.add_config_value)
    app.connect("config-inited", check_config, priority=400)


def add_values(add: Callable[..., None]) -> None:
    """Add the values to a configuration. A change of one has every document read again."""
    add(MOVED, MovedProject(), "env", (MovedProject,), "what is left of sphinx-tags")
    for value in VALUES:
        # Only texts have other defaults in a project of sphinx-tags. A value on the command line is a text to
        # Sphinx where the default is a function; elsewhere it is read by the type of the default.
        is_text = isinstance(value.default, str | None)
        default = partial(_default, value) if is_text else copy(value.default)
        types = (str, NoneType) if is_text else (type(value.default),)
        add(PREFIX + value.name, default, "env", types, value.meaning)
