"""A site whose concept is resolved and has moved on since."""

import pytest
from tests.factories.concepts import INSIDE, make_area, make_concept, plant, resolve

SECRET = "Geheimwort"


@pytest.fixture
def resolved(db):
    """A resolved concept with two measures, one of them on the map."""
    concept = make_concept(measures=2)
    make_area(concept.site)
    concept.measures.filter(slug="m-1").update(geometry=INSIDE)
    return resolve(concept)


@pytest.fixture
def moved_on(resolved):
    """The same, its working copy full of a word nobody has resolved."""
    plant(resolved.concept, SECRET)
    return resolved
