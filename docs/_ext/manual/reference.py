"""Prints classes from their own signatures and docstrings, and commands from their parsers."""

from __future__ import annotations

import inspect
import re
from argparse import Action, ArgumentParser, HelpFormatter
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinxext.tagpages.cli.tags.command import add_tags

from .pieces import code, codes, inline

#: A type, which is in quotes, or a default that is an empty text.
_QUOTED = re.compile(r"(?<== )''|'([^']+)'")
_ARGUMENT = re.compile(r"(\w+): (.*)")


class MethodsReference(SphinxDirective):
    """The public methods of a class, which is the argument: ``module.Class``."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Print them in their order."""
        module, _, name = self.arguments[0].rpartition(".")
        return [nodes.definition_list("", *self._methods(getattr(import_module(module), name)))]

    def _methods(self, cls: type) -> Iterator[nodes.definition_list_item]:
        for name, method in vars(cls).items():
            if inspect.isfunction(method) and not name.startswith("_"):
                signature = f"{name}{_signature(method)}"
                yield nodes.definition_list_item(
                    "",
                    nodes.term("", "", nodes.literal(signature, signature)),
                    nodes.definition("", *_described(inspect.getdoc(method) or "")),
                )


class CommandsReference(SphinxDirective):
    """The commands ``tags``: the arguments of each, as its parser knows them."""

    def run(self) -> list[nodes.Node]:
        """Print them in their order."""
        parser = ArgumentParser("tagpages tags", formatter_class=partial(HelpFormatter, width=500))
        add_tags(parser)
        commands = next(action.choices for action in parser._actions if action.dest == "tags_command")  # noqa: SLF001
        assert isinstance(commands, dict)
        return [nodes.definition_list("", *(self._command(command) for command in commands.values()))]

    def _command(self, parser: ArgumentParser) -> nodes.definition_list_item:
        actions = [action for action in parser._actions if action.dest != "help"]  # noqa: SLF001
        usage = " ".join([parser.prog, *(_usage(action) for action in actions)])
        rows = [
            nodes.list_item(
                "",
                nodes.paragraph(
                    "",
                    "",
                    *codes(action.option_strings or [str(action.metavar)]),
                    nodes.Text(f": {(action.help or '') % vars(action)}"),
                ),
            )
            for action in actions
        ]
        text = nodes.paragraph("", f"{(parser.description or '').rstrip('.')}.")
        definition = nodes.definition("", text, nodes.bullet_list("", *rows))
        return nodes.definition_list_item("", nodes.term("", "", code(usage)), definition)


def _usage(action: Action) -> str:
    value = action.metavar or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else "")
    value = f"{value} […]" if action.nargs == "+" else str(value)
    if not action.option_strings:
        return value
    given = f"{action.option_strings[0]} {value if action.nargs != 0 else ''}".strip()
    return given if action.required else f"[{given}]"


def _signature(method: Callable[..., object]) -> str:
    signature = inspect.signature(method)
    own = [parameter for name, parameter in signature.parameters.items() if name != "self"]
    text = _QUOTED.sub(lambda match: match[1] or match[0], str(signature.replace(parameters=own)))
    return text.replace("os.PathLike[str]", "Path")


def _described(docstring: str) -> Iterator[nodes.Node]:
    """Yield a docstring in Google's form: its paragraphs, and what it says of arguments and results."""
    text, _, raises = docstring.partition("\nRaises:\n")
    text, _, returns = text.partition("\nReturns:\n")
    text, _, arguments = text.partition("\nArgs:\n")
    for paragraph in text.strip().split("\n\n"):
        yield nodes.paragraph("", "", *inline(" ".join(paragraph.split())))
    if arguments:
        rows = nodes.bullet_list()
        for item in re.split(r"\n    (?=\w)", f"\n{arguments.rstrip()}")[1:]:
            if match := _ARGUMENT.fullmatch(" ".join(item.split())):
                described = [nodes.literal(match[1], match[1]), nodes.Text(": "), *inline(match[2])]
                rows += nodes.list_item("", nodes.paragraph("", "", *described))
        yield rows
    if returns:
        yield nodes.paragraph("", "", nodes.Text("Returns "), *inline(" ".join(returns.split())))
    for error in re.split(r"\n    (?=\w)", f"\n{raises.rstrip()}")[1:]:
        name, _, when = " ".join(error.split()).partition(": ")
        yield nodes.paragraph("", "", nodes.Text("Raises "), code(name), *inline(f" if {when}"))
