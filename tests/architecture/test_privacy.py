"""Every field of every model is published or internal, and somebody decided which."""

import pghistory.models
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.source import listed


def undecided_fields(model):
    """Return the fields that stand in neither list or in both, and the names in a list that are no field."""
    privacy = getattr(model, "Privacy", None)
    if privacy is None:
        yield f"{model._meta.label} has no class Privacy"
        return
    published, internal = set(privacy.published), set(privacy.internal)
    fields = {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}
    yield from (f"{model._meta.label}.{name} is neither published nor internal" for name in sorted(fields - published - internal))
    yield from (f"{model._meta.label}.{name} is both published and internal" for name in sorted(published & internal))
    yield from (f"{model._meta.label}.{name} is listed and is no field" for name in sorted((published | internal) - fields))


def own_models():
    """Return the product's models, without the row history the database keeps of them."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("quartierwerk.") and not issubclass(model, pghistory.models.Event)
    ]


def test_every_field_is_published_or_internal():
    found = [finding for model in own_models() for finding in undecided_fields(model)]

    assert len(own_models()) > 20
    assert found == [], listed(found)


@isolate_apps("quartierwerk.places")
def test_watcher_finds_a_planted_field_nobody_decided_on():
    class Street(models.Model):
        __module__ = "quartierwerk.places.models"
        name = models.CharField(max_length=10)
        secret = models.CharField(max_length=10)
        twins = models.ManyToManyField("self")

        class Privacy:
            published = ("name", "colour")
            internal = ("id", "name")

        class Meta:
            app_label = "places"

    assert list(undecided_fields(Street)) == [
        "places.Street.secret is neither published nor internal",
        "places.Street.twins is neither published nor internal",
        "places.Street.name is both published and internal",
        "places.Street.colour is listed and is no field",
    ]


@isolate_apps("quartierwerk.places")
def test_watcher_finds_a_planted_model_without_lists():
    class Alley(models.Model):
        __module__ = "quartierwerk.places.models"

        class Meta:
            app_label = "places"

    assert list(undecided_fields(Alley)) == ["places.Alley has no class Privacy"]
