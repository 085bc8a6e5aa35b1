"""The invented municipality's people, sites and map: everybody is there, and everything lies where it should."""

from itertools import pairwise

import pytest
from shapely.geometry import shape

from quartierwerk.example.musterstadt import make_plan
from quartierwerk.foundation.geo import spots
from quartierwerk.foundation.people.core.roles import Role, ScopeKind
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.foundation.rulebook import queries as rules
from quartierwerk.places.models import FundingArea, SiteFigure
from tests.example.musterstadt_content import (
    OUTSIDE,
    TODAY,
    VERSIONS,
    boundary_of,
    geojson,
    hectares,
    measures,
    municipality,
    outline,
    several,
)

# Organisations and people.


def test_every_party_of_a_measure_is_a_known_organisation():
    known = {name["name"] for organisation in municipality()["organisations"] for name in organisation["names"]}
    named = set()
    for version in VERSIONS:
        for row in measures(version):
            named |= {row["Träger"], row["Zuwendungsempfänger"], row["Federführung"]}
            named |= {*several(row["Beteiligte Ämter"]), *several(row["Partner"])}

    assert named - known == set()


def test_organisations_have_known_kinds_and_names_that_follow_on():
    organisations = municipality()["organisations"]
    codes = [organisation["code"] for organisation in organisations]

    assert len(set(codes)) == len(codes)
    assert {organisation["kind"] for organisation in organisations} == set(Organisation.Kind.values)
    assert {organisation["parent"] for organisation in organisations if "parent" in organisation} <= set(codes)
    for organisation in organisations:
        for earlier, later in pairwise(organisation["names"]):
            assert earlier["ends_on"] < later["begins_on"]


def test_every_role_has_a_person_who_can_sign_in():
    people = [person for person in municipality()["people"] if "email" in person]
    by_role = {mandate["role"]: person["email"] for person in people for mandate in person["mandates"]}

    assert by_role == {role.value: f"{role.value}@beispiel.invalid" for role in Role}
    assert len({person["name"] for person in municipality()["people"]}) == len(municipality()["people"])


def test_mandates_name_a_scope_and_an_organisation_that_are_there():
    content = municipality()
    organisations = {organisation["code"] for organisation in content["organisations"]}
    sites = {site["code"] for site in content["sites"]}
    mandates = [mandate for person in content["people"] for mandate in person["mandates"]]

    assert {mandate["scope_kind"] for mandate in mandates} <= {kind.value for kind in ScopeKind}
    assert {mandate["organisation"] for mandate in mandates if "organisation" in mandate} <= organisations
    assert {mandate["scope_code"] for mandate in mandates if mandate["scope_kind"] == "site"} <= sites
    assert {mandate["scope_code"] for mandate in mandates if mandate["scope_kind"] == "municipality"} == {content["municipality"]["code"]}


# Sites.


def test_stages_follow_the_rulebooks_machine():
    machine = rules.stage_machine(on=TODAY)

    for site in municipality()["sites"]:
        stages = [entry for measure in site["overall_measures"] for entry in measure["stages"]]
        path = [stage for before, stage in pairwise([None, *(entry["stage"] for entry in stages)]) if stage != before]

        assert [entry["since"] for entry in stages] == sorted(entry["since"] for entry in stages)
        assert all(later in machine.transitions[earlier] for earlier, later in pairwise(path)), site["code"]


def test_the_deep_site_was_renamed_once_and_has_an_alias():
    (deep,) = (site for site in municipality()["sites"] if site["deep"])
    official = [name for name in deep["names"] if name["kind"] == "official"]

    assert [name["name"] for name in official] == ["Nordstadt-Ost", "Emailleviertel"]
    assert [name["name"] for name in deep["names"] if name["kind"] == "alias"] == ["Blechviertel"]
    assert [measure["programme"] for measure in deep["overall_measures"]] == ["Soziale Stadt", "Sozialer Zusammenhalt"]


def test_figures_agree_with_the_boundaries_and_with_the_town():
    content = municipality()
    town = max(count["inhabitants"] for count in content["municipality"]["inhabitants"])

    for site in content["sites"]:
        drawn = [hectares(outline(area["file"])) for area in site["areas"]]
        told = [figure["value"] / 10_000 for figure in site["figures"] if figure["kind"] == "area_m2"]
        assert told == pytest.approx(drawn, rel=0.02), site["code"]
        assert all(figure["value"] < town for figure in site["figures"] if figure["kind"] == "inhabitants")
        assert {figure["kind"] for figure in site["figures"]} <= set(SiteFigure.Kind.values)
        assert {figure["exactness"] for figure in site["figures"]} <= set(SiteFigure.Exactness.values)
        assert {area["legal_basis"] for area in site["areas"]} <= set(FundingArea.LegalBasis.values)


# Map.


def test_the_files_are_what_the_layout_draws():
    drawn = make_plan.files(make_plan.read_layout())

    def numbers(value):
        if isinstance(value, dict):
            return [number for part in value.values() for number in numbers(part)]
        if isinstance(value, list | tuple):
            return [number for part in value for number in numbers(part)]
        return [value] if isinstance(value, float) else []

    for name, content in drawn.items():
        kept = geojson(name)
        assert [feature["properties"] for feature in kept["features"]] == [feature["properties"] for feature in content["features"]]
        assert numbers(kept) == pytest.approx(numbers(content), abs=2e-6)


def test_houses_stand_apart_and_leave_the_river_free():
    layout = make_plan.read_layout()
    river = make_plan.LineString(make_plan.curve(layout["river"]["line"]))
    houses = make_plan.houses(layout)

    assert 400 < len(houses) < 900
    assert min(house.distance(river) for house in houses) > layout["river"]["width"] / 2
    assert not any(one.intersects(other) for index, one in enumerate(houses) for other in houses[index + 1 :])


def test_a_band_has_its_width_and_a_curve_goes_through_its_corners():
    straight = make_plan.band([(0.0, 0.0), (10.0, 0.0)], width=4.0)
    corners = [[0, 0], [10, 5], [20, 0]]

    assert straight.area == pytest.approx(40.0)
    assert {tuple(map(float, corner)) for corner in corners} <= set(make_plan.curve(corners))


def test_the_second_boundary_extends_the_first():
    first, second = shape(outline("area_2021.geojson")), shape(outline("area_2023.geojson"))

    assert first.is_valid
    assert second.is_valid
    assert second.buffer(1e-6).covers(first)
    assert 70 < hectares(outline("area_2021.geojson")) < hectares(outline("area_2023.geojson")) < 80


def test_all_areas_lie_in_the_town_and_none_covers_another():
    town = shape(outline("municipality.geojson"))
    areas = [shape(outline(f"area_{name}.geojson")) for name in ("2023", "gerbervorstadt", "sonnenhang")]

    assert all(town.covers(area) for area in areas)
    assert not any(one.intersects(other) for index, one in enumerate(areas) for other in areas[index + 1 :])


@pytest.mark.parametrize("version", VERSIONS)
def test_places_lie_inside_the_boundary_unless_they_say_why_not(version):
    codes = {row["Nummer"] for row in measures(version)}
    places = {feature["properties"]["measure"]: feature for feature in geojson("places.geojson")["features"]}
    placed = {code: place["geometry"] for code, place in places.items() if code in codes}

    outside = set(spots.outside(boundary_of(version), placed))

    assert outside == OUTSIDE[version]
    assert {code for code, place in places.items() if place["properties"]["outside_reason"]} == {"M 16", "M 40"}
    assert {geometry["type"] for geometry in placed.values()} == {"Point", "LineString", "Polygon"}
