"""Municipalities, sites, funding areas and their dated life.

A *site* is an area in a municipality as the network knows it; its code never changes, its names do.
An *overall measure* is the site in one programme period; the stage belongs to it. A *funding area*
is one dated version of the boundary with the resolution behind it. Every figure says where it
comes from and of which day it is.
"""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from quartierwerk.foundation.people.core.actor import PROGRAMME, Scope
from quartierwerk.foundation.people.core.roles import ScopeKind


class DatePrecision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", pgettext_lazy("precision", "Tag")
    MONTH = "month", pgettext_lazy("precision", "Monat")
    YEAR = "year", pgettext_lazy("precision", "Jahr")
    AT_LEAST = "at_least", _("spätestens seit")


class _Sourced(models.Model):
    """A fact that says where it was read."""

    source = models.CharField(_("Quelle"), max_length=500, blank=True)
    source_url = models.URLField(_("Adresse der Quelle"), max_length=500, blank=True)

    class Meta:
        abstract = True


@pghistory.track()
class Municipality(_Sourced):
    """A municipality; without an AGS where the published name does not say which one it is."""

    code = models.SlugField(max_length=80, unique=True)
    ags = models.CharField(_("Amtlicher Gemeindeschlüssel"), max_length=8, unique=True, null=True, blank=True)
    name = models.CharField(_("Name"), max_length=150)
    county = models.CharField(_("Kreis"), max_length=150, blank=True)
    state = models.CharField(_("Land"), max_length=50, default="Hessen")
    note = models.CharField(_("Anmerkung"), max_length=500, blank=True)
    is_example = models.BooleanField(_("erfunden"), default=False)
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True)
    outline_attribution = models.CharField(max_length=200, blank=True)

    class Privacy:
        """Municipalities are public."""

        published = (
            "code", "ags", "name", "county", "state", "note", "is_example", "longitude", "latitude", "outline", "outline_attribution",
            "source", "source_url",
        )  # fmt: skip
        internal = ("id",)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(ags__isnull=True) | Q(ags__regex=r"^[0-9]{8}$"), name="municipality_ags_has_eight_digits"),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True) | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="municipality_point_is_whole_and_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MunicipalityInhabitants(_Sourced):
    """How many people lived in the municipality on a day."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="inhabitant_counts")
    as_of = models.DateField(pgettext_lazy("date", "Stand"))
    inhabitants = models.PositiveIntegerField(pgettext_lazy("heading", "Einwohner"))

    class Privacy:
        """Counts are public."""

        published = ("municipality", "as_of", "inhabitants", "source", "source_url")
        internal = ("id",)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("municipality", "as_of"), name="municipality_counted_once_per_day"),)

    def __str__(self) -> str:
        return f"{self.inhabitants} ({self.as_of})"


@pghistory.track()
class Site(models.Model):
    """An area in a municipality, as the network of sites knows it."""

    code = models.SlugField(max_length=100, unique=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="sites")
    description = models.TextField(_("Kurzbeschreibung"), blank=True)
    is_example = models.BooleanField(_("erfunden"), default=False)

    class Privacy:
        """Sites are public."""

        published = ("code", "municipality", "description", "is_example")
        internal = ("id",)

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Return the site's staff page."""
        return reverse("places:site", args=(self.code,))

    @property
    def scopes(self) -> frozenset[Scope]:
        """Return the scopes the site lies in; needs ``municipality`` loaded."""
        return frozenset(
            {
                PROGRAMME,
                Scope(ScopeKind.MUNICIPALITY, self.municipality.code),
                Scope(ScopeKind.SITE, self.code),
            }
        )


@pghistory.track()
class SiteName(_Sourced):
    """What the site is or was called; aliases are names found in sources.

    ``begins_on`` is the first day for which a source shows the name; of an alias it may not be known.
    """

    class Kind(models.TextChoices):
        """Official name or a name found elsewhere."""

        OFFICIAL = "official", _("amtlich")
        ALIAS = "alias", _("auch genannt")

    site = models.ForeignKey(Site, models.CASCADE, related_name="names")
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind, default=Kind.OFFICIAL)
    begins_on = models.DateField(_("gilt ab"), null=True, blank=True)
    ends_on = models.DateField(_("gilt bis"), null=True, blank=True)

    class Privacy:
        """Names are public."""

        published = ("site", "name", "kind", "begins_on", "ends_on", "source", "source_url")
        internal = ("id",)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=("official", "alias")), name="site_name_kind_is_known"),
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")), name="site_name_runs_forward"),
            models.UniqueConstraint(fields=("site", "begins_on"), condition=Q(kind="official"), name="site_one_official_name_per_day"),
            models.UniqueConstraint(fields=("site", "name", "kind", "begins_on"), nulls_distinct=False, name="site_name_said_once"),
            models.CheckConstraint(condition=Q(kind="alias") | Q(begins_on__isnull=False), name="site_official_name_has_a_begin"),
        )

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class OverallMeasure(_Sourced):
    """The site in one programme period: the unit that is funded; no begin means that no source names it."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="overall_measures")
    programme = models.CharField(_("Programm"), max_length=60)
    begins_on = models.DateField(_("Beginn"), null=True, blank=True)
    begins_precision = models.CharField(max_length=10, choices=DatePrecision, default=DatePrecision.YEAR)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)
    ends_precision = models.CharField(max_length=10, choices=DatePrecision, default=DatePrecision.YEAR)

    class Privacy:
        """Programme periods are public."""

        published = ("site", "programme", "begins_on", "begins_precision", "ends_on", "ends_precision", "source", "source_url")
        internal = ("id",)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(begins_precision__in=DatePrecision.values, ends_precision__in=DatePrecision.values),
                name="overall_measure_precisions_are_known",
            ),
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")), name="overall_measure_runs_forward"),
            models.UniqueConstraint(
                fields=("site", "programme", "begins_on"), nulls_distinct=False, name="overall_measure_once_per_programme_and_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.begins_on.year if self.begins_on else '?'}"


@pghistory.track()
class StageEntry(_Sourced):
    """The overall measure reached a stage; the newest entry is the stage it is in."""

    overall_measure = models.ForeignKey(OverallMeasure, models.CASCADE, related_name="stages")
    stage = models.CharField(_("Stufe"), max_length=30)
    since = models.DateField(_("seit"))
    precision = models.CharField(max_length=10, choices=DatePrecision, default=DatePrecision.DAY)
    rulebook = models.CharField(_("Regelwerk"), max_length=80)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Privacy:
        """Stages are public; who typed them is not."""

        published = ("overall_measure", "stage", "since", "precision", "rulebook", "source", "source_url")
        internal = ("id", "recorded_at", "recorded_by")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("overall_measure", "stage", "since"), name="stage_reached_once_per_day"),
            models.CheckConstraint(condition=Q(precision__in=DatePrecision.values), name="stage_precision_is_known"),
        )
        indexes = (models.Index(fields=("overall_measure", "-since", "-id"), name="stage_newest_first"),)

    def __str__(self) -> str:
        return f"{self.stage} {self.since}"


@pghistory.track()
class FundingArea(_Sourced):
    """One version of the boundary, with the resolution that fixed it; the next version ends it."""

    class LegalBasis(models.TextChoices):
        """On which paragraph of the Federal Building Code the area rests."""

        SOCIAL_CITY = "171e", _("§ 171e BauGB: Maßnahmengebiet der Sozialen Stadt")
        REDEVELOPMENT = "142", _("§ 142 BauGB: Sanierungsgebiet")
        PRESERVATION = "172", _("§ 172 BauGB: Erhaltungsgebiet")

    site = models.ForeignKey(Site, models.CASCADE, related_name="funding_areas")
    version = models.PositiveSmallIntegerField(pgettext_lazy("boundary", "Fassung"))
    geometry = models.JSONField()
    computed_area_m2 = models.PositiveBigIntegerField()
    legal_basis = models.CharField(_("Rechtsgrundlage"), max_length=4, choices=LegalBasis)
    valid_from = models.DateField(_("gilt ab"))
    resolved_on = models.DateField(_("beschlossen am"))
    resolved_by = models.CharField(_("beschlossen von"), max_length=200)
    reference = models.CharField(_("Aktenzeichen oder Drucksache"), max_length=200, blank=True)
    repaired = models.BooleanField(_("beim Einlesen bereinigt"), default=False)
    file_crs = models.CharField(_("Koordinatensystem der Datei"), max_length=20, blank=True)
    file_sha256 = models.CharField(_("Prüfsumme der Datei"), max_length=64, blank=True)

    class Privacy:
        """Boundaries are public."""

        published = (
            "site", "version", "geometry", "computed_area_m2", "legal_basis", "valid_from", "resolved_on", "resolved_by", "reference",
            "repaired", "file_crs", "source", "source_url",
        )  # fmt: skip
        internal = ("id", "file_sha256")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("site", "version"), name="funding_area_version_once"),
            models.UniqueConstraint(fields=("site", "valid_from"), name="funding_area_one_version_per_day"),
            models.CheckConstraint(condition=Q(legal_basis__in=("171e", "142", "172")), name="funding_area_legal_basis_is_known"),
            models.CheckConstraint(condition=Q(computed_area_m2__gt=0), name="funding_area_has_extent"),
            models.CheckConstraint(condition=Q(version__gt=0), name="funding_area_version_above_zero"),
            models.CheckConstraint(condition=Q(valid_from__gte=F("resolved_on")), name="funding_area_not_before_its_resolution"),
        )

    def __str__(self) -> str:
        return f"{self.site_id} v{self.version}"


@pghistory.track()
class SiteFigure(_Sourced):
    """A published figure on the site: area or inhabitants, with its day and how exact it is."""

    class Kind(models.TextChoices):
        """What is counted."""

        AREA_M2 = "area_m2", _("Fläche in m²")
        INHABITANTS = "inhabitants", pgettext_lazy("heading", "Einwohner")
        DWELLINGS = "dwellings", _("Wohnungen")

    class Exactness(models.TextChoices):
        """How the source puts it."""

        EXACT = "exact", _("genau")
        ABOUT = "about", _("rund")
        MORE_THAN = "more_than", _("mehr als")

    site = models.ForeignKey(Site, models.CASCADE, related_name="figures")
    kind = models.CharField(_("Art"), max_length=20, choices=Kind)
    value = models.PositiveBigIntegerField(_("Wert"))
    exactness = models.CharField(_("Genauigkeit"), max_length=10, choices=Exactness, default=Exactness.EXACT)
    as_of = models.DateField(pgettext_lazy("date", "Stand"), null=True, blank=True)

    class Privacy:
        """Figures are public."""

        published = ("site", "kind", "value", "exactness", "as_of", "source", "source_url")
        internal = ("id",)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(value__gt=0), name="site_figure_above_zero"),
            models.CheckConstraint(condition=Q(kind__in=("area_m2", "inhabitants", "dwellings")), name="site_figure_kind_is_known"),
            models.CheckConstraint(condition=Q(exactness__in=("exact", "about", "more_than")), name="site_figure_exactness_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


@pghistory.track()
class ProgrammeListEntry(_Sourced):
    """What the published list of a programme year gives a site: federal and state money together.

    Where only a part of the year's list is known, sums over sites mean nothing; ``list_is_complete`` says so.
    """

    site = models.ForeignKey(Site, models.CASCADE, related_name="list_entries")
    programme_year = models.PositiveSmallIntegerField(_("Programmjahr"))
    grant_cents = models.BigIntegerField(_("Bund und Land"))
    list_is_complete = models.BooleanField(_("ganze Liste bekannt"), default=True)

    class Privacy:
        """The lists are published."""

        published = ("site", "programme_year", "grant_cents", "list_is_complete", "source", "source_url")
        internal = ("id",)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("site", "programme_year"), name="programme_list_names_site_once_a_year"),
            models.CheckConstraint(condition=Q(grant_cents__gt=0), name="programme_list_grant_above_zero"),
        )

    def __str__(self) -> str:
        return f"{self.programme_year}: {self.grant_cents} ct"


@pghistory.track()
class SiteContact(models.Model):
    """Where people can ask: an office or a person in office, published on purpose."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="contacts")
    title = models.CharField(_("Stelle"), max_length=200)
    name = models.CharField(_("Name"), max_length=200, blank=True)
    address = models.CharField(_("Anschrift"), max_length=300, blank=True)
    phone = models.CharField(_("Telefon"), max_length=50, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    hours = models.CharField(_("Öffnungszeiten"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Privacy:
        """Contacts are entered in order to be published."""

        published = ("site", "title", "name", "address", "phone", "email", "hours", "position")
        internal = ("id",)

    def __str__(self) -> str:
        return self.title


class MapLayer(models.Model):
    """Lines, areas and words under a map as a GeoJSON feature collection, with attribution.

    ``content_sha256`` tells pages whether what they drew from the layer still holds. Layers of the
    programme map have the codes below; the ground of a site's plan has a code of its own.
    """

    class Code(models.TextChoices):
        """Which layer this is, from below to above."""

        NEIGHBOURS = "neighbours", _("Nachbarländer")
        STATE = "state", _("Land")
        COUNTIES = "counties", _("Kreise")
        LABELS = "labels", _("Beschriftung")

    code = models.SlugField(max_length=120, unique=True)
    attribution = models.CharField(max_length=300, blank=True)
    features = models.JSONField()
    content_sha256 = models.CharField(max_length=64, blank=True)

    class Privacy:
        """Public base data."""

        published = ("code", "attribution", "features")
        internal = ("id", "content_sha256")

    def __str__(self) -> str:
        return self.code
