"""Photographs of a measure: all of them in one query, in public only where the measure is in force."""

import pytest
from tests.factories.concepts import SITE, TODAY, make_concept, resolve, show_photo

from quartierwerk.concepts.queries.photographs import photographs, public_photograph

pytestmark = pytest.mark.django_db


def test_photographs_come_with_their_files_in_the_order_they_were_shown(django_assert_num_queries):
    measure = make_concept(measures=1).measures.get()
    shown = [show_photo(measure, grey=grey) for grey in (120, 130)]

    with django_assert_num_queries(1):
        assert [(photo, photo.file.media_type) for photo in photographs(SITE, "m-1")] == [(photo, "image/jpeg") for photo in shown]
    assert photographs(SITE, "m-2") == []


def test_a_photograph_is_public_where_its_measure_is_in_force():
    concept = make_concept(measures=1)
    photo = show_photo(concept.measures.get())
    asked = (SITE, "m-1", photo.file.sha256, TODAY)
    assert public_photograph(*asked) is None

    resolve(concept)

    assert public_photograph(*asked) == photo
    assert public_photograph(SITE, "m-1", "a" * 64, TODAY) is None
