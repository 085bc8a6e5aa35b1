"""Reading across rooms for the public pages."""

import pytest
from tests.factories.concepts import TODAY
from tests.places.conftest import make_full_site

from quartierwerk.portal import queries

pytestmark = pytest.mark.django_db


def test_a_site_is_read_whole_or_not_at_all(django_assert_num_queries):
    make_full_site(1, rows=5)

    with django_assert_num_queries(6):
        found = queries.site("standort-001", TODAY)
        assert [len(rows.all()) for rows in (found.names, found.figures, found.list_entries, found.contacts, found.overall_measures)] == [
            6,
            5,
            5,
            5,
            1,
        ]
    assert queries.site("unbekannt", TODAY) is None
