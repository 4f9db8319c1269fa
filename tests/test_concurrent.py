"""Eight readers and a writer at once, on every store: no error, nothing lost, no view of half an article."""

from __future__ import annotations

from bench import crowd
from tests.stores import Stores

SECONDS = 6


def test_eight_readers_and_a_writer_do_not_disturb_each_other(stores: Stores) -> None:
    done = crowd.crowd(stores.new(), SECONDS)
    assert done.problems == ()
    assert done.lost == 0
    assert done.stored > 0
    assert len(done.asked) == crowd.READERS
    assert min(done.asked) > 0
