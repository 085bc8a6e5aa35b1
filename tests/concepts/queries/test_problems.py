"""What the check needs besides the content."""

import pytest
from tests.factories.concepts import INSIDE, OUTSIDE, TODAY, add_measure, make_area, make_concept

from quartierwerk.concepts.queries.content import content_of
from quartierwerk.concepts.queries.problems import findings_of, outside_area
from quartierwerk.foundation.rulebook import queries as rules

pytestmark = pytest.mark.django_db


def codes(concept):
    return [finding.code for finding in findings_of(content_of(concept, on=TODAY), on=TODAY)]


def test_required_chapters_are_those_the_rulebook_requires():
    entries = rules.catalogue("concept_chapters", on=TODAY).entries
    required = [entry.code for entry in entries if entry.extra.get("required") == "yes"]

    findings = findings_of(content_of(make_concept(), on=TODAY), on=TODAY)

    assert [finding.place[1] for finding in findings if finding.code == "chapter_empty"] == required
    assert required


def test_a_measure_outside_the_area_is_found_and_one_inside_is_not():
    concept = make_concept()
    make_area(concept.site)
    add_measure(concept, 1, geometry=INSIDE)
    add_measure(concept, 2, geometry=OUTSIDE)
    add_measure(concept, 3)

    assert outside_area(content_of(concept, on=TODAY)) == ["m-2"]
    assert codes(concept).count("measure_outside_area") == 1


def test_without_a_boundary_nothing_lies_outside():
    concept = make_concept()
    add_measure(concept, geometry=OUTSIDE)

    assert outside_area(content_of(concept, on=TODAY)) == []
    assert "no_boundary" in codes(concept)


@pytest.mark.parametrize("geometry", [
    {"type": "LineString", "coordinates": [INSIDE["coordinates"], OUTSIDE["coordinates"]]},
    {"type": "Polygon", "coordinates": [[[8.505, 50.505], [8.6, 50.505], [8.6, 50.506], [8.505, 50.505]]]},
])  # fmt: skip
def test_what_lies_partly_outside_asks_for_a_reason_too(geometry):
    concept = make_concept()
    make_area(concept.site)
    add_measure(concept, geometry=geometry)

    assert outside_area(content_of(concept, on=TODAY)) == ["m-1"]
