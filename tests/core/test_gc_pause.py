"""The garbage collector works again after a pause, and within one where it is asked to."""

from __future__ import annotations

import gc

from sphinxext.tagpages.util.gc_pause import paused_collector, working_collector


def test_the_collector_works_within_a_pause_where_it_is_asked_to() -> None:
    found = []
    with paused_collector():
        found.append(gc.isenabled())
        with working_collector():
            found.append(gc.isenabled())
        found.append(gc.isenabled())
    assert [*found, gc.isenabled()] == [False, True, False, True]
