"""Ready is whoever has everything that is asked for."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from quartierwerk.foundation.keeping.core.readiness import LATELY, Readiness, is_lately

NOW = datetime(2026, 11, 26, tzinfo=UTC)
NAMES = ("database", "tables", "folder", "worker")


@pytest.mark.parametrize("holds", list(product([True, False], repeat=4)))
def test_ready_is_when_all_checks_hold_that_are_not_left_out(holds):
    found = Readiness(*holds)

    assert found.found() == {"ready": all(holds), **dict(zip(NAMES, holds, strict=True))}
    assert found.found(without=["worker"]) == {"ready": all(holds[:3]), **dict(zip(NAMES[:3], holds[:3], strict=True))}


def test_a_check_that_does_not_exist_cannot_be_left_out():
    assert Readiness(True, True, True, False).found(without=["ready", "all"])["ready"] is False


@pytest.mark.parametrize(
    ("heard_at", "lately"), [(None, False), (NOW, True), (NOW - LATELY, True), (NOW - LATELY - timedelta(seconds=1), False)]
)
def test_a_worker_is_there_that_was_heard_of_within_a_minute(heard_at, lately):
    assert is_lately(heard_at, now=NOW) is lately
