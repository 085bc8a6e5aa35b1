"""The integrated action concept: a working copy with chapters, goals and measures, and its frozen revisions.

One concept per site. People edit the working copy; a *resolution* freezes it as a *revision*, an
immutable, hashed record of the whole. Amounts are planned amounts in cents; later states of the
money belong to ``money``. Codes of fields, chapters, cost groups and sources come from the rulebook.
"""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quartierwerk.concepts.core.completeness import FULL_SHEET_STATES
from quartierwerk.concepts.core.measure_sheet import SHARED_PARTS, SINGLE_PARTS
from quartierwerk.concepts.core.resolution import COUNCIL
from quartierwerk.concepts.core.totals import AIMS, DROPPED
from quartierwerk.foundation.audit.append_only import AppendOnly, AppendOnlyQuerySet
from quartierwerk.foundation.files.models import StoredFile
from quartierwerk.foundation.people.models import Organisation
from quartierwerk.foundation.slots.values import Subject
from quartierwerk.places.models import Municipality, Site


@pghistory.track()
class ActionConcept(models.Model):
    """A site's concept as a working copy; others than the municipality see it only when released."""

    site = models.OneToOneField(Site, models.PROTECT, related_name="concept")
    title = models.CharField(_("Titel"), max_length=250)
    fields_list = models.CharField(_("Liste der Handlungsfelder"), max_length=80)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        """The working copy is internal; the public reads revisions."""

        published = ("site", "title", "fields_list")
        internal = ("id", "released_at", "released_by")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True) | Q(released_at__isnull=False, released_by__isnull=False),
                name="concept_release_names_day_and_person",
            ),
        )

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Chapter(models.Model):
    """One chapter of the rulebook's list, as structured text."""

    concept = models.ForeignKey(ActionConcept, models.CASCADE, related_name="chapters")
    chapter_code = models.CharField(_("Kapitel"), max_length=60)
    body = models.JSONField(default=list)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        """Published through revisions."""

        published = ("concept", "chapter_code", "body")
        internal = ("id", "edited_at", "edited_by", "version")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("concept", "chapter_code"), name="chapter_once_per_concept"),)

    def __str__(self) -> str:
        return self.chapter_code


@pghistory.track()
class FieldAnalysis(models.Model):
    """Strengths and weaknesses of the area in one field of action."""

    concept = models.ForeignKey(ActionConcept, models.CASCADE, related_name="analyses")
    field_code = models.CharField(_("Handlungsfeld"), max_length=60)
    strengths = models.TextField(_("Stärken"), blank=True)
    weaknesses = models.TextField(_("Schwächen"), blank=True)
    argued_away = models.TextField(_("Begründung, falls nichts geplant ist"), blank=True)

    class Privacy:
        """Published through revisions."""

        published = ("concept", "field_code", "strengths", "weaknesses", "argued_away")
        internal = ("id",)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("concept", "field_code"), name="field_analysed_once_per_concept"),)

    def __str__(self) -> str:
        return self.field_code


@pghistory.track()
class Goal(models.Model):
    """A guiding goal, or a sub-goal under one."""

    concept = models.ForeignKey(ActionConcept, models.CASCADE, related_name="goals")
    code = models.CharField(_("Nummer"), max_length=20)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="sub_goals")
    title = models.CharField(pgettext_lazy("goal", "Ziel"), max_length=300)
    success_shown_by = models.TextField(_("Woran zeigt sich der Erfolg?"), blank=True)
    position = models.PositiveIntegerField(default=0)

    class Privacy:
        """Published through revisions."""

        published = ("concept", "code", "parent", "title", "success_shown_by", "position")
        internal = ("id",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("concept", "code"), name="goal_code_once_per_concept"),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="goal_is_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


@pghistory.track()
class Measure(models.Model):
    """A single measure, investive or not, with the sheet the programme asks for."""

    class Aim(models.TextChoices):
        """Which of the two aims the measure serves; both is a third value and never split."""

        UPGRADING = "upgrading", _("Aufwertung")
        COOPERATION = "cooperation", _("Kooperation")
        BOTH = "both", _("beides")

    class State(models.TextChoices):
        """How far the measure is."""

        IDEA = "idea", _("Idee")
        PLANNED = "planned", _("geplant")
        APPLIED = "applied", _("beantragt")
        GRANTED = "granted", _("bewilligt")
        RUNNING = "running", _("läuft")
        DONE = "done", _("fertig")
        DROPPED = "dropped", _("aufgegeben")

    class Priority(models.TextChoices):
        """Order in time, not importance."""

        FIRST = "I", _("I: zuerst")
        SECOND = "II", _("II: danach")
        THIRD = "III", _("III: später")

    concept = models.ForeignKey(ActionConcept, models.CASCADE, related_name="measures")
    code = models.CharField(_("Nummer"), max_length=20)
    slug = models.SlugField(max_length=40)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("Titel"), max_length=250)
    description = models.TextField(_("Kurzbeschreibung"), blank=True)
    main_field = models.CharField(_("Hauptfeld"), max_length=60)
    other_fields = ArrayField(models.CharField(max_length=60), verbose_name=_("Weitere Felder"), default=list, blank=True)
    aim = models.CharField(_("Ziel des Programms"), max_length=12, choices=Aim)
    investive = models.BooleanField(_("investiv"))
    cost_group = models.CharField(_("Kostengruppe"), max_length=40, blank=True)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    priority = models.CharField(_("Priorität"), max_length=3, choices=Priority, blank=True)
    state = models.CharField(pgettext_lazy("measure", "Stand"), max_length=10, choices=State, default=State.PLANNED)
    place_note = models.CharField(_("Ort"), max_length=300, blank=True)
    geometry = models.JSONField(null=True, blank=True)
    outside_reason = models.CharField(_("Grund, falls außerhalb des Gebiets"), max_length=300, blank=True)
    participation_done = models.TextField(_("Beteiligung"), blank=True)
    follow_up_cost_cents = models.BigIntegerField(_("Folgekosten im Jahr"), null=True, blank=True)
    follow_up_cost_note = models.CharField(_("Wer trägt die Folgekosten?"), max_length=300, blank=True)
    goals = models.ManyToManyField(Goal, related_name="measures", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Privacy:
        """Text and money are published through revisions, the state live."""

        published = (
            "concept", "code", "slug", "position", "title", "description", "main_field", "other_fields", "aim", "investive",
            "cost_group", "starts_on", "ends_on", "priority", "state", "place_note", "geometry", "outside_reason",
            "participation_done", "follow_up_cost_cents", "follow_up_cost_note", "goals",
        )  # fmt: skip
        internal = ("id", "version")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("concept", "code"), name="measure_code_once_per_concept"),
            models.UniqueConstraint(fields=("concept", "slug"), name="measure_slug_once_per_concept"),
            models.CheckConstraint(condition=Q(aim__in=AIMS), name="measure_aim_is_known"),
            models.CheckConstraint(condition=Q(state__in=("idea", *sorted(FULL_SHEET_STATES), DROPPED)), name="measure_state_is_known"),
            models.CheckConstraint(condition=Q(priority__in=("", "I", "II", "III")), name="measure_priority_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="measure_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(follow_up_cost_cents__isnull=True) | Q(follow_up_cost_cents__gte=0), name="measure_follow_up_cost_not_negative"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def subject(self) -> Subject:
        """Return the measure as a subject, its code made of site and slug; needs ``concept.site`` loaded."""
        return Subject("measure", f"{self.concept.site.code}/{self.slug}")

    def get_absolute_url(self) -> str:
        """Return the measure's staff page; needs ``concept.site`` loaded."""
        return reverse("concepts:measure", args=(self.concept.site.code, self.slug))


@pghistory.track()
class MeasureParty(models.Model):
    """Who has which part in a measure; linked to an organisation where the name is known."""

    class Part(models.TextChoices):
        """The part played."""

        CARRIER = "carrier", _("Träger")
        RECIPIENT = "recipient", _("Zuwendungsempfänger")
        RESPONSIBLE = "responsible", _("Federführung")
        DEPARTMENT = "department", _("beteiligtes Amt")
        PARTNER = "partner", _("Partner")

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="parties")
    part = models.CharField(_("Rolle"), max_length=12, choices=Part)
    name = models.CharField(_("Name"), max_length=250)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        """Published through revisions."""

        published = ("measure", "part", "name", "organisation")
        internal = ("id",)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(part__in=(*SINGLE_PARTS, *SHARED_PARTS)), name="measure_party_part_is_known"),
            models.UniqueConstraint(fields=("measure", "part", "name"), name="measure_party_once_per_part"),
            models.UniqueConstraint(
                fields=("measure", "part"),
                condition=Q(part__in=SINGLE_PARTS),
                name="measure_has_one_carrier_recipient_and_lead",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part}: {self.name}"


@pghistory.track()
class PlannedCost(models.Model):
    """What the measure is planned to cost in a budget year."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="planned_costs")
    budget_year = models.PositiveSmallIntegerField(_("Haushaltsjahr"))
    amount_cents = models.BigIntegerField(_("Kosten"))

    class Privacy:
        """Published through revisions."""

        published = ("measure", "budget_year", "amount_cents")
        internal = ("id",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("measure", "budget_year"), name="planned_cost_once_a_year"),
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="planned_cost_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.budget_year}: {self.amount_cents} ct"


@pghistory.track()
class PlannedFinancing(models.Model):
    """What a source is planned to pay towards the measure in a budget year."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="planned_financing")
    source_code = models.CharField(_("Finanzierungsquelle"), max_length=40)
    budget_year = models.PositiveSmallIntegerField(_("Haushaltsjahr"))
    amount_cents = models.BigIntegerField(_("Betrag"))

    class Privacy:
        """Published through revisions."""

        published = ("measure", "source_code", "budget_year", "amount_cents")
        internal = ("id",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("measure", "source_code", "budget_year"), name="planned_financing_once_a_source_and_year"),
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="planned_financing_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.source_code} {self.budget_year}: {self.amount_cents} ct"


@pghistory.track()
class MeasureIndicator(models.Model):
    """What is counted to see whether the measure works."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="indicators")
    name = models.CharField(_("Indikator"), max_length=250)
    unit = models.CharField(_("Einheit"), max_length=60, blank=True)
    baseline = models.DecimalField(_("Ausgangswert"), max_digits=14, decimal_places=3, null=True, blank=True)
    target = models.DecimalField(_("Zielwert"), max_digits=14, decimal_places=3, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(_("bis Jahr"), null=True, blank=True)

    class Privacy:
        """Published through revisions."""

        published = ("measure", "name", "unit", "baseline", "target", "target_year")
        internal = ("id",)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("measure", "name"), name="measure_indicator_once"),)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MeasurePhoto(models.Model):
    """A photograph of the measure; shown only with alternative text, credit and consent."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    alt_text = models.CharField(_("Bildbeschreibung"), max_length=300)
    credit = models.CharField(_("Bildnachweis"), max_length=200)
    consent = models.CharField(_("Einwilligung"), max_length=300)
    taken_on = models.DateField(_("aufgenommen am"), null=True, blank=True)

    class Privacy:
        """Shown live on the measure's page; the consent note stays inside."""

        published = ("measure", "file", "alt_text", "credit", "taken_on")
        internal = ("id", "consent")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(alt_text="") & ~Q(credit="") & ~Q(consent=""), name="photo_has_alt_text_credit_and_consent"
            ),
            models.UniqueConstraint(fields=("measure", "file"), name="photo_once_per_measure"),
        )

    def __str__(self) -> str:
        return self.alt_text


@pghistory.track()
class ColumnAssignment(models.Model):
    """What a municipality's own headings mean in its spreadsheets; by our sheet, as the import folds them."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="+")
    sheets = models.JSONField(default=dict)
    in_sheet = models.JSONField(default=dict)

    class Privacy:
        """How a municipality keeps its lists is its own affair."""

        published = ()
        internal = ("id", "municipality", "sheets", "in_sheet")

    def __str__(self) -> str:
        return f"{self.municipality_id}"


class ConceptRevision(AppendOnly):
    """The whole concept as it was resolved: immutable, hashed, readable for ever."""

    concept = models.ForeignKey(ActionConcept, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    # Taken out of the content by the database, so that a list need not unpack the whole concept for its name.
    title = models.GeneratedField(
        expression=KeyTextTransform("title", KeyTransform("concept", "content")), output_field=models.TextField(), db_persist=True
    )
    content_hash = models.CharField(max_length=64)
    rulebooks = ArrayField(models.CharField(max_length=80))
    goal_count = models.PositiveIntegerField()
    measure_count = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    upgrading_cents = models.BigIntegerField()
    cooperation_cents = models.BigIntegerField()
    both_cents = models.BigIntegerField()
    by_field = models.JSONField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AppendOnlyQuerySet["ConceptRevision"].as_manager()

    class Privacy:
        """Resolved concepts are public."""

        published = (
            "concept", "number", "content", "title", "content_hash", "rulebooks", "goal_count", "measure_count",
            "total_cents", "upgrading_cents", "cooperation_cents", "both_cents", "by_field", "frozen_at",
        )  # fmt: skip
        internal = ("id", "frozen_by")

    class Meta(AppendOnly.Meta):
        constraints = (
            models.UniqueConstraint(fields=("concept", "number"), name="revision_number_once_per_concept"),
            models.CheckConstraint(
                condition=Q(total_cents=F("upgrading_cents") + F("cooperation_cents") + F("both_cents")), name="revision_aims_add_up"
            ),
        )

    def __str__(self) -> str:
        return f"{self.concept_id} #{self.number}"


class ResolutionStep(AppendOnly):
    """A dated step on the way of a revision: recommended, executive, council, recognised by the state."""

    class Kind(models.TextChoices):
        """Which step this is."""

        RECOMMENDED = "recommended", _("empfohlen")
        EXECUTIVE = "executive", _("Magistrat")
        COUNCIL = "council", _("Stadtverordnetenversammlung")
        RECOGNISED = "recognised", _("vom Land anerkannt")

    revision = models.ForeignKey(ConceptRevision, models.PROTECT, related_name="steps")
    kind = models.CharField(_("Schritt"), max_length=12, choices=Kind)
    decided_on = models.DateField(_("Datum"))
    body_name = models.CharField(_("Gremium"), max_length=200)
    reference = models.CharField(_("Drucksache oder Aktenzeichen"), max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AppendOnlyQuerySet["ResolutionStep"].as_manager()

    class Privacy:
        """Decisions of public bodies are public."""

        published = ("revision", "kind", "decided_on", "body_name", "reference")
        internal = ("id", "recorded_at", "recorded_by")

    class Meta(AppendOnly.Meta):
        constraints = (
            models.UniqueConstraint(fields=("revision", "kind", "decided_on"), name="resolution_step_once_a_day"),
            models.CheckConstraint(
                condition=Q(kind__in=("recommended", "executive", COUNCIL, "recognised")), name="resolution_step_kind_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_on}"
