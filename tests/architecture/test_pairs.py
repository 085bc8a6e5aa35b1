"""Who and when go together: ``…_at`` has its ``…_by``, and the database keeps both known or both unknown.

Null in ``…_by`` beside a moment means "the system": an import, the example programme, a command. Where that may be
is named here; anywhere else a person who may be missing is a mistake.
"""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.source import listed

DONE_BY_THE_SYSTEM_TOO = {
    "concepts.Chapter.edited_by",  # the example programme writes chapters
    "concepts.ConceptRevision.frozen_by",  # the example programme resolves concepts
    "concepts.ResolutionStep.recorded_by",  # with the revision
    "mail.MailBatch.prepared_by",  # the example programme prepares a circular
    "mail.OutgoingMail.queued_by",  # letters of the day, and what a click causes, are the system's
    "files.StoredFile.stored_by",  # a paper set by the worker, a photograph of the example programme
    "places.StageEntry.recorded_by",  # read from a published list
}
DAYS = (models.DateTimeField, models.DateField)


def pairs_of(model):
    """Return the moment and the person of each pair by its stem; either may be missing."""
    fields = {field.name: field for field in model._meta.local_fields}
    moments = {name.removesuffix("_at") for name, field in fields.items() if name.endswith("_at") and isinstance(field, DAYS)}
    people = {name.removesuffix("_by") for name, field in fields.items() if name.endswith("_by") and field.is_relation}
    return {stem: (fields.get(f"{stem}_at"), fields.get(f"{stem}_by")) for stem in sorted(moments | people)}


def faults_of(model, *, excepted):
    """Return what is wrong with the pairs of a model."""
    for stem, (moment, person) in pairs_of(model).items():
        name = f"{model._meta.label}.{stem}"
        if moment is None or person is None:
            yield f"{name}_{'by' if moment is None else 'at'} stands alone"
        elif moment.null != person.null and f"{name}_by" not in excepted:
            yield f"{name}_by may be unknown when {stem}_at is not, or the other way round"
        elif moment.null and person.null and not binds(model, stem):
            yield f"{name}_at and {stem}_by are not bound to one another in the database"


def binds(model, stem):
    """Tell whether a constraint lets the two only be unknown together and known together."""
    both = [
        models.Q(**{f"{stem}_at__isnull": unknown, f"{stem}_by__isnull": unknown}, _connector=models.Q.AND) for unknown in (True, False)
    ]
    wanted = {both[0] | both[1], both[1] | both[0]}
    return any(constraint.condition in wanted for constraint in model._meta.constraints if isinstance(constraint, models.CheckConstraint))


def own_models():
    """Return the product's tables; histories repeat the columns of theirs."""
    found = [model for model in apps.get_models() if model.__module__.startswith("quartierwerk.")]
    return [model for model in found if not hasattr(model, "pgh_tracked_model")]


def test_who_and_when_go_together():
    found = [fault for model in own_models() for fault in faults_of(model, excepted=DONE_BY_THE_SYSTEM_TOO)]

    assert found == [], listed(found)


def test_every_exception_is_needed():
    lenient = {
        f"{model._meta.label}.{stem}_by"
        for model in own_models()
        for stem, (moment, person) in pairs_of(model).items()
        if moment is not None and person is not None and person.null and not moment.null
    }

    assert lenient == DONE_BY_THE_SYSTEM_TOO


def planted_model(**fields):
    constraints = fields.pop("constraints", [])
    meta = type("Meta", (), {"app_label": "places", "constraints": constraints})
    return type("Kiosk", (models.Model,), {"__module__": "quartierwerk.places.models", "Meta": meta, **fields})


def moment(**options):
    return models.DateTimeField(**options)


def somebody(**options):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **options)


@isolate_apps("quartierwerk.places")
def test_watcher_finds_a_planted_moment_without_a_person():
    assert list(faults_of(planted_model(opened_at=moment()), excepted=set())) == ["places.Kiosk.opened_at stands alone"]


@isolate_apps("quartierwerk.places")
def test_watcher_finds_a_planted_person_without_a_moment():
    assert list(faults_of(planted_model(opened_by=somebody()), excepted=set())) == ["places.Kiosk.opened_by stands alone"]


@isolate_apps("quartierwerk.places")
def test_watcher_finds_a_planted_person_who_may_be_missing():
    kiosk = planted_model(opened_at=moment(), opened_by=somebody(null=True))

    assert list(faults_of(kiosk, excepted=set())) == ["places.Kiosk.opened_by may be unknown when opened_at is not, or the other way round"]
    assert list(faults_of(kiosk, excepted={"places.Kiosk.opened_by"})) == []


@isolate_apps("quartierwerk.places")
def test_watcher_finds_a_planted_pair_that_nothing_binds():
    kiosk = planted_model(opened_at=moment(null=True), opened_by=somebody(null=True))

    assert list(faults_of(kiosk, excepted=set())) == ["places.Kiosk.opened_at and opened_by are not bound to one another in the database"]


@isolate_apps("quartierwerk.places")
def test_a_bound_pair_and_a_certain_pair_are_fine():
    rule = models.Q(opened_at__isnull=True, opened_by__isnull=True) | models.Q(opened_at__isnull=False, opened_by__isnull=False)
    bound = planted_model(
        opened_at=moment(null=True),
        opened_by=somebody(null=True),
        constraints=[models.CheckConstraint(condition=rule, name="kiosk_opened_by_somebody")],
    )

    assert list(faults_of(bound, excepted=set())) == []


@isolate_apps("quartierwerk.places")
def test_a_text_called_by_is_no_person():
    assert pairs_of(planted_model(resolved_by=models.CharField(max_length=9))) == {}
