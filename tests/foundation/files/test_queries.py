import pytest

from quartierwerk.foundation.files import queries
from quartierwerk.foundation.files.actions import store
from quartierwerk.foundation.files.core.purposes import Purpose
from quartierwerk.foundation.people.core.actor import SYSTEM


@pytest.mark.django_db
def test_looking_for_damage_asks_the_database_once(settings, tmp_path, django_assert_num_queries):
    settings.DATA = tmp_path
    for number in range(3):
        store(actor=SYSTEM, content=f"a;{number}\n".encode(), name="x.csv", purpose=Purpose.SPREADSHEET)

    with django_assert_num_queries(1):
        assert list(queries.find_damaged()) == []


@pytest.mark.django_db
def test_a_file_is_found_by_its_whole_hash_only(settings, tmp_path):
    settings.DATA = tmp_path
    file = store(actor=SYSTEM, content=b"a;b\n", name="x.csv", purpose=Purpose.SPREADSHEET)

    assert queries.find(file.sha256) == file
    assert queries.find(file.sha256[:-1]) is None
