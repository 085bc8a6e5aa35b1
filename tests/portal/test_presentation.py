"""What public lists say, made of a resolved content."""

from tests.factories.concept_content import make_measure

from quartierwerk.portal.presentation import lines


def test_a_public_list_writes_schedules_as_the_workspace_does():
    days = [("2024-01-01", "2024-12-31"), ("2024-01-01", "2026-06-30"), ("2024-01-01", None), (None, "2026-06-30"), (None, None)]
    sheets = [make_measure(place, starts_on=starts_on, ends_on=ends_on) for place, (starts_on, ends_on) in enumerate(days, 1)]
    content = {"measures": {sheet["slug"]: sheet for sheet in sheets}, "measure_order": [sheet["slug"] for sheet in sheets]}

    found = [line.period for line in lines("musterstadt-nord", content, {})]

    assert found == ["2024", "2024–2026", "ab 2024", "bis 2026", ""]
