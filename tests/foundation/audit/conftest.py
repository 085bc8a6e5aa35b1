"""A deed that does nothing but leave its trace, and a fresh folder for heads."""

import pytest

from quartierwerk.foundation.audit.trail import deed, record
from quartierwerk.foundation.slots.values import Subject


@deed("audit:sample:note")
def note(*, actor, code="a", facts=None, reason="", fail=False, before=lambda: None):
    record(Subject("sample", code), reason=reason, facts=facts)
    before()
    if fail:
        message = "the deed failed"
        raise RuntimeError(message)


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    """Heads that tests with real transactions left behind elsewhere are none of ours."""
    settings.DATA = tmp_path
    return tmp_path
