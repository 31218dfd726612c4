"""Options of directives that docutils would refuse."""

from __future__ import annotations

from collections.abc import Callable


class AnyOption(dict[str, Callable[[str], str]]):
    """An option specification that takes every option as text: the fields check themselves."""

    def __bool__(self) -> bool:
        return True

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return lambda argument: argument or ""
