"""The check in the background leaves its result in the trail, and says in the log where."""

import pytest

from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.keeping import tasks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("numbers", [[], [3, 5]])
def test_a_check_is_recorded_with_how_much_it_found(numbers, monkeypatch, caplog):
    found = [Finding("files_storedfile", number, FindingKind.CHANGED, "abc Lebenslauf Martha.pdf") for number in numbers]
    monkeypatch.setattr(tasks.audit, "findings", lambda: iter(found))

    tasks.check()

    assert [entry.facts for entry in TrailEntry.objects.all()] == [{"findings": len(numbers)}]
    assert [record.facts for record in caplog.records] == [
        {"table": "files_storedfile", "number": number, "finding": "changed"} for number in numbers
    ]
