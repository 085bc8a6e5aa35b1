"""Which fields a concept covers, and where the gaps are."""

from quartierwerk.concepts.core.coverage import coverage
from tests.factories.concept_content import make_content, make_measure

PARTNER = {"part": "partner", "part_label": "Partner", "name": "Turnverein"}
CARRIER = {"part": "carrier", "part_label": "Träger", "name": "Stadt"}


def covered(*sheets):
    (field,) = coverage({"fields": [{"code": "housing", "label": "Wohnen"}], "measures": {sheet["slug"]: sheet for sheet in sheets}})
    return field


def sheet(place, *, main="housing", others=(), state="planned", parties=(PARTNER,)):
    return make_measure(place, main_field=main, other_fields=list(others), state=state, parties=list(parties))


def test_a_field_without_a_measure_is_a_gap():
    field = covered(sheet(1, main="culture"))

    assert (field.code, field.label, field.measures, field.partners, field.is_gap) == ("housing", "Wohnen", 0, (), True)


def test_a_field_in_which_the_administration_is_alone_is_a_gap():
    field = covered(sheet(1, parties=(CARRIER,)))

    assert (field.measures, field.partners, field.is_gap) == (1, (), True)


def test_measures_cover_their_other_fields_too_and_name_each_partner_once():
    field = covered(sheet(1), sheet(2, main="culture", others=["housing"], parties=(PARTNER, {**PARTNER, "name": "Chor"})))

    assert (field.measures, field.partners, field.is_gap) == (2, ("Turnverein", "Chor"), False)


def test_a_dropped_measure_covers_nothing():
    assert covered(sheet(1, state="dropped")).is_gap


def test_fields_stand_in_the_order_of_the_list():
    content = make_content(9)

    assert [field.code for field in coverage(content)] == [field["code"] for field in content["fields"]]
