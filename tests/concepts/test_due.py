"""The days a resolved concept sets."""

from datetime import date

import pytest

from quartierwerk.concepts.models import Measure
from quartierwerk.concepts.offers.due import MEASURE_ENDS
from tests.factories.concepts import SITE, make_concept, resolve

pytestmark = pytest.mark.django_db


def told():
    return {each.subject.code: (each.on, each.title, each.address) for each in MEASURE_ENDS.deadlines(SITE)}


@pytest.fixture
def concept(db):
    found = make_concept(measures=2)
    Measure.objects.filter(concept=found).update(ends_on=date(2028, 6, 30), starts_on=date(2027, 1, 1))
    return found


def test_a_working_copy_binds_nobody(concept):
    assert told() == {}


def test_measures_of_the_revision_in_force_end_on_their_days(concept):
    resolve(concept, date(2026, 1, 15))
    Measure.objects.filter(concept=concept).update(ends_on=date(2035, 1, 1), title="Zitrusgarten")

    assert told()[f"{SITE}/m-1"] == (date(2028, 6, 30), "M 1 Maßnahme 1", f"/standorte/{SITE}/massnahmen/m-1/")
    assert len(told()) == 2


@pytest.mark.parametrize("state", [Measure.State.DONE, Measure.State.DROPPED])
def test_a_measure_that_is_over_has_no_day_any_more(state, concept):
    resolve(concept, date(2026, 1, 15))
    Measure.objects.filter(concept=concept, slug="m-1").update(state=state)

    assert list(told()) == [f"{SITE}/m-2"]


def test_everything_with_a_concept_is_asked_for_once(concept):
    assert MEASURE_ENDS.groups(None) == [SITE]
    assert MEASURE_ENDS.visible(None) is None
