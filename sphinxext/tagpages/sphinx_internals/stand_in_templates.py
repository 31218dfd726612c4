"""Templates that are there for whoever names them, and hold nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from jinja2 import BaseLoader, DictLoader
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader


def add_empty_templates(builder: Builder, names: Iterable[str]) -> None:
    """Let templates be found, empty, by names that the project and its theme have none for.

    Sphinx offers folders of templates that go before the theme's, and none that come last.
    """
    templates = builder.templates if isinstance(builder, StandaloneHTMLBuilder) else None
    if isinstance(templates, BuiltinTemplateLoader):
        cast("list[BaseLoader]", templates.loaders).append(DictLoader(dict.fromkeys(names, "")))
