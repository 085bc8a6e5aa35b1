"""Random secrets kept beside the data."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from quartierwerk.config import secret_files
from quartierwerk.config.secret_files import read_or_create


def test_a_secret_is_made_once_and_read_by_its_owner_only(tmp_path):
    first = read_or_create(tmp_path, "schluessel")

    path = tmp_path / "secrets" / "schluessel"
    assert read_or_create(tmp_path, "schluessel") == first
    assert len(first) >= 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_names_have_secrets_of_their_own(tmp_path):
    assert read_or_create(tmp_path, "a") != read_or_create(tmp_path, "b")


def test_all_who_ask_first_at_once_get_the_same(tmp_path):
    for number in range(20):
        together = Barrier(8)

        def ask(_place, name=f"name-{number}", together=together):
            together.wait()
            return read_or_create(tmp_path, name)

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(ask, range(8)))) == 1

    assert sorted(path.name for path in (tmp_path / "secrets").iterdir()) == sorted(f"name-{number}" for number in range(20))


def test_what_stands_there_is_kept(tmp_path):
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "schluessel").write_text("von Hand\n")

    assert read_or_create(tmp_path, "schluessel") == "von Hand"


def test_a_secret_may_be_named_by_a_file(tmp_path, monkeypatch):
    (tmp_path / "url").write_text("postgresql://site:geheim@db/qw\n")
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))
    monkeypatch.setenv("QUARTIERWERK_TRAIL_KEY", "said")
    monkeypatch.setenv("QUARTIERWERK_TRAIL_KEY_FILE", str(tmp_path / "url"))

    secret_files.read_named()

    assert os.environ["DATABASE_URL"] == "postgresql://site:geheim@db/qw"
    assert os.environ["QUARTIERWERK_TRAIL_KEY"] == "said"


def test_a_file_that_is_missing_is_an_error_and_no_fresh_secret(tmp_path, monkeypatch):
    monkeypatch.delenv("QUARTIERWERK_TRAIL_KEY", raising=False)
    monkeypatch.setenv("QUARTIERWERK_TRAIL_KEY_FILE", str(tmp_path / "gone"))

    with pytest.raises(FileNotFoundError):
        secret_files.read_named()
