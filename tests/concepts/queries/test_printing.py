"""What is printed as it is at the moment of printing: photographs and the ground of the plan."""

from datetime import date

import pytest
from tests.factories.concepts import SITE, TODAY, add_measure, make_concept, make_money, resolve, show_photo

from quartierwerk.concepts.queries.printing import Ground, Live, Photo, live_of_revision, live_of_working_copy
from quartierwerk.places.models import MapLayer

pytestmark = pytest.mark.django_db


def test_a_working_copy_is_printed_with_the_photographs_of_its_measures():
    concept = make_concept(measures=2)
    shown = show_photo(concept.measures.get(slug="m-1"), taken_on=date(2026, 5, 3))

    live = live_of_working_copy(SITE)

    assert live == Live({"m-1": [Photo(shown.file.sha256, "Bänke am Platz", "Foto: Stadt", date(2026, 5, 3))]})
    assert live_of_working_copy(SITE, slug="m-1") == live
    assert live_of_working_copy(SITE, slug="m-2") == Live()


def test_four_photographs_a_measure_at_most_in_their_order():
    measure = make_concept(measures=1).measures.get()
    shown = [show_photo(measure, grey=shade) for shade in range(0, 250, 50)]

    assert [photo.sha256 for photo in live_of_working_copy(SITE).photos["m-1"]] == [photo.file.sha256 for photo in shown[:4]]


def test_only_the_revision_in_force_is_printed_with_photographs():
    concept = make_concept(measures=1)
    show_photo(concept.measures.get())
    first = resolve(concept, date(2026, 3, 1))
    add_measure(concept, 2, money=make_money())
    second = resolve(concept, TODAY)

    assert live_of_revision(second, on=TODAY).photos.keys() == {"m-1"}
    assert live_of_revision(first, on=TODAY) == Live()
    assert live_of_revision(first, on=date(2026, 3, 2)).photos.keys() == {"m-1"}


def test_the_ground_is_that_of_the_site():
    make_concept()
    layer = MapLayer.objects.create(code=f"plan-{SITE}", features={"features": []}, attribution="Quelle", content_sha256="ab")
    MapLayer.objects.create(code="plan-anderswo", features={"features": []})

    assert live_of_working_copy(SITE).ground == Ground(layer.pk, "ab", "Quelle")
