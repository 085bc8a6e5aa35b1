"""The cost and financing overview adds up in every direction."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quartierwerk.concepts.core.cost_overview import overview, years_of
from quartierwerk.concepts.core.totals import totals
from tests.factories.concept_content import make_content, make_measure


def content_of(*sheets):
    content = make_content(0)
    content["measure_order"] = [each["slug"] for each in sheets]
    content["measures"] = {each["slug"]: each for each in sheets}
    content["totals"] = totals(sheets, fields=content["fields"])
    return content


def test_years_run_without_a_gap():
    measure = make_measure(1, costs=[{"year": 2024, "cents": 1}, {"year": 2027, "cents": 1}], financing=[])

    assert years_of(measure) == (2024, 2025, 2026, 2027)


def test_a_concept_without_amounts_has_no_years():
    assert overview(make_content(0)).years == ()


def test_groups_follow_the_concept_and_those_without_come_last():
    first, second, bare = make_measure(1), make_measure(6), make_measure(7)

    groups = overview(content_of(bare, first, second)).groups

    assert [group.label for group in groups] == ["A Vorbereitung", "B Steuerung und Beteiligung", ""]


def test_a_source_the_concept_does_not_list_is_still_shown():
    measure = make_measure(1, financing=[{"source": "lottery", "source_label": "Lotterie", "year": 2024, "cents": 500}])

    assert [source["label"] for source in overview(content_of(measure)).sources] == ["Lotterie"]


def test_a_dropped_measure_has_no_row():
    money = overview(content_of(make_measure(1), make_measure(2, state="dropped")))

    assert [row.name for group in money.groups for row in group.rows] == ["m-01"]


def test_unbalanced_measures_are_found_by_year_and_not_only_by_sum():
    costs = [{"year": 2024, "cents": 100}, {"year": 2025, "cents": 100}]
    financing = [{"source": "state", "source_label": "Land", "year": 2024, "cents": 200}]

    money = overview(content_of(make_measure(1, costs=costs, financing=financing)))

    assert [row.name for row in money.unbalanced] == ["m-01"]
    assert money.sums.uncovered == (-100, 100)


AMOUNTS = st.lists(
    st.tuples(st.integers(2020, 2030), st.integers(0, 10**12), st.sampled_from(["federal", "state", "municipality"])), max_size=8
)


@settings(max_examples=60)
@given(st.lists(AMOUNTS, max_size=5))
def test_sums_agree_in_every_direction(measures):
    sheets = [
        make_measure(
            place,
            costs=[{"year": year, "cents": cents} for year, cents, _source in amounts],
            financing=[{"source": source, "source_label": source, "year": year, "cents": cents // 2} for year, cents, source in amounts],
            cost_cents=sum(cents for _year, cents, _source in amounts),
        )
        for place, amounts in enumerate(measures, 1)
    ]
    content = content_of(*sheets)

    money = overview(content)

    assert money.sums.total == content["totals"]["cost_cents"] == sum(group.sums.total for group in money.groups)
    assert money.sums.financed == sum(map(sum, money.source_years))
    assert money.sums.total - money.sums.financed == sum(money.sums.uncovered)
    assert [year["cost_cents"] for year in content["totals"]["by_year"]] == [
        cents
        for year, cents in zip(money.years, money.sums.by_year, strict=True)
        if year in {entry["year"] for entry in content["totals"]["by_year"]}
    ]
