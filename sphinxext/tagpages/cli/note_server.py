"""The official SDK's server, https://github.com/modelcontextprotocol/python-sdk, with tools for notes."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.tools import Tool
from mcp.types import ToolAnnotations
from pydantic import ValidationError

from .._version import __version__
from ..util.suggest import advice
from ..util.text import as_python, shortened
from .note_tools import NoteTools, RefusedError

_SEVERAL, _NUMBER = "a text or a list of texts", "a whole number"
#: What to write for an argument that is not just a text.
_FORMS = {"words": _SEVERAL, "tags": _SEVERAL, "limit": _NUMBER, "start": _NUMBER}


def serve(tools: NoteTools) -> None:
    """Answer over standard input and output until that ends."""
    _Server(tools).run("stdio")


class _Server(MCPServer[Any]):
    """A server that says what is wrong with arguments; the SDK passes over those that it does not know."""

    def __init__(self, tools: NoteTools) -> None:
        methods = (tools.search, tools.read, tools.tags, tools.related)
        self._takes = {method.__name__: list(signature(method).parameters) for method in methods}
        reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
        made = [Tool.from_function(method, annotations=reads) for method in methods]
        for tool in made:
            tool.parameters["additionalProperties"] = False
        super().__init__(
            "tagpages", instructions=tools.about, version=__version__, log_level="WARNING", tools=made
        )

    async def call_tool(self, name: str, arguments: dict[str, Any], context: Any = None) -> Any:  # noqa: ANN401
        """Call a tool; an argument that is null is as good as none."""
        given = {key: value for key, value in arguments.items() if value is not None}
        takes = self._takes.get(name, list(given))
        for key in given:
            if key not in takes:
                hint = advice(key, takes, f"it takes {', '.join(takes)}")
                message = f"{name} takes no {shortened(key)!r}{hint}"
                raise ToolError(message)
        try:
            return await super().call_tool(name, given, context)
        except ToolError as error:
            match error.__cause__:
                case RefusedError() as cause:
                    message = str(cause)
                case ValidationError() as cause:
                    message = _in_words(str(cause.errors()[0]["loc"][0]), given)
                case _:
                    raise
            raise ToolError(message) from None


def _in_words(name: str, given: Mapping[str, object]) -> str:
    """Return what is wrong with an argument that has not the form it needs."""
    write = f"write {_FORMS.get(name, 'a text')}"
    return (
        f"`{name}` is {as_python(given[name])}; {write}" if name in given else f"`{name}` is missing; {write}"
    )
