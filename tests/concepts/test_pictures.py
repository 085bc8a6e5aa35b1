"""Maps and charts of concepts."""

from datetime import date
from decimal import Decimal

import pytest

from quartierwerk.concepts import pictures
from quartierwerk.concepts.core.content import figures_of
from quartierwerk.concepts.models import ConceptRevision
from quartierwerk.foundation.people.core.actor import SYSTEM
from quartierwerk.foundation.ui.listing import Addresses
from quartierwerk.places.actions import keep_map_layer
from quartierwerk.places.models import MapLayer
from tests.factories.concept_content import make_content, make_measure
from tests.factories.concepts import INSIDE, NOW, OUTSIDE, SITE, TODAY, add_measure, make_area, make_concept
from tests.factories.places import make_site


def plain(text):
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


address = Addresses("/m/", "/")


def resolved(content):
    """Return the plan of a revision with this content."""
    revision = ConceptRevision.objects.create(
        concept=make_concept(), number=1, content=content, content_hash="1", rulebooks=[], frozen_at=NOW, **figures_of(content)
    )
    return pictures.resolved_map(revision, SITE, link=address)


def on_one_spot(content, geometry=INSIDE):
    for measure in content["measures"].values():
        measure["geometry"] = geometry
    return content


def frame(picture):
    _x, _y, width, height = map(float, picture.view_box.split())
    return width, height


# The plan.


@pytest.mark.django_db
def test_a_site_without_boundary_has_no_plan():
    assert pictures.site_map(make_site(), on=TODAY) is None
    assert resolved(make_content(2, boundary=None)) is None


@pytest.mark.django_db
def test_a_site_without_concept_shows_its_boundary():
    site = make_site()
    make_area(site)

    plan = pictures.site_map(site, on=TODAY)

    assert (plan.marks, plan.table) == ((), None)
    assert [line.css_class for line in plan.lines] == ["k-grenze"]
    assert plain(plan.legend[-1].label) == "Fördergebiet seit 1. Januar 2020"


@pytest.mark.django_db
def test_every_measure_with_a_place_is_a_numbered_mark_that_leads_to_it():
    content = make_content(6)

    plan = resolved(content)

    placed = [measure for measure in content["measures"].values() if measure["geometry"]]
    assert sorted(mark.address for mark in plan.marks) == sorted(address(measure["slug"]) for measure in placed)
    shapes = {"upgrading": "square", "cooperation": "circle", "both": "diamond"}
    for mark in plan.marks:
        measure = next(m for m in placed if address(m["slug"]) == mark.address)
        assert (mark.number, mark.shape) == (str(int(measure["code"][2:])), shapes[measure["aim"]])
        assert mark.label == f"{measure['code']} {measure['title']}"
    assert [row[0] for row in plan.table.rows] == [measure["code"] for measure in placed]


@pytest.mark.django_db
def test_marks_on_one_spot_are_set_apart():
    plan = resolved(on_one_spot(make_content(9), make_measure(1)["geometry"]))

    marks = list(plan.marks)
    apart = [((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5 for place, a in enumerate(marks) for b in marks[:place]]
    assert len(marks) == 9
    assert min(apart) >= marks[0].radius


@pytest.mark.django_db
def test_every_mark_lies_on_the_picture_and_what_is_far_away_has_none():
    content = make_content(12)
    content["measures"]["m-02"]["geometry"] = {"type": "Point", "coordinates": [13.4, 52.5]}

    plan = resolved(content)

    width, height = frame(plan)
    assert all(0 <= mark.x <= width and 0 <= mark.y <= height for mark in plan.marks)
    assert address("m-02") not in {mark.address for mark in plan.marks}
    assert "M 02" in {row[0] for row in plan.table.rows}


@pytest.mark.django_db
def test_a_dropped_measure_is_not_on_the_plan():
    content = make_content(2)
    content["measures"]["m-01"]["state"] = "dropped"

    plan = resolved(content)

    assert [mark.address for mark in plan.marks] == [address("m-02")]


@pytest.mark.django_db
def test_lines_and_areas_are_outlined_in_the_class_of_their_aim():
    content = make_content(2)

    plan = resolved(content)

    classes = {"upgrading": "ist-auf", "cooperation": "ist-koop", "both": "ist-beide"}
    shapes = [measure for measure in content["measures"].values() if measure["geometry"]["type"] != "Point"]
    assert [line.css_class for line in plan.lines] == [*(f"k-massnahme {classes[shape['aim']]}" for shape in shapes), "k-grenze"]
    assert len(shapes) == 2


@pytest.mark.django_db
def test_the_ground_is_drawn_where_a_plan_is_kept():
    site = make_site()
    make_area(site)
    house = {"type": "Polygon", "coordinates": [[[8.504, 50.504], [8.505, 50.504], [8.505, 50.505], [8.504, 50.504]]]}
    outside = {"type": "Polygon", "coordinates": [[[8.52, 50.504], [8.521, 50.504], [8.521, 50.505], [8.52, 50.504]]]}
    features = [
        {"type": "Feature", "properties": {"kind": kind}, "geometry": geometry}
        for kind, geometry in (
            ("house", house),
            ("house", outside),
            ("park", house),
            ("rail", {"type": "LineString", "coordinates": [[8.5, 50.5], [8.51, 50.51]]}),
        )
    ]
    MapLayer.objects.create(code=f"plan-{site.code}", attribution="Erfunden", features={"type": "FeatureCollection", "features": features})

    plan = pictures.site_map(site, on=TODAY)

    assert [area.css_class for area in plan.areas] == ["k-boden", "k-drin", "k-gruen", "k-haus", "k-haus-drin"]
    assert [line.css_class for line in plan.lines] == ["k-bahn", "k-bahn-2", "k-grenze"]


@pytest.mark.django_db
def test_the_ground_is_read_once_for_each_boundary(django_assert_num_queries):
    site = make_site()
    make_area(site)
    MapLayer.objects.create(code=f"plan-{site.code}", attribution="", features={"type": "FeatureCollection", "features": []})
    pictures.site_map(site, on=TODAY)

    with django_assert_num_queries(2):
        pictures.site_map(site, on=TODAY)


@pytest.mark.django_db
def test_a_plan_that_was_replaced_is_drawn_anew():
    site = make_site(SITE)
    make_area(site)
    park = {"type": "Feature", "properties": {"kind": "park"}, "geometry": site.funding_areas.get().geometry}

    for features in ([], [park]):
        keep_map_layer(code=f"plan-{site.code}", attribution="", features={"type": "FeatureCollection", "features": features}, actor=SYSTEM)
        drawn = [area.css_class for area in pictures.site_map(site, on=TODAY).areas]

    assert drawn == ["k-boden", "k-drin", "k-gruen"]


@pytest.mark.django_db
def test_one_measure_of_the_working_copy_is_shown_within_the_boundary():
    concept = make_concept()
    measure = add_measure(concept, geometry=INSIDE)
    assert pictures.place_map(concept.site, measure, on=TODAY) is None
    make_area(concept.site)

    plan = pictures.place_map(concept.site, measure, on=TODAY)

    assert [(mark.number, mark.address) for mark in plan.marks] == [("1", "")]
    assert plan.table is None
    assert plan.title == "Lage der Maßnahme M 1"


@pytest.mark.django_db
def test_a_measure_without_place_has_no_map_of_its_own():
    content = make_content(7)

    assert pictures.spot_map(content["boundary"], {**content["measures"]["m-01"], "geometry": None}, site=SITE) is None
    assert pictures.spot_map(None, content["measures"]["m-01"], site=SITE) is None
    assert len(pictures.spot_map(content["boundary"], content["measures"]["m-01"], site=SITE).marks) == 1


@pytest.mark.parametrize(
    ("code", "number"), [("M 01", "1"), ("A-007", "7"), ("M 12345", "345"), ("XY", "XY"), ("Haus", "aus"), ("M 10", "10")]
)
def test_the_number_on_a_mark_is_short(code, number):
    assert pictures.short_number(code) == number


# Money.


def test_federation_and_state_are_one_bar_before_the_municipality_and_others():
    measure = make_measure(4)

    chart = pictures.measure_chart(measure)

    assert [series.label for series in chart.series] == ["Bund und Land", "Kommune", "Dritte"]
    assert chart.categories == tuple(str(cost["year"]) for cost in measure["costs"])
    assert chart.is_stacked
    for place, cost in enumerate(measure["costs"]):
        assert sum(series.values[place] for series in chart.series) == Decimal(cost["cents"]) / 100_000


def test_years_with_costs_but_no_money_are_shown_empty():
    measure = {
        "code": "M 1",
        "costs": [{"year": 2027, "cents": 5}],
        "financing": [{"source": "state", "source_label": "Land", "year": 2026, "cents": 100_000}],
    }

    chart = pictures.measure_chart(measure)

    assert chart.categories == ("2026", "2027")
    assert [(series.label, series.values) for series in chart.series] == [("Bund und Land", (1, 0))]


def test_a_bar_of_thirds_says_what_the_year_costs():
    thirds = (("federal", 4_316_666), ("state", 4_316_666), ("municipality", 4_316_668), ("third_party", 1_050_000))
    financing = [{"source": source, "source_label": source, "year": 2023, "cents": cents} for source, cents in thirds]
    chart = pictures.measure_chart({"code": "M 4", "costs": [{"year": 2023, "cents": 14_000_000}], "financing": financing})

    assert sum(series.values[0] for series in chart.series) == 140


def test_the_concepts_chart_adds_up_to_its_financing():
    content = make_content(9)

    chart = pictures.concept_chart(content)

    total = sum(cents for year in content["totals"]["by_year"] for cents in year["by_source"].values())
    assert sum(sum(series.values) for series in chart.series) == Decimal(total) / 100_000
    assert chart.categories == tuple(str(year["year"]) for year in content["totals"]["by_year"])


def test_a_concept_without_money_has_an_empty_chart():
    assert pictures.concept_chart(make_content(0)).series == ()


# The schedule.


def test_measures_stand_under_their_main_field_from_first_to_last_year():
    content = make_content(6)

    chart = pictures.schedule(content, today=TODAY, link=address)

    dated = [measure for measure in content["measures"].values() if measure["starts_on"]]
    rows = [(group.title, row.title, row.starts_on, row.aim, row.address) for group in chart.groups for row in group.rows]
    assert sorted(rows) == sorted(
        (m["main_field_label"], f"{m['code']} {m['title']}", date.fromisoformat(m["starts_on"]), m["aim"], address(m["slug"]))
        for m in dated
    )
    assert chart.first_year == min(int(m["starts_on"][:4]) for m in dated)
    assert chart.last_year == max(int(m["ends_on"][:4]) for m in dated)
    assert chart.today == TODAY


def test_measures_without_beginning_or_dropped_are_not_scheduled():
    content = make_content(3)
    content["measures"]["m-01"]["starts_on"] = None
    content["measures"]["m-02"]["state"] = "dropped"

    chart = pictures.schedule(content, today=TODAY, link=address)

    assert [row.address for group in chart.groups for row in group.rows] == [address("m-03")]


def test_nothing_dated_has_no_schedule():
    content = make_content(1)
    content["measures"]["m-01"]["starts_on"] = None

    assert pictures.schedule(content, today=TODAY, link=address) is None


def test_a_measure_without_end_runs_on():
    content = make_content(1)
    content["measures"]["m-01"]["ends_on"] = None

    row = pictures.schedule(content, today=TODAY, link=address).groups[0].rows[0]

    assert row.ends_on is None


@pytest.mark.django_db
def test_a_measure_far_outside_is_not_drawn_at_the_edge():
    concept = make_concept()
    make_area(concept.site)

    assert pictures.place_map(concept.site, add_measure(concept, geometry=OUTSIDE), on=TODAY).marks == ()
