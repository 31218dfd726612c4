"""The part of tagpages that knows nothing of Sphinx: notes in, listings out.

Modules here import the standard library, and ``yaml`` in one place. They report
bad input as :class:`~sphinxext.tagpages.core.problems.Problem` values; they
neither log nor raise for it.
"""
