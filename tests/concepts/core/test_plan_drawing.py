"""The plan on paper: true to scale, inside the sheet, no mark over another."""

from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quartierwerk.concepts.core.plan_drawing import MARK_MM, SCALES, Paper, Place, draw

PAPER = Paper(160.0, 132.0)
KILOMETRE_NORTH = 1000 / 111_229.0  # degrees of latitude around 50 degrees north
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[8.0, 50.0], [8.01, 50.0], [8.01, 50.0 + KILOMETRE_NORTH], [8.0, 50.0 + KILOMETRE_NORTH], [8.0, 50.0]]],
}


def spot(number, east, north, aim="upgrading"):
    return Place(number, aim, {"type": "Point", "coordinates": [east, north]})


def test_a_kilometre_is_as_long_as_the_scale_says():
    plan = draw(SQUARE, [], PAPER)

    heights = [y for _x, y in plan.boundary[0]]
    assert plan.layout.scale == 10_000
    assert max(heights) - min(heights) == pytest.approx(100.0, abs=0.05)


def test_north_is_up_and_east_is_right():
    plan = draw(SQUARE, [spot("1", 8.001, 50.008), spot("2", 8.009, 50.001)], PAPER)

    upper_left, lower_right = plan.marks
    assert upper_left.at[0] < lower_right.at[0]
    assert upper_left.at[1] < lower_right.at[1]


def test_the_scale_bar_is_round_and_true():
    plan = draw(SQUARE, [], PAPER)

    assert plan.bar_m == 250
    assert plan.bar_mm == pytest.approx(plan.bar_m * 1000 / plan.layout.scale)


def test_nothing_to_draw_gives_no_plan():
    assert draw(None, [Place("1", "both", None)], PAPER) is None


def test_without_a_boundary_the_measures_make_the_plan():
    plan = draw(None, [spot("1", 8.0, 50.0), spot("2", 8.001, 50.001)], PAPER)

    assert plan.boundary == ()
    assert [mark.number for mark in plan.marks] == ["1", "2"]


def test_one_spot_alone_is_drawn_at_the_largest_scale():
    assert draw(None, [spot("1", 8.0, 50.0)], PAPER).layout.scale == SCALES[0]


def test_a_measure_far_away_is_named_and_not_drawn():
    plan = draw(SQUARE, [spot("1", 8.005, 50.004), spot("2", 9.5, 51.0)], PAPER)

    assert [mark.number for mark in plan.marks] == ["1"]
    assert plan.beyond == ("2",)


def test_lines_and_areas_are_outlined_and_marked_inside():
    street = {"type": "LineString", "coordinates": [[8.001, 50.001], [8.003, 50.002], [8.005, 50.001]]}
    park = {
        "type": "MultiPolygon",
        "coordinates": [[[[8.006, 50.003], [8.008, 50.003], [8.008, 50.005], [8.006, 50.005], [8.006, 50.003]]]],
    }

    plan = draw(SQUARE, [Place("1", "upgrading", street), Place("2", "both", park)], PAPER)

    assert [shape.closed for shape in plan.shapes] == [False, True]
    xs = [x for x, _y in plan.shapes[1].line]
    assert min(xs) < plan.marks[1].anchor[0] < max(xs)


def test_every_kind_of_geometry_is_read():
    kinds = [
        {"type": "MultiPoint", "coordinates": [[8.001, 50.001], [8.002, 50.001]]},
        {"type": "MultiLineString", "coordinates": [[[8.003, 50.001], [8.004, 50.002]]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [8.005, 50.003]}]},
        {"type": "Unheard", "coordinates": []},
    ]

    plan = draw(SQUARE, [Place(str(number), "both", geometry) for number, geometry in enumerate(kinds)], PAPER)

    assert [mark.number for mark in plan.marks] == ["0", "1", "2"]


def test_the_largest_scale_that_fits_is_taken_where_no_round_one_is_asked_for():
    small = draw(SQUARE, [], Paper(50.0, 50.0, margin_mm=5.0, true_scale=False))

    heights = [y for _x, y in small.boundary[0]]
    assert max(heights) - min(heights) == pytest.approx(40.0, abs=0.1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(8.0, 8.01), st.floats(50.0, 50.009)), min_size=1, max_size=64))
def test_marks_stay_on_the_sheet_and_apart(spots):
    plan = draw(SQUARE, [spot(str(number), *where) for number, where in enumerate(spots)], PAPER)

    assert len(plan.marks) == len(spots)
    for place, mark in enumerate(plan.marks):
        assert 0 <= mark.at[0] <= plan.layout.width_mm
        assert 0 <= mark.at[1] <= plan.layout.height_mm
        assert all(hypot(mark.at[0] - other.at[0], mark.at[1] - other.at[1]) >= MARK_MM for other in plan.marks[:place])


def test_the_layout_lays_other_things_on_the_same_paper():
    layout = draw(None, [spot("1", 8.0, 50.0)], PAPER).layout

    middle = layout.on_paper((8.0, 50.0))

    assert middle == pytest.approx((layout.width_mm / 2, layout.height_mm / 2))
    assert layout.holds(middle)
    assert layout.on_paper((8.0, 50.001))[1] < middle[1] < layout.on_paper((8.0, 49.999))[1]
    assert not layout.holds(layout.on_paper((9.0, 50.0)))
