"""What all directives share."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from ...core.problems import Origin, Problem, ProblemKind
from ...sphinx_internals.lenient_options import AnyOption
from ...util.suggest import suggestion
from ..domain import TagpagesDomain, domain_of
from .lines import option_lines

_Node = TypeVar("_Node", bound=nodes.Element)


class TagpagesDirective(SphinxDirective):
    """What the directives share: lenient options with their lines, and the domain."""

    has_content = True
    option_spec: ClassVar = AnyOption()
    known_options: ClassVar[Sequence[str]] = ()
    #: What nearly all directives of docutils take.
    common_options: ClassVar[Sequence[str]] = ("name", "class")

    @property
    def domain(self) -> TagpagesDomain:
        """The domain that records what documents hold."""
        return domain_of(self.env)

    @property
    def source_path(self) -> str:
        """The file in which the directive stands, relative to the source folder where it is below."""
        source = Path(os.path.abspath(self.get_source_info()[0]))  # noqa: PTH100 -- keeps symbolic links
        srcdir = Path(self.env.srcdir)
        return source.relative_to(srcdir).as_posix() if source.is_relative_to(srcdir) else str(source)

    def add_problem(
        self, option: str, message: str, kind: ProblemKind = ProblemKind.OPTION, line: int | None = None
    ) -> None:
        """Note what is wrong with an option, at its line, or at another one."""
        line = line or option_lines(self).get(option, self.get_source_info()[1])
        problem = Problem(kind, f"{self.name}: {message}", Origin(self.source_path, line))
        self.domain.add_problems(self.env.docname, [problem])

    def check_options(self) -> None:
        """Warn of options that the directive does not have."""
        known = [f":{name}:" for name in self.known_options]
        for option in self.options:
            if option not in (*self.known_options, *self.common_options):
                takes = f"; it takes {', '.join(known)}" if known else "; it takes none"
                hint = suggestion(f":{option}:", known) or takes
                self.add_problem(option, f"there is no option :{option}:{hint}")

    def number_option(self, option: str) -> int | None:
        """Return the value of an option that is a whole number, 0 or more."""
        if option not in self.options:
            return None
        try:
            return directives.nonnegative_int(self.options[option])
        except ValueError:
            self.add_problem(option, f":{option}: {self.options[option]!r} is not a whole number, 0 or more")
            return None

    def located(self, node: _Node) -> _Node:
        """Give a node its line, a name to refer to it by and classes, as directives of docutils do."""
        self.set_source_info(node)
        try:
            node["classes"] += (
                directives.class_option(self.options["class"]) if "class" in self.options else []
            )
        except ValueError as error:
            self.add_problem("class", f":class: {error}; write a name of letters, digits and hyphens")
        if self.options.get("name") == "":
            self.add_problem("name", ":name: is empty; write the name that references use")
        else:
            self.add_name(node)
        return node
