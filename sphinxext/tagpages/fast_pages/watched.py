"""Texts that note how they are looked at, to tell whether a template does anything but print them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Self

from .cut_page import STEM

#: What a text may be asked without a page depending on it: it is printed, or put together with others.
_PASSED_ON = frozenset({
    *("__new__", "__init__", "__class__", "__getattribute__", "__setattr__", "__delattr__", "__dir__"),
    *("__init_subclass__", "__subclasshook__", "__reduce__", "__reduce_ex__", "__getnewargs__", "__sizeof__"),
    *("__str__", "__repr__", "__format__", "encode", "__eq__", "__ne__", "__getstate__"),
    *("strip", "lstrip", "rstrip"),  # no text that stands at a mark begins or ends with a space
})


class Watched(str):  # noqa: SLOT000 -- it holds what it notes
    """A text that notes what is asked of it.

    ``asked`` are the names of methods that a page might depend on; ``compared``, the texts that it was
    compared with, and was not. It counts as true without a note: it stands for texts that are not empty.
    With ``is_made``, the text was made of one that stands at a mark: no page has it to be compared with.
    Functions in C, such as those of regular expressions, look at the text itself, and are not seen.
    """

    asked: set[str]
    compared: set[str]
    is_made: bool

    def __new__(cls, text: str, asked: set[str], compared: set[str], *, is_made: bool = False) -> Self:
        """Return a text that notes in two sets, which several may share."""
        watched = super().__new__(cls, text)
        watched.asked, watched.compared, watched.is_made = asked, compared, is_made
        return watched

    def made(self, text: str) -> Watched:
        """Return a text that was made of this one, and notes where this one does."""
        is_made = self.is_made or text != str(self)
        return Watched(text, self.asked, self.compared, is_made=is_made)

    def __add__(self, other: str) -> Watched:
        """Return both texts as one that notes what is asked of it."""
        return self.made(f"{self}{other}")

    def __radd__(self, other: str) -> Watched:
        """Return both texts as one that notes what is asked of it."""
        return self.made(f"{other}{self}")

    def __bool__(self) -> bool:
        """Return true."""
        return True

    def __eq__(self, other: object) -> bool:
        """Compare, and note with what."""
        if isinstance(other, str) and self.is_made:
            self.asked.add("__eq__")
        elif isinstance(other, str):
            self.compared.add(str(other))
        return str(self) == other

    def __ne__(self, other: object) -> bool:
        """Compare, and note with what."""
        return not self == other

    def __hash__(self) -> int:
        """Note that it was looked up."""
        self.asked.add("__hash__")
        return super().__hash__()


def _noting(name: str) -> Any:  # noqa: ANN401 -- any method of a text
    method = getattr(str, name)

    def noting(self: Watched, *arguments: object, **options: object) -> object:
        self.asked.add(name)
        return method(str(self), *arguments, **options)

    return noting


for _name in dir(str):
    if _name not in _PASSED_ON and _name not in vars(Watched) and callable(getattr(str, _name)):
        setattr(Watched, _name, _noting(_name))


@contextmanager
def filters_watched(filters: dict[str, Callable[..., Any]]) -> Iterator[None]:
    """Watch what the filters of templates make of a watched text, if it is in there, and note the others."""
    before = filters.copy()
    filters.update({name: _watching(name, each) for name, each in before.items()})
    try:
        yield
    finally:
        filters.update(before)


def _watching(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def watching(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- of any filter
        made = function(*arguments, **options)
        for text in arguments:
            if isinstance(text, Watched):
                if isinstance(made, str) and STEM in made:
                    return text.made(made)
                text.asked.add(name)
        return made

    return watching
