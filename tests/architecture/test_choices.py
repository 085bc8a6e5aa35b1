"""A stored choice is one of its codes: forms offer them, and the database refuses any other."""

import re

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import IntegrityError

from tests.architecture.source import listed
from tests.factories.concepts import make_concept, resolve
from tests.people import person
from tests.places.conftest import make_full_site

pytestmark = pytest.mark.django_db


def chosen_fields():
    """Return every field of the product's own models that has choices; histories repeat what their models hold."""
    models = [
        model for model in apps.get_models() if model.__module__.startswith("quartierwerk.") and not hasattr(model, "pgh_tracked_model")
    ]
    return [field for model in models for field in model._meta.concrete_fields if field.choices]


def checks_of(table):
    """Return the check constraints of a table as the database writes them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
        return [definition for (definition,) in cursor.fetchall()]


def unchecked(field, checks):
    """Return the field where no check names exactly its codes."""
    codes = {str(code) for code, _label in field.flatchoices} | ({""} if field.blank else set())
    held = [set(re.findall(r"'([^']*)'", check)) for check in checks if re.search(rf"\b{field.column}\b\"?\)::text = ANY", check)]
    return [] if codes in held else [f"{field} takes what is none of {sorted(codes)}"]


def test_the_database_knows_the_codes_of_every_choice():
    fields = chosen_fields()
    found = [finding for field in fields for finding in unchecked(field, checks_of(field.model._meta.db_table))]

    assert len(fields) > 10
    assert found == [], listed(found)


def test_watcher_finds_a_choice_without_its_check():
    aim = next(field for field in chosen_fields() if str(field) == "concepts.Measure.aim")
    checks = checks_of(aim.model._meta.db_table)

    assert unchecked(aim, checks) == []
    assert unchecked(aim, [check for check in checks if "aim" not in check]) != []
    assert unchecked(aim, [check.replace("'both'", "'all'") for check in checks]) != []


@pytest.mark.parametrize(
    ("model", "column", "constraint"),
    [
        ("concepts.Measure", "aim", "measure_aim_is_known"),
        ("concepts.Measure", "state", "measure_state_is_known"),
        ("concepts.Measure", "priority", "measure_priority_is_known"),
        ("concepts.MeasureParty", "part", "measure_party_part_is_known"),
        ("places.SiteName", "kind", "site_name_kind_is_known"),
        ("places.OverallMeasure", "begins_precision", "overall_measure_precisions_are_known"),
        ("places.OverallMeasure", "ends_precision", "overall_measure_precisions_are_known"),
        ("places.StageEntry", "precision", "stage_precision_is_known"),
        ("places.FundingArea", "legal_basis", "funding_area_legal_basis_is_known"),
        ("places.SiteFigure", "kind", "site_figure_kind_is_known"),
        ("places.SiteFigure", "exactness", "site_figure_exactness_is_known"),
        ("people.Mandate", "role", "mandate_role_is_known"),
        ("people.Mandate", "scope_kind", "mandate_scope_kind_is_known"),
    ],
)
def test_the_database_refuses_a_code_nobody_knows(model, column, constraint):
    make_concept(make_full_site(1), measures=1)
    person("area_officer")

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        apps.get_model(model).objects.update(**{column: "x"})


def test_the_database_refuses_a_step_nobody_knows():
    revision = resolve(make_concept(measures=1))
    steps = revision.steps.model.objects

    with pytest.raises(IntegrityError, match="resolution_step_kind_is_known"), transaction.atomic():
        steps.bulk_create(
            [
                steps.model(
                    revision=revision, kind="x", decided_on="2026-11-22", body_name="-", reference="-", recorded_at="2026-11-22T12:00Z"
                )
            ]
        )
