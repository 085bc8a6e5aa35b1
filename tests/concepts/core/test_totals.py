"""Sums of a concept: each measure counts once, and every total is the sum of its unrounded parts (I-36)."""

from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.totals import AIMS, totals
from tests.factories.concept_content import FIELDS, make_measure

LIST = [{"code": code, "label": label} for code, label in FIELDS]


@st.composite
def measures(draw):
    """Return some measures with money in some years, some of them dropped, some of a field nobody lists."""
    found = []
    for place in range(1, draw(st.integers(0, 8)) + 1):
        years = draw(st.lists(st.integers(2020, 2032), unique=True, max_size=4))
        costs = [{"year": year, "cents": draw(st.integers(0, 10**9))} for year in years]
        financing = [
            {"source": draw(st.sampled_from(["federal", "state"])), "source_label": "", "year": year, "cents": draw(st.integers(0, 10**9))}
            for year in years
        ]
        found.append(
            make_measure(
                place,
                main_field=draw(st.sampled_from([*dict(FIELDS), "retired"])),
                main_field_label="Feld",
                aim=draw(st.sampled_from(AIMS)),
                state=draw(st.sampled_from(["idea", "planned", "done", "dropped"])),
                costs=costs,
                financing=financing,
                cost_cents=sum(cost["cents"] for cost in costs),
                financing_cents=sum(part["cents"] for part in financing),
            )
        )
    return found


@given(measures())
def test_every_total_is_the_sum_of_its_parts(found):
    sums = totals(found, fields=LIST)

    assert sums["cost_cents"] == sum(sums["by_aim"].values())
    assert sums["cost_cents"] == sum(line["cents"] for line in sums["by_field"])
    assert sums["cost_cents"] == sum(year["cost_cents"] for year in sums["by_year"])


@given(measures())
def test_every_measure_that_is_not_dropped_counts_in_one_field(found):
    sums = totals(found, fields=LIST)

    assert sum(line["measures"] for line in sums["by_field"]) == sum(measure["state"] != "dropped" for measure in found)


@given(measures())
def test_financing_is_summed_by_year_and_source(found):
    counted = [part for measure in found if measure["state"] != "dropped" for part in measure["financing"]]

    for year in totals(found, fields=LIST)["by_year"]:
        for source in ("federal", "state"):
            expected = sum(part["cents"] for part in counted if (part["year"], part["source"]) == (year["year"], source))
            assert year["by_source"].get(source, 0) == expected


@given(measures(), st.randoms(use_true_random=False))
def test_the_order_of_the_measures_does_not_matter(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)

    assert _sorted(totals(shuffled, fields=LIST)) == _sorted(totals(found, fields=LIST))


@given(measures())
def test_years_follow_one_another_and_appear_once(found):
    years = [year["year"] for year in totals(found, fields=LIST)["by_year"]]

    assert years == sorted(set(years))


def test_a_concept_without_measures_has_every_field_and_every_aim_with_nothing():
    assert totals([], fields=LIST) == {
        "cost_cents": 0,
        "by_aim": {"upgrading": 0, "cooperation": 0, "both": 0},
        "by_year": [],
        "by_field": [{"field": code, "label": label, "cents": 0, "measures": 0} for code, label in FIELDS],
    }


def test_a_measure_for_both_aims_is_never_split():
    sums = totals([make_measure(1, aim="both", cost_cents=101), make_measure(2, aim="upgrading", cost_cents=7)], fields=LIST)

    assert sums["by_aim"] == {"upgrading": 7, "cooperation": 0, "both": 101}


def test_money_counts_in_the_main_field_alone():
    measure = make_measure(1, main_field="housing", other_fields=["culture"], cost_cents=500)

    counted = {line["field"]: (line["cents"], line["measures"]) for line in totals([measure], fields=LIST)["by_field"] if line["measures"]}
    assert counted == {"housing": (500, 1)}


def test_a_field_that_the_list_no_longer_knows_has_its_own_line():
    measure = make_measure(1, main_field="allotments", main_field_label="Kleingärten", cost_cents=500)

    assert totals([measure], fields=LIST)["by_field"][-1] == {"field": "allotments", "label": "Kleingärten", "cents": 500, "measures": 1}


def _sorted(sums):
    return {**sums, "by_field": sorted(sums["by_field"], key=lambda line: line["field"])}
