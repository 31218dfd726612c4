"""The garbage collector works again after a pause, within one if asked to, and spares what stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from sphinxext.tagpages.util.gc_pause import Spared, paused_collector, working_collector


def test_the_collector_works_within_a_pause_where_it_is_asked_to() -> None:
    found = []
    with paused_collector():
        found.append(gc.isenabled())
        with working_collector():
            found.append(gc.isenabled())
        found.append(gc.isenabled())
    assert [*found, gc.isenabled()] == [False, True, False, True]


@pytest.fixture
def _nothing_spared() -> Iterator[None]:
    is_frozen = gc.get_freeze_count() > 0
    gc.unfreeze()
    yield
    if is_frozen:
        gc.freeze()


@pytest.mark.usefixtures("_nothing_spared")
def test_what_is_there_is_spared_until_the_end_and_what_others_spare_stays_spared() -> None:
    outer = Spared()
    count = gc.get_freeze_count()
    assert count > 1000
    inner = Spared()
    inner.add()
    inner.end()
    assert gc.get_freeze_count() == count
    outer.add()
    assert gc.get_freeze_count() > count
    outer.end()
    assert gc.get_freeze_count() == 0
