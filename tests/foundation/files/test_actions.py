import hashlib

import pytest

from quartierwerk.foundation.audit.models import TrailEntry
from quartierwerk.foundation.files import queries, storage
from quartierwerk.foundation.files.actions import shown_name, store
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.files.core.refusals import DamagedFileError, WrongKindError
from quartierwerk.foundation.files.models import StoredFile
from quartierwerk.foundation.people.core.actor import PUBLIC, SYSTEM
from quartierwerk.kernel.errors import NotPermittedError
from tests.foundation.files import pictures
from tests.people import actor

pytestmark = pytest.mark.django_db
CONTENT = b"Nummer;Titel\nA1;Park\n"


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def stored(content=CONTENT, *, by=SYSTEM, name="liste.csv", purpose=Purpose.SPREADSHEET):
    return store(actor=by, content=content, name=name, purpose=purpose)


def test_a_file_lies_under_its_hash_and_comes_back_as_it_was(data):
    somebody = actor("area_officer")

    file = stored(by=somebody)

    assert file.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert (file.size, file.media_type, file.original_name, file.stored_by_id) == (
        len(CONTENT),
        "text/csv",
        "liste.csv",
        somebody.person_id,
    )
    assert [path.relative_to(data).as_posix() for path in data.glob("files/**/*") if path.is_file()] == [
        f"files/{file.sha256[:2]}/{file.sha256}"
    ]
    assert queries.content(file) == CONTENT


def test_the_same_bytes_are_stored_once_and_both_deeds_leave_a_trace():
    first, second = stored(), stored(name="andere.csv")

    entries = TrailEntry.objects.order_by("number")
    assert first == second
    assert StoredFile.objects.count() == 1
    assert [(entry.deed, entry.subject_kind, entry.subject_code, entry.facts["already_there"]) for entry in entries] == [
        ("files:file:store", "file", first.sha256[:16], False),
        ("files:file:store", "file", first.sha256[:16], True),
    ]


def test_the_public_stores_nothing(data):
    with pytest.raises(NotPermittedError):
        stored(by=PUBLIC)

    assert list(data.iterdir()) == []


def test_a_refused_file_leaves_nothing(data):
    with pytest.raises(WrongKindError):
        stored(b"<html>", name="liste.xlsx")

    assert (StoredFile.objects.count(), list(data.iterdir())) == (0, [])


def test_a_photograph_is_stored_without_its_traces():
    file = stored(pictures.picture(with_traces=True), name="platz.png", purpose=Purpose.PHOTO)

    assert file.media_type == "image/jpeg"
    assert b"Kamera 3000" not in queries.content(file)


def test_bytes_that_changed_or_are_gone_are_found_and_not_handed_out():
    changed, missing, whole = stored(), stored(b"a;b\n"), stored(b"c;d\n")
    storage.path_of(changed.sha256).write_bytes(b"anders")
    storage.path_of(missing.sha256).unlink()

    found = [(damaged.number, damaged.sha256, damaged.finding) for damaged in queries.find_damaged()]

    assert found == [(changed.pk, changed.sha256, "changed"), (missing.pk, missing.sha256, "missing")]
    assert queries.content(whole) == b"c;d\n"
    for file in (changed, missing):
        with pytest.raises(DamagedFileError):
            queries.content(file)


def test_storing_again_mends_a_damaged_file():
    file = stored()
    storage.path_of(file.sha256).write_bytes(b"anders")

    stored()

    assert queries.content(file) == CONTENT


def test_a_write_that_fails_leaves_neither_file_nor_row(data, monkeypatch):
    monkeypatch.setattr(storage.os, "fsync", lambda _descriptor: (_ for _ in ()).throw(OSError("voll")))

    with pytest.raises(OSError, match="voll"):
        stored()

    assert [path for path in data.rglob("*") if path.is_file()] == []
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Eigene\\liste.csv", "liste.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\x00\u202eb.csv", "ab.csv"),
        ("", "Datei"),
        ("ordner/", "Datei"),
        ("x" * 300 + ".csv", "x" * 251 + ".csv"),
        ("\ud800.csv", "?.csv"),
    ],
)
def test_a_name_is_shown_without_folders_and_invisible_characters(name, shown):
    assert shown_name(name) == shown
