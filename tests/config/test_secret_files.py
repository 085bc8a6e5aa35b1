"""Random secrets kept beside the data."""

import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

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
