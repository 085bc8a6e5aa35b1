"""Clients of the people who meet on concept pages."""

import pytest
from tests.factories.concepts import make_concept
from tests.factories.places import make_municipality, make_site


@pytest.fixture
def concept(db):
    """A concept with two measures."""
    return make_concept(measures=2)


@pytest.fixture
def officer_client(signed_in_as):
    """The area officer of the concept's municipality."""
    make_site()
    return signed_in_as("area_officer", "municipality", "musterstadt")


@pytest.fixture
def reader_client(signed_in_as):
    """Somebody who may read the working copy and change nothing."""
    make_site()
    return signed_in_as("neighbourhood_manager", "site", "musterstadt-nord")


@pytest.fixture
def stranger_client(signed_in_as):
    """The area officer of another municipality."""
    make_municipality("anderswo")
    return signed_in_as("area_officer", "municipality", "anderswo")


@pytest.fixture
def ministry_client(signed_in_as):
    """The programme ministry."""
    return signed_in_as("programme_ministry")
