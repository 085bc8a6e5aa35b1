"""Every rule of completeness finds what it is there for, and says where to mend it (C-01 to C-17, I-16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartierwerk.concepts.core.completeness import Finding, check
from tests.factories.concept_content import CHAPTERS, FIELDS, make_content, make_measure

REQUIRED = [code for code, _ in CHAPTERS]


def complete_measure(place=1, **changes):
    """Return a measure that no rule objects to."""
    cents = 12_000_000
    whole = {
        "state": "planned", "aim": "both", "investive": True, "goals": ["1.1"], "place_note": "Bahnhofstraße 12", "outside_reason": "",
        "starts_on": "2027-03-01", "ends_on": "2029-11-30", "cost_group": "building", "follow_up_cost_cents": 0,
        "parties": [{"part": part, "part_label": "", "name": "Amt"} for part in ("carrier", "responsible")],
        "costs": [{"year": 2027, "cents": cents}],
        "financing": [{"source": "state", "source_label": "Land", "year": 2027, "cents": cents}],
        "indicators": [{"name": "Besuche", "unit": "", "baseline": None, "target": "400", "target_year": 2029}],
        "cost_cents": cents, "financing_cents": cents,
    }  # fmt: skip
    return make_measure(place, **{**whole, **changes})


def complete(**changes):
    """Return a concept that no rule objects to, changed as wanted."""
    each_field = [complete_measure(place, main_field=code, other_fields=[]) for place, (code, _) in enumerate(FIELDS, 1)]
    measures = changes.pop("measures", each_field)
    body = [{"type": "paragraph", "runs": [{"text": "Text"}]}]
    content = {
        "chapters": [{"code": code, "label": label, "body": body} for code, label in CHAPTERS],
        "analysis": [{"field": code, "label": label, "strengths": "viel", "weaknesses": "", "argued_away": ""} for code, label in FIELDS],
        "goals": [
            {"code": "1", "title": "Wohnen", "success_shown_by": "", "parent": None, "measures": []},
            {"code": "1.1", "title": "Höfe", "success_shown_by": "Leute", "parent": "1", "measures": [m["slug"] for m in measures]},
        ],
        "measures": {measure["slug"]: measure for measure in measures},
        "measure_order": [measure["slug"] for measure in measures],
    }
    return {**make_content(0), **content, **changes}


def found(content, *, outside=(), required=REQUIRED):
    return check(content, required_chapters=required, outside=outside)


def of_measure(outside=False, **changes):
    """Return (rule, code, grave) of what is found in one measure of an otherwise complete concept."""
    sheets = [complete_measure(place, main_field=code, other_fields=[]) for place, (code, _) in enumerate(FIELDS, 1)]
    sheets[2] = complete_measure(3, main_field=FIELDS[2][0], other_fields=[], **changes)
    findings = found(complete(measures=sheets), outside=[sheets[2]["slug"]] if outside else [])
    assert {finding.place for finding in findings} <= {("measure", "m-03")}
    return [(finding.rule, finding.code, finding.grave) for finding in findings]


def test_a_complete_concept_has_no_finding():
    assert found(complete()) == ()


def test_an_area_without_boundary_is_found():
    content = complete(boundary=None)

    assert found(content) == (Finding("C-01", "no_boundary", ("area", content["site"]["code"])),)


def test_a_required_chapter_without_text_is_found():
    content = complete()
    content["chapters"][1]["body"] = []

    assert found(content) == (Finding("C-02", "chapter_empty", ("chapter", "participation"), "Beteiligung"),)
    assert found(content, required=["goals"]) == ()


def test_a_required_chapter_that_is_not_there_at_all_is_found():
    assert found(complete(), required=[*REQUIRED, "climate"]) == (Finding("C-02", "chapter_empty", ("chapter", "climate"), "climate"),)


def test_a_field_without_analysis_is_mentioned():
    content = complete()
    content["analysis"][0]["strengths"] = ""
    del content["analysis"][1]

    assert found(content) == (
        Finding("C-03", "field_not_analysed", ("field", "housing"), "Wohnen", grave=False),
        Finding("C-03", "field_not_analysed", ("field", "employment"), "Beschäftigung", grave=False),
    )


def test_a_field_without_measure_is_found_unless_argued_away():
    content = complete(
        measures=[complete_measure(place, main_field=code, other_fields=[]) for place, (code, _) in enumerate(FIELDS[:-2], 1)]
    )
    content["analysis"][-1]["argued_away"] = "Das deckt die Stadt ab."

    assert found(content) == (Finding("C-04", "field_without_measure", ("field", "health"), "Gesundheit"),)


def test_a_field_is_served_as_another_field_too():
    sheets = [
        complete_measure(place, main_field=code, other_fields=["health", "integration"]) for place, (code, _) in enumerate(FIELDS[:-2], 1)
    ]

    assert found(complete(measures=sheets)) == ()


def test_a_dropped_measure_serves_no_field():
    sheets = [complete_measure(place, main_field=code, other_fields=[]) for place, (code, _) in enumerate(FIELDS, 1)]
    sheets[-1]["state"] = "dropped"

    assert [finding.code for finding in found(complete(measures=sheets))] == ["field_without_measure"]


def test_a_concept_without_goals_is_found():
    assert found(complete(goals=[])) == (Finding("C-05", "no_goals", ("goals", "")),)


def test_a_guiding_goal_without_sub_goal_or_measure_is_found():
    content = complete()
    content["goals"] += [
        {"code": "2", "title": "Lernen", "success_shown_by": "", "parent": None, "measures": []},
        {"code": "3", "title": "Arbeiten", "success_shown_by": "", "parent": None, "measures": ["m-01"]},
    ]

    assert found(content) == (Finding("C-06", "guiding_goal_without_sub_goal", ("goal", "2"), "2 Lernen"),)


def test_a_sub_goal_without_measure_or_success_is_found():
    content = complete()
    content["goals"].append({"code": "1.2", "title": "Plätze", "success_shown_by": "", "parent": "1", "measures": []})

    assert found(content) == (
        Finding("C-06", "goal_without_measure", ("goal", "1.2"), "1.2 Plätze"),
        Finding("C-07", "goal_without_success", ("goal", "1.2"), "1.2 Plätze"),
    )


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        ({"goals": []}, [("C-08", "measure_without_goal", True)]),
        ({"parties": [{"part": "responsible", "part_label": "", "name": "Amt"}]}, [("C-09", "measure_without_carrier", True)]),
        ({"parties": [{"part": "carrier", "part_label": "", "name": "Amt"}]}, [("C-09", "measure_without_lead", True)]),
        ({"place_note": "", "geometry": None}, [("C-10", "measure_without_place", True)]),
        ({"place_note": ""}, []),
        ({"geometry": None}, []),
        ({"outside": True}, [("C-10", "measure_outside_area", True)]),
        ({"outside": True, "outside_reason": "Schule der Kinder"}, []),
        ({"starts_on": None}, [("C-11", "measure_without_schedule", True)]),
        ({"ends_on": None}, [("C-11", "measure_without_schedule", True)]),
        ({"cost_group": ""}, [("C-12", "measure_without_cost_group", True)]),
        ({"costs": [], "financing": [], "cost_cents": 0, "financing_cents": 0}, [("C-12", "measure_without_cost", True)]),
        ({"financing_cents": 11_999_999}, [("C-13", "cost_not_financed", True)]),
        ({"indicators": []}, [("C-14", "measure_without_target", False)]),
        ({"follow_up_cost_cents": None}, [("C-15", "follow_up_cost_unknown", False)]),
        ({"follow_up_cost_cents": None, "investive": False}, []),
        ({"state": "idea", "goals": [], "cost_group": ""}, []),
    ],
)
def test_a_measure_is_checked_against_every_rule(changes, findings):
    assert of_measure(**changes) == findings


@pytest.mark.parametrize("state", ["planned", "applied", "granted", "running", "done"])
def test_a_sheet_is_full_from_planning_on(state):
    assert of_measure(state=state, cost_group="") == [("C-12", "measure_without_cost_group", True)]


def test_missing_money_is_named_to_the_cent():
    content = complete(
        measures=[
            complete_measure(place, main_field=code, other_fields=[], financing_cents=11_000_001)
            for place, (code, _) in enumerate(FIELDS, 1)
        ]
    )

    assert found(content)[0].facts == {"difference_cents": 999_999}
    assert found(content)[0].name.startswith("M 01 ")


def test_a_year_whose_costs_nobody_pays_is_found_although_the_sum_is_right():
    costs = [{"year": 2027, "cents": 8_000_000}, {"year": 2028, "cents": 4_000_000}]
    sheets = [complete_measure(place, main_field=code, other_fields=[], costs=costs) for place, (code, _) in enumerate(FIELDS, 1)]

    first, second = (finding for finding in found(complete(measures=sheets)) if finding.place == ("measure", "m-01"))
    assert (first.rule, first.code, first.facts) == ("C-13", "year_not_financed", {"year": 2027, "difference_cents": -4_000_000})
    assert second.facts == {"year": 2028, "difference_cents": 4_000_000}


@given(st.dictionaries(st.integers(2025, 2030), st.integers(1, 10**9), min_size=1), st.integers(1, 99))
def test_costs_that_equal_financing_in_every_year_are_never_found(by_year, share):
    """I-16: over all, and in each budget year, costs equal financing."""
    costs = [{"year": year, "cents": cents} for year, cents in by_year.items()]
    financing = []
    for year, cents in by_year.items():
        federal = cents * share // 100
        financing += [{"source": "federal", "source_label": "", "year": year, "cents": federal}]
        financing += [{"source": "municipality", "source_label": "", "year": year, "cents": cents - federal}]
    total = sum(by_year.values())

    assert of_measure(costs=costs, financing=financing, cost_cents=total, financing_cents=total) == []


@given(st.lists(st.integers(0, 1000), min_size=3, max_size=3), st.lists(st.integers(0, 1000), min_size=3, max_size=3))
def test_costs_that_differ_from_financing_are_always_found(spent, paid):
    """I-16, the other way round."""
    years = (2027, 2028, 2029)
    costs = [{"year": year, "cents": cents} for year, cents in zip(years, spent, strict=True)]
    financing = [{"source": "state", "source_label": "", "year": year, "cents": cents} for year, cents in zip(years, paid, strict=True)]
    findings = of_measure(costs=costs, financing=financing, cost_cents=sum(spent), financing_cents=sum(paid))

    assert any(rule == "C-13" for rule, _, _ in findings) == (spent != paid)


@pytest.mark.parametrize(("aims", "codes"), [
    (["both"], []), (["upgrading", "cooperation"], []), (["upgrading"], ["no_cooperation"]), (["cooperation"], ["no_upgrading"]),
])  # fmt: skip
def test_a_concept_serves_both_aims(aims, codes):
    sheets = [
        complete_measure(place, main_field=code, other_fields=[], aim=aims[place % len(aims)]) for place, (code, _) in enumerate(FIELDS)
    ]

    findings = found(complete(measures=sheets))

    assert [(finding.rule, finding.code) for finding in findings] == [("C-16", code) for code in codes]


def test_a_concept_without_measures_is_not_asked_for_aims():
    assert {finding.rule for finding in found(complete(measures=[]))} == {"C-04", "C-06"}


def test_findings_stand_in_the_order_of_the_document():
    content = make_content(14, boundary=None)
    content["analysis"][0]["strengths"] = content["analysis"][0]["weaknesses"] = ""
    content["goals"][1]["measures"] = []

    rules = [finding.rule for finding in found(content, outside=["m-01"])]

    assert rules[0] == "C-01"
    assert rules.index("C-02") < rules.index("C-03") < rules.index("C-06") < rules.index("C-08")


# What the list has no more.


def test_c_17_a_chapter_off_the_list_is_named_and_not_grave():
    content = complete()
    content["chapters"].append({"code": "old", "label": "Altes Kapitel", "body": content["chapters"][0]["body"], "unlisted": True})

    assert found(content) == (Finding("C-17", "chapter_unlisted", ("chapter", "old"), "Altes Kapitel", grave=False),)


def test_c_17_an_analysis_of_a_field_off_the_list_is_named_and_not_grave():
    content = complete()
    content["analysis"].append({**content["analysis"][0], "field": "old", "label": "Altes Feld", "unlisted": True})

    assert found(content) == (Finding("C-17", "field_unlisted", ("field", "old"), "Altes Feld", grave=False),)
