"""No table points at a table of a higher room."""

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.source import leads_up, listed


def keys_that_point_up(model):
    """Return every relation of a model to a model of a room above its own."""
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
        other = field.related_model
        if other is not None and leads_up(model.__module__, other.__module__):
            yield f"{model._meta.label}.{field.name} points up at {other._meta.label}"


def test_no_foreign_key_points_up():
    found = [finding for model in apps.get_models(include_auto_created=True) for finding in keys_that_point_up(model)]

    assert found == [], listed(found)


@isolate_apps("quartierwerk.places", "quartierwerk.concepts")
def test_watcher_finds_a_planted_key_that_points_up():
    class Plan(models.Model):
        __module__ = "quartierwerk.concepts.models"

        class Meta:
            app_label = "concepts"

    class Street(models.Model):
        __module__ = "quartierwerk.places.models"
        plan = models.ForeignKey(Plan, models.CASCADE)
        plans = models.ManyToManyField(Plan, related_name="streets")

        class Meta:
            app_label = "places"

    assert list(keys_that_point_up(Street)) == [
        "places.Street.plan points up at concepts.Plan",
        "places.Street.plans points up at concepts.Plan",
    ]


@isolate_apps("quartierwerk.places", "quartierwerk.concepts")
def test_a_key_may_point_back():
    class Street(models.Model):
        __module__ = "quartierwerk.places.models"

        class Meta:
            app_label = "places"

    class Plan(models.Model):
        __module__ = "quartierwerk.concepts.models"
        street = models.ForeignKey(Street, models.CASCADE)
        parent = models.ForeignKey("self", models.CASCADE)

        class Meta:
            app_label = "concepts"

    assert list(keys_that_point_up(Plan)) == []
