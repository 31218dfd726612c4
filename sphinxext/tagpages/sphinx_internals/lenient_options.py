"""Options of directives that docutils would refuse.

At an option that a directive does not have, docutils leaves the directive out, with an error. Ours, and those
of notes, are to show the rest and to say which option may be meant.
"""

from __future__ import annotations

from collections.abc import Callable


class AnyOption(dict[str, Callable[[str], str]]):
    """An option specification that takes every option as text: the fields check themselves.

    What docutils does with one it does not promise: it asks whether there is one, and then for each option's
    function.
    """

    def __bool__(self) -> bool:
        return True

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return lambda argument: argument or ""
