"""Verification names each stored file whose bytes are gone or changed, and no other."""

import pytest

from quartierwerk.foundation.audit.core.findings import Finding, FindingKind
from quartierwerk.foundation.audit.verifiers import silent
from quartierwerk.foundation.files import storage
from quartierwerk.foundation.files.actions import store
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.files.verification import verify_files
from quartierwerk.foundation.people.core.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.DATA = tmp_path
    return [store(actor=SYSTEM, content=f"a;{place}\n".encode(), name=f"{place}.csv", purpose=Purpose.SPREADSHEET) for place in range(4)]


def test_whole_files_are_no_finding(stored):
    assert list(verify_files(silent)) == []


def test_lost_and_changed_files_are_named_in_the_order_of_storing(stored):
    storage.path_of(stored[3].sha256).write_bytes(b"a;9\n")
    storage.path_of(stored[1].sha256).unlink()

    assert list(verify_files(silent)) == [
        Finding("files_storedfile", stored[1].pk, FindingKind("missing"), f"{stored[1].sha256[:16]} 1.csv"),
        Finding("files_storedfile", stored[3].pk, FindingKind("changed"), f"{stored[3].sha256[:16]} 3.csv"),
    ]
