"""Bytes under their hash: whole or not at all, kept once, and checked when read back."""

import hashlib
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quartierwerk.foundation.files import storage
from quartierwerk.foundation.files.core.refusals import DamagedFileError

TEXT = b"Kosten 2027"
HASH = hashlib.sha256(TEXT).hexdigest()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def everything(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_content_lies_under_its_hash_and_is_read_back(folder):
    assert storage.keep(TEXT) == HASH

    assert storage.path_of(HASH) == folder / "files" / HASH[:2] / HASH
    assert storage.read_back(HASH) == TEXT
    assert storage.finding(HASH) == ""


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_content_comes_back_as_it_was(content):
    assert storage.read_back(storage.keep(content)) == content


def test_the_same_content_is_kept_once_and_not_written_again(folder):
    storage.keep(TEXT)
    before = storage.path_of(HASH).stat().st_mtime_ns

    assert storage.keep(TEXT) == HASH
    assert storage.path_of(HASH).stat().st_mtime_ns == before
    assert everything(folder) == [HASH]


def test_kept_content_is_for_the_site_alone():
    storage.keep(TEXT)

    assert stat.S_IMODE(storage.path_of(HASH).stat().st_mode) == 0o600


@pytest.mark.parametrize(("spoil", "finding"), [(lambda path: path.write_bytes(b"9"), "changed"), (Path.unlink, "missing")])
def test_damage_is_found_and_never_handed_out(spoil, finding):
    storage.keep(TEXT)
    spoil(storage.path_of(HASH))

    assert storage.finding(HASH) == finding
    with pytest.raises(DamagedFileError) as refusal:
        storage.read_back(HASH)
    assert (refusal.value.sha256, refusal.value.finding) == (HASH, finding)


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(TEXT[:-1]), lambda path: path.write_bytes(b""), Path.unlink])
def test_keeping_it_again_mends_damage(spoil):
    storage.keep(TEXT)
    spoil(storage.path_of(HASH))

    storage.keep(TEXT)

    assert storage.read_back(HASH) == TEXT


def test_content_that_could_not_be_written_leaves_nothing_behind(folder, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)

    with pytest.raises(OSError, match="No space"):
        storage.keep(TEXT)

    assert everything(folder) == []


def test_many_who_keep_the_same_at_once_leave_it_whole(folder):
    content = b"x" * 500_000
    threads = [threading.Thread(target=storage.keep, args=(content,)) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert everything(folder) == [hashlib.sha256(content).hexdigest()]
    assert storage.read_back(hashlib.sha256(content).hexdigest()) == content
