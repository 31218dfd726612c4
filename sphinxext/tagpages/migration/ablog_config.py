"""What a project's configuration and templates still say of ablog, which would end the build."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from posixpath import normpath
from typing import Any, Self

from docutils.nodes import Node
from jinja2 import ChainableUndefined
from sphinx.application import Sphinx
from sphinx.config import Config

from ..config.conf_file import ConfigFile
from ..core.problems import Origin, ProblemKind
from ..sphinx_internals.stand_in_templates import add_empty_templates
from ..util.files import text_of
from ..warnings import warn

#: The values of ablog that are read.
_VALUES = (
    "blog_authors",
    "blog_default_author",
    "blog_languages",
    "blog_locations",
    "blog_path",
    "blog_post_pattern",
    "post_auto_excerpt",
    "post_auto_image",
    "post_auto_orphan",
    "post_date_format",
)
#: The templates of ablog: it has them in a folder of its name, and beside it, as they were called once.
_NAMES = (
    "archives", "authors", "catalog", "categories", "collection", "languages", "locations", "postcard",
    "postcard2", "postnavy", "recentposts", "redirect", "tagcloud",
)  # fmt: skip
_TEMPLATES = frozenset(f"ablog/{name}.html" for name in _NAMES)
_OLD_TEMPLATES = frozenset(f"{name}.html" for name in _NAMES)
_FOLDER = "ablog/"
_MENTION = re.compile(r"\bablog\b")
#: Builders that write down what templates get, where ablog gave nothing either.
_SERIALIZING = frozenset({"json", "pickle"})


class _NothingOfAblog(ChainableUndefined):
    """What a template of the project finds in place of ablog: nothing, whatever it asks for."""

    def __call__(self, *_given: object, **_named: object) -> Self:  # type: ignore[override]
        return self


def take_over(app: Sphinx, config: Config) -> None:
    """Register the values of ablog that are read, and leave out its templates."""
    for name in _VALUES:
        if name not in config:
            app.add_config_value(name, None, "env")
    given = config.blog_post_pattern
    patterns = given if isinstance(given, list | tuple) else [given]
    config.blog_post_pattern = [normpath(pattern) for pattern in patterns if isinstance(pattern, str)]
    if "ablog" in app.extensions:
        return
    conf = ConfigFile(Path(app.confdir))
    left = list(
        dict.fromkeys((
            *_leave_out_folder(config),
            *_leave_out_sidebars(app, config),
            *_named_in_theme(config),
        ))
    )
    if left:
        origins = [conf.origin_of(name, part) for name, part in left]
        named = ", ".join(
            f"{part!r} of {name}" + ("" if origin == origins[0] else f" (line {origin.line})")
            for (name, part), origin in zip(left, origins, strict=True)
        )
        message = f"take the templates of ablog out of conf.py, which are not there any more: {named}"
        warn(ProblemKind.ABLOG, message, origins[0])
    mentioning = list(_own_mentioning(app, config)) if left or any(conf.names("blog_")) else []
    if mentioning:
        message = "templates of the project ask for something of ablog, and get nothing; take that out: "
        warn(
            ProblemKind.ABLOG, message + ", ".join(mentioning), Origin(str(Path(app.confdir, mentioning[0])))
        )
        app.connect("html-page-context", _stand_in)
    if left or mentioning:
        app.connect("builder-inited", lambda app: add_empty_templates(app.builder, _TEMPLATES))


def _leave_out_folder(config: Config) -> Iterator[tuple[str, str]]:
    """Take the folder of ablog's templates out of those that are searched: they need its data."""
    for folder in config.templates_path:
        if PurePath(folder).is_absolute() and PurePath(folder).parts[-2:] == ("ablog", "templates"):
            config.templates_path = [other for other in config.templates_path if other != folder]
            yield "templates_path", "ablog/templates"


def _leave_out_sidebars(app: Sphinx, config: Config) -> Iterator[tuple[str, str]]:
    """Take ablog's templates out of sidebars; pages whose sidebar has no others have that of the theme."""
    if not isinstance(config.html_sidebars, Mapping):
        return
    folders = [Path(app.confdir, folder) for folder in config.templates_path]
    sidebars = {}
    for pattern, names in config.html_sidebars.items():
        gone = [name for name in names if isinstance(names, list | tuple) and _is_gone(name, folders)]
        kept = [name for name in names if name not in gone] if gone else names
        if kept or not gone:
            sidebars[pattern] = kept
        yield from (("html_sidebars", name) for name in gone)
    config.html_sidebars = sidebars


def _is_gone(name: object, folders: list[Path]) -> bool:
    """Tell whether a template was one of ablog's, and the project has none of its name."""
    if not isinstance(name, str):
        return False
    file = name if name.endswith(".html") else f"{name}.html"
    is_theirs = file.startswith(_FOLDER) or file in _OLD_TEMPLATES
    return is_theirs and not any((folder / file).is_file() for folder in folders)


def _named_in_theme(config: Config) -> Iterator[tuple[str, str]]:
    """Yield the templates of ablog that options of the theme name; there are empty ones in their place."""
    values: list[object] = [config.html_theme_options]
    while values:
        value = values.pop(0)
        if isinstance(value, str):  # one, or several with commas between them
            names = map(str.strip, value.split(","))
            yield from (("html_theme_options", name) for name in names if name.startswith(_FOLDER))
        elif isinstance(value, Mapping):
            values += value.values()
        elif isinstance(value, list | tuple):
            values += value


def _own_mentioning(app: Sphinx, config: Config) -> Iterator[str]:
    """Yield where the project's own templates first ask for something of ablog's."""
    for folder in config.templates_path:
        for path in sorted(Path(app.confdir, folder).rglob("*.html")):
            lines = text_of(path).splitlines()
            number = next((number for number, line in enumerate(lines, 1) if _MENTION.search(line)), 0)
            if number:
                yield f"{Path(os.path.relpath(path, app.confdir)).as_posix()}:{number}"


def _stand_in(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: Node | None
) -> None:
    if app.builder.name not in _SERIALIZING:
        context.setdefault("ablog", _NothingOfAblog(name="ablog"))
